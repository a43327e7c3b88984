"""A place in a regular expression, and how errors in one are reported.

The reports are those of Harn 0.7.8: the pattern, marks below what is wrong, and the reason.
"""

from __future__ import annotations

from typing import NamedTuple, NoReturn, TypeAlias

#: From the place of a character up to that of another, in characters.
Stretch: TypeAlias = tuple[int, int]

#: How deep groups and classes may nest.
MAX_NESTING = 250


class PatternError(ValueError):
    """A text is not a regular expression; the message shows what is wrong and where."""


class Flags(NamedTuple):
    """What the letters ``imsURux`` switch.

    Attributes:
        ignore_case: ``i``, small and capital letters are the same.
        lines: ``m``, ``^`` and ``$`` are at line ends, too.
        dot_all: ``s``, ``.`` is a line feed, too.
        lazy: ``U``, repetitions are as short as possible, and with ``?`` as long as possible.
        carriage: ``R``, a carriage return ends a line, too.
        unicode: ``u``, on by default: classes, boundaries and case are those of Unicode, not of ASCII.
        spaced: ``x``, white space and comments do not count.
    """

    ignore_case: bool = False
    lines: bool = False
    dot_all: bool = False
    lazy: bool = False
    carriage: bool = False
    unicode: bool = True
    spaced: bool = False

    @property
    def folds(self) -> bool:
        """Whether letters are compared by the case rules of Unicode."""
        return self.ignore_case and self.unicode


FLAG_LETTERS = dict(zip("imsURux", Flags._fields, strict=True))


class Cursor:
    """Reads a pattern character by character.

    Attributes:
        at: The place of the next character.
        flags: The flags in force there.
        depth: How many groups and classes are open there.
        objection: What is wrong with the meaning of an earlier piece; errors of syntax, even later ones, go
            first.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.flags = Flags()
        self.depth = 0
        self.objection: tuple[str, int, int] | None = None

    def peek(self) -> str:
        """Return the next character without reading it, the empty text at the end."""
        return self.pattern[self.at : self.at + 1]

    def read(self) -> str:
        """Return the next character."""
        letter = self.pattern[self.at : self.at + 1]
        self.at += len(letter)
        return letter

    def take(self, expected: str) -> bool:
        """Read `expected` if it comes next, and tell whether it did."""
        found = self.pattern.startswith(expected, self.at)
        self.at += len(expected) * found
        return found

    def skip_spaces(self) -> None:
        """Read white space and comments where they do not count."""
        while self.flags.spaced:
            letter = self.peek()
            if letter == "#":
                self.at = (self.pattern.find("\n", self.at) + 1) or len(self.pattern)
            elif letter.isspace():
                self.at += 1
            else:
                return

    def skip_white(self) -> None:
        """Read white space, whatever the flags."""
        while self.peek().isspace():
            self.at += 1

    def enter(self, start: int) -> None:
        """Count one more open group or class, begun at `start`."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            self.fail(
                f"exceed the maximum number of nested parentheses/brackets ({MAX_NESTING})", start, self.at
            )

    def dispute(self, reason: str, start: int, end: int) -> None:
        """Refuse the pattern because of what a stretch of it means, unless there is a worse error."""
        self.objection = self.objection or (reason, start, end)

    def fail(self, reason: str, start: int, end: int, other: Stretch | None = None) -> NoReturn:
        """Refuse the pattern because of a stretch of it, in conflict with an earlier one perhaps."""
        stretches = [(start, end)] if other is None else sorted([other, (start, end)])
        raise PatternError(_report(self.pattern, reason, stretches))


def _report(pattern: str, reason: str, stretches: list[Stretch]) -> str:
    if "\n" not in pattern:
        return f"regex parse error:\n    {pattern}\n    {_marks(stretches, 0)}\nerror: {reason}"
    divider = "~" * 79
    body = "".join(_numbered_lines(pattern, stretches))
    spread = [
        f"on line {first} (column {start}) through line {last} (column {end - 1})\n"
        for (first, start), (last, end) in [
            (_position(pattern, a), _position(pattern, b)) for a, b in stretches
        ]
        if first < last
    ]
    notes = "".join(spread)
    return f"regex parse error:\n{divider}\n{body}{divider}\n{notes}error: {reason}"


def _numbered_lines(pattern: str, stretches: list[Stretch]) -> list[str]:
    lines = pattern.split("\n")
    width = len(str(len(lines)))
    out: list[str] = []
    start = 0
    for number, line in enumerate(lines, 1):
        if line or number < len(lines):
            out.append(f"{number:>{width}}: {line}\n")
            here = [place for place in stretches if start <= place[0] and place[1] <= start + len(line)]
            if here:
                out.append(" " * (width + 2) + _marks(here, start) + "\n")
        start += len(line) + 1
    return out


def _marks(stretches: list[Stretch], offset: int) -> str:
    """Return a line that marks stretches of the line that begins at `offset`."""
    marks = ""
    for start, end in stretches:
        marks = marks.ljust(start - offset) + "^" * max(end - start, 1)
    return marks


def _position(pattern: str, place: int) -> tuple[int, int]:
    """Return line and column, from 1, of a place."""
    return pattern.count("\n", 0, place) + 1, place - (pattern.rfind("\n", 0, place) + 1) + 1
