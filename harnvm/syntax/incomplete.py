"""Whether a text only lacks its rest: what an interactive prompt asks before it runs an input."""

from __future__ import annotations

from harnvm.source import SourceFile
from harnvm.syntax.build import Builder
from harnvm.syntax.driver import run
from harnvm.syntax.filter import TokenFilter
from harnvm.syntax.lexer import lex
from harnvm.syntax.problems import LexError, NestingError, ParseError
from harnvm.syntax.tables import tables


def lacks_rest(text: str) -> bool:
    """Tell whether more lines could complete a text; see `harnvm.syntax.is_incomplete`.

    The line break that would come next is added first: `1 +` does not go on in Harn, `(1` does.
    """
    source = SourceFile("<input>", text + "\n")
    try:
        tokens = lex(source)
    except LexError as error:
        return error.unfinished
    if tokens.too_deep is not None:
        return False
    if tokens.kinds[-2:-1] != ["NEWLINE"]:
        return _joins_next_line(text, tokens.comments)
    end = len(tokens.kinds) - 1
    filtered = TokenFilter(source.text, tokens).run()
    for start in ("program", "lone_expression"):
        try:
            run(tables(), filtered, Builder(source, tokens, filtered), start)
            return False
        except ParseError as error:
            if error.raw == end:
                return True
        except NestingError:
            return False
    return False


def _joins_next_line(text: str, comments: list[tuple[int, int]]) -> bool:
    """Tell whether a text ends with a backslash that makes the next line part of the last."""
    return text.endswith("\\") and (not comments or comments[-1][1] < len(text))
