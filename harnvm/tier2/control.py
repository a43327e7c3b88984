"""Blocks, branches, loops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harnvm.resolve.tree import Tree
from harnvm.tier2 import python
from harnvm.tier2.expressions import get_property
from harnvm.tier2.kinds import ANY, INT, LIST, SMALL, Facts, Kind, meet, widened, widened_to
from harnvm.tier2.operators import refine
from harnvm.tier2.places import store, unpack
from harnvm.tier2.translator import Loop, Target, Translator, Value, translates

#: How often a loop is translated before what it changes is taken to be anything.
_ROUNDS = 3

#: Loops within loops deeper than this are translated once: rounds multiply.
_DEEP = 4


@translates("block", "into")
def block(t: Translator, tree: Tree, target: Target) -> None:
    cells, statements = tree[2:]
    for slot in cells:
        t.emit("X = Cell()", X=t.names.of(slot))
    t.statements(statements, target)


@translates("statements", "effect")
def statements(t: Translator, tree: Tree) -> None:
    t.statements(tree[2], None)


@translates("nothing", "effect")
def nothing(t: Translator, tree: Tree) -> None:
    """Translate a declaration without effect at run time."""


@translates("mutex", "effect")
def mutex(t: Translator, tree: Tree) -> None:
    t.effect(tree[2])


@translates("if", "into")
def if_(t: Translator, tree: Tree, target: Target) -> None:
    condition, then, other = tree[2:]
    test = t.value(condition).node
    before = t.facts.copy()
    refine(t, condition, True)
    with t.block() as yes:
        t.into(then, target)
    after_then, t.facts = t.facts, before
    refine(t, condition, False)
    if other is None and target is None:
        t.emit("if C:\n    A", C=test, A=yes)
    else:
        with t.block() as no:
            if other is None:
                t.deliver(t.constant(None), target)
            else:
                t.into(other, target)
        t.emit("if C:\n    A\nelse:\n    B", C=test, A=yes, B=no)
    t.facts = meet(after_then, t.facts)


@translates("guard", "effect")
def guard(t: Translator, tree: Tree) -> None:
    test = t.value(tree[2]).node
    before = t.facts.copy()
    refine(t, tree[2], False)
    with t.block() as body:
        t.effect(tree[3])
    t.emit("if not C:\n    BODY", C=test, BODY=body)
    refused, t.facts = t.facts, before
    refine(t, tree[2], True)
    t.facts = meet(t.facts, refused)


@translates("require", "effect")
def require(t: Translator, tree: Tree) -> None:
    test = t.value(tree[2]).node
    before = t.facts.copy()
    with t.block() as body:
        t.emit("raise thrown(V)", V=t.value(tree[3]).node)
    t.emit("if not C:\n    BODY", C=test, BODY=body)
    t.facts = before
    refine(t, tree[2], True)


# --- What a piece of code may change ----------------------------------------------------------------


def changed_slots(t: Translator, tree: Any) -> set[int]:
    """Return the slots that a tree may assign, and the companions of those it may share."""
    found: set[int] = set()
    pending = [tree]
    while pending:
        node = pending.pop()
        if type(node) is not tuple or not node:
            continue
        if len(node) == 2 and node[0] == "local" and type(node[1]) is int:
            found.add(node[1])
        elif len(node) > 2 and type(node[0]) is str and type(node[1]) is int:
            if node[0] == "call":
                pending += node[3:]  # its place is only read
                continue
            if node[0] in ("append", "match", "retry", "select"):
                found.add(node[2] if node[0] == "append" else node[3])
        pending += node
    return found | set(t.tree.updated.values())


def forget(t: Translator, tree: Any) -> None:
    """Know nothing of what a tree may have changed."""
    for slot in changed_slots(t, tree):
        t.facts.kinds.pop(slot, None)


# --- Loops ------------------------------------------------------------------------------------------


def go_on(t: Translator) -> None:
    """Write what every way back to a loop's start takes: a look at the alarm, and at what must stay small."""
    for slot in t.loops[-1].guarded:
        kind = t.facts.get(slot)
        if kind[0] != "int" or kind[1] < 0 or kind[2] > SMALL[2]:
            test = "0 <= X <= 2147483647" if kind[0] == "int" else "type(X) is int and 0 <= X <= 2147483647"
            t.emit(f"if not ({test}):\n    LEAVE", X=t.names.of(slot), LEAVE=_leaving(t, "return AGAIN"))
            t.facts.set(slot, SMALL)
    t.emit("if ringing:\n    on_alarm()")


def _leaving(t: Translator, template: str, **parts: Any) -> list[Any]:
    """Return what leaves a region that was made for something else."""
    leaving = t.built(template, **parts)
    return t.built("machine.nesting = step") + leaving if t.counts_steps else leaving


@translates("break", "effect")
def break_(t: Translator, tree: Tree) -> None:
    t.loops[-1].breaks.append(t.facts.copy())
    t.emit("break")
    t.facts.dead = True


@translates("continue", "effect")
def continue_(t: Translator, tree: Tree) -> None:
    go_on(t)
    t.loops[-1].continues.append(t.facts.copy())
    t.emit("continue")
    t.facts.dead = True


_NONE: frozenset[int] = frozenset()


def _stable(
    t: Translator, tree: Tree, body: Any, counters: frozenset[int] = _NONE, guardable: frozenset[int] = _NONE
) -> None:
    """Write a loop with facts at its start that also hold at its end.

    Args:
        t: The translator.
        tree: What may run more than once.
        body: Writes the loop; it must push its `Loop` itself and leave the facts at the way back.
        counters: Slots whose ints may well stay above zero.
        guardable: Slots with small ints that may be guarded, if nothing else keeps them small.
    """
    changed = changed_slots(t, tree)
    head = Facts({slot: kind for slot, kind in t.facts.kinds.items() if isinstance(slot, int)})
    for slot in changed:
        if slot in head.kinds:
            kind = head.kinds[slot]
            may_count = slot in counters and kind[0] == "int" and kind[1] >= 0
            head.kinds[slot] = ("int", 0, INT[2]) if may_count else widened(kind)
    rounds = _ROUNDS if len(t.loops) < _DEEP else 0
    start = (t.position, t.names.temporaries, t.stores, len(t.out))
    held = list(t.held)
    guarded = _NONE
    while True:
        if rounds <= 0:
            for slot in changed:
                head.kinds.pop(slot, None)
        t.facts = head.copy()
        loop = Loop(guarded)
        t.loops.append(loop)
        leaving = body()
        t.loops.pop()
        back = t.facts
        for facts in loop.continues:
            back = meet(back, facts)
        agreed = meet(head, back)
        if rounds <= 0 or back.dead or all(agreed.get(s) == k for s, k in head.kinds.items()):
            break
        guarded |= {slot for slot in guardable if agreed.get(slot) != head.get(slot)}
        head = Facts({s: widened_to(head.get(s), k) for s, k in agreed.kinds.items() if isinstance(s, int)})
        head.kinds.update(dict.fromkeys(guarded, SMALL))
        t.position, t.names.temporaries, t.stores = start[:3]
        del t.out[start[3] :]
        t.held[:] = held
        rounds -= 1
    t.facts = leaving
    for facts in loop.breaks:
        t.facts = meet(t.facts, facts)


@translates("while", "effect")
def while_(t: Translator, tree: Tree) -> None:
    write_while(t, tree)


def write_while(t: Translator, tree: Tree, *, is_region: bool = False) -> None:
    """Write a ``while``; if it is a region, what its condition compares, and is small, is guarded."""
    counters = frozenset(_compared(tree[2]))
    small = frozenset([slot for slot in counters if t.facts.get(slot) == SMALL]) if is_region else _NONE
    _stable(t, tree, lambda: _while(t, tree[2], tree[3]), counters, small)


def _compared(condition: Tree) -> Iterator[int]:
    """Return the slots that a loop's condition compares."""
    if condition[0] == "local":
        yield condition[2]
    elif condition[0] in ("binary", "and", "or", "not"):
        for part in condition[2:]:
            if type(part) is tuple:
                yield from _compared(part)


def _while(t: Translator, condition: Tree, body: Tree) -> Facts:
    with t.block() as before:
        test = t.value(condition).node
        quiet = not before
    leaving = t.facts.copy()
    refine(t, condition, True)
    with t.block() as statements_:
        t.effect(body)
        go_on(t)
    if quiet:
        t.emit("while C:\n    BODY", C=test, BODY=statements_)
    else:
        before += t.built("if not C:\n    break", C=test)
        t.emit("while True:\n    BEFORE\n    BODY", BEFORE=before, BODY=statements_)
    back, t.facts = t.facts, leaving
    refine(t, condition, False)
    leaving, t.facts = t.facts, back
    return leaving


@translates("for", "effect")
def for_(t: Translator, tree: Tree) -> None:
    iterable, item = _iterable(t, tree[2])
    write_for(t, tree, iterable, item)


def write_for(t: Translator, tree: Tree, iterable: Any, item: Kind, *, is_guess: bool = False) -> None:
    """Write a ``for`` over a Python iterable whose items are of a kind; if that is a guess, it is checked."""
    _stable(t, tree[3:], lambda: _for(t, tree, iterable, item, is_guess))


def _for(t: Translator, tree: Tree, iterable: Any, item: Kind, is_guess: bool) -> Facts:
    cells, target, body = tree[3:]
    leaving = t.facts.copy()
    head = python.place(t.position)  # where CPython says that an iterator fails
    with t.block() as statements_:
        for slot in cells:
            t.emit("X = Cell()", X=t.names.of(slot))
        name = _bind_item(t, target, item, is_guess)
        t.statements(body, None)
        go_on(t)
    t.out += python.statements("for X in I:\n    BODY", head, {"X": name, "I": iterable, "BODY": statements_})
    return meet(leaving, t.facts)


def _bind_item(t: Translator, target: Tree, kind: Kind, is_guess: bool) -> str:
    """Bind what a loop names; return the Python variable that takes the item."""
    if target[0] == "one" and target[1][0] == "local" and target[1][1] not in t.tree.updated:
        slot = target[1][1]
        _check_item(t, t.names.of(slot), kind, is_guess)
        t.facts.set(slot, kind)
        t.stores += 1
        return t.names.of(slot)
    name = t.temporary()
    value = Value(t.name(name), kind)
    _check_item(t, name, kind, is_guess)
    if target[0] == "one":
        store(t, target[1], value)
    elif target[0] == "pair":
        for field, place in zip(("first", "second"), target[1:], strict=True):
            template = f"V.{field} if type(V) is PairValue else O"
            other = get_property(t, value, field)
            store(t, place, Value(t.expr(template, V=value.node, O=other.node)))
    else:
        unpack(t, target, value)
    return name


def _check_item(t: Translator, name: str, kind: Kind, is_guess: bool) -> None:
    """Leave a region whose guess is wrong; the item comes again."""
    if is_guess:
        leaving = _leaving(t, "return again(frame, X)", X=name)
        t.emit("if type(X) is not K:\n    LEAVE", X=name, K=kind[0], LEAVE=leaving)


def _iterable(t: Translator, tree: Tree) -> tuple[Any, Kind]:
    """Return what Python iterates over, and the kind of the items."""
    if tree[0] == "range":
        t.position = tree[1] or t.position
        return _range(t, tree)
    value = t.value(tree)
    if value.kind == LIST:
        return value.node, ANY
    return t.expr("iterate(V)", V=value.node), ANY


def _range(t: Translator, tree: Tree) -> tuple[Any, Kind]:
    low, high = t.values(tree[2:4])
    bounds = [_bound(t, low), _bound(t, high)]
    start, stop = bounds[0].node, bounds[1].node
    if tree[4]:
        stop = t.expr("V + 1", V=stop)
        if type(bounds[1].node).__name__ == "Constant":
            stop = t.constant(bounds[1].kind[1] + 1).node
    item: Kind = ("int", bounds[0].kind[1], max(bounds[1].kind[2] - (not tree[4]), bounds[0].kind[1]))
    if type(start).__name__ == "Constant" and start.value == 0:
        return t.expr("range(B)", B=stop), item
    return t.expr("range(A, B)", A=start, B=stop), item


def _bound(t: Translator, value: Value) -> Value:
    """Return a bound of a range: what is no int counts as 0."""
    if value.kind[0] == "int":
        return value
    value = t.simple(value)
    return Value(t.expr("V if type(V) is int else 0", V=value.node), INT)
