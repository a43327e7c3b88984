"""Names, calls, properties and subscripts."""

from __future__ import annotations

from collections.abc import Sequence

from harnvm.resolve.resolver import Resolver, resolves
from harnvm.resolve.schemas import alias_schema
from harnvm.resolve.scope import find, visible_names
from harnvm.resolve.tree import Place, Tree
from harnvm.syntax import nodes

#: Methods that neither return nor keep their receiver, so that the variable stays its only holder.
_PURE_METHODS = frozenset(
    [
        "len", "count", "empty", "contains", "has", "get", "keys", "index_of", "last_index_of", "join",
        "first", "last", "min", "max", "sum", "starts_with", "ends_with", "char_at", "is_subset",
        "is_superset", "is_disjoint", "any", "all", "none", "find_index",
    ]
)  # fmt: skip

#: Builtins of which the same holds for their arguments.
_PURE_BUILTINS = frozenset(
    ["len", "println", "print", "log", "to_string", "type_of", "keys", "contains", "json_stringify"]
)

#: Call-level names that no declaration can shadow.
_SPECIAL = frozenset(["await", "cancel", "cancel_graceful", "is_cancelled"])

_SCHEMA_GUARDS = frozenset(
    ["schema_is", "schema_expect", "schema_parse", "schema_check", "is_type", "json_validate"]
)


@resolves(nodes.Identifier)
def identifier(r: Resolver, node: nodes.Identifier) -> Tree:
    return read_name(r, node.name, r.position(node))


def read_name(r: Resolver, name: str, position: int) -> Tree:
    """Return the tree that reads a variable."""
    found = find(r.scope, name)
    if found.variable is None:
        known = name in r.is_known or r.imported
        return ("name", position, name, None if known else tuple(sorted(visible_names(r.scope))))
    kind, where = found.variable.place
    if kind == "name":
        return ("late_name", position, name) if found.late else ("name", position, name, None)
    if kind == "cell":
        return ("late", position, where, name) if found.late else ("cell", position, where)
    if kind == "self":
        return ("self", position)
    return ("local", position, where, True)


def reading(r: Resolver, node: nodes.Node) -> Tree:
    """Resolve an operand whose value does not outlive the operation."""
    tree = r.tree(node)
    if tree[0] == "local":
        return ("local", tree[1], tree[2], False)
    return tree


def arguments(r: Resolver, items: Sequence[nodes.Expr], pure: bool = False) -> tuple[Tree, ...]:
    """Resolve arguments or list items, spreads included."""
    read = reading if pure else Resolver.tree
    return tuple(
        [
            ("spread", r.position(item), r.tree(item.value))
            if isinstance(item, nodes.Spread)
            else read(r, item)
            for item in items
        ]
    )


@resolves(nodes.Call)
def call(r: Resolver, node: nodes.Call) -> Tree:
    position = r.position(node)
    lowered = _schema_call(r, node, position)
    if lowered is not None:
        return lowered
    name = node.name
    if name in _SPECIAL:
        return ("call", position, None, name, arguments(r, node.arguments))
    callee = callee_place(r, name)
    pure = callee is None and name in _PURE_BUILTINS and not r.may_be_redefined(name)
    return ("call", position, callee, name, arguments(r, node.arguments, pure))


def callee_place(r: Resolver, name: str) -> Place | None:
    """Return where the function of a call is found, or None: the module scope, else a builtin."""
    variable = find(r.scope, name).variable
    return None if variable is None or variable.place[0] == "name" else variable.place


def _schema_call(r: Resolver, node: nodes.Call, position: int) -> Tree | None:
    """Replace a type alias given to a schema builtin by its schema."""
    if node.name == "schema_of" and len(node.arguments) == 1:
        only = node.arguments[0]
        schema = alias_schema(r, only.name) if isinstance(only, nodes.Identifier) else None
        return None if schema is None else ("const", position, schema)
    if node.name not in _SCHEMA_GUARDS or len(node.arguments) < 2:
        return None
    value, alias, *rest = node.arguments
    schema = alias_schema(r, alias.name) if isinstance(alias, nodes.Identifier) else None
    if schema is None:
        return None
    given = (*arguments(r, [value]), ("const", 0, schema), *arguments(r, rest))
    return ("call", position, callee_place(r, node.name), node.name, given)


@resolves(nodes.MethodCall)
def method_call(r: Resolver, node: nodes.MethodCall) -> Tree:
    position = r.position(node)
    if isinstance(node.object, nodes.Identifier) and node.object.name in r.enums and not node.optional:
        return ("enum", position, node.object.name, node.method, r.trees(node.arguments))
    receiver = reading(r, node.object) if node.method in _PURE_METHODS else r.tree(node.object)
    given = r.trees(node.arguments) if node.optional else arguments(r, node.arguments)
    return ("method", position, receiver, node.method, given, node.optional)


@resolves(nodes.Property)
def property_(r: Resolver, node: nodes.Property) -> Tree:
    position = r.position(node)
    if isinstance(node.object, nodes.Identifier) and node.object.name in r.enums and not node.optional:
        return ("enum", position, node.object.name, node.name, ())
    return ("property", position, reading(r, node.object), node.name, node.optional)


@resolves(nodes.Subscript)
def subscript(r: Resolver, node: nodes.Subscript) -> Tree:
    return ("subscript", r.position(node), reading(r, node.object), reading(r, node.index))


@resolves(nodes.Slice)
def slice_(r: Resolver, node: nodes.Slice) -> Tree:
    low = reading(r, node.low) if node.low is not None else None
    high = reading(r, node.high) if node.high is not None else None
    return ("slice", r.position(node), reading(r, node.object), low, high)
