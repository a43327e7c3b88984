"""Call chains of generated code, read from Python's tracebacks.

Generated code carries Harn's lines and columns; its globals have ``__harn__``, the module it is for. The
width of an instruction's place says what an error there means: 1 hides the frame, 2 marks a call across a
boundary, where a run of its own begins (see `harnvm.tier2.python`).
"""

from __future__ import annotations

from itertools import islice

from harnvm.errors import HarnError, HarnRuntimeError
from harnvm.source import Frame, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

_HIDDEN = 1
_BOUNDARY = 2


def settle(error: HarnError, traceback: TracebackType | None) -> bool:
    """Add to an error what a traceback shows of generated code; tell whether it shows any."""
    shown = []
    while traceback is not None:
        if "__harn__" in traceback.tb_frame.f_globals:
            shown.append(traceback)
        traceback = traceback.tb_next
    for entry in reversed(shown):
        _add_entry(error, entry)
    return bool(shown)


def _add_entry(error: HarnError, entry: TracebackType) -> None:
    line, column, width = _place(entry)
    if width == _HIDDEN:
        if isinstance(error, HarnRuntimeError) and error.blames_caller:
            error.is_past = True
        return
    if width == _BOUNDARY:
        leave_run(error)
    if error.is_located:
        return
    code = entry.tb_frame.f_code
    name = code.co_name
    if code.co_varnames[:1] == ("frame",):
        # A region of a function that the loop runs: the loop has the frame, too.
        error.seen = running = entry.tb_frame.f_locals["frame"]
        name = running.code.name
    module = entry.tb_frame.f_globals["__harn__"]
    add_frames(error, (Frame(name or "pipeline", module.file, line, column),))


def _place(entry: TracebackType) -> tuple[int, int, int]:
    positions = entry.tb_frame.f_code.co_positions()
    line, _, start, end = next(islice(positions, entry.tb_lasti // 2, None))
    if not start or line is None:  # no position, or a Python that keeps no columns
        return (0 if start == 0 else line or 0), 1, (end or 0) - (start or 0)
    return line, start, (end or start) - start


def add_frames(error: HarnError, frames: tuple[Frame, ...]) -> None:
    """Add outer frames to the call chain of an error; the first of all is where it is reported."""
    first = not error.frames
    if first:
        error.is_whole = False  # it may have been raised before, in another run
    error.frames = (*error.frames, *frames)
    if first and frames and frames[0].line:
        innermost = frames[0]
        error.span = Span(innermost.file, innermost.line, innermost.column)
        if isinstance(error, HarnRuntimeError) and error.crossed:
            error.add_line(innermost.line)
            error.crossed = False
        if isinstance(error, HarnRuntimeError):
            error.blames_caller = False  # it has a place now; if that is lost, where it turns up again counts


def leave_run(error: HarnError) -> None:
    """Note that an error leaves a run of the VM: its call chain ends there, and its message tells the line."""
    if isinstance(error, HarnRuntimeError):
        if error.passes:
            if error.passes == "without a place":
                error.frames, error.span = (), None
            error.passes = ""
        elif not error.frames:
            error.crossed = error.blames_caller
        elif error.span is not None:
            error.add_line(error.span.line)
    if error.frames and not error.is_whole:
        complete(error)


def complete(error: HarnError) -> None:
    """Note that the call chain of an error has come to the start of its run, which is called ``pipeline``."""
    *inner, last = error.frames
    error.frames = (*inner, Frame("pipeline", last.file, last.line, last.column))
    error.is_whole = True
