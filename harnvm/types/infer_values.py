"""Types of literals, collections and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harnvm.syntax import nodes
from harnvm.types.model import Field, Type, Union
from harnvm.types.operators import result_type
from harnvm.types.schemas import key_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.types.infer import Inference

    _Handler = Callable[[Inference, Any], Type | None]


def _named(name: str) -> _Handler:
    return lambda inference, node: inference.table.named(name)


def _string(inference: Inference, node: nodes.StringLiteral) -> Type | None:
    """Type a string. A raw one has no known type, as in Harn 0.7.8."""
    return None if node.raw else inference.table.string


def _identifier(inference: Inference, node: nodes.Identifier) -> Type | None:
    return inference.environment.variables.get(node.name)


def _list(inference: Inference, node: nodes.ListLiteral) -> Type | None:
    """Type a list by its items; one item of unknown type makes it a plain list."""
    members: dict[Type, None] = {}
    for item in node.items:
        type = inference.type_of(item)
        if type is None:
            return inference.table.list
        if isinstance(type, Union) and _is_union_of(type, members):
            members.update(dict.fromkeys(type.members))
        else:
            members[type] = None
    return (
        inference.table.list_of(inference.table.one_of(tuple(members))) if members else inference.table.list
    )


def _is_union_of(type: Union, members: dict[Type, None]) -> bool:
    """Tell whether the union is the one of these members; before the first, any union is taken over."""
    return not members or (len(type.members) == len(members) and type.members == tuple(members))


def _dict(inference: Inference, node: nodes.DictLiteral) -> Type | None:
    """Type a dict with plain keys as a shape; what is unknown about a value counts as nil there."""
    fields = []
    for entry in node.entries:
        name = key_name(entry)
        if name is None or isinstance(entry, nodes.Spread):
            return inference.table.dict
        fields.append(Field(name, inference.type_of(entry.value) or inference.table.nil))
    return inference.table.shape(fields) if fields else inference.table.dict


def _unary(inference: Inference, node: nodes.Unary) -> Type | None:
    return inference.table.bool if node.operator == "!" else inference.type_of(node.operand)


def _binary(inference: Inference, node: nodes.Binary) -> Type | None:
    left = inference.type_of(node.left)
    right = inference.type_of(node.right)
    return result_type(node.operator, left, right, inference.table)


CHEAP: dict[type[nodes.Expr], _Handler] = {
    nodes.IntLiteral: _named("int"),
    nodes.FloatLiteral: _named("float"),
    nodes.BoolLiteral: _named("bool"),
    nodes.NilLiteral: _named("nil"),
    nodes.InterpolatedString: _named("string"),
    nodes.StringLiteral: _string,
    nodes.Range: _named("range"),
    nodes.Identifier: _identifier,
}

COSTLY: dict[type[nodes.Expr], _Handler] = {
    nodes.ListLiteral: _list,
    nodes.DictLiteral: _dict,
    nodes.Unary: _unary,
    nodes.Binary: _binary,
}
