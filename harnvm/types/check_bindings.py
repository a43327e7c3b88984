"""Checks of ``let``, ``var`` and assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.check_expressions import operand_check
from harnvm.types.display import mismatch_detail, show
from harnvm.types.operators import result_type
from harnvm.types.unvalidated import mark_if_unvalidated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harnvm.types.checker import Check, Checker
    from harnvm.types.model import Type


def _binding(checker: Checker, node: nodes.Binding) -> None:
    """Check a binding. Of its value only the arithmetic is looked at, as in Harn 0.7.8."""
    operand_check(checker, node.value)
    type = checker.type_of(node.value)
    if isinstance(node.pattern, nodes.NamePattern):
        _bind_name(checker, node, node.pattern.name, type)
    else:
        check_defaults(checker, node.pattern)
        define_pattern(checker, node.pattern, node.mutable)


def _bind_name(checker: Checker, node: nodes.Binding, name: str, type: Type | None) -> None:
    environment = checker.environment
    declared = checker.declarations.type(node.type)
    if declared is not None and type is not None and not checker.fits(declared, type):
        detail = mismatch_detail(declared, type)
        checker.error(
            f"'{name}' declared as {show(declared)}, but assigned {show(type)}"
            + (f" ({detail})" if detail is not None else ""),
            node,
        )
    environment.variables.set(name, type if declared is None else declared)
    if node.mutable:
        environment.mutable.set(name, True)
    environment.schemas.set(name, checker.inference.schemas.described(node.value))
    if checker.strict:
        mark_if_unvalidated(checker, name, declared, node.value)


def define_pattern(checker: Checker, pattern: nodes.Pattern, mutable: bool) -> None:
    """Declare the names that a pattern binds; nothing is known of their types."""
    for name in _bound_names(pattern):
        checker.environment.variables.set(name, None)
        if mutable:
            checker.environment.mutable.set(name, True)


def _bound_names(pattern: nodes.Pattern) -> Iterator[str]:
    if isinstance(pattern, nodes.DictPattern):
        yield from (field.alias or field.key for field in pattern.fields)
    elif isinstance(pattern, nodes.ListPattern):
        yield from (element.name for element in pattern.elements)


def check_defaults(checker: Checker, pattern: nodes.Pattern) -> None:
    """Check the arithmetic in the defaults of a pattern."""
    if isinstance(pattern, nodes.DictPattern):
        defaults = [field.default for field in pattern.fields]
    elif isinstance(pattern, nodes.ListPattern):
        defaults = [element.default for element in pattern.elements]
    else:
        return
    for default in defaults:
        if default is not None:
            operand_check(checker, default)


def _assignment(checker: Checker, node: nodes.Assignment) -> None:
    checker.check(node.value)
    if not isinstance(node.target, nodes.Identifier):
        return
    environment = checker.environment
    name = node.target.name
    if name in environment.variables and name not in environment.mutable:
        checker.warning(f"Cannot assign to '{name}': variable is immutable (declared with 'let')", node)
    _check_assigned(checker, node, name)
    environment.widen(name)
    environment.schemas.set(name, None)
    environment.ruled_out.set(name, ())


def _check_assigned(checker: Checker, node: nodes.Assignment, name: str) -> None:
    type = checker.environment.variables.get(name)
    if type is None:
        return
    assigned = checker.type_of(node.value)
    if node.operator is not None:
        assigned = result_type(node.operator, type, assigned, checker.table)
    wanted = checker.environment.original(name)
    if assigned is not None and wanted is not None and not checker.fits(wanted, assigned):
        checker.error(f"can't assign {show(assigned)} to '{name}' (declared as {show(wanted)})", node)


CHECKS: dict[type[nodes.Expr], Check] = {
    nodes.Binding: _binding,
    nodes.Assignment: _assignment,
}
