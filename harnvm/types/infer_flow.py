"""Types of what chooses, tries or leaves: ternary, if, closures, try, exits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from harnvm.syntax import nodes
from harnvm.types.model import Applied, Never, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.types.infer import Inference
    from harnvm.types.narrowing import Refinements

    _Handler = Callable[[Inference, Any], Type | None]

#: Statements with a body that an enclosing try sees through. Loops over a collection are not among them.
_TRANSPARENT = (
    nodes.TryBlock,
    nodes.Spawn,
    nodes.Retry,
    nodes.While,
    nodes.Defer,
    nodes.Mutex,
    nodes.Deadline,
    nodes.Pipeline,
    nodes.OverrideDecl,
)


def _never(inference: Inference, node: nodes.Expr) -> Type | None:
    return inference.table.never


def _ternary(inference: Inference, node: nodes.Ternary) -> Type | None:
    refinements = inference.narrowing.of(node.condition)
    then = _branch(inference, refinements, True, node.then)
    other = _branch(inference, refinements, False, node.other)
    if then is None or other is None or then is other:
        return other if then is None else then
    return inference.table.union((then, other))


def _branch(inference: Inference, refinements: Refinements, outcome: bool, node: nodes.Expr) -> Type | None:
    inference.environment.open_block()
    refinements.apply(inference.environment, outcome)
    type = inference.type_of(node)
    inference.environment.close_block()
    return type


def _if(inference: Inference, node: nodes.If) -> Type | None:
    then = inference.block_type(node.then)
    other = None if node.other is None else inference.block_type(node.other)
    if then is None or other is None or then is other or isinstance(other, Never):
        return then
    return other if isinstance(then, Never) else inference.table.union((then, other))


def _closure(inference: Inference, node: nodes.Closure) -> Type | None:
    """Type a closure with typed parameters by its last statement, which is looked at from outside."""
    table = inference.table
    parameters = [each.type for each in node.parameters if each.type is not None]
    if not parameters or len(parameters) < len(node.parameters) or not node.body.statements:
        return table.named("closure")
    result = inference.type_of(node.body.statements[-1])
    if result is None:
        return table.named("closure")
    return table.function([inference.declarations.written(each) for each in parameters], result)


def _try_block(inference: Inference, node: nodes.TryBlock) -> Type | None:
    table = inference.table
    value = inference.block_type(node.body) or table.wildcard
    errors = _error_type(inference, node.body) or table.wildcard
    return table.applied("Result", (value, errors))


def _error_type(inference: Inference, block: nodes.Block) -> Type | None:
    """Return the union of what the statements of a block throw or pass on; equal members are not merged."""
    state = inference.environment.state
    known = inference.thrown.get(block)
    if known is not None and known[0] == state:
        return known[1]
    found: list[Type] = []
    for node in block.statements:
        _collect_errors(inference, node, found)
    type = inference.table.one_of([each for each in found if not isinstance(each, Never)]) if found else None
    inference.thrown[block] = (state, type)
    return type


def _collect_errors(inference: Inference, node: nodes.Expr, found: list[Type]) -> None:
    types: list[Type | None] = []
    if isinstance(node, nodes.Throw):
        types = [inference.type_of(node.value)]
    elif isinstance(node, nodes.Unwrap):
        types = [_passed_on(inference.type_of(node.operand))]
    elif isinstance(node, nodes.If):
        other = None if node.other is None else _error_type(inference, node.other)
        types = [_error_type(inference, node.then), other]
    elif isinstance(node, nodes.Block):
        types = [_error_type(inference, node)]
    elif isinstance(node, _TRANSPARENT):
        types = [_error_type(inference, node.body)]
    found += [type for type in types if type is not None]


def _passed_on(type: Type | None) -> Type | None:
    return type.arguments[1] if _is_result(type) else None


def _unwrap(inference: Inference, node: nodes.Unwrap) -> Type | None:
    type = inference.type_of(node.operand)
    return type.arguments[0] if _is_result(type) else None


def _is_result(type: Type | None) -> TypeGuard[Applied]:
    return isinstance(type, Applied) and type.name == "Result" and len(type.arguments) == 2


def _try_star(inference: Inference, node: nodes.TryStar) -> Type | None:
    return inference.type_of(node.operand)


CHEAP: dict[type[nodes.Expr], _Handler] = {
    nodes.Return: _never,
    nodes.Throw: _never,
    nodes.Break: _never,
    nodes.Continue: _never,
}

COSTLY: dict[type[nodes.Expr], _Handler] = {
    nodes.Ternary: _ternary,
    nodes.If: _if,
    nodes.Closure: _closure,
    nodes.TryBlock: _try_block,
    nodes.Unwrap: _unwrap,
    nodes.TryStar: _try_star,
}
