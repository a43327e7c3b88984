"""All errors of a file, not only the first.

After an error, reading goes on as in Harn 0.7.8: at the next line that begins with a statement keyword,
or at the next closing brace, and from there as at the top level of a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax.build import Builder
from harnvm.syntax.driver import run
from harnvm.syntax.filter import TokenFilter
from harnvm.syntax.problems import ParseError

if TYPE_CHECKING:
    from harnvm.source import SourceFile
    from harnvm.syntax.lexer import Tokens
    from harnvm.syntax.tables import Tables

#: Where a statement may begin, as far as recovery knows; Harn 0.7.8 leaves some out.
_STATEMENT_START = frozenset(
    "DEADLINE ENUM FN FOR GUARD IF IMPORT INTERFACE LET MATCH MUTEX PARALLEL PIPELINE PUB REQUIRE RETRY "
    "RETURN SELECT STRUCT THROW TOOL TRY VAR WHILE YIELD".split()
)


def later_errors(
    source: SourceFile, tokens: Tokens, tables: Tables, structs: set[str], error: ParseError
) -> list[ParseError]:
    """Return the errors that follow the first one."""
    errors = []
    while True:
        start = _next_start(tokens.kinds, error.raw)
        if start is None:
            return errors
        filtered = TokenFilter(source.text, tokens, structs, start).run()
        builder = Builder(source, tokens, filtered)
        try:
            run(tables, filtered, builder, "program")
        except ParseError as following:
            error = following
            errors.append(error)
            structs |= builder.structs
        else:
            return errors


def _next_start(kinds: list[str], raw: int) -> int | None:
    """Return the index of the raw token at which to go on, or None at the end."""
    while kinds[raw] not in ("EOF", "RBRACE"):
        if kinds[raw] == "NEWLINE" and kinds[raw + 1] in _STATEMENT_START:
            return raw + 1
        raw += 1
    return None if kinds[raw] == "EOF" else raw
