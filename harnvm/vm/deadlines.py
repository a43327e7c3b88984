"""Deadlines: what ``deadline 5s { … }`` is made of."""

from __future__ import annotations

from time import monotonic

from harnvm.errors import HarnRuntimeError, thrown
from harnvm.values.model import Duration, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.vm.task import Task

#: Milliseconds of a deadline whose duration is neither a duration nor an int.
_DEFAULT = 30_000

#: Thirty years in milliseconds: nobody waits longer, and the system's own limits are beyond.
_FOREVER = 1_000_000_000_000


class Deadline:
    """A moment of `monotonic`, and whether the task was told that it has passed; it is told once."""

    __slots__ = ("told", "when")

    def __init__(self, when: float) -> None:
        self.when = when
        self.told = False


def milliseconds(duration: Value) -> int:
    """Return how long a deadline is."""
    if type(duration) is Duration:
        return duration.milliseconds
    return max(duration, 0) if type(duration) is int else _DEFAULT


def moment_after(milliseconds: int) -> float:
    """Return the moment of `monotonic` that is so far from now, within what the system can wait for."""
    return monotonic() + min(milliseconds, _FOREVER) / 1000


def next_deadline(task: Task) -> float | None:
    """Return the earliest moment at which a deadline of the task passes; None if there is none."""
    return min((deadline.when for deadline in task.deadlines if not deadline.told), default=None)


def passed_deadline(task: Task, now: float) -> bool:
    """Tell whether a deadline has passed of which the task was not told, and count it as told."""
    for deadline in reversed(task.deadlines):
        if not deadline.told and now >= deadline.when:
            deadline.told = True
            return True
    return False


def exceeded() -> HarnRuntimeError:
    """Make the error of a deadline that has passed."""
    return thrown("Deadline exceeded")
