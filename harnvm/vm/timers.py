"""When waiting tasks are to go on."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from harnvm.vm.task import Task

#: Settled timers stay in the heap until they are this many, and more than half of it.
_MAX_SETTLED = 256


class Timers:
    """The moments of `monotonic` that tasks wait for, at most one a task."""

    def __init__(self) -> None:
        #: ``[moment, number, task]``; the task is None once its timer is settled.
        self._heap: list[list[Any]] = []
        self._settled = 0
        self._numbers = count()

    def set(self, task: Task, moment: float) -> None:
        """Let a task go on at a moment."""
        task.timer = [moment, next(self._numbers), task]
        heappush(self._heap, task.timer)

    def settle(self, task: Task) -> None:
        """Forget the timer of a task that goes on without it."""
        assert task.timer is not None
        task.timer[2] = None
        task.timer = None
        self._settled += 1
        if self._settled > _MAX_SETTLED and self._settled * 2 > len(self._heap):
            self._heap = [timer for timer in self._heap if timer[2] is not None]
            heapify(self._heap)
            self._settled = 0

    def due(self, now: float) -> Iterator[Task]:
        """Take out and yield the tasks whose moment has come."""
        heap = self._heap
        while heap and (heap[0][2] is None or heap[0][0] <= now):
            task = heappop(heap)[2]
            if task is None:
                self._settled -= 1
            else:
                task.timer = None
                yield task

    @property
    def earliest(self) -> float | None:
        """The next moment, None if there is none; to be asked after `due`."""
        return self._heap[0][0] if self._heap else None

    def __bool__(self) -> bool:
        return bool(self._heap)

    def clear(self) -> None:
        """Forget all."""
        self._heap.clear()
        self._settled = 0
