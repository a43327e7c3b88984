"""Circuit breakers: named counters of failures that tell when to stop trying."""

from __future__ import annotations

from time import monotonic

from harnvm.builtins.args import arg, integer
from harnvm.builtins.registry import Area, Args
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("circuit")

_THRESHOLD = 5
_RESET_MS = 30_000


class Circuit:
    """One breaker: open from the failure that reaches the threshold until a success or a reset."""

    __slots__ = ("failures", "opened_at", "reset_ms", "threshold")

    def __init__(self, threshold: int, reset_ms: int) -> None:
        self.threshold = threshold
        self.reset_ms = reset_ms
        self.close()

    def close(self) -> None:
        """Forget all failures."""
        self.failures = 0
        self.opened_at: float | None = None

    def fail(self) -> bool:
        """Count a failure and tell whether it opened the breaker. A negative threshold is never reached."""
        self.failures += 1
        if self.opened_at is not None or not 0 <= self.threshold <= self.failures:
            return False
        self.opened_at = monotonic()
        return True

    @property
    def state(self) -> str:
        """``closed``, ``open``, or ``half_open`` once the time has passed after which one may try again."""
        if self.opened_at is None:
            return "closed"
        elapsed_ms = (monotonic() - self.opened_at) * 1000
        return "half_open" if 0 <= self.reset_ms <= elapsed_ms else "open"


class Circuits:
    """The breakers of one VM by name."""

    def __init__(self) -> None:
        self.by_name: dict[str, Circuit] = {}


def _find(ctx: Context, args: Args) -> Circuit | None:
    return ctx.state(Circuits).by_name.get(_name(args))


def _name(args: Args) -> str:
    return display(args[0]) if args else "default"


@AREA.builtin("circuit_breaker")
def circuit_breaker(ctx: Context, args: Args) -> Value:
    """Make a breaker of a name, a threshold and a time in milliseconds, closed; return the name."""
    threshold, reset_ms = integer(arg(args, 1)), integer(arg(args, 2))
    name = _name(args)
    ctx.state(Circuits).by_name[name] = Circuit(
        _THRESHOLD if threshold is None else threshold, _RESET_MS if reset_ms is None else reset_ms
    )
    return name


@AREA.builtin("circuit_check")
def circuit_check(ctx: Context, args: Args) -> Value:
    """Return the state of a breaker; an unknown one is closed."""
    circuit = _find(ctx, args)
    return "closed" if circuit is None else circuit.state


@AREA.builtin("circuit_record_failure")
def circuit_record_failure(ctx: Context, args: Args) -> Value:
    """Count a failure and tell whether it opened the breaker."""
    circuit = _find(ctx, args)
    return circuit is not None and circuit.fail()


@AREA.builtin("circuit_record_success")
@AREA.builtin("circuit_reset")
def circuit_close(ctx: Context, args: Args) -> Value:
    """Close a breaker."""
    circuit = _find(ctx, args)
    if circuit is not None:
        circuit.close()
    return None
