"""Source texts, places in them, and how a place is shown to a person.

This module knows characters and lines. It does not know tokens, nodes or the run time.
Offsets count characters (code points) from 0; lines and columns count from 1.
"""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any


class Record:
    """A light immutable record; `typing.NamedTuple` would cost start-up time.

    Subclasses name their fields in ``__slots__``, in the order of their constructor.
    """

    __slots__: tuple[str, ...] = ()

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self.__slots__])

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Record) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({fields})"


class Span(Record):
    """A stretch of a source file.

    Attributes:
        file: The name the source goes by in messages.
        line: First line, from 1.
        column: First column, from 1, in characters.
        length: Number of characters to underline, at least 1.
    """

    __slots__ = ("file", "line", "column", "length")  # noqa: RUF023 (the order of the constructor)

    def __init__(self, file: str, line: int, column: int, length: int = 1) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.length = length


class Frame(Record):
    """One entry of a call chain: the function, and where it stood."""

    __slots__ = ("function", "file", "line", "column")  # noqa: RUF023

    def __init__(self, function: str, file: str, line: int, column: int) -> None:
        self.function = function
        self.file = file
        self.line = line
        self.column = column


class Report(Record):
    """One diagnostic about a source.

    Attributes:
        message: What is wrong, one line.
        span: Where; None when the file as a whole is to blame.
        label: A few words beside the carets; no carets are drawn when None.
        help: What to do about it, or None.
        note: A related fact, or None.
        severity: ``"error"`` or ``"warning"``.
    """

    __slots__ = ("message", "span", "label", "help", "note", "severity")  # noqa: RUF023

    def __init__(
        self,
        message: str,
        span: Span | None,
        label: str | None = None,
        help: str | None = None,
        note: str | None = None,
        severity: str = "error",
    ) -> None:
        self.message = message
        self.span = span
        self.label = label
        self.help = help
        self.note = note
        self.severity = severity


class SourceFile:
    """A text and its line table.

    Attributes:
        name: The name used in messages, as the user gave it.
        text: The whole text.
        line_starts: Offsets at which lines begin. The lexer replaces the plain table, because some
            line breaks inside string literals do not count as lines (as in Harn 0.7.8).
        islands: Stretches with line tables of their own, inner ones last, as (start, end, number of the
            line before the first, line starts). The parser adds those ``${…}`` that hold line breaks:
            inside, lines count on, and behind the string they do not (as in Harn 0.7.8).
    """

    __slots__ = ("islands", "line_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.line_starts: list[int] = plain_line_starts(text)
        self.islands: list[tuple[int, int, int, list[int]]] = []

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        for start, end, before, starts in reversed(self.islands):
            if start <= offset < end:
                line = bisect_right(starts, offset)
                return before + line, offset - starts[line - 1] + 1
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters from `start` up to `end`."""
        line, column = self.position(start)
        return Span(self.name, line, column, max(end - start, 1))


_COLUMN_BITS = 16
_COLUMN_MAX = (1 << _COLUMN_BITS) - 1


#: The packed position of code that stands nowhere; errors in it show no place.
NO_POSITION = -1


def pack_position(line: int, column: int) -> int:
    """Pack a line and a column (cut at 65,535) into one int, as code objects keep them."""
    return line << _COLUMN_BITS | min(column, _COLUMN_MAX)


def unpack_position(position: int) -> tuple[int, int]:
    """Return the line and column of what `pack_position` packed; line 0 for `NO_POSITION`."""
    if position < 0:
        return 0, 0
    return position >> _COLUMN_BITS, position & _COLUMN_MAX


def plain_line_starts(text: str) -> list[int]:
    """Return the offsets just after each line feed, and 0."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def render_report(report: Report, text: str | None) -> str:
    """Draw a report as several lines: message, place, source line, carets, help, note.

    Args:
        report: What to draw.
        text: The source the span points into; the excerpt is left out when it is None.
    """
    lines = [f"{report.severity}: {report.message}"]
    span = report.span
    width = 2
    if span is not None:
        width = len(str(span.line)) + 1
        lines.append(f"{' ' * width}--> {span.file}:{span.line}:{span.column}")
        lines.append(f"{' ' * width} |")
        lines += _excerpt(span, report.label, text, width)
    margin = " " * width
    if report.help is not None:
        lines.append(f"{margin} = help: {report.help}")
    if report.note is not None:
        lines.append(f"{margin} = note: {report.note}")
    return "\n".join(lines) + "\n"


def _excerpt(span: Span, label: str | None, text: str | None, width: int) -> Iterator[str]:
    line = source_line(text, span.line)
    if line is None:
        return
    line, column = _window(line, span.column)
    yield f"{span.line:>{width}} | {line}"
    if label is not None:
        carets = "^" * min(span.length, _LONGEST_LINE)
        yield f"{' ' * width} | {' ' * (column - 1)}{carets} {label}"


#: Longer source lines (generated files have them) are shown in part.
_LONGEST_LINE = 2_000


def _window(line: str, column: int) -> tuple[str, int]:
    """Return the part of a line to show around a column, and the column in it."""
    if len(line) <= _LONGEST_LINE:
        return line, column
    start = max(column - _LONGEST_LINE // 2, 0)
    part = line[start : start + _LONGEST_LINE]
    before = "…" if start else ""
    after = "…" if start + _LONGEST_LINE < len(line) else ""
    return before + part + after, column - start + len(before)


def source_line(text: str | None, number: int) -> str | None:
    """Return line `number` of a text without its line end, or None if there is no such line."""
    if text is None or number < 1:
        return None
    lines = _lines(text)
    if number > len(lines) or (number == len(lines) and not lines[-1]):
        return None
    return lines[number - 1].removesuffix("\r")


#: The text split last, and its lines: a file may have thousands of reports.
_split: tuple[str, list[str]] = ("", [""])


def _lines(text: str) -> list[str]:
    global _split
    known, lines = _split
    if known is not text:
        lines = text.split("\n")
        _split = (text, lines)
    return lines


def render_trace(message: str, frames: Sequence[Frame], text: str | None) -> str:
    """Draw a run-time error: message, place, source line with a caret, and who called whom.

    Args:
        message: The error's message.
        frames: The call chain, innermost first.
        text: The source of the innermost frame; the excerpt is left out when it is None.
    """
    lines = [f"error: {message}"]
    if frames and frames[0].line:
        lines += _trace_place(frames[0], text)
    for frame in frames[1:]:
        if frame.line:
            lines.append(f"  = note: called from {frame.function} at {frame.file}:{frame.line}")
    return "\n".join(lines) + "\n"


def _trace_place(frame: Frame, text: str | None) -> Iterator[str]:
    margin = " " * (len(str(frame.line)) + 1)
    column = max(frame.column, 1)
    yield f"{margin}--> {frame.file}:{frame.line}:{column}"
    line = source_line(text, frame.line)
    if line is None:
        return
    carets = "^" * _word_length(line, column - 1)
    line, column = _window(line, column)
    yield f"{margin} |"
    yield f"{frame.line:>{len(margin)}} | {line}"
    yield f"{margin} | {' ' * (column - 1)}{carets}"


def _word_length(line: str, start: int) -> int:
    """Return the length of the word that starts at an offset, 1 where none does."""
    end = start
    while end < len(line) and (line[end].isalnum() or line[end] == "_"):
        end += 1
    return max(end - start, 1)
