"""``parallel``: running a function for each item, with as many branches at work as are allowed."""

from __future__ import annotations

from harnvm.errors import HarnExit, HarnLimitError, HarnThrown, type_error
from harnvm.values.display import type_name
from harnvm.values.limits import check_items
from harnvm.values.model import Value
from harnvm.values.view import is_list
from harnvm.vm.module import FunctionValue
from harnvm.vm.task import Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from harnvm.vm.machine import Machine
    from harnvm.vm.scheduler import Scheduler
    from harnvm.vm.tasks import Tasks

#: A branch takes a kilobyte when it has ended, and eight as long as it waits; 0.7.8 needs ten times as much.
MAX_BRANCHES = 1 << 20

_NO_ITEM = object()


def run_parallel(
    tasks: Tasks, machine: Machine, mode: str, limit: Value, operand: Value, function: Value
) -> Value:
    """Run a function for each item and return what became of it, in order.

    Args:
        tasks: The tasks of the VM.
        machine: The VM.
        mode: ``count`` (the operand is how often), ``each`` or ``settle`` (it is a list).
        limit: How many branches may be at work; nil or no positive int for all.
        operand: See `mode`.
        function: Takes the item.

    Raises:
        HarnRuntimeError: The limit is no int; or, unless settling, the first branch in order that failed.
    """
    items = _items(mode, operand)
    if items is None:
        return None
    width = _width(limit, len(items))
    if type(function) is not FunctionValue:
        return None
    branches: Sequence[Task] = ()
    if items:
        branches = Branches(tasks, machine, function, items).run(width)
    return _settled(branches) if mode == "settle" else _results(branches)


def _items(mode: str, operand: Value) -> Sequence[Value] | None:
    items: Sequence[Value]
    if mode == "count":
        items = range(max(operand, 0) if type(operand) is int else 0)
    elif is_list(operand):
        items = operand
    else:
        return None
    check_items(len(items), MAX_BRANCHES)
    return items


def _width(limit: Value, count: int) -> int:
    if limit is not None and type(limit) is not int:
        raise type_error(f"parallel max_concurrent must be an int; got {type_name(limit)}")
    return min(limit, count) if limit is not None and limit > 0 else count


def _results(branches: Sequence[Task]) -> list[Value]:
    for branch in branches:
        failure = branch.failure()
        if failure is not None:
            raise failure
    return [branch.result for branch in branches]


def _settled(branches: Sequence[Task]) -> dict[str, Value]:
    failed = sum(branch.error is not None for branch in branches)
    return {
        "results": [branch.outcome() for branch in branches],
        "succeeded": len(branches) - failed,
        "failed": failed,
    }


class Branches:
    """The branches of one ``parallel``, and the task that waits for them.

    Args:
        tasks: The tasks of the VM.
        machine: The VM.
        function: What each branch runs.
        items: Its argument in each branch.
    """

    def __init__(
        self, tasks: Tasks, machine: Machine, function: FunctionValue, items: Sequence[Value]
    ) -> None:
        self._scheduler: Scheduler = tasks.scheduler
        self._machine = machine
        self._parent = tasks.current
        self._function = function
        self._items = iter(items)
        self._begun: list[Task] = []
        self._at_work = 0

    def run(self, width: int) -> Sequence[Task]:
        """Run all branches, so many at a time, and return their tasks when all have ended."""
        for _ in range(width):
            self._begin()
        try:
            while self._at_work:
                self._scheduler.pause("its parallel branches")
        except BaseException as error:
            raise self._stop(error) from None
        finally:
            for branch in self._begun:
                self._scheduler.release(branch)
        return self._begun

    def ended(self) -> None:
        """Count a branch that has ended, and begin another one in its place."""
        self._at_work -= 1
        self._begin()
        if not self._at_work:
            self._scheduler.wake(self._parent)

    def _begin(self) -> None:
        item = next(self._items, _NO_ITEM)
        if item is not _NO_ITEM:
            machine, function = self._machine, self._function
            branch = Task("a branch", lambda: machine.call(function, [item]), self._parent)
            branch.branches = self
            self._begun.append(branch)
            self._at_work += 1
            self._scheduler.start(branch)

    def _stop(self, error: BaseException) -> BaseException:
        """Unwind the branches that are left, wait for that, and return the error to go on with."""
        self._items = iter(())
        abandon = isinstance(error, HarnExit | HarnLimitError)
        while True:
            for branch in self._begun:
                self._scheduler.stop(branch, abandon)
            try:
                while self._at_work:
                    self._scheduler.pause("its parallel branches to unwind")
            except HarnThrown as later:  # an outer deadline
                error = later
            except BaseException as later:
                error = later
                abandon = True
            else:
                return error
