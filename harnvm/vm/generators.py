"""Generators that several tasks may use."""

from __future__ import annotations

from collections import deque

from harnvm.values.model import Generator, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from harnvm.vm.machine import Machine
    from harnvm.vm.task import Task


class RunningGenerator(Generator):
    """A generator of a machine.

    Its body may wait, and another task may then ask for the next value: that task waits its turn.
    """

    __slots__ = ("_machine", "_waiters")

    def __init__(self, source: Iterator[Value], machine: Machine) -> None:
        super().__init__(source)
        self._machine = machine
        self._waiters: deque[Task] | None = None

    def __next__(self) -> Value:
        source: Any = self.source
        while source.gi_running:
            self._wait()
        if self.done:
            raise StopIteration
        try:
            return next(source)
        except StopIteration:
            self.done = True
            raise
        finally:
            if self._waiters:
                self._machine.tasks.scheduler.wake(self._waiters.popleft())

    def _wait(self) -> None:
        tasks = self._machine.tasks
        if self._waiters is None:
            self._waiters = deque()
        self._waiters.append(tasks.current)
        try:
            tasks.pause("its turn with a generator")
        finally:
            if tasks.current in self._waiters:
                self._waiters.remove(tasks.current)
