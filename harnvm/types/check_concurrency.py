"""Checks of ``parallel`` and ``select``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.display import show_structure
from harnvm.types.model import ListOf

if TYPE_CHECKING:
    from harnvm.types.checker import Check, Checker
    from harnvm.types.model import Type


def _parallel(checker: Checker, node: nodes.Parallel) -> None:
    checker.check(node.operand)
    for option in node.options:
        _check_option(checker, option)
    checker.environment.open_block()
    if node.variable is not None:
        checker.environment.variables.set(node.variable, _variable_type(checker, node))
    checker.statements(node.body)
    checker.environment.close_block()


def _check_option(checker: Checker, option: nodes.ParallelOption) -> None:
    checker.check(option.value)
    type = checker.type_of(option.value)
    if option.name == "max_concurrent" and type is not None and type is not checker.table.int:
        got = show_structure(type)
        checker.error(f"`max_concurrent` on `parallel` must be int, got {got}", option.value)


def _variable_type(checker: Checker, node: nodes.Parallel) -> Type | None:
    if node.mode == "count":
        return checker.table.int
    items = checker.type_of(node.operand)
    return items.item if isinstance(items, ListOf) else None


def _select(checker: Checker, node: nodes.Select) -> None:
    for case in node.cases:
        checker.check(case.channel)
        checker.environment.open_block()
        checker.environment.variables.set(case.variable, None)
        checker.statements(case.body)
        checker.environment.close_block()
    if node.timeout is not None:
        checker.check(node.timeout)
    for block in (node.timeout_body, node.default):
        if block is not None:
            checker.block(block)


CHECKS: dict[type[nodes.Expr], Check] = {
    nodes.Parallel: _parallel,
    nodes.Select: _select,
}
