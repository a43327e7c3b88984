"""Checks of conditions, loops, error handling and blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.check_bindings import check_defaults, define_pattern
from harnvm.types.check_matching import check_unknown_is_exhausted
from harnvm.types.model import Applied, IterOf, ListOf, Type, is_named
from harnvm.types.unvalidated import clear

if TYPE_CHECKING:
    from harnvm.types.checker import Check, Checker
    from harnvm.types.narrowing import Refinements


def _if(checker: Checker, node: nodes.If) -> None:
    checker.check(node.condition)
    refinements = checker.inference.narrowing.of(node.condition)
    _then_branch(checker, node, refinements)
    if node.other is not None:
        _branch(checker, node.other, refinements, False)
    narrow_after(checker, node, refinements)


def _then_branch(checker: Checker, node: nodes.If, refinements: Refinements) -> None:
    checker.environment.open_block()
    refinements.apply(checker.environment, True)
    if checker.strict:
        _clear_validated(checker, node.condition)
    checker.statements(node.then)
    checker.environment.close_block()


def _clear_validated(checker: Checker, condition: nodes.Expr) -> None:
    if isinstance(condition, nodes.Call) and condition.name in ("schema_is", "is_type"):
        arguments = condition.arguments
        if len(arguments) == 2 and isinstance(arguments[0], nodes.Identifier):
            clear(checker, arguments[0].name)


def _branch(checker: Checker, block: nodes.Block, refinements: Refinements, outcome: bool) -> None:
    checker.environment.open_block()
    refinements.apply(checker.environment, outcome)
    checker.statements(block)
    checker.environment.close_block()


def narrow_after(checker: Checker, node: nodes.If, refinements: Refinements) -> None:
    """Apply to what follows an ``if`` the facts of the one branch that control may come from."""
    then_leaves = checker.exits.block(node.then)
    other_leaves = node.other is not None and checker.exits.block(node.other)
    if then_leaves != other_leaves:
        refinements.apply(checker.environment, other_leaves)


def _guard(checker: Checker, node: nodes.Guard) -> None:
    checker.check(node.condition)
    refinements = checker.inference.narrowing.of(node.condition)
    _branch(checker, node.other, refinements, False)
    refinements.apply(checker.environment, True)


def _require(checker: Checker, node: nodes.Require) -> None:
    checker.check(node.condition)
    if node.message is not None:
        checker.check(node.message)


def _while(checker: Checker, node: nodes.While) -> None:
    checker.check(node.condition)
    _branch(checker, node.body, checker.inference.narrowing.of(node.condition), True)


def _for(checker: Checker, node: nodes.For) -> None:
    checker.check(node.iterable)
    iterable = checker.type_of(node.iterable)
    environment = checker.environment
    environment.open_block()
    if isinstance(node.pattern, nodes.NamePattern):
        environment.variables.set(node.pattern.name, _item_type(checker, iterable))
    elif isinstance(node.pattern, nodes.PairPattern):
        first, second = _pair_types(iterable)
        environment.variables.set(node.pattern.first, first)
        environment.variables.set(node.pattern.second, second)
    else:
        check_defaults(checker, node.pattern)
        define_pattern(checker, node.pattern, mutable=False)
    checker.statements(node.body)
    environment.close_block()


def _item_type(checker: Checker, iterable: Type | None) -> Type | None:
    if isinstance(iterable, (ListOf, IterOf)):
        return iterable.item
    if is_named(iterable, "string"):
        return iterable
    return checker.table.int if is_named(iterable, "range") else None


def _pair_types(iterable: Type | None) -> tuple[Type | None, Type | None]:
    item = iterable.item if isinstance(iterable, IterOf) else None
    if isinstance(item, Applied) and item.name == "Pair" and len(item.arguments) == 2:
        return item.arguments[0], item.arguments[1]
    return None, None


def _try_catch(checker: Checker, node: nodes.TryCatch) -> None:
    checker.block(node.body)
    if node.catch is not None:
        checker.environment.open_block()
        if node.error_name is not None:
            checker.environment.variables.set(node.error_name, checker.declarations.type(node.error_type))
        checker.statements(node.catch)
        checker.environment.close_block()
    if node.final is not None:
        checker.block(node.final)


def _try_star(checker: Checker, node: nodes.TryStar) -> None:
    if checker.bodies == 0:
        checker.error(
            "try* requires an enclosing function (fn, tool, or pipeline) so the rethrow has a target", node
        )
    checker.check(node.operand)


def _throw(checker: Checker, node: nodes.Throw) -> None:
    checker.check(node.value)
    check_unknown_is_exhausted(checker, node, "throw")


def _leaving_with_value(checker: Checker, node: nodes.Return | nodes.Yield) -> None:
    if node.value is not None:
        checker.check(node.value)


def _body_only(checker: Checker, node: nodes.TryBlock | nodes.Mutex | nodes.Defer | nodes.Spawn) -> None:
    checker.block(node.body)


def _deadline(checker: Checker, node: nodes.Deadline) -> None:
    checker.check(node.duration)
    checker.block(node.body)


def _retry(checker: Checker, node: nodes.Retry) -> None:
    checker.check(node.count)
    checker.block(node.body)


def _block(checker: Checker, node: nodes.Block) -> None:
    checker.block(node)


CHECKS: dict[type[nodes.Expr], Check] = {
    nodes.If: _if,
    nodes.Guard: _guard,
    nodes.Require: _require,
    nodes.While: _while,
    nodes.For: _for,
    nodes.TryCatch: _try_catch,
    nodes.TryStar: _try_star,
    nodes.Throw: _throw,
    nodes.Return: _leaving_with_value,
    nodes.Yield: _leaving_with_value,
    nodes.TryBlock: _body_only,
    nodes.Mutex: _body_only,
    nodes.Defer: _body_only,
    nodes.Spawn: _body_only,
    nodes.Deadline: _deadline,
    nodes.Retry: _retry,
    nodes.Block: _block,
}
