"""Types of calls and of what is constructed: functions, builtins, structs, enum variants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harnvm.syntax import nodes
from harnvm.types.generics import Bindings, Conflict
from harnvm.types.model import Type
from harnvm.types.schemas import first_entries
from harnvm.types.signatures import GENERIC, result_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from harnvm.types.declarations import EnumInfo, FunctionInfo, Slot, StructInfo, TypeParameter
    from harnvm.types.infer import Inference

    _Handler = Callable[[Inference, Any], Type | None]


#: The type parameter of the generic builtins.
_T = frozenset(("T",))


def _call(inference: Inference, node: nodes.Call) -> Type | None:
    environment = inference.environment
    table = inference.table
    struct = environment.structs.get(node.name)
    if struct is not None:
        return table.applied(node.name, [table.wildcard] * len(struct.type_parameters))
    if node.name in ("Ok", "Err"):
        value = inference.argument_type(node.arguments[0] if node.arguments else None)
        pair = (value, table.wildcard) if node.name == "Ok" else (table.wildcard, value)
        return table.applied("Result", pair)
    function = environment.functions.get(node.name)
    if function is not None:
        return _function_result(inference, function, node.arguments)
    return _builtin_result(inference, node)


def _function_result(
    inference: Inference, function: FunctionInfo, arguments: Sequence[nodes.Expr]
) -> Type | None:
    result = function.result
    if result is None or not function.type_parameters:
        return result
    bindings: Bindings = {}
    for argument, parameter in zip(arguments, function.parameters, strict=False):
        if parameter.type is not None:
            inference.try_bind_argument(parameter.type, argument, function.free, bindings)
    return inference.generics.substitute(result, bindings)


def _builtin_result(inference: Inference, node: nodes.Call) -> Type | None:
    generic = GENERIC.get(node.name)
    if generic is not None:
        bindings: Bindings = {}
        for argument, parameter in zip(node.arguments, generic.parameters, strict=False):
            inference.try_bind_argument(inference.read(parameter), argument, _T, bindings)
        if bindings:
            return inference.generics.substitute(inference.read(generic.result), bindings)
    text = result_text(node.name)
    return None if text is None else inference.read(text)


def _bind_slots(
    inference: Inference,
    pairs: Iterable[tuple[Slot, nodes.Expr]],
    parameters: Iterable[TypeParameter],
) -> Bindings:
    """Bind type parameters from the values given for typed slots; of conflicting types the first counts."""
    names = frozenset(parameter.name for parameter in parameters)
    bindings: Bindings = {}
    for slot, value in pairs:
        type = None if slot.type is None else inference.type_of(value)
        if slot.type is not None and type is not None:
            try:
                inference.generics.bind(slot.type, type, names, bindings)
            except Conflict:
                pass
    return bindings


def struct_bindings(
    inference: Inference, struct: StructInfo, entries: Sequence[nodes.DictEntry | nodes.Spread]
) -> Bindings:
    """Return what the type parameters of a struct are in a literal of it."""
    given = first_entries(entries)
    pairs = [(field, given[field.name].value) for field in struct.fields if field.name in given]
    return _bind_slots(inference, pairs, struct.type_parameters)


def _struct_literal(inference: Inference, node: nodes.StructLiteral) -> Type | None:
    struct = inference.environment.structs.get(node.name)
    if struct is None:
        return inference.table.named(node.name)
    bindings = struct_bindings(inference, struct, node.entries)
    wildcard = inference.table.wildcard
    arguments = [bindings.get(each.name, wildcard) for each in struct.type_parameters]
    return inference.table.applied(node.name, arguments)


def variant_type(
    inference: Inference, name: str, enum: EnumInfo, variant: str, arguments: Sequence[nodes.Expr]
) -> Type:
    """Return the type of an enum variant made with these arguments. Unknown variants pass."""
    pairs = zip(enum.payloads.get(variant, ()), arguments, strict=False)
    bindings = _bind_slots(inference, pairs, enum.type_parameters)
    wildcard = inference.table.wildcard
    return inference.table.applied(name, [bindings.get(each.name, wildcard) for each in enum.type_parameters])


COSTLY: dict[type[nodes.Expr], _Handler] = {
    nodes.Call: _call,
    nodes.StructLiteral: _struct_literal,
}
