"""Splitting a template into text and directives.

Comments and raw blocks are gone afterwards, and white space is trimmed: a ``-`` inside the braces takes away
the spaces and tabs on its side, and one line end behind them.
"""

from __future__ import annotations

import re

from harnvm.templates.problems import TemplateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias


class Directive:
    """What stands between ``{{`` and ``}}``, and where the braces are."""

    __slots__ = ("body", "column", "line")

    def __init__(self, body: str, line: int, column: int) -> None:
        self.body = body
        self.line = line
        self.column = column


Piece: TypeAlias = "str | Directive"

_RAW = re.compile(r"[ \t]*raw(?=[ \t\n\r]|-?\}\}|\Z)")

#: A string, or the end of a directive. A string that does not end takes in all that follows.
_STRING_OR_END = re.compile(
    r""" "(?:[^"\\]|\\.)*+(?:"|\\?\Z) | '(?:[^'\\]|\\.)*+(?:'|\\?\Z) | \}\} """, re.DOTALL | re.VERBOSE
)


def split(template: str) -> Iterator[Piece]:
    """Yield the pieces of a template in order.

    Raises:
        TemplateError: A directive, comment or raw block does not end.
    """
    return _Lexer(template).pieces()


class _Lexer:
    """Walks through a template; `at` is the place reached."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.at = 0

    def pieces(self) -> Iterator[Piece]:
        trim_next = False
        while (opened := self.template.find("{{", self.at)) >= 0:
            text = self.template[self.at : opened]
            inside = opened + 2
            trim = self.template.startswith("-", inside)
            yield _trimmed(text, trim_next, trim)
            trim_next = False
            inside += trim
            if self.template.startswith("#", inside):
                self.skip_comment(opened, inside + 1)
            elif (raw := _RAW.match(self.template, inside)) is not None:
                yield self.raw_text(opened, raw.end())
            else:
                directive, trim_next = self.directive(opened, inside)
                yield directive
        yield _trimmed(self.template[self.at :], trim_next, False)

    def skip_comment(self, opened: int, inside: int) -> None:
        end = self.template.find("#}}", inside)
        if end < 0:
            raise self.unterminated("unterminated comment", opened)
        self.at = end + 3

    def raw_text(self, opened: int, inside: int) -> str:
        """Return the text of a raw block and go behind its end."""
        end = self.template.find("}}", inside)
        if end < 0:
            raise self.unterminated("unterminated directive", opened)
        start = end + 2
        following = self.template.find("{{", start)
        while following >= 0:
            content = following + 2 + self.template.startswith("-", following + 2)
            end, trim = self.directive_end(content)
            if end < 0:
                break
            if self.template[content : end - trim].strip() == "endraw":
                self.at = end + 2
                return self.template[start:following]
            following = self.template.find("{{", end + 2)
        raise self.unterminated("unterminated `{{ raw }}` block", opened)

    def directive(self, opened: int, inside: int) -> tuple[Directive, bool]:
        end, trim = self.directive_end(inside)
        if end < 0:
            raise self.unterminated("unterminated directive", opened)
        self.at = end + 2
        body = self.template[inside : end - trim].strip()
        return Directive(body, *self.position(opened)), trim

    def directive_end(self, start: int) -> tuple[int, bool]:
        """Return where the closing braces are, -1 if nowhere, and whether a ``-`` is before them."""
        for match in _STRING_OR_END.finditer(self.template, start):
            if match[0] == "}}":
                end = match.start()
                return end, end > start and self.template[end - 1] == "-"
        return -1, False

    def position(self, place: int) -> tuple[int, int]:
        line_start = self.template.rfind("\n", 0, place) + 1
        return self.template.count("\n", 0, line_start) + 1, place - line_start + 1

    def unterminated(self, what: str, opened: int) -> TemplateError:
        return TemplateError(*self.position(opened), what)


def _without_line_end(text: str) -> str:
    for end in ("\r\n", "\n", "\r"):
        if text.startswith(end):
            return text[len(end) :]
    return text


def _trimmed(text: str, at_start: bool, at_end: bool) -> str:
    if at_start:
        text = _without_line_end(text.lstrip(" \t"))
    if at_end:
        text = text.rstrip(" \t")
        if text.endswith("\n"):
            text = text[:-1].removesuffix("\r")
    return text
