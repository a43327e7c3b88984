"""The walk over a program: what is checked in which order, and where reports go.

A `Checker` holds the state of one check. What is checked of each kind of node is a function in one of the
`check_…` modules; the tables of those functions are joined here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from harnvm.source import Report, SourceFile
from harnvm.syntax import nodes
from harnvm.types import (
    check_bindings,
    check_calls,
    check_concurrency,
    check_declarations,
    check_expressions,
    check_flow,
    check_functions,
    check_matching,
    check_structs,
)
from harnvm.types.declarations import Declarations, result_enum
from harnvm.types.environment import Environment
from harnvm.types.exits import Exits
from harnvm.types.generics import Generics
from harnvm.types.infer import Inference
from harnvm.types.model import Type, TypeTable
from harnvm.types.relation import Relation

Check = Callable[["Checker", Any], None]

_CHECKS: dict[type[nodes.Expr], Check] = {
    **check_bindings.CHECKS,
    **check_calls.CHECKS,
    **check_concurrency.CHECKS,
    **check_declarations.CHECKS,
    **check_expressions.CHECKS,
    **check_flow.CHECKS,
    **check_functions.CHECKS,
    **check_matching.CHECKS,
    **check_structs.CHECKS,
}

#: Deeply nested programs recurse some frames a level; frames of Python functions do not use the C stack.
_FRAMES = 20_000


class Checker:
    """The state of one check.

    Attributes:
        strict: Whether uses of unvalidated values are warned about.
        bodies: How many bodies of functions, tools, pipelines and closures surround the place at hand.
        deprecated: Name of a deprecated function → when it became so, and what to use instead.
    """

    def __init__(self, source: SourceFile, strict: bool) -> None:
        self.source = source
        self.strict = strict
        self.reports: list[Report] = []
        self.bodies = 0
        self.deprecated: dict[str, tuple[str | None, str | None]] = {}
        self.table = TypeTable()
        self.environment = Environment()
        self.exits = Exits()
        self.declarations = Declarations(self.table)
        self.generics = Generics(self.table)
        self.relation = Relation(self.table, self.environment, self.generics)
        self.inference = Inference(self.table, self.environment, self.declarations, self.generics, self.exits)
        self.environment.enums.everywhere["Result"] = result_enum(self.table)

    def error(self, message: str, node: nodes.Node) -> None:
        """Report what makes the program be refused."""
        self.reports.append(Report(message, self.source.span(node.start, node.end)))

    def warning(self, message: str, node: nodes.Node, help: str | None = None) -> None:
        """Report what is doubtful and does not stop the program."""
        span = self.source.span(node.start, node.end)
        self.reports.append(Report(message, span, help=help, severity="warning"))

    def type_of(self, node: nodes.Expr) -> Type | None:
        """Return the type of an expression, or None when it is not known."""
        return self.inference.type_of(node)

    def fits(self, expected: Type, actual: Type, free: frozenset[str] = frozenset()) -> bool:
        """Tell whether a value of type `actual` may go where `expected` is wanted.

        Args:
            expected: What is wanted.
            actual: What is there.
            free: Type parameters that fit anything.
        """
        return self.relation.fits(expected, actual, free)

    def check(self, node: nodes.Expr) -> None:
        """Check a statement or an expression."""
        check = _CHECKS.get(node.__class__)
        if check is not None:
            check(self, node)

    def check_all(self, several: Iterable[nodes.Expr]) -> None:
        """Check one after the other."""
        for node in several:
            self.check(node)

    def statements(self, block: nodes.Block) -> None:
        """Check the statements of a block in the scope at hand, up to the first that is never reached."""
        left = False
        for statement in block.statements:
            if left:
                self.warning("unreachable code", statement)
                break
            self.check(statement)
            left = self.exits.statement(statement)

    def block(self, block: nodes.Block) -> None:
        """Check a block in a scope of its own."""
        self.environment.open_block()
        self.statements(block)
        self.environment.close_block()


def check_program(program: nodes.Program, source: SourceFile, strict: bool) -> list[Report]:
    """Return the reports of a program, in the order in which they are shown."""
    if sys.getrecursionlimit() < _FRAMES:
        sys.setrecursionlimit(_FRAMES)  # never lowered again: other threads may be deep in recursion
    checker = Checker(source, strict)
    check_declarations.check_top_level(checker, program)
    return checker.reports
