"""Text to nodes.

Promises the syntax of Harn 0.7.8, with its error messages and positions. It does not know what a name
means, whether a type is right, or how anything runs. The steps: `lexer`, `filter`, `driver` over
`tables` made from ``grammar/harn.lark``, `build`; `diagnostics` words what goes wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harnvm.source import SourceFile
    from harnvm.syntax.nodes import Program

__all__ = ["is_incomplete", "parse", "parse_expression"]


def parse(source: SourceFile, *, structs: Iterable[str] = (), line: bool = False) -> Program:
    """Parse a file. Sets the line table of the source.

    Args:
        source: The text.
        structs: Names of structs that were declared before, elsewhere.
        line: Whether a text that can be read as one expression is one. In a file `fn` first in a statement
            declares, and `if c {1} else {2} + 1` ends before the `+`.

    Raises:
        HarnSyntaxError: With a report for each error.
    """
    from harnvm.syntax.parsing import parse_program

    return parse_program(source, structs, line)


def parse_expression(source: SourceFile, *, structs: Iterable[str] = ()) -> Program:
    """Parse a text that is one expression, as a program of it.

    Raises:
        HarnSyntaxError: With a report for each error; also where something else follows, or stands instead.
    """
    from harnvm.syntax.parsing import parse_lone_expression

    return parse_lone_expression(source, structs)


def is_incomplete(text: str) -> bool:
    """Tell whether a text is the beginning of a program or expression that more lines could complete.

    False for what is complete and for what no continuation could mend.
    """
    from harnvm.syntax.incomplete import lacks_rest

    return lacks_rest(text)
