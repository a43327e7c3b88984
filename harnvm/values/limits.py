"""How large a value may get in one step, and interrupting what takes long without calling back.

An operation that multiplies sizes asks here before it allocates. What it is held to is the last line before
the machine's memory, far above what scripts use, or less where a host has set a limit (see `harnvm.policy`).
"""

from __future__ import annotations

from contextvars import ContextVar
from itertools import chain
from sys import maxsize
from time import monotonic, sleep

from harnvm.errors import HarnLimitError, runtime_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Pulse(Protocol):
        """What interrupts a program."""

        def beat(self) -> None:
            """Raise if the program was told to stop; cheap enough to be called often."""

        def interruption(self) -> float | None:
            """Return the moment of `monotonic` at which the program must stop, if it must."""

        def check_time(self) -> None:
            """Raise if that moment has passed, whether or not the program was told."""


MAX_TEXT = 1 << 29
MAX_ITEMS = 1 << 27

#: The host's limit of the size of one value, for the program that runs in this context.
ceiling: ContextVar[int | None] = ContextVar("ceiling", default=None)

#: Asked now and then by what takes long, whether the program in this context is to stop; None if it never is.
pulse: ContextVar[Pulse | None] = ContextVar("pulse", default=None)

#: How many numbers of a range are handed out between two beats of the `pulse`.
_STRETCH = 1 << 16


def max_text() -> int:
    """Return how many characters a string may have."""
    limit = ceiling.get()
    return MAX_TEXT if limit is None else min(limit, MAX_TEXT)


def max_items() -> int:
    """Return how many elements a collection may have."""
    limit = ceiling.get()
    return MAX_ITEMS if limit is None else min(limit, MAX_ITEMS)


def check_text(length: int) -> None:
    """Refuse a string of `length` characters if it is too long."""
    limit = ceiling.get()
    if length > MAX_TEXT or (limit is not None and length > limit):
        _check_ceiling(length)
        raise runtime_error(f"string too long: {length} characters")


def repeat_text(text: str, count: int) -> str:
    """Return `text` `count` times, or an error if that is too long to be built."""
    check_text(len(text) * count)
    return text * count


def check_items(count: int, most: int | None = None) -> None:
    """Refuse a collection of `count` elements if that is more than `most`, or than collections may have."""
    if count > max_items() or (most is not None and count > most):
        _check_ceiling(count)
        raise runtime_error(f"too many elements: {count}")


def _check_ceiling(size: int) -> None:
    limit = ceiling.get()
    if limit is not None and size > limit:
        raise reached(limit, "items")


def reached(limit: float, name: str) -> HarnLimitError:
    """Make the error of a limit of the host's that was reached."""
    return HarnLimitError(f"limit reached: {name} ({limit})", name)


def paced(numbers: range) -> Iterator[int]:
    """Iterate over a range so that a loop over it that does not call back can be interrupted.

    The iterator has a length hint, which is never too large: it can be told beforehand that it is endless.
    """
    stretches = _Stretches(numbers)
    iterator = _Paced.from_iterable(stretches)
    iterator.stretches = stretches  # type: ignore[attr-defined]  # it is of the class that was asked to make it
    return iterator


class _Paced(chain[int]):
    stretches: _Stretches

    def __length_hint__(self) -> int:
        return min(self.stretches.left, maxsize)


class _Stretches:
    """The parts of a range, one after the other."""

    def __init__(self, numbers: range) -> None:
        self._numbers = numbers
        self._start = 0

    @property
    def left(self) -> int:
        """How many numbers are in those that were not handed out."""
        return max(self._numbers.stop - self._numbers.start - self._start, 0)

    def __iter__(self) -> Iterator[range]:
        return self

    def __next__(self) -> range:
        stretch = self._numbers[self._start : self._start + _STRETCH]
        if not stretch:
            raise StopIteration
        watch = pulse.get()
        if watch is not None:
            watch.beat()
        self._start += _STRETCH
        return stretch


class Patience:
    """How long an operation may take that can be given a time, but not be interrupted.

    It has `most` seconds, or until the program is to stop if that comes earlier.
    """

    def __init__(self, most: float) -> None:
        self._end = monotonic() + most
        self._cut_by: Pulse | None = None
        watch = pulse.get()
        moment = None if watch is None else watch.interruption()
        if moment is not None and moment < self._end:
            self._end, self._cut_by = moment, watch

    @property
    def seconds(self) -> float:
        """What is left of it; never nothing, which some libraries would take for no limit."""
        return max(self._end - monotonic(), 0.001)

    @property
    def lasts(self) -> bool:
        """Whether anything is left of it."""
        return monotonic() < self._end

    def lose(self) -> None:
        """Raise what stops the program if that is why the time was up; return if it took the most it may."""
        if self._cut_by is not None:
            # The operation's clock may be another one, and a little ahead.
            sleep(max(self._end - monotonic(), 0))
            self._cut_by.check_time()
