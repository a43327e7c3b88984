"""Lint: find what runs but reads badly, and mend what can be mended without asking.

Promises the findings of Harn 0.7.8 in its words, places and order. Knows the tree and the text of one
program. It does not know the file system, the settings file or how findings are shown: the host tells it
which rules to leave out and which names other files import.
"""

from __future__ import annotations

from harnvm.lint.finding import Edit, Finding, Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from harnvm.source import SourceFile
    from harnvm.syntax import nodes

__all__ = ["Edit", "Finding", "Options", "imported_names", "lint", "mend", "type_fixes"]


def lint(program: nodes.Program, source: SourceFile, *, options: Options | None = None) -> list[Finding]:
    """Return what the rules have to say about a program, in the order in which it is shown.

    Args:
        program: What was parsed from `source`.
        source: The text, and the name that findings give as their place.
        options: What to leave out and what to add; by default all rules run that need no asking for.
    """
    from harnvm.lint.program import lint_program

    return lint_program(program, source, options or Options())


def imported_names(program: nodes.Program) -> set[str]:
    """Return the names a program imports one by one: they are of use where they are declared."""
    from harnvm.syntax.nodes import Import

    imports = [node for node in program.statements if isinstance(node, Import)]
    return {name for node in imports for name in node.names or ()}


def type_fixes(program: nodes.Program, source: SourceFile) -> list[Edit]:
    """Return edits that mend what the type checker refuses: text joined to other values with ``+``."""
    from harnvm.lint.joining import edits_for_reports
    from harnvm.types import check

    return edits_for_reports(program, source, check(program, source))


def mend(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """Apply edits to a text that parses and return the text, which parses too, and how many were applied.

    Of edits that overlap, the one that begins last in the text is applied.
    """
    from harnvm.lint.mending import apply_edits

    return apply_edits(text, edits)
