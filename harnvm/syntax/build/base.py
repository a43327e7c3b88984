"""What all builder actions share: the tokens at hand, and the actions for lists and names.

An action makes the value of a rule from the values of its children. The value of a token is its index;
`first` and `last` are the indices of the first and last token of the rule. Where the rule is
empty, `last` is before `first`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from harnvm.syntax.literals import unescape
from harnvm.syntax.problems import ParseError

if TYPE_CHECKING:
    from harnvm.source import SourceFile
    from harnvm.syntax.filter import Filtered
    from harnvm.syntax.lexer import Tokens

Values = Sequence[Any]
Action = Callable[["Builder", Values, int, int], Any]


class Builder:
    """The text and the tokens that nodes are built from.

    Attributes:
        inner: How deep the nodes of an interpolated string just built are nested, for the driver.
        level: How many interpolated strings this one stands in.
        structs: Names of the structs declared so far.
    """

    __slots__ = ("ends", "inner", "kinds", "lasts", "level", "raw", "source", "starts", "structs", "text")

    def __init__(self, source: SourceFile, raw: Tokens, tokens: Filtered, level: int = 0) -> None:
        self.source = source
        self.text = source.text
        self.raw = raw
        self.kinds = tokens.kinds
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.lasts = tokens.lasts
        self.inner = 0
        self.level = level
        self.structs: set[str] = set()

    def word(self, token: int) -> str:
        """Return the text of a token."""
        return self.text[self.starts[token] : self.ends[token]]

    def string(self, token: int) -> str:
        """Return the value of a string token without interpolation."""
        start = self.starts[token]
        if self.kinds[token] == "RAW_STRING":
            return self.text[start + 2 : self.ends[token] - 1]
        parts = self.raw.parts.get(start)
        if parts is not None:
            return "".join(part for part in parts if isinstance(part, str))
        return unescape(self.text[start + 1 : self.ends[token] - 1])

    def refuse(self, expected: str, last: int) -> ParseError:
        """Make the error that something else is wanted than the raw token behind a token."""
        return ParseError(expected, self.lasts[last] + 1)

    def require_same_line(self, expected: str, last: int) -> None:
        """Refuse a line break behind a token.

        Raises:
            ParseError: There is one.
        """
        if self.raw.kinds[self.lasts[last] + 1] == "NEWLINE":
            raise self.refuse(expected, last)


def empty_list(b: Builder, v: Values, first: int, last: int) -> list[Any]:
    """Start a list with nothing."""
    return []


def start_list(b: Builder, v: Values, first: int, last: int) -> list[Any]:
    """Start a list with one item."""
    return [v[0]]


def append(b: Builder, v: Values, first: int, last: int) -> Any:
    """Add an item to a list; a comma may follow."""
    v[0].append(v[1])
    return v[0]


def append_after_comma(b: Builder, v: Values, first: int, last: int) -> Any:
    """Add an item to a list, between them a comma."""
    v[0].append(v[2])
    return v[0]


def none(b: Builder, v: Values, first: int, last: int) -> None:
    """Stand for something optional that is not there."""


def child_1(b: Builder, v: Values, first: int, last: int) -> Any:
    """Pass the first child on."""
    return v[0]


def child_2(b: Builder, v: Values, first: int, last: int) -> Any:
    """Pass the second child on."""
    return v[1]


def text(b: Builder, v: Values, first: int, last: int) -> str:
    """Return the text of a token."""
    return b.word(first)


def string_value(b: Builder, v: Values, first: int, last: int) -> str:
    """Return the value of a string token."""
    return b.string(first)


SHARED: dict[str, Action] = {
    "append": append,
    "append_after_comma": append_after_comma,
    "empty_list": empty_list,
    "first": child_1,
    "none": none,
    "second": child_2,
    "start_list": start_list,
    "string_value": string_value,
    "text": text,
}
