"""The ``${…}`` parts of strings: text inside a text, parsed in place so that offsets are true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.source import plain_line_starts
from harnvm.syntax.build.base import Builder
from harnvm.syntax.driver import run
from harnvm.syntax.filter import TokenFilter
from harnvm.syntax.lexer import Tokens, scan
from harnvm.syntax.nodes.expressions import UnparsedText
from harnvm.syntax.problems import LexError, NestingError, ParseError
from harnvm.syntax.tables import tables

if TYPE_CHECKING:
    from harnvm.source import SourceFile
    from harnvm.syntax.nodes.base import Expr

#: Each level takes some Python frames, and scans its text once more.
_LEVEL_LIMIT = 40


def parse_part(outer: Builder, start: int, end: int) -> Expr | UnparsedText | None:
    """Parse the expression at the given offsets.

    What follows one complete expression is ignored. Structs are unknown here, so `P {…}` is the name
    `P`. All as in Harn 0.7.8.

    Returns:
        The expression; its text if it does not parse; None if it does not even consist of tokens.

    Raises:
        NestingError: It, or what it stands in, is nested too deeply.
    """
    if outer.level >= _LEVEL_LIMIT:
        raise NestingError(start)
    tokens = Tokens()
    try:
        scan(outer.text, tokens, start, end)
    except LexError:
        return None
    if tokens.too_deep is not None:
        raise NestingError(tokens.too_deep)
    if "\n" in outer.text[start:end]:
        _add_island(outer.source, tokens, start, end)
    filtered = TokenFilter(outer.text, tokens).run()
    inner = Builder(outer.source, tokens, filtered, outer.level + 1)
    try:
        node, depth, _ = run(tables(), filtered, inner, "lone_expression")
    except ParseError:
        unparsed = UnparsedText(outer.text[start:end])
        unparsed.at(start, end)
        return unparsed
    outer.inner = max(outer.inner, depth)
    expression: Expr = node
    return expression


def _add_island(source: SourceFile, tokens: Tokens, start: int, end: int) -> None:
    """Let positions inside a part count the line breaks in it, whether or not the text around does."""
    line, column = source.position(start)
    breaks = {start + at for at in plain_line_starts(source.text[start:end])[1:]}
    starts = [start - column + 1, *sorted(breaks.difference(tokens.uncounted))]
    source.islands.append((start, end, line - 1, starts))
