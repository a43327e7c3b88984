"""Soak: everything that lives for a while, started and ended again and again in VMs that live on.

    python -m benchmarks.soak --seconds 600

One VM is called by its host, run after run; another one runs in an event loop. Between the rounds is measured what
must not grow: memory, tasks, threads, open files, sessions. The exit status is 1 if something has grown.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import io
import os
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from greenlet import greenlet

from harnvm import VM, SessionStore
from harnvm.vm.task import Task

PROGRAM = Path(__file__).with_suffix(".harn")

#: Functions of the program that are called one by one, so that what they leave is ended with the run.
SINGLE = ("spawning", "cancelling", "keeping_deadlines", "selecting", "talking", "outside", "leaving")

#: The whole program, several times in one run.
REPEATED = "for _i in 1 to 3 { everything() }"

#: So many rounds at least, and this part of the time, are for caches to fill and for functions to be translated.
FIRST_ROUNDS = 40
WARM_UP = 0.25

#: How many lines are printed.
LINES = 20


class Figures(NamedTuple):
    """What is measured between two rounds; tasks are those that have not ended."""

    seconds: float
    rounds: int
    megabytes: float
    objects: int
    tasks: int
    greenlets: int
    threads: int
    files: int
    sessions: int


#: What may come on top of a figure after the warm-up. Memory is never given back to the byte, and the count of
#: objects depends on what the collector has just seen.
ALLOWED = {
    "megabytes": 3.0,
    "objects": 1_000,
    "tasks": 0,
    "greenlets": 0,
    "threads": 0,
    "files": 0,
    "sessions": 0,
}


class Soak:
    """Two VMs that share a session store, and what has been done so far."""

    def __init__(self) -> None:
        self.store = SessionStore(cap=32)
        self.called, self.hosted = _vm(self.store), _vm(self.store)
        self.loop = asyncio.new_event_loop()
        self.begun = monotonic()
        self.rounds = 0

    def round(self) -> None:
        """Run everything in both VMs."""
        for name in SINGLE:
            self.called.call(name)
        self.called.run(REPEATED)
        self.loop.run_until_complete(self.hosted.run_async(REPEATED))
        self.loop.run_until_complete(self.hosted.call_async("leaving"))
        self.rounds += 1

    def figures(self) -> Figures:
        """Measure."""
        gc.collect()
        found = gc.get_objects()
        return Figures(
            monotonic() - self.begun,
            self.rounds,
            _megabytes(),
            len(found),
            sum(isinstance(item, Task) and item.function is not None for item in found),
            sum(isinstance(item, greenlet) for item in found),
            threading.active_count(),
            len(os.listdir("/proc/self/fd")),
            len(self.store.ids()),
        )

    def close(self) -> None:
        """Give everything back."""
        self.called.close()
        self.hosted.close()
        self.loop.close()


def _vm(store: SessionStore) -> VM:
    vm = VM(sessions=store, stdout=io.StringIO(), stderr=io.StringIO())

    @vm.builtin
    async def nap(milliseconds: int) -> int:
        await asyncio.sleep(milliseconds / 1000)
        return milliseconds

    vm.run_file(PROGRAM)
    return vm


def _megabytes() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def soak(seconds: float) -> list[str]:
    """Run for some seconds, print figures on the way, and return what has grown."""
    print("".join(f"{name:>11}" for name in Figures._fields))
    run = Soak()
    for _ in range(FIRST_ROUNDS):
        run.round()
    run.begun = monotonic()
    base = None
    for line in range(1, LINES + 1):
        end = seconds * line / LINES
        run.round()
        while monotonic() - run.begun < end:
            run.round()
        figures = run.figures()
        _show(figures)
        if base is None and line >= LINES * WARM_UP:
            base = figures
    assert base is not None
    run.close()
    return _grown(base, figures)


def _show(figures: Figures) -> None:
    cells = [f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" for value in figures]
    print("".join(f"{cell:>11}" for cell in cells), flush=True)


def _grown(base: Figures, last: Figures) -> list[str]:
    """Return what is more than it may be."""
    return [
        f"{name} grew from {getattr(base, name):,} to {getattr(last, name):,}"
        for name, allowed in ALLOWED.items()
        if getattr(last, name) > getattr(base, name) + allowed
    ]


def main() -> int:
    """Soak as the command line says and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    grown = soak(parser.parse_args().seconds)
    for line in grown:
        print(line, file=sys.stderr)
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
