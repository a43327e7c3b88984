"""What commands share: reading sources, writing output, reporting errors."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # the public module would load enum
import os
import sys

from harnvm.errors import HarnError
from harnvm.host.vm import VM
from harnvm.source import Report, render_report, render_trace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import TextIO

#: Text is handed to the operating system in pieces of about this many characters.
_CHUNK = 16_384


class Output:
    """Standard output, gathered into larger writes.

    A terminal sees every line at once. A reader that went away ends the program quietly (`Guard`).
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        # A closed standard output is None; what is written to it is lost, as everywhere.
        self._limit = 0 if sys.stdout is not None and sys.stdout.isatty() else _CHUNK

    def write(self, text: str) -> None:
        """Write text."""
        self._parts.append(text)
        self._size += len(text)
        if self._size > self._limit:
            self.flush()

    def flush(self) -> None:
        """Hand everything on."""
        text = "".join(self._parts)
        self._parts.clear()
        self._size = 0
        if sys.stdout is None:
            return
        try:
            if text:
                sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
            sys.stdout.flush()
        except BrokenPipeError:
            raise _ReaderGone from None
        except OSError as error:
            raise _CannotWrite(error.strerror) from None

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind not in (_ReaderGone, _CannotWrite):
            self.flush()


class ErrorOutput:
    """Standard error. What it does not take, because it is full or nobody reads it, is lost, and no error."""

    def write(self, text: str) -> None:
        """Write text."""
        try:
            sys.stderr.write(text)
        except OSError:
            _forget(sys.stderr)

    def flush(self) -> None:
        """Hand everything on."""
        try:
            sys.stderr.flush()
        except OSError:
            _forget(sys.stderr)


ERRORS = ErrorOutput()


class Status:
    """The exit status of a command, and how it came about."""

    def __init__(self) -> None:
        self.code = 0

    def refuse(self, reports: Sequence[Report], text: str, output: Output) -> None:
        """Report why a program was refused."""
        self.report(reports, text, output)
        self.code = 1

    def report(self, reports: Sequence[Report], text: str, output: Output) -> None:
        """Draw errors and warnings on standard error."""
        output.flush()
        for report in reports:
            ERRORS.write(render_report(report, text))

    def fail(self, error: Exception, vm: VM, output: Output) -> None:
        """Report an uncaught error of a running program; what is no program's fault is raised on."""
        if not isinstance(error, HarnError):
            raise error
        output.flush()
        text = vm.source_text(error.frames[0].file) if error.frames else None
        ERRORS.write(render_trace(error.message, error.frames, text))
        self.code = 1


class Guard:
    """Turns interrupts, termination and a closed pipe into the exit status they should have."""

    def __init__(self) -> None:
        self.status = Status()

    def __enter__(self) -> Status:
        if hasattr(sys.stderr, "reconfigure"):
            sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
        self._previous = _signal.signal(_signal.SIGTERM, _terminate)
        return self.status

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        _signal.signal(_signal.SIGTERM, self._previous)
        if isinstance(error, KeyboardInterrupt):
            self.status.code = 130
        elif isinstance(error, _Terminated):
            self.status.code = 143
        elif isinstance(error, _ReaderGone):
            self.status.code = reader_is_gone()
        elif isinstance(error, _CannotWrite):
            self.status.code = cannot_write(str(error))
        else:
            return False
        return True


def reader_is_gone() -> int:
    """Return the exit status for a closed pipe; nothing more is written."""
    _forget(sys.stdout)
    return 141


def cannot_write(reason: str) -> int:
    """Report that standard output takes nothing more, and return the exit status for that."""
    _forget(sys.stdout)
    ERRORS.write(f"error: cannot write standard output: {reason}\n")
    return 1


def _forget(stream: TextIO) -> None:
    """Keep the interpreter from complaining when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _CannotWrite(BaseException):
    """Standard output takes nothing more; no script can catch that. The message says why."""


class _ReaderGone(BaseException):
    """Nobody reads standard output any more; no script can catch that."""


class _Terminated(BaseException):
    """Raised where a termination signal finds the program."""


def _terminate(number: int, frame: object) -> None:
    raise _Terminated


def read_source(path: str) -> str | None:
    """Return the text of a file; report the problem and return None if it cannot be read."""
    from harnvm.files import os_error_text, read_text

    try:
        return read_text(path)
    except (OSError, ValueError) as error:
        ERRORS.write(f"Error reading {path}: {os_error_text(error)}\n")
        return None
