"""Watching the limits that a host sets.

Time is watched by the alarm clock and wherever the program waits; steps and depth are counted at each alarm,
which then is never cleared; sizes are checked where values are made; output where it is written. A limit that
was reached stays reached: a builtin that swallows its error only gets as far as the next check.
"""

from __future__ import annotations

from harnvm.values.limits import ceiling, reached
from harnvm.values.model import SetValue, Value
from harnvm.values.view import ListView
from harnvm.vm.deadlines import moment_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import Token

    from harnvm.policy.limits import Limits
    from harnvm.vm.machine import Machine

_SIZED = (list, dict, str, ListView)


class Meter:
    """The limits of one VM and what has been used of them in this run.

    Attributes:
        polls: Whether `poll` has to be called at every alarm.
        ends_at: The moment of `monotonic` at which the time is over; None without that limit.
    """

    def __init__(self, machine: Machine, limits: Limits) -> None:
        self._machine = machine
        self._limits = limits
        self._steps = 0
        self._output = 0
        self._ceiling: Token[int | None] | None = None
        self.polls = not (limits.steps is None and limits.frames is None)
        self.ends_at: float | None = None
        if limits.items is not None:
            machine.check_size = self._check_size
        if self.polls or limits.items is not None:
            machine.use_first_tier()  # steps, frames and sizes are counted there

    def begin(self) -> None:
        """Begin to count."""
        self._steps = self._output = 0
        self._machine.alarm = self.polls
        if self._limits.seconds is not None:
            self.ends_at = moment_after(int(min(self._limits.seconds, 1e9) * 1000))
        if self._limits.items is not None:
            self._ceiling = ceiling.set(self._limits.items)

    def end(self) -> None:
        """Stop to count."""
        self.ends_at = None
        if self._ceiling is not None:
            ceiling.reset(self._ceiling)
            self._ceiling = None

    def poll(self) -> None:
        """Count a step, and look at the depth."""
        limits = self._limits
        self._steps += 1
        if limits.steps is not None and self._steps > limits.steps:
            raise reached(limits.steps, "steps")
        if limits.frames is not None and sum(map(len, self._machine.stacks)) > limits.frames:
            raise reached(limits.frames, "frames")

    def check_time(self, now: float) -> None:
        """Raise if the time is over."""
        if self.ends_at is not None and now >= self.ends_at:
            self._machine.tasks.clock.ring()
            assert self._limits.seconds is not None
            raise reached(self._limits.seconds, "seconds")

    def count_output(self, text: str) -> None:
        """Count what is printed, before it is."""
        limit = self._limits.output
        if limit is not None:
            self._output += len(text)
            if self._output > limit:
                raise reached(limit, "output")

    def _check_size(self, value: Value) -> None:
        limit = self._limits.items
        assert limit is not None
        kind = type(value)
        size = len(value.items) if kind is SetValue else len(value) if kind in _SIZED else 0
        if size > limit:
            raise reached(limit, "items")
