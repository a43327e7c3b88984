"""Frames: one per running function."""

from __future__ import annotations

from harnvm.bytecode.code import Code
from harnvm.values.model import Value
from harnvm.vm.module import FunctionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many frames one run of the loop may hold, main included.
MAX_FRAMES = 512


class Frame:
    """The state of one running function.

    Attributes:
        function: The function that runs.
        slots: Parameters, variables, then captured values.
        stack: Operands.
        pc: Index of the next instruction.
        argc: Number of arguments the caller gave.
        handlers: ``(target, stack depth, whether it catches)``, innermost last.
        deferred: ``(target, remembered slots and values)`` of deferred blocks, innermost last.
        impls: The ``impl`` blocks seen so far.
        yields: Whether ``yield`` suspends the run of the loop.
        beats: Of a generator, how many rounds of loops are left before one is promoted.
        source: Generated code that runs a loop of a generator; None otherwise.
    """

    __slots__ = (
        "argc",
        "beats",
        "code",
        "deferred",
        "function",
        "handlers",
        "impls",
        "pc",
        "slots",
        "source",
        "stack",
        "yields",
    )

    def __init__(self, function: FunctionValue, slots: list[Value], argc: int) -> None:
        self.function = function
        self.code: Code = function.prototype
        self.slots = slots
        self.stack: list[Value] = []
        self.pc = 0
        self.argc = argc
        self.handlers: list[tuple[int, int, bool]] = []
        self.deferred: list[tuple[int, tuple[tuple[int, Value], ...]]] = []
        self.impls = function.impls
        self.yields = False
        self.beats = 0
        self.source: Iterator[Value] | None = None


def make_frame(function: FunctionValue, args: list[Value]) -> Frame:
    """Return a frame for a call. Missing arguments are nil, extra ones are dropped."""
    code = function.prototype
    argc = len(args)
    count = len(code.parameters)
    if code.rest:
        fixed = count - 1
        rest = args[fixed:]
        del args[fixed:]
        args += [None] * (fixed - len(args))
        args.append(rest)
        args += [None] * (code.size - count)
    elif argc <= count:
        args += [None] * (code.size - argc)
    else:
        del args[count:]
        args += [None] * (code.size - count)
    if function.captured:
        args += function.captured
    return Frame(function, args, argc)
