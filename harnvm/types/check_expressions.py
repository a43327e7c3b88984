"""Checks of operators, collections and accesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.model import Named
from harnvm.types.operators import doubt, refusal
from harnvm.types.unvalidated import check_access

if TYPE_CHECKING:
    from harnvm.types.checker import Check, Checker


def _unary(checker: Checker, node: nodes.Unary) -> None:
    checker.check(node.operand)


def _binary(checker: Checker, node: nodes.Binary) -> None:
    checker.check(node.left)
    checker.check(node.right)
    _check_operands(checker, node)
    doubted = doubt(node.operator, checker.type_of(node.left), checker.type_of(node.right))
    if doubted is not None:
        checker.warning(doubted, node)


def _check_operands(checker: Checker, node: nodes.Binary) -> None:
    refused = refusal(node.operator, checker.type_of(node.left), checker.type_of(node.right))
    if refused is not None:
        checker.error(refused, node)


def operand_check(checker: Checker, node: nodes.Expr) -> None:
    """Check the arithmetic at the top of an expression; what else it contains is not looked at."""
    if isinstance(node, nodes.Binary):
        operand_check(checker, node.left)
        operand_check(checker, node.right)
        _check_operands(checker, node)
    elif isinstance(node, nodes.Unary):
        operand_check(checker, node.operand)


def _list(checker: Checker, node: nodes.ListLiteral) -> None:
    checker.check_all(node.items)


def _dict(checker: Checker, node: nodes.DictLiteral) -> None:
    check_entries(checker, node.entries)


def check_entries(checker: Checker, entries: list[nodes.DictEntry | nodes.Spread]) -> None:
    """Check the keys and values of a dict or struct literal."""
    for entry in entries:
        if isinstance(entry, nodes.Spread):
            checker.check(entry)
        else:
            checker.check(entry.key)
            checker.check(entry.value)


def _spread(checker: Checker, node: nodes.Spread) -> None:
    checker.check(node.value)


def _range(checker: Checker, node: nodes.Range) -> None:
    checker.check(node.low)
    checker.check(node.high)


def _property(checker: Checker, node: nodes.Property) -> None:
    if checker.strict:
        check_access(checker, node, node.object, "property")
    checker.check(node.object)


def _subscript(checker: Checker, node: nodes.Subscript) -> None:
    if checker.strict:
        check_access(checker, node, node.object, "subscript")
    checker.check(node.object)
    checker.check(node.index)


def _slice(checker: Checker, node: nodes.Slice) -> None:
    checker.check(node.object)
    for bound in (node.low, node.high):
        if bound is not None:
            checker.check(bound)


def _method_call(checker: Checker, node: nodes.MethodCall) -> None:
    checker.check(node.object)
    checker.check_all(node.arguments)
    receiver = checker.type_of(node.object)
    if isinstance(receiver, Named) and receiver.name in checker.environment.type_parameters:
        _check_bound_has_method(checker, node, receiver.name)


def _check_bound_has_method(checker: Checker, node: nodes.MethodCall, parameter: str) -> None:
    """Warn when the interface that a type parameter is constrained to lacks the method."""
    bound = checker.environment.bounds.get(parameter)
    interface = None if bound is None else checker.environment.interfaces.get(bound)
    if interface is not None and all(method.name != node.method for method in interface.methods):
        checker.warning(
            f"Method '{node.method}' not found in interface '{bound}' (constraint on '{parameter}')", node
        )


def _unwrap(checker: Checker, node: nodes.Unwrap) -> None:
    checker.check(node.operand)


def _ternary(checker: Checker, node: nodes.Ternary) -> None:
    checker.check(node.condition)
    refinements = checker.inference.narrowing.of(node.condition)
    for branch, outcome in ((node.then, True), (node.other, False)):
        checker.environment.open_block()
        refinements.apply(checker.environment, outcome)
        checker.check(branch)
        checker.environment.close_block()


CHECKS: dict[type[nodes.Expr], Check] = {
    nodes.Unary: _unary,
    nodes.Binary: _binary,
    nodes.ListLiteral: _list,
    nodes.DictLiteral: _dict,
    nodes.Spread: _spread,
    nodes.Range: _range,
    nodes.Property: _property,
    nodes.Subscript: _subscript,
    nodes.Slice: _slice,
    nodes.MethodCall: _method_call,
    nodes.Unwrap: _unwrap,
    nodes.Ternary: _ternary,
}
