"""Lines of standard input for tasks that may be interrupted while they wait for one."""

from __future__ import annotations

import os
import sys
from threading import Lock

from harnvm.vm.context import Context

#: How often a thread that waits for a terminal asks whether somebody still wants the line, in seconds.
_LOOK = 0.1


class InputLines:
    """Standard input, line by line.

    The thread that waits for a line outlives the task that wanted it. At a terminal it gives up, for the next
    line may be meant for somebody else, such as a prompt; elsewhere its line is kept for the next to ask.
    """

    def __init__(self) -> None:
        self._reading = Lock()
        self._kept: list[str] = []

    def next(self, ctx: Context) -> str:
        """Wait for a line, while other tasks go on; empty at the end of input. Raises as `in_thread` does."""
        wish = _Wish()
        try:
            return ctx.tasks.in_thread(lambda: self._read(wish))
        except BaseException:
            wish.holds = False
            raise

    def _read(self, wish: _Wish) -> str:
        with self._reading:
            if self._kept:
                return self._kept.pop(0)
            if not _is_worth_reading(wish):
                return ""
            line = sys.stdin.readline()
            if not wish.holds:
                self._kept.append(line)
            return line


class _Wish:
    """Whether somebody still waits for a line."""

    holds = True


def _is_worth_reading(wish: _Wish) -> bool:
    """Wait until a terminal has a line, or nobody wants it any more; tell which."""
    if not sys.stdin:
        return False
    if os.name == "nt" or not sys.stdin.isatty():
        return True
    from select import select

    while wish.holds and not select([sys.stdin], [], [], _LOOK)[0]:
        pass
    return wish.holds
