"""The static checker: refuses programs that cannot be right before they run.

It promises the reports of Harn 0.7.8: the same errors and warnings in the same words, places and order, and
nothing else. It never raises on a parsed program, whatever the program says. It does not know values, other
files (what is imported has no type) or how programs run; `break` outside a loop and the like are the
compiler's to refuse.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.source import Report, SourceFile
    from harnvm.syntax import nodes


def check(program: nodes.Program, source: SourceFile, *, strict: bool = False) -> list[Report]:
    """Return the errors and warnings of a program, in the order in which they are shown.

    Args:
        program: What was parsed from `source`.
        source: Gives the reports their places.
        strict: Warn also where values from outside (JSON, HTTP, models) are used before they are validated.
    """
    from harnvm.types.checker import check_program

    return check_program(program, source, strict)
