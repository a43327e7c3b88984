"""All rules over one program."""

from __future__ import annotations

import sys

from harnvm.lint.comments import check_file_header, check_line_comments, comments_by_line
from harnvm.lint.layout import check_blank_lines, check_commas, check_import_order
from harnvm.lint.place import Place
from harnvm.lint.unused import check_usage
from harnvm.lint.walk import Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.lint.finding import Finding, Options
    from harnvm.source import SourceFile
    from harnvm.syntax import nodes


#: Frames that programs of the deepest nesting the parser takes need.
_FRAMES = 20_000


def lint_program(program: nodes.Program, source: SourceFile, options: Options) -> list[Finding]:
    """Return what the rules find: first about the text, then along the tree, then about the whole."""
    if sys.getrecursionlimit() < _FRAMES:
        sys.setrecursionlimit(_FRAMES)  # never lowered again: other threads may be deep in recursion
    place = Place(source, options)
    comments = comments_by_line(program, place)
    check_line_comments(program, comments, place)
    check_blank_lines(program, comments, place)
    check_commas(place)
    check_import_order(program, place)
    walk = Walk(place)
    for node in program.statements:
        walk.visit(node)
    if options.file_header:
        check_file_header(place)
    check_usage(walk.facts, place)
    return [finding for finding in place.findings if finding.rule not in options.disabled]
