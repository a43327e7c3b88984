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
from harnvm.values.model import EnumValue, Value
from harnvm.vm.frame import Frame
from harnvm.vm.tracebacks import add_frames, complete, leave_run, settle


class GeneratorClosed(HarnError):
    """Unwinds an abandoned generator through its ``finally`` and ``defer`` blocks."""

    def __init__(self) -> None:
        super().__init__("generator closed")


def recover(frames: list[Frame], raised: BaseException, base: int = 0) -> Frame:
    """Find the handler of an error, unwind to it and return its frame; raise on if there is none.

    Host exceptions become run-time errors of which they are the cause. Limits and ``exit`` run no
    handlers at all; cancellation and keyboard interrupts run ``finally`` and ``defer`` only.

    Args:
        frames: The frames of this loop.
        raised: What was raised.
        base: The number of frames that the run has below this loop.
    """
    error = as_harn_error(raised)
    if isinstance(error, HarnError):
        if settle(error, raised.__traceback__):
            error.__traceback__ = None
        locate(error, frames, base)
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
    if isinstance(error, HarnError) and not base:
        leave_run(error)
    raise error


def out_of_run(raised: BaseException, frames: list[Frame] | None = None) -> BaseException:
    """Return an error as it leaves a run that generated code has made up.

    Args:
        raised: What was raised.
        frames: The frame whose function generated code ran, if it was main code.
    """
    error = as_harn_error(raised)
    if isinstance(error, HarnError):
        settle(error, raised.__traceback__)
        error.__traceback__ = None
        if frames:
            locate(error, frames)
        leave_run(error)
    return error


def as_harn_error(raised: BaseException) -> BaseException:
    """Return what the loop works with: Harn errors as they are, host exceptions wrapped."""
    if isinstance(raised, HarnError) or not isinstance(raised, Exception):
        return raised
    if isinstance(raised, RecursionError):
        return stack_overflow()
    wrapped = runtime_error(f"{type(raised).__name__}: {raised}" if str(raised) else type(raised).__name__)
    wrapped.__cause__ = raised
    return wrapped


def locate(error: HarnError, frames: list[Frame], base: int = 0) -> None:
    """Add the frames of a loop to the call chain of an error, unless it has them already."""
    if error.is_located or error.seen is frames:
        return
    blames = (
        isinstance(error, HarnRuntimeError) and error.blames_caller and not (error.crossed or error.is_past)
    )
    is_added = bool(frames) and error.seen is frames[-1]
    add_frames(error, trace(frames[:-1] if is_added or (blames and not error.frames) else frames, base))
    if base:
        error.seen = frames
    elif error.frames:
        complete(error)


def trace(frames: list[Frame], base: int = 0) -> tuple[TraceFrame, ...]:
    """Return the call chain, innermost first. What a run began with is called ``pipeline``."""
    chain = []
    for frame in reversed(frames):
        line, column = frame.code.position(frame.pc - 1)
        name = ((base or frame is not frames[0]) and frame.code.name) or "pipeline"
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
