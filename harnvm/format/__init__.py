"""Programs written the one way.

Promises the layout of Harn 0.7.8; that the program stays the same program; that every comment survives,
beside the code it stood by; and that formatting twice changes nothing. It does not know what names mean or
how programs run, and never touches files.

The steps: `trivia` finds the comments, `program` lays out the top level, and `printer` hands every node to
the function for its kind, in `statements`, `declarations` or `expressions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harnvm.source import SourceFile

__all__ = ["LINE_WIDTH", "SEPARATOR_WIDTH", "format_source"]

#: Lines are wrapped beyond this many columns.
LINE_WIDTH = 100
#: The width of the ``// ----`` lines around the titles of sections.
SEPARATOR_WIDTH = 80


def format_source(
    source: SourceFile, *, line_width: int = LINE_WIDTH, separator_width: int = SEPARATOR_WIDTH
) -> str:
    """Return the text of a program as it should be laid out.

    Args:
        source: The text. Its line table is set.
        line_width: Where lines are wrapped, in bytes as Harn 0.7.8 counts them.
        separator_width: The width of section headers.

    Raises:
        HarnSyntaxError: It does not parse.
    """
    from harnvm.format.printer import Printer
    from harnvm.format.program import print_program
    from harnvm.syntax import parse

    program = parse(source)
    return print_program(Printer(source, program, line_width, separator_width), program)
