"""Tasks, channels and atomics; waiting and measuring time."""

from __future__ import annotations

from time import time_ns

from harnvm.builtins.args import arg, err, integer, ok
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.convert import truncate
from harnvm.values.display import display
from harnvm.values.model import Duration, Opaque, Value, wrap
from harnvm.values.view import as_list, is_list
from harnvm.vm.channels import NOTHING, Channel, poll, select
from harnvm.vm.context import Context
from harnvm.vm.deadlines import moment_after
from harnvm.vm.task import Task

AREA = Area("concurrency")

_CAPACITY = 256

#: Milliseconds that `cancel_graceful` and a `select` whose timeout is no time wait.
_PATIENCE = 5000


def _milliseconds(value: Value, default: int) -> int:
    """Return a time given as a duration or an int."""
    if type(value) is Duration:
        return value.milliseconds
    return value if type(value) is int else default


# --- Tasks ------------------------------------------------------------------------------------------


@AREA.builtin("await")
def await_(ctx: Context, args: Args) -> Value:
    """Return the value of a task when it has ended, or raise its error; return anything else as it is.

    The task that started it gets its outcome once, and nil from then on; so does everybody once it was
    cancelled.
    """
    task = arg(args, 0)
    if not isinstance(task, Task):
        return task
    ctx.tasks.join(task)
    owned = task.owner is ctx.tasks.current
    if task.claimed and owned:
        return None
    task.claimed = owned
    failure = task.failure()
    if failure is not None:
        raise failure
    return task.result


@AREA.builtin("cancel")
def cancel(ctx: Context, args: Args) -> Value:
    """Unwind a task; nobody gets its outcome."""
    task = arg(args, 0)
    if isinstance(task, Task):
        task.claimed = True
        ctx.tasks.cancel(task)
    return None


@AREA.builtin("cancel_graceful")
def cancel_graceful(ctx: Context, args: Args) -> Value:
    """Ask a task to stop and wait some time for that; return its outcome as a result."""
    task = arg(args, 0)
    if not isinstance(task, Task):
        return None
    if task.claimed:
        return ok(None)
    task.asked = True
    patience = _milliseconds(arg(args, 1), _PATIENCE)
    ended = ctx.tasks.join(task, None if patience < 0 else moment_after(patience))
    task.claimed = True
    if ended:
        return task.outcome()
    ctx.tasks.cancel(task)
    return err("cancel_graceful: timeout, task forcefully aborted")


@AREA.builtin("is_cancelled")
def is_cancelled(ctx: Context, args: Args) -> Value:
    """Tell whether the running task was asked to stop."""
    return ctx.tasks.current.asked


# --- Channels ---------------------------------------------------------------------------------------


@AREA.builtin("channel")
def channel(ctx: Context, args: Args) -> Value:
    """Make a channel of a name and a capacity."""
    capacity = integer(arg(args, 1))
    if capacity is not None and capacity < 0:
        raise thrown(f"channel: capacity must not be negative, got {capacity}")
    name = display(args[0]) if args else "default"
    return Channel(ctx.tasks, name, _CAPACITY if capacity is None else max(capacity, 1))


@AREA.builtin("send")
def send(ctx: Context, args: Args) -> Value:
    """Put a value into a channel, waiting for room; tell whether it was open."""
    if len(args) < 2:
        raise thrown("send: requires channel and value")
    target = args[0]
    if not isinstance(target, Channel):
        raise thrown("send: first argument must be a channel")
    return target.send(args[1])


@AREA.builtin("receive")
def receive(ctx: Context, args: Args) -> Value:
    """Return the next value of a channel, waiting for it; nil when it is closed and empty."""
    value = _channel("receive", args).receive()
    return None if value is NOTHING else value


@AREA.builtin("try_receive")
def try_receive(ctx: Context, args: Args) -> Value:
    """Return the next value of a channel, nil if there is none now."""
    value = _channel("try_receive", args).take()
    return None if value is NOTHING else value


@AREA.builtin("close_channel")
def close_channel(ctx: Context, args: Args) -> Value:
    """Let nothing more into a channel."""
    _channel("close_channel", args).close()
    return None


def _channel(builtin: str, args: Args) -> Channel:
    if not args:
        raise thrown(f"{builtin}: requires a channel")
    if not isinstance(args[0], Channel):
        raise thrown(f"{builtin}: first argument must be a channel")
    return args[0]


# --- Select -----------------------------------------------------------------------------------------


@AREA.builtin("select")
def select_channels(ctx: Context, args: Args) -> Value:
    """Wait for a value from any of the given channels."""
    if not args:
        raise thrown("select: requires at least one channel")
    if not all(isinstance(value, Channel) for value in args):
        raise thrown("select: all arguments must be channels")
    return _selected(args, select(args))


@AREA.builtin("__select_list")
def select_list(ctx: Context, args: Args) -> Value:
    """Wait for a value from any channel of a list."""
    if not args:
        raise thrown("__select_list: requires channel list")
    channels = _channels("__select_list", args)
    return _selected(channels, select(channels))


@AREA.builtin("__select_try")
def select_try(ctx: Context, args: Args) -> Value:
    """Return a value from any channel of a list if there is one now."""
    if not args:
        raise thrown("__select_try: requires channel list")
    channels = _channels("__select_try", args)
    return _selected(channels, poll(channels))


@AREA.builtin("__select_timeout")
def select_timeout(ctx: Context, args: Args) -> Value:
    """Wait some time for a value from any channel of a list."""
    if len(args) < 2:
        raise thrown("__select_timeout: requires channel list and timeout")
    channels = _channels("__select_timeout", args)
    patience = max(_milliseconds(args[1], _PATIENCE), 0)
    return _selected(channels, select(channels, moment_after(patience)))


def _channels(builtin: str, args: Args) -> list[Value]:
    if not is_list(args[0]):
        raise thrown(f"{builtin}: first argument must be a list of channels")
    return as_list(args[0])


def _selected(channels: list[Value], found: tuple[int, Value] | None) -> dict[str, Value]:
    if found is None:
        return {"index": -1, "value": None, "channel": None}
    index, value = found
    return {"index": index, "value": value, "channel": channels[index].name}


# --- Atomics ----------------------------------------------------------------------------------------


class Atomic(Opaque):
    """An int that tasks share."""

    __slots__ = ("value",)

    type_name = "atomic"

    def __init__(self, value: int) -> None:
        self.value = value

    def display(self) -> str:
        """Return how the atomic is shown."""
        return f"<atomic:{self.value}>"

    def equals(self, other: Value) -> bool:
        """Tell whether another value is an atomic that holds the same now."""
        return isinstance(other, Atomic) and other.value == self.value


@AREA.builtin("atomic")
def atomic(ctx: Context, args: Args) -> Value:
    """Make an atomic of a number or bool, else of 0."""
    initial = arg(args, 0)
    if type(initial) is float:
        return Atomic(truncate(initial))
    return Atomic(int(initial) if type(initial) in (int, bool) else 0)


@AREA.builtin("atomic_get")
def atomic_get(ctx: Context, args: Args) -> Value:
    """Return what an atomic holds."""
    target = arg(args, 0)
    return target.value if isinstance(target, Atomic) else None


@AREA.builtin("atomic_set")
def atomic_set(ctx: Context, args: Args) -> Value:
    """Set an atomic and return what it held."""
    target, value = arg(args, 0), integer(arg(args, 1))
    if not isinstance(target, Atomic) or value is None:
        return None
    before, target.value = target.value, value
    return before


@AREA.builtin("atomic_add")
def atomic_add(ctx: Context, args: Args) -> Value:
    """Add to an atomic and return what it held."""
    target, value = arg(args, 0), integer(arg(args, 1))
    if not isinstance(target, Atomic) or value is None:
        return None
    before, target.value = target.value, wrap(target.value + value)
    return before


@AREA.builtin("atomic_cas")
def atomic_cas(ctx: Context, args: Args) -> Value:
    """Set an atomic if it holds what is expected, and tell whether it did."""
    target, expected, value = arg(args, 0), integer(arg(args, 1)), integer(arg(args, 2))
    if not isinstance(target, Atomic) or value is None or target.value != expected:
        return False
    target.value = value
    return True


# --- Time -------------------------------------------------------------------------------------------


@AREA.builtin("sleep")
def sleep(ctx: Context, args: Args) -> Value:
    """Wait some time while others go on."""
    milliseconds = _milliseconds(arg(args, 0), 0)
    if milliseconds > 0:
        ctx.tasks.pause("time to pass", moment_after(milliseconds))
    return None


@AREA.builtin("timer_start")
def timer_start(ctx: Context, args: Args) -> Value:
    """Return a timer of a name that runs from now on."""
    return {"name": display(args[0]) if args else "default", "start_ms": _now()}


@AREA.builtin("timer_end")
def timer_end(ctx: Context, args: Args) -> Value:
    """Print and return how many milliseconds a timer has run."""
    timer = arg(args, 0)
    if type(timer) is not dict:
        raise thrown("timer_end: argument must be a timer dict from timer_start")
    now = _now()
    start = integer(timer.get("start_ms"))
    elapsed = 0 if start is None else wrap(now - start)
    name = display(timer["name"]) if "name" in timer else ""
    ctx.write(f"[timer] {name}: {elapsed}ms\n")
    return elapsed


def _now() -> int:
    return time_ns() // 1_000_000
