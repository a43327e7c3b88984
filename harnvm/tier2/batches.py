"""Callbacks of many items: ``map``, ``filter``, ``sort_by`` and their like in one Python function.

What a list method calls once with each item is written as a loop around the function's body::

    def closure(items, results, depth=1):            each: one more result for each item
        for x in items:
            if ringing:
                on_alarm()
            append(…)
            continue
        return results

Folding does the same with the first parameter in place of the results. Where an item is not of the kind that the
function is made for, the form for all kinds goes on with it.
"""

from __future__ import annotations

from typing import Any

from harnvm.resolve.tree import FunctionTree, Tree
from harnvm.source import NO_POSITION
from harnvm.tier2 import python
from harnvm.tier2.kinds import BY_NAME
from harnvm.tier2.names import Names
from harnvm.tier2.runtime import RESERVED
from harnvm.tier2.translator import RETURN, Scope, Translator, Untranslatable
from harnvm.tier2.units import (
    Unit,
    begin,
    captured_names,
    counting,
    know_captured,
    new_facts,
    python_name,
)

#: Trees that a batch has no place for: it is a loop itself, and makes no tail calls.
_LOOPS = frozenset(["for", "while", "retry", "yield", "select", "parallel"])


def translate_batch(
    tree: FunctionTree,
    tag: str,
    scope: Scope,
    name: str,
    assumed: tuple[str, ...],
    captured: tuple[str, ...],
) -> Unit:
    """Translate a function for many calls.

    Args:
        tree: The function.
        tag: Makes the names of its constants unique within the module.
        scope: What is known of the module.
        name: ``each`` or ``fold``.
        assumed: Names of the kinds that the parameters are made for.
        captured: Names of the kinds of captured values that it is made for.

    Raises:
        Untranslatable: The function has something else than what a loop can hold.
    """
    if not _is_simple(tree, 2 if name == "fold" else 1):
        raise Untranslatable(name)
    t = Translator(tree, tag, Names(tree, RESERVED), new_facts(tree), scope)
    t.batch = name
    t.assumed = assumed
    know_captured(t, captured)
    with t.block() as body:
        _guard(t, name, assumed)
        t.emit("if ringing:\n    on_alarm()")
        begin(t)
        t.statements(tree.body, RETURN if tree.result else None)
        if not t.facts.dead:
            t.leave(t.constant(None))
    return _unit(t, name, assumed, body)


def _is_simple(tree: FunctionTree, count: int) -> bool:
    is_plain = not (tree.rest or tree.generator or tree.defers or tree.defaults)
    return is_plain and len(tree.parameters) == count and not _has_no_place(tree.body)


def _has_no_place(tree: Any) -> bool:
    if type(tree) is not tuple or not tree:
        return False
    if type(tree[0]) is str and len(tree) > 2:
        if tree[0] in _LOOPS:
            return True
        if tree[0] == "return" and _is_call(tree[2]):
            return True
    return any(map(_has_no_place, tree))


def _is_call(tree: Tree | None) -> bool:
    return tree is not None and tree[0] in ("call", "pipe")


def _guard(t: Translator, name: str, assumed: tuple[str, ...]) -> None:
    """Write what hands items of other kinds, and all after them, to the form that takes any."""
    item = t.names.of(len(assumed) - 1)
    kind = assumed[-1]
    if name == "fold" and assumed[0] != "any":
        t.facts.set(0, BY_NAME[assumed[0]])
    if kind != "any":
        t.facts.set(len(assumed) - 1, BY_NAME[kind])
        start = "results" if name == "each" else t.names.of(0)
        given = f"chain(({item},), items), {start}"
        t.out += python.statements(
            f"if type({item}) is not {kind}:\n    return other_batch(function, '{name}')({given})",
            python.NOWHERE,
            {},
        )


def _unit(t: Translator, name: str, assumed: tuple[str, ...], body: list[Any]) -> Unit:
    at = python.place(NO_POSITION)
    own, item = python_name(t.tree, t.names), t.names.of(len(assumed) - 1)
    state = "results" if name == "each" else t.names.of(0)
    loop = python.statements("for X in items:\n    BODY\nreturn S", at, {"X": item, "BODY": body, "S": state})
    before: list[Any] = python.statements("depth = 1", at, {})
    if name == "each":
        before += python.statements("append = results.append", at, {})
    elif assumed[0] != "any":
        other = (
            f"if type({state}) is not {assumed[0]}:\n    return other_batch(function, 'fold')(items, {state})"
        )
        before += python.statements(other, python.NOWHERE, {})
    parameters = python.arguments(["items", state], [], None, at)
    inner = python.function(own, parameters, before + counting(t) + loop, at)
    factory = python.arguments(["function", *captured_names(t)], [], None, at)
    outer = [inner, *python.statements("return OWN", at, {"OWN": own})]
    unit = Unit(python.module([python.function(f"make_{own}", factory, outer, at)]), f"make_{own}", t.links)
    unit.assumptions = frozenset(t.assumptions)
    return unit
