"""Type expressions as the schemas that are checked at run time.

Only types that can be checked by looking at a value have one; the others (type names, generics,
iterators, ``never``) give None, and a parameter of such a type is not checked.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from harnvm.resolve.resolver import Resolver
from harnvm.syntax import nodes

Schema: TypeAlias = dict[str, Any]

_CHECKED = frozenset(["int", "float", "string", "bool", "list", "dict", "set", "nil", "closure"])


def type_schema(node: nodes.TypeExpr | None) -> Schema | None:
    """Return the schema of a type, or None if it is not checked at run time."""
    match node:
        case nodes.NamedType():
            return {"type": node.name} if node.name in _CHECKED else None
        case nodes.LiteralType():
            return {"type": _literal_kind(node), "const": node.value}
        case nodes.FunctionType():
            return {"type": "closure"}
        case nodes.ShapeType():
            return _shape_schema(node)
        case nodes.UnionType():
            return _union_schema(node)
        case nodes.AppliedType(name="list", arguments=[item]):
            return _with({"type": "list"}, "items", type_schema(item))
        case nodes.AppliedType(name="dict", arguments=[key, value]):
            text_keys = isinstance(key, nodes.NamedType) and key.name == "string"
            return _with({"type": "dict"}, "additional_properties", type_schema(value) if text_keys else None)
        case _:
            return None


def _with(schema: Schema, key: str, value: Schema | None) -> Schema:
    if value is not None:
        schema[key] = value
    return schema


def _literal_kind(node: nodes.LiteralType) -> str:
    return "string" if isinstance(node.value, str) else "int"


def _shape_schema(node: nodes.ShapeType) -> Schema | None:
    properties: dict[str, Schema] = {}
    for field in node.fields:
        schema = type_schema(field.type)
        if schema is None:
            return None
        properties[field.name] = schema
    required = [field.name for field in node.fields if not field.optional]
    shape: Schema = {"type": "dict", "properties": properties}
    if required:
        shape["required"] = required
    return shape


def _union_schema(node: nodes.UnionType) -> Schema | None:
    kinds = {_literal_kind(o) if isinstance(o, nodes.LiteralType) else "" for o in node.options}
    if len(kinds) == 1 and kinds != {""}:
        values = [o.value for o in node.options if isinstance(o, nodes.LiteralType)]
        return {"type": kinds.pop(), "enum": values}
    branches = [schema for schema in map(type_schema, node.options) if schema is not None]
    return {"union": branches} if branches else None


def alias_schema(r: Resolver, name: str) -> Schema | None:
    """Return the schema of a top-level type alias; only main code sees aliases, as in Harn 0.7.8."""
    alias = r.aliases.get(name)
    if alias is None or r.function.outer is not None:
        return None
    return type_schema(_expanded(r, alias, ()))


def _expanded(r: Resolver, node: nodes.TypeExpr, seen: tuple[str, ...]) -> nodes.TypeExpr:
    """Return the type with aliases replaced by what they stand for; a cycle stays a name."""
    match node:
        case nodes.NamedType(name=name) if name in r.aliases and name not in seen:
            return _expanded(r, r.aliases[name], (*seen, name))
        case nodes.UnionType():
            return nodes.UnionType([_expanded(r, o, seen) for o in node.options])
        case nodes.AppliedType():
            return nodes.AppliedType(node.name, [_expanded(r, a, seen) for a in node.arguments])
        case nodes.ShapeType():
            fields = [nodes.ShapeField(f.name, _expanded(r, f.type, seen), f.optional) for f in node.fields]
            return nodes.ShapeType(fields)
        case _:
            return node
