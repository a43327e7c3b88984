"""Checks of struct literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.check_expressions import check_entries
from harnvm.types.display import show
from harnvm.types.infer_calls import struct_bindings
from harnvm.types.schemas import first_entries, key_name

if TYPE_CHECKING:
    from harnvm.types.checker import Check, Checker
    from harnvm.types.declarations import StructInfo


def _struct_literal(checker: Checker, node: nodes.StructLiteral) -> None:
    check_entries(checker, node.entries)
    struct = checker.environment.structs.get(node.name)
    if struct is not None:
        _check_names(checker, node, struct)
        _check_types(checker, node, struct)


def _check_names(checker: Checker, node: nodes.StructLiteral, struct: StructInfo) -> None:
    declared = {field.name for field in struct.fields}
    provided = set()
    for entry in node.entries:
        name = key_name(entry)
        if name is None or isinstance(entry, nodes.Spread):
            continue
        provided.add(name)
        if name not in declared:
            checker.warning(f"Unknown field '{name}' in struct '{node.name}'", entry.key)
    for field in struct.fields:
        if not field.optional and field.name not in provided:
            checker.warning(f"Missing field '{field.name}' in struct '{node.name}' construction", node)


def _check_types(checker: Checker, node: nodes.StructLiteral, struct: StructInfo) -> None:
    bindings = struct_bindings(checker.inference, struct, node.entries)
    entries = first_entries(node.entries)
    for field in struct.fields:
        if field.type is None or field.name not in entries:
            continue
        value = entries[field.name].value
        actual = checker.type_of(value)
        expected = checker.generics.substitute(field.type, bindings)
        if actual is not None and not checker.fits(expected, actual):
            checker.error(
                f"Field '{field.name}' in struct '{node.name}' expects {show(expected)}, got {show(actual)}",
                value,
            )


CHECKS: dict[type[nodes.Expr], Check] = {nodes.StructLiteral: _struct_literal}
