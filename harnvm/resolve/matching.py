"""``match``: each arm as a test, the bindings it makes, a guard and a body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from harnvm.resolve.access import reading
from harnvm.resolve.resolver import Resolver, resolves
from harnvm.resolve.statements import resolve_block
from harnvm.resolve.tree import Place, Tree
from harnvm.syntax import nodes

Access: TypeAlias = tuple[str, int | str] | None


@resolves(nodes.Match)
def match(r: Resolver, node: nodes.Match) -> Tree:
    position = r.position(node)
    value = r.tree(node.value)
    slot = r.function.new_slot()
    return ("match", position, value, slot, tuple([_arm(r, arm) for arm in node.arms]))


def _arm(r: Resolver, arm: nodes.MatchArm) -> Tree:
    with r.block_scope():
        test, names = _pattern(r, arm.pattern)
        bindings = _declare(r, names)
        guard = reading(r, arm.guard) if arm.guard is not None else None
        body = resolve_block(r, arm.body)
    return (test, bindings, guard, body)


def _declare(r: Resolver, names: Iterable[tuple[Access, str]]) -> tuple[tuple[Access, Place], ...]:
    return tuple([(access, r.declare(name, mutable=False)) for access, name in names])


def _pattern(r: Resolver, node: nodes.Expr) -> tuple[Tree | None, list[tuple[Access, str]]]:
    """Return the test of a pattern, and the names it binds with what they are bound to."""
    match node:
        case nodes.Identifier(name="_"):
            return None, []
        case nodes.Identifier():
            return None, [(None, node.name)]
        case nodes.Property(object=nodes.Identifier(name=enum), optional=False) if enum in r.enums:
            return ("enum", enum, node.name), []
        case nodes.MethodCall(object=nodes.Identifier(name=enum), optional=False) if enum in r.enums:
            return ("enum", enum, node.method), _payload_names(node)
        case nodes.DictLiteral() if all(_has_plain_key(entry) for entry in node.entries):
            return _dict_pattern(r, node)
        case nodes.ListLiteral():
            return _list_pattern(r, node)
        case _:
            return ("equal", reading(r, node)), []


def _payload_names(node: nodes.MethodCall) -> list[tuple[Access, str]]:
    """Names in the payload bind; anything else there is ignored, as in Harn 0.7.8."""
    return [
        (("field", index), argument.name)
        for index, argument in enumerate(node.arguments)
        if isinstance(argument, nodes.Identifier)
    ]


def _has_plain_key(entry: nodes.DictEntry | nodes.Spread) -> bool:
    return isinstance(entry, nodes.DictEntry) and isinstance(entry.key, nodes.StringLiteral)


def _dict_pattern(r: Resolver, node: nodes.DictLiteral) -> tuple[Tree, list[tuple[Access, str]]]:
    conditions: list[tuple[int | str, Tree]] = []
    names: list[tuple[Access, str]] = []
    for entry in node.entries:
        assert isinstance(entry, nodes.DictEntry)
        assert isinstance(entry.key, nodes.StringLiteral)
        if isinstance(entry.value, nodes.Identifier):
            names.append((("item", entry.key.value), entry.value.name))
        else:
            conditions.append((entry.key.value, reading(r, entry.value)))
    return ("dict", tuple(conditions)), names


def _list_pattern(r: Resolver, node: nodes.ListLiteral) -> tuple[Tree, list[tuple[Access, str]]]:
    conditions: list[tuple[int | str, Tree]] = []
    names: list[tuple[Access, str]] = []
    for index, item in enumerate(node.items):
        if not isinstance(item, nodes.Identifier):
            conditions.append((index, reading(r, item)))
        elif item.name != "_":
            names.append((("item", index), item.name))
    return ("list", len(node.items), tuple(conditions)), names
