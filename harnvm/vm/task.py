"""What a task is: a function that runs beside others, with a state of its own."""

from __future__ import annotations

from harnvm.errors import HarnRuntimeError
from harnvm.values.model import EnumValue, Opaque, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from typing import Any

    from greenlet import greenlet

    from harnvm.vm.deadlines import Deadline
    from harnvm.vm.frame import Frame
    from harnvm.vm.parallel import Branches


class TaskCancelled(BaseException):
    """Unwinds a cancelled task through its ``finally`` and ``defer`` blocks.

    It is no `Exception`, so that no builtin takes it for a failure of the function that it called.
    """


class Task(Opaque):
    """A task, a parallel branch, or the main program; as a value, the handle that ``spawn`` gives.

    Attributes:
        name: What messages call it.
        function: What it runs; None for the main program.
        owner: The task that started it; None for the main program.
        parts: Output that is held until somebody asks for the task; None where output is not held.
        deadlines: Those that have begun and not ended, outermost first.
        children: Number of tasks it has started; their names are made from it.
        asked: Whether it was asked to stop.
        done: Whether it has ended; then `result` or `error` tells how.
        claimed: Whether its owner has had the outcome.
        waiters: Tasks that wait for its end.
        branches: The branches it is one of; None for other tasks.
        greenlet: What carries it once it has begun.
        why: What it waits for, in words; None while it runs or is ready to.
        woken: Whether what it waited for has come.
        timer: ``[moment, number, task]`` among the timers while it waits for a moment.
        interrupt: What will be raised where it waits.
        number: Its place in the order of starting.
        queued: Whether it is among those that are ready.
        stopped: Whether it was told to end; it is told once.
        variables: The context variables it begins with.
        nesting: `Machine.nesting` of this task while another one runs.
        folder: `Context.folder` of this task while another one runs.
        stacks: `Machine.stacks` of this task.
    """

    __slots__ = (
        "asked",
        "branches",
        "children",
        "claimed",
        "deadlines",
        "done",
        "error",
        "folder",
        "function",
        "greenlet",
        "interrupt",
        "name",
        "nesting",
        "number",
        "owner",
        "parts",
        "queued",
        "result",
        "stacks",
        "stopped",
        "timer",
        "variables",
        "waiters",
        "why",
        "woken",
    )

    type_name = "task_handle"

    def __init__(self, name: str, function: Callable[[], Value] | None, owner: Task | None) -> None:
        self.name = name
        self.function = function
        self.owner = owner
        self.parts: list[str] | None = None if function is None else []
        self.deadlines: list[Deadline] = []
        self.children = 0
        self.asked = False
        self.done = False
        self.claimed = False
        self.result: Value = None
        self.error: BaseException | None = None
        self.waiters: list[Task] = []
        self.branches: Branches | None = None
        self.greenlet: greenlet | None = None
        self.why: str | None = None
        self.woken = False
        self.timer: list[Any] | None = None
        self.interrupt: BaseException | None = None
        self.variables: Context | None = None
        self.number = 0
        self.queued = False
        self.stopped = False
        self.nesting = 0
        self.folder: str | None = None
        self.stacks: list[list[Frame]] = []

    def display(self) -> str:
        """Return how the handle is shown."""
        return f"<task:{self.name}>"

    def outcome(self) -> EnumValue:
        """Return how the task has ended: ``Ok`` of its value, or ``Err`` of the text of its error."""
        if self.error is None:
            return EnumValue("Result", "Ok", (self.result,))
        return EnumValue("Result", "Err", (str(self.error),))

    def failure(self) -> HarnRuntimeError | None:
        """Return the error of the task so that it is reported where another task raises it."""
        error = self.error
        if not isinstance(error, HarnRuntimeError):
            return None
        error.span = None
        error.frames = ()
        return error

    def equals(self, other: Value) -> bool:
        """Tell whether another value is a handle of the same name."""
        return isinstance(other, Task) and other.name == self.name
