"""``match`` and ``select``."""

from __future__ import annotations

from typing import Any

from harnvm.resolve.tree import Tree
from harnvm.tier2.kinds import ANY, Facts, meet
from harnvm.tier2.operators import operate, refine
from harnvm.tier2.places import store
from harnvm.tier2.translator import Target, Translator, Value, translates


@translates("match", "into")
def match(t: Translator, tree: Tree, target: Target) -> None:
    """Write the arms one after the other, or into each other where that is enough."""
    value, slot, arms = tree[2:]
    store(t, ("local", slot), t.value(value))
    if _is_chain(arms):
        _chain(t, slot, arms, target)
    else:
        _sequence(t, slot, arms, target)


def _is_chain(arms: tuple[Tree, ...]) -> bool:
    """Tell whether no arm can fail after it has bound its names, so that ``if … else`` will do."""
    return len(arms) <= 20 and all(guard is None for _, _, guard, _ in arms)


def _chain(t: Translator, slot: int, arms: tuple[Tree, ...], target: Target) -> None:
    if not arms:
        t.emit("raise thrown('No match arm matched the value')")
        t.facts.dead = True
        return
    test, bindings, _, body = arms[0]
    if test is None:
        _bind(t, bindings, slot)
        t.into(body, target)
        return
    condition = _test(t, test, slot)
    before = t.facts.copy()
    with t.block() as taken:
        _bind(t, bindings, slot)
        t.into(body, target)
    after, t.facts = t.facts, before
    with t.block() as rest:
        _chain(t, slot, arms[1:], target)
    t.emit("if C:\n    A\nelse:\n    B", C=condition, A=taken, B=rest)
    t.facts = meet(after, t.facts)


def _sequence(t: Translator, slot: int, arms: tuple[Tree, ...], target: Target) -> None:
    """Write arms one after the other; `done` tells whether one was taken."""
    done = t.temporary()
    t.emit("D = False", D=done)
    ends: list[Facts] = []
    for test, bindings, guard, body in arms:
        before = t.facts.copy()
        with t.block() as attempt:
            condition = None if test is None else _test(t, test, slot)
            with t.block() as taken:
                _bind(t, bindings, slot)
                _guarded(t, guard, body, target, done)
            if condition is None:
                t.out += taken
            else:
                t.emit("if C:\n    A", C=condition, A=taken)
        t.emit("if not D:\n    A", D=done, A=attempt)
        ends.append(t.facts)
        t.facts = meet(before, t.facts)
    t.emit("if not D:\n    raise thrown('No match arm matched the value')", D=done)
    joined = ends[0] if ends else t.facts
    for facts in ends[1:]:
        joined = meet(joined, facts)
    t.facts = joined if not joined.dead else Facts(dict(t.facts.kinds), dead=True)


def _guarded(t: Translator, guard: Tree | None, body: Tree, target: Target, done: str) -> None:
    if guard is None:
        t.emit("D = True", D=done)
        t.into(body, target)
        return
    test = t.value(guard)
    refine(t, guard, True)
    with t.block() as taken:
        t.emit("D = True", D=done)
        t.into(body, target)
    t.emit("if C:\n    A", C=test.node, A=taken)


def _test(t: Translator, test: Tree, slot: int) -> Any:
    """Return the condition of an arm."""
    value = Value(t.name(t.names.of(slot)), t.facts.get(slot))
    match test:
        case ("equal", tree):
            return operate(t, "==", value, t.value(tree)).node
        case ("enum", enum, variant):
            parts = {"V": value.node, "E": t.constant(enum).node, "N": t.constant(variant).node}
            return t.expr("type(V) is EnumValue and V.variant == N and V.enum == E", **parts)
        case ("dict", conditions):
            condition = t.expr("type(V) is dict", V=value.node)
        case ("list", length, conditions):
            condition = t.expr("is_list(V) and len(V) >= N", V=value.node, N=t.constant(length).node)
    return _all(t, condition, conditions, value) if conditions else condition


def _all(t: Translator, condition: Any, conditions: tuple[Tree, ...], value: Value) -> Any:
    """Return the condition that also all parts are what the pattern says."""
    found = t.save(Value(condition))
    for key, tree in conditions:
        with t.block() as statements:
            part = t.expr("subscript(V, K)", V=value.node, K=t.constant(key).node)
            equal = operate(t, "==", t.simple(Value(part, ANY)), t.value(tree))
            t.emit("F = C", F=found.node.id, C=equal.node)
        t.emit("if F:\n    A", F=found.node, A=statements)
    return found.node


def _bind(t: Translator, bindings: tuple[Tree, ...], slot: int) -> None:
    name = t.name(t.names.of(slot))
    for access, place in bindings:
        if access is None:
            store(t, place, Value(name, t.facts.get(slot)))
            continue
        kind, where = access
        template = "field(V, K)" if kind == "field" else "subscript(V, K)"
        store(t, place, Value(t.expr(template, V=name, K=t.constant(where).node)))


_WAITS = {"timeout": "__select_timeout", "default": "__select_try", "forever": "__select_list"}


@translates("select", "into")
def select(t: Translator, tree: Tree, target: Target) -> None:
    """A builtin waits and returns ``{index, value}``; no index fits a timeout or the default."""
    channels, slot, cases, waits, timeout, other = tree[2:]
    made = t.values([*channels, timeout] if timeout is not None else list(channels))
    listed = t.expr("[*ITEMS]", ITEMS=[value.node for value in made[: len(channels)]])
    builtin = t.link(f"special_{_WAITS[waits]}", "special", _WAITS[waits])
    given = [listed, *[value.node for value in made[len(channels) :]]]
    store(t, ("local", slot), Value(t.expr("F(context, [*ITEMS])", F=builtin, ITEMS=given)))
    _cases(t, slot, list(enumerate(cases)), other, target)


def _cases(t: Translator, slot: int, cases: list[Any], other: Tree | None, target: Target) -> None:
    if not cases:
        if other is not None:
            t.into(other, target)
        elif target is not None:
            t.deliver(t.constant(None), target)
        return
    index, (place, body) = cases[0]
    result = t.name(t.names.of(slot))
    number = t.constant(index).node
    condition = t.expr("equal(get_property(V, 'index'), N)", V=result, N=number)
    before = t.facts.copy()
    with t.block() as taken:
        store(t, place, Value(t.expr("get_property(V, 'value')", V=result)))
        t.into(body, target)
    after, t.facts = t.facts, before
    with t.block() as rest:
        _cases(t, slot, cases[1:], other, target)
    t.emit("if C:\n    A\nelse:\n    B", C=condition, A=taken, B=rest)
    t.facts = meet(after, t.facts)
