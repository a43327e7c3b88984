"""Generators that several tasks may use."""

from __future__ import annotations

from collections import deque

from harnvm.values.model import Generator, Value
from harnvm.vm.unwind import out_of_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from harnvm.vm.machine import Machine
    from harnvm.vm.task import Task


class RunningGenerator(Generator):
    """A generator of a machine.

    Its body may wait, and other tasks may then ask for the next value: they get their turns in order. Each step
    is a run of its own, so that an error of generated code gets its call chain here.
    """

    __slots__ = ("_generated", "_machine", "_turn", "_waiters")

    def __init__(self, source: Iterator[Value], machine: Machine, generated: bool) -> None:
        super().__init__(source)
        self._machine = machine
        self._generated = generated
        self._waiters: deque[Task] | None = None
        #: The task that was woken for its turn and has not taken it yet.
        self._turn: Task | None = None

    def __next__(self) -> Value:
        source: Any = self.source
        if source.gi_running or self._turn is not None:
            self._wait()
        try:
            if self.done:
                raise StopIteration
            return next(source)
        except StopIteration:
            self.done = True
            raise
        except BaseException as raised:
            if not self._generated:
                raise
            raise out_of_run(raised) from None
        finally:
            self._pass_on()

    def __iter__(self) -> Iterator[Value]:
        """Return what a loop walks over: it takes turns, too, but costs less for each value than `next`."""
        source: Any = self.source
        is_over = False
        try:
            while not is_over:
                if source.gi_running or self._turn is not None:
                    self._wait()
                try:
                    for value in source:
                        if self._waiters:
                            self._pass_on()
                        yield value
                        if self._turn is not None:
                            self._wait()
                    is_over = True
                except ValueError:
                    if not source.gi_running:
                        raise
                    # Another task is at it: CPython says so, at no cost for each value.
        except BaseException as raised:
            if not self._generated or isinstance(raised, GeneratorExit):
                raise
            raise out_of_run(raised) from None
        finally:
            self.done = self.done or source.gi_frame is None
            if self._waiters and not source.gi_running:
                self._pass_on()

    def _wait(self) -> None:
        """Wait for the turn of the current task, and take it."""
        tasks = self._machine.tasks
        task = tasks.current
        if self._waiters is None:
            self._waiters = deque()
        self._waiters.append(task)
        try:
            while self._turn is not task:
                tasks.pause("its turn with a generator")
        except BaseException:
            if self._turn is task:
                self._pass_on()
            else:
                self._waiters.remove(task)
            raise
        self._turn = None

    def _pass_on(self) -> None:
        """Give the turn to the next task that waits."""
        self._turn = None
        if self._waiters:
            self._turn = self._waiters.popleft()
            self._machine.tasks.scheduler.wake(self._turn)
