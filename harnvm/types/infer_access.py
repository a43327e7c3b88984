"""Types of properties, subscripts, slices and method calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harnvm.syntax import nodes
from harnvm.types.infer_calls import variant_type
from harnvm.types.methods import RESULTS
from harnvm.types.model import Applied, DictOf, IterOf, ListOf, Named, Shape, Type, base_name, is_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.types.generics import Bindings
    from harnvm.types.infer import Inference

    _Handler = Callable[[Inference, Any], Type | None]

_PAIR = {"first": 0, "second": 1}


def _property(inference: Inference, node: nodes.Property) -> Type | None:
    if node.optional:
        return None
    enums = inference.environment.enums
    if isinstance(node.object, nodes.Identifier):
        enum = enums.get(node.object.name)
        if enum is not None:
            return variant_type(inference, node.object.name, enum, node.name, ())
    object = inference.type_of(node.object)
    if node.name == "variant" and base_name(object) in enums:
        return inference.table.string
    if isinstance(object, Applied) and object.name == "Pair" and len(object.arguments) == 2:
        index = _PAIR.get(node.name)
        return None if index is None else object.arguments[index]
    return _field(object, node.name) if isinstance(object, Shape) else None


def _field(shape: Shape, name: str) -> Type | None:
    field = shape.by_name.get(name)
    return None if field is None else field.type


def _subscript(inference: Inference, node: nodes.Subscript) -> Type | None:
    object = inference.type_of(node.object)
    if isinstance(object, ListOf):
        return object.item
    if isinstance(object, DictOf):
        return object.value
    if isinstance(object, Shape):
        key = nodes.plain_text(node.index)
        return None if key is None else _field(object, key)
    return object if is_named(object, "string") else None


def _slice(inference: Inference, node: nodes.Slice) -> Type | None:
    object = inference.type_of(node.object)
    return object if isinstance(object, ListOf) or is_named(object, "list", "string") else None


def _method_call(inference: Inference, node: nodes.MethodCall) -> Type | None:
    if isinstance(node.object, nodes.Identifier):
        enum = inference.environment.enums.get(node.object.name)
        if enum is not None:
            return variant_type(inference, node.object.name, enum, node.method, node.arguments)
    receiver, parts = _receiver(inference, inference.type_of(node.object))
    own = RESULTS.get(receiver, {})
    result = own[node.method] if node.method in own else RESULTS["any"].get(node.method)
    return None if result is None else inference.generics.substitute(inference.read(result), parts)


def _receiver(inference: Inference, type: Type | None) -> tuple[str, Bindings]:
    """Return the entry of the method table for a receiver, and what the letters in it stand for."""
    if isinstance(type, IterOf):
        return "iter<T>", {"T": type.item}
    if isinstance(type, ListOf):
        return "list<T>", {"T": type.item}
    if isinstance(type, DictOf):
        return "dict<K, V>", {"K": type.key, "V": type.value}
    if isinstance(type, Shape):
        return "{}", {}
    if isinstance(type, Named):
        return ("iter<T>", {"T": inference.table.any}) if type.name == "iter" else (type.name, {})
    return "any", {}


COSTLY: dict[type[nodes.Expr], _Handler] = {
    nodes.Property: _property,
    nodes.Subscript: _subscript,
    nodes.Slice: _slice,
    nodes.MethodCall: _method_call,
}
