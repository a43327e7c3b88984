"""Types read off schemas: literal schema dicts, variables that hold one, aliases used as values.

`schema_is(x, S)` narrows `x` to the type that `S` describes, so the set operations on types that this needs
are here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.model import DictOf, Field, ListOf, Literal, Named, Shape, Type, TypeTable, Union, is_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harnvm.types.environment import Environment

_KIND_NAMES = {
    "object": "dict",
    "array": "list",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "nil",
}

_UNION_KEYS = ("union", "oneOf", "anyOf")
_EXTRA_KEYS = ("additional_properties", "additionalProperties")


def key_name(entry: nodes.DictEntry | nodes.Spread) -> str | None:
    """Return the key of a dict entry when it is a plain name. A computed key that is one name counts."""
    if isinstance(entry, nodes.Spread):
        return None
    if isinstance(entry.key, nodes.Identifier):
        return entry.key.name
    return nodes.plain_text(entry.key)


def first_entries(entries: Sequence[nodes.DictEntry | nodes.Spread]) -> dict[str, nodes.DictEntry]:
    """Return the entries of a dict or struct literal by their names; of equal names the first counts."""
    found: dict[str, nodes.DictEntry] = {}
    for entry in entries:
        name = key_name(entry)
        if name is not None and isinstance(entry, nodes.DictEntry):
            found.setdefault(name, entry)
    return found


class Schemas:
    """Reads types off schema expressions."""

    def __init__(self, table: TypeTable, environment: Environment) -> None:
        self.table = table
        self.environment = environment
        self._common: dict[tuple[Type, Type], Type | None] = {}

    def described(self, node: nodes.Expr) -> Type | None:
        """Return the type that an expression describes when it is used as a schema, or None."""
        if isinstance(node, nodes.Identifier):
            return self.environment.schemas.get(node.name) or self.environment.aliases.get(node.name)
        if isinstance(node, nodes.DictLiteral):
            return self._from_entries(node.entries)
        if isinstance(node, nodes.Call) and node.name == "schema_of" and len(node.arguments) == 1:
            alias = node.arguments[0]
            return self.environment.aliases.get(alias.name) if isinstance(alias, nodes.Identifier) else None
        return None

    def _from_entries(self, entries: Sequence[nodes.DictEntry | nodes.Spread]) -> Type | None:
        parts: dict[str, nodes.Expr] = {}
        for entry in entries:
            key = _schema_key(entry)
            if key is None or isinstance(entry, nodes.Spread):
                return None
            if key == "type" and isinstance(entry.value, nodes.ListLiteral):
                kinds = [self.table.named(kind) for kind in map(_kind, entry.value.items) if kind is not None]
                if kinds:
                    return self.table.union(kinds)
            elif key != "type" or _kind(entry.value) is not None:
                parts[_canonical(key)] = entry.value
        described = self._from_parts(parts)
        return (
            self._or_nil(described)
            if described is not None and _is_true(parts.get("nullable"))
            else described
        )

    def _from_parts(self, parts: dict[str, nodes.Expr]) -> Type | None:
        if "union" in parts:
            return self._alternatives(parts["union"])
        if "properties" in parts:
            return self._shape(parts["properties"], parts.get("required"))
        if "items" in parts:
            item = self.described(parts["items"])
            return None if item is None else self.table.list_of(item)
        kind = _kind(parts["type"]) if "type" in parts else None
        if kind == "dict" and "extra" in parts:
            value = self.described(parts["extra"])
            if value is not None:
                return self.table.dict_of(self.table.string, value)
        return None if kind is None else self.table.named(kind)

    def _alternatives(self, node: nodes.Expr) -> Type | None:
        if not isinstance(node, nodes.ListLiteral):
            return None
        members = [self.described(item) for item in node.items]
        kept = [member for member in members if member is not None]
        return self.table.one_of(kept) if kept else None

    def _shape(self, properties: nodes.Expr, required: nodes.Expr | None) -> Type | None:
        if not isinstance(properties, nodes.DictLiteral):
            return None
        needed = _required_names(required)
        fields = []
        for entry in properties.entries:
            name = _schema_key(entry)
            type = None if isinstance(entry, nodes.Spread) else self.described(entry.value)
            if name is None or type is None:
                return None
            fields.append(Field(name, type, name not in needed))
        return self.table.shape(fields)

    def _or_nil(self, type: Type) -> Type:
        nil = self.table.nil
        if not isinstance(type, Union):
            return self.table.union((type, nil))
        return type if nil in type.alternatives else self.table.union((*type.members, nil))

    def common(self, current: Type, schema: Type) -> Type | None:
        """Return what a value of a type is once it is known to match a schema; None when it cannot."""
        pair = (current, schema)
        if pair not in self._common:
            self._common[pair] = self._find_common(current, schema)
        return self._common[pair]

    def _find_common(self, current: Type, schema: Type) -> Type | None:
        if isinstance(current, Union) or isinstance(schema, Union):
            return self._common_of_union(current, schema)
        if isinstance(current, Literal) or isinstance(schema, Literal):
            return _common_literal(current, schema)
        if isinstance(current, Named) and isinstance(schema, Named):
            return current if current is schema else None
        if isinstance(current, Named) or isinstance(schema, Named):
            return _closer(current, schema)
        if isinstance(current, Shape) and isinstance(schema, Shape):
            return schema
        if isinstance(current, ListOf) and isinstance(schema, ListOf):
            item = self.common(current.item, schema.item)
            return None if item is None else self.table.list_of(item)
        if isinstance(current, DictOf) and isinstance(schema, DictOf):
            key = self.common(current.key, schema.key)
            value = self.common(current.value, schema.value)
            return None if key is None or value is None else self.table.dict_of(key, value)
        return None

    def _common_of_union(self, current: Type, schema: Type) -> Type | None:
        if isinstance(current, Union):
            found = [self.common(member, schema) for member in current.members]
        else:
            assert isinstance(schema, Union)
            found = [self.common(current, member) for member in schema.members]
        kept = [member for member in found if member is not None]
        return self.table.one_of(kept) if kept else None

    def rest(self, current: Type, schema: Type) -> Type | None:
        """Return what a value of a type is once it is known not to match a schema, or None."""
        if not isinstance(current, Union):
            return current if self.common(current, schema) is None else None
        kept = [member for member in current.members if self.common(member, schema) is None]
        return self.table.one_of(kept) if kept else None


def _schema_key(entry: nodes.DictEntry | nodes.Spread) -> str | None:
    if isinstance(entry, nodes.DictEntry) and isinstance(entry.key, nodes.StringLiteral):
        return entry.key.value
    return key_name(entry)


def _canonical(key: str) -> str:
    if key in _UNION_KEYS:
        return "union"
    return "extra" if key in _EXTRA_KEYS else key


def _kind(node: nodes.Expr) -> str | None:
    if not isinstance(node, nodes.StringLiteral):
        return None
    return _KIND_NAMES.get(node.value, node.value)


def _is_true(node: nodes.Expr | None) -> bool:
    return isinstance(node, nodes.BoolLiteral) and node.value


def _required_names(node: nodes.Expr | None) -> set[str]:
    names = set()
    for item in node.items if isinstance(node, nodes.ListLiteral) else ():
        if isinstance(item, nodes.StringLiteral):
            names.add(item.value)
        elif isinstance(item, nodes.Identifier):
            names.add(item.name)
    return names


def _common_literal(current: Type, schema: Type) -> Type | None:
    if current is schema:
        return current
    literal, other = (current, schema) if isinstance(current, Literal) else (schema, current)
    assert isinstance(literal, Literal)
    kinds = ("string",) if isinstance(literal.value, str) else ("int", "float")
    return literal if is_named(other, *kinds) else None


def _closer(current: Type, schema: Type) -> Type | None:
    """Of a basic kind and a closer description of it, return the description."""
    kind, described = (current, schema) if isinstance(current, Named) else (schema, current)
    name = (
        "list" if isinstance(described, ListOf) else "dict" if isinstance(described, (Shape, DictOf)) else ""
    )
    return described if is_named(kind, name) else None
