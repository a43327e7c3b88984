"""Where the walk is: what a rule may ask about the surroundings of a node, and how it reports."""

from __future__ import annotations

from harnvm.lint.finding import Finding
from harnvm.lint.rules import RULES
from harnvm.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from harnvm.lint.finding import Edit, Options
    from harnvm.source import SourceFile
    from harnvm.syntax.nodes import Node, TypeExpr

    #: A rule looks at a node and its place, and reports there.
    Check: TypeAlias = "Callable[[Any, Place], None]"


class Place:
    """The surroundings of the node at hand.

    Attributes:
        lines: The lines of the text.
        findings: What was reported so far.
        scopes: The names declared so far, a set for each open scope, the innermost last.
        loops: How many loops of the current function are open.
        tests: How many test pipelines are open.
        results: What the open functions declare to return, the innermost last.
        excused: How many open declarations may be as complex as they are.
    """

    def __init__(self, source: SourceFile, options: Options) -> None:
        self.source = source
        self.text = source.text
        self.lines = source.text.split("\n")
        self.options = options
        self.findings: list[Finding] = []
        self.scopes: list[set[str]] = [set()]
        self.loops = 0
        self.tests = 0
        self.results: list[TypeExpr | None] = []
        self.excused = 0

    def report(self, rule: str, node: Node, message: str, help: str, fix: Edit | None = None) -> None:
        """Report a node."""
        self.report_at(rule, self.source.span(node.start, node.end), message, help, fix)

    def report_at(self, rule: str, span: Span, message: str, help: str, fix: Edit | None = None) -> None:
        """Report a stretch of text."""
        self.findings.append(Finding(rule, message, span, RULES[rule].severity, help, fix))

    def report_line(
        self, rule: str, line: int, length: int, message: str, help: str, fix: Edit | None = None
    ) -> None:
        """Report a place by its line; it is shown at the line's beginning, as Harn 0.7.8 does."""
        self.report_at(rule, Span(self.source.name, line, 1, max(length, 1)), message, help, fix)
