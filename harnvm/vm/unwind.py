"""What happens when an instruction raises: traces, handlers, and what leaves the loop."""

from __future__ import annotations

from harnvm.errors import (
    HarnError,
    HarnExit,
    HarnLimitError,
    HarnRuntimeError,
    HarnThrown,
    runtime_error,
    stack_overflow,
)
from harnvm.source import Frame as TraceFrame
from harnvm.source import Span
from harnvm.values.model import EnumValue, Value
from harnvm.vm.frame import Frame


class GeneratorClosed(HarnError):
    """Unwinds an abandoned generator through its ``finally`` and ``defer`` blocks."""

    def __init__(self) -> None:
        super().__init__("generator closed")


def recover(frames: list[Frame], raised: BaseException) -> Frame:
    """Find the handler of an error, unwind to it and return its frame; raise on if there is none.

    Host exceptions become run-time errors of which they are the cause. Limits and ``exit`` run no
    handlers at all; cancellation and keyboard interrupts run ``finally`` and ``defer`` only.
    """
    error = as_harn_error(raised)
    locate(error, frames)
    catchable = isinstance(error, HarnRuntimeError)
    if not isinstance(error, HarnLimitError | HarnExit):
        while frames:
            frame = frames[-1]
            while frame.handlers:
                target, depth, catches = frame.handlers.pop()
                if catches and not catchable:
                    continue
                del frame.stack[depth:]
                frame.stack.append(error)
                frame.pc = target
                return frame
            frames.pop()
    if isinstance(error, HarnRuntimeError):
        if not error.frames:
            error.crossed = error.blames_caller
        elif error.span is not None:
            error.add_line(error.span.line)
    raise error


def as_harn_error(raised: BaseException) -> BaseException:
    """Return what the loop works with: Harn errors as they are, host exceptions wrapped."""
    if isinstance(raised, HarnError) or not isinstance(raised, Exception):
        return raised
    if isinstance(raised, RecursionError):
        return stack_overflow()
    wrapped = runtime_error(f"{type(raised).__name__}: {raised}" if str(raised) else type(raised).__name__)
    wrapped.__cause__ = raised
    return wrapped


def locate(error: BaseException, frames: list[Frame]) -> None:
    """Give an error its place and call chain, unless it has them already."""
    if isinstance(error, HarnError) and not error.frames:
        blamed = isinstance(error, HarnRuntimeError) and error.blames_caller and not error.crossed
        error.frames = trace(frames[:-1] if blamed else frames)
        if error.frames:
            innermost = error.frames[0]
            if innermost.line:
                error.span = Span(innermost.file, innermost.line, innermost.column)
                if isinstance(error, HarnRuntimeError) and error.crossed:
                    error.add_line(innermost.line)
                    error.crossed = False


def trace(frames: list[Frame]) -> tuple[TraceFrame, ...]:
    """Return the call chain, innermost first. What a run began with is called ``pipeline``."""
    chain = []
    for frame in reversed(frames):
        line, column = frame.code.position(frame.pc - 1)
        name = (frame is not frames[0] and frame.code.name) or "pipeline"
        chain.append(TraceFrame(name, frame.function.module.file, line, column))
    return tuple(chain)


def caught_value(error: BaseException, enum: str | None) -> Value:
    """Return what a ``catch`` binds; raise the error on if the catch is for another enum.

    Errors of the VM itself are caught as their message.
    """
    assert isinstance(error, HarnRuntimeError)
    value = error.value if isinstance(error, HarnThrown) else error.message
    if enum is not None and not (type(value) is EnumValue and value.enum == enum):
        raise error
    return value
