"""Every exception the package raises on purpose.

The tree::

    HarnError                     anything that is wrong with a program, or with the use of the VM
    ├── HarnSyntaxError           the text does not parse (all reports of the file)
    ├── HarnTypeError             refused by the static checker or the compiler
    ├── HarnRuntimeError          a run-time error that no handler caught
    │   ├── HarnThrown            an uncaught ``throw``; ``.value`` is what was thrown
    │   └── HarnLimitError        a limit that the host has set was reached
    ├── HarnExit                  the script called ``exit(code)``
    └── SessionError              a session verb was refused
        ├── UnknownSession        (also a KeyError) no session has that id
        └── CompactionError       a strategy is unknown, or lacks what it needs

Run-time errors are made through the small constructors below (`type_error`, `runtime_error`, …), so
that the prefix a script sees is written once.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, ClassVar

    from harnvm.source import Frame, Report, Span


class HarnError(Exception):
    """Base of all errors.

    Attributes:
        message: What went wrong, one line, without position.
        span: Where, or None when no place in a source is to blame.
        frames: The call chain, innermost first; empty outside the run time.
    """

    #: Whether `frames` reach to the start of the run that the error comes from.
    is_whole = False

    #: The frames of the last loop that has added its own, or the one frame that was added for it.
    seen: object = None

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span
        self.frames: Sequence[Frame] = ()

    @property
    def is_located(self) -> bool:
        """Whether the call chain is complete."""
        return self.is_whole and bool(self.frames)

    @property
    def message(self) -> str:
        return str(self.args[0])

    def __str__(self) -> str:
        return self.message


class _Refused(HarnError):
    """A program refused before it ran, with every report of the file."""

    def __init__(self, reports: Sequence[Report]) -> None:
        first = next(report for report in reports if report.severity == "error")
        super().__init__(first.message, first.span)
        self.reports = tuple(reports)


class HarnSyntaxError(_Refused):
    """The text does not parse. ``reports`` holds all errors, in source order."""


class HarnTypeError(_Refused):
    """The checker or the compiler refuses the program. ``reports`` holds all errors and warnings."""


class HarnRuntimeError(HarnError):
    """A run-time error.

    Attributes:
        kind: Which family, a key of `_PREFIX`; decides the prefix of the message.
        detail: The message without its prefix.
        category: The error category of `throw_error` and its like, or None.
        blames_caller: Whether the error is reported where the running function was called.
        is_past: Whether generated code, that of the function whose caller it blames, was left already.
        crossed: Whether it left a run of the loop before it had a place.
        passes: How it leaves the run it is in, if not with a note of the line: with its place, or without.
    """

    blames_caller = False
    is_past = False
    crossed = False
    passes = ""

    def __init__(self, detail: str, kind: str = "runtime", category: str | None = None) -> None:
        Exception.__init__(self, detail)
        self.kind = kind
        self.detail = detail
        self.category = category
        self.span = None
        self.frames = ()

    @property
    def message(self) -> str:
        if self.category is not None:
            return f"Error [{self.category}]: {self.detail}"
        return _PREFIX[self.kind] + self.detail

    def add_line(self, line: int) -> None:
        """Append `` (line N)``, as happens whenever an error leaves a run of the VM uncaught.

        Thrown values, categorised errors and limits keep their text.
        """
        if self.kind in ("category", "thrown", "limit"):
            return
        if self.kind not in ("runtime", "type"):
            self.detail = self.message
            self.kind = "runtime"
        self.detail += f" (line {line})"


_PREFIX = {
    "runtime": "Runtime error: ",
    "type": "Type error: ",
    "variable": "Undefined variable: ",
    "builtin": "Undefined builtin: ",
    "immutable": "Cannot assign to immutable binding: ",
    "division": "Division by zero",
    "overflow": "Stack overflow: too many nested calls",
    "category": "",
    "thrown": "",
    "limit": "",
}


class HarnThrown(HarnRuntimeError):
    """A thrown value that no handler caught.

    Attributes:
        value: What the script threw, a Harn value.
    """

    # What all have in common stands here: scripts throw in loops.
    kind = "thrown"
    category = None
    span = None
    frames = ()

    #: How a value is shown; set by `harnvm.values`, which this module must not import.
    display: ClassVar[Callable[[Any], str]] = str

    def __init__(self, value: Any) -> None:
        self.value = value

    @property
    def message(self) -> str:
        return "Thrown: " + type(self).display(self.value)


class HarnLimitError(HarnRuntimeError):
    """A limit set by the host was reached. A script cannot catch it.

    Attributes:
        limit: The name of the limit, as in `harnvm.Limits`.
    """

    def __init__(self, detail: str, limit: str) -> None:
        super().__init__(detail, "limit")
        self.limit = limit


class HarnExit(HarnError):
    """The script called ``exit(code)``. The host decides what becomes of it."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exit({code})")
        self.code = code


class SessionError(HarnError):
    """A session verb was refused."""


class UnknownSession(SessionError, KeyError):
    """No session has that id."""


class CompactionError(SessionError):
    """A compaction strategy is unknown, or lacks what it needs. Scripts see a run-time error."""


def runtime_error(detail: str) -> HarnRuntimeError:
    """Make an error shown as ``Runtime error: <detail>``."""
    return HarnRuntimeError(detail)


def type_error(detail: str) -> HarnRuntimeError:
    """Make an error shown as ``Type error: <detail>``."""
    return HarnRuntimeError(detail, "type")


def division_by_zero() -> HarnRuntimeError:
    """Make the error of an integer division or any modulo by zero."""
    return HarnRuntimeError("", "division")


def undefined_variable(name: str) -> HarnRuntimeError:
    """Make the error of reading a name that nothing binds."""
    return HarnRuntimeError(name, "variable")


def undefined_builtin(name: str) -> HarnRuntimeError:
    """Make the error of calling a name that nothing binds to a function."""
    return HarnRuntimeError(name, "builtin")


def immutable_assignment(name: str) -> HarnRuntimeError:
    """Make the error of assigning to a ``let`` binding."""
    return HarnRuntimeError(name, "immutable")


def stack_overflow() -> HarnRuntimeError:
    """Make the error of too deep a call chain."""
    return HarnRuntimeError("", "overflow")


def categorized(detail: str, category: str) -> HarnRuntimeError:
    """Make an error shown as ``Error [category]: <detail>``."""
    return HarnRuntimeError(detail, "category", category)


def thrown(value: Any) -> HarnThrown:
    """Make the error of ``throw value``; most builtins refuse with a thrown string."""
    return HarnThrown(value)
