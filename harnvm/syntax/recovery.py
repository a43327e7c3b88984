"""All errors of a file, not only the first.

After an error, reading goes on as in Harn 0.7.8: at the next line that begins with a statement keyword,
or at the next closing brace, and from there as at the top level of a file. Structs declared before the
error stay known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax.build import Builder
from harnvm.syntax.driver import run
from harnvm.syntax.filter import TokenFilter
from harnvm.syntax.kinds import kind_set
from harnvm.syntax.problems import CutShort, NestingError, ParseError

if TYPE_CHECKING:
    from harnvm.source import SourceFile
    from harnvm.syntax.tables import Tables

#: Where a statement may begin, as far as recovery knows; Harn 0.7.8 leaves some out.
_STATEMENT_START = kind_set(
    "DEADLINE ENUM FN FOR GUARD IF IMPORT INTERFACE LET MATCH MUTEX PARALLEL PIPELINE PUB REQUIRE RETRY "
    "RETURN SELECT STRUCT THROW TOOL TRY VAR WHILE YIELD"
)

#: How many raw tokens are filtered at first, and by how much more when that is not enough. Filtering
#: all that is left after each error would take minutes for a large file that is no Harn at all.
_WINDOW = 64
_GROWTH = 4


def later_errors(
    source: SourceFile, tables: Tables, first: TokenFilter, structs: set[str], error: ParseError
) -> list[ParseError | NestingError]:
    """Return the errors that follow the first one.

    Args:
        source: The text.
        tables: The parse tables.
        first: The run of the filter over the whole text, which knows its tokens and closures.
        structs: Names of the structs declared before the first error.
        error: The first error.
    """
    errors: list[ParseError | NestingError] = []
    found: ParseError | NestingError | None = error
    while isinstance(found, ParseError):
        start = _next_start(first.raw.kinds, found.raw)
        found = _next_error(source, tables, first, structs, start) if start is not None else None
        if found is not None:
            errors.append(found)
    return errors


def _next_error(
    source: SourceFile, tables: Tables, first: TokenFilter, structs: set[str], start: int
) -> ParseError | NestingError | None:
    window = _WINDOW
    while True:
        filtered = TokenFilter(source.text, first.raw, structs, start, first.closures).run(start + window)
        builder = Builder(source, first.raw, filtered)
        try:
            run(tables, filtered, builder, "program")
        except CutShort:
            window *= _GROWTH
        except (ParseError, NestingError) as error:
            structs |= builder.structs
            return error
        else:
            return None


def _next_start(kinds: list[str], raw: int) -> int | None:
    """Return the index of the raw token at which to go on, or None at the end."""
    while kinds[raw] not in ("EOF", "RBRACE"):
        if kinds[raw] == "NEWLINE" and kinds[raw + 1] in _STATEMENT_START:
            return raw + 1
        raw += 1
    return None if kinds[raw] == "EOF" else raw
