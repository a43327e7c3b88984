"""Throwing, handlers, `retry`, unwrapping, deadlines.

A Harn handler is a Python one. `caught` decides what it may see, and raises on what it may not: the place of
that call is hidden from the trace, which has the frame already. Python's ``finally`` does what Harn's does,
except that nothing runs any more after ``exit`` or a limit: `unwinds` tells.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harnvm.resolve.tree import Tree
from harnvm.tier2 import python
from harnvm.tier2.control import forget
from harnvm.tier2.kinds import ANY, meet
from harnvm.tier2.operators import operate
from harnvm.tier2.places import store
from harnvm.tier2.search import is_leaf, mentions
from harnvm.tier2.translator import Target, Translator, Untranslatable, Value, translates
from harnvm.vm.machine import MAX_NESTING


@translates("throw", "effect")
def throw(t: Translator, tree: Tree) -> None:
    t.emit("raise thrown(V)", V=t.value(tree[2]).node)
    t.facts.dead = True


def _protected(t: Translator, tree: Tree, body: Callable[[], None]) -> list[Any]:
    """Write the body of a ``try``; afterwards what it may have changed is unknown."""
    before = t.facts.copy()
    t.protected += 1
    with t.block() as statements:
        body()
    t.protected -= 1
    after = t.facts
    t.facts = before
    forget(t, tree)
    t.handler_facts = t.facts.copy()
    t.facts = after
    return statements


def _handle(t: Translator, tree: Tree, body: list[Any], error: str, handler: list[Any]) -> None:
    """Write a handler of what a tree raises."""
    handler = _end_of_callbacks(t, tree) + handler
    t.emit("try:\n    BODY\nexcept Exception as E:\n    HANDLER", BODY=body, E=error, HANDLER=handler)


def _end_of_callbacks(t: Translator, tree: Tree) -> list[Any]:
    """Return what notes, where an error in a tree has led to, that the callbacks it has left are over."""
    if is_leaf(tree):
        return []
    t.knows_nesting = True
    return t.built("machine.nesting = step + 1" if t.counts_steps else "machine.nesting = nesting")


def _caught(t: Translator, error: str, enum: str | None) -> Value:
    """Return what a handler catches."""
    return Value(t.expr("caught(E, N)", python.HIDDEN, E=error, N=t.constant(enum).node))


@translates("try_catch", "into")
def try_catch(t: Translator, tree: Tree, target: Target) -> None:
    final = tree[6]
    if final is None:
        _try_catch(t, tree, target)
        return
    if mentions(final, _LEAVING):
        raise Untranslatable("leaving a finally block")  # CPython 3.14 warns of it
    body = _protected(t, tree, lambda: _try_catch(t, tree, target))
    after, t.facts = t.facts, t.handler_facts
    dead = after.dead
    with t.block() as last:
        t.effect(final)
    if not t.tree.generator:  # it may be closed by somebody who runs in other callbacks
        last = _end_of_callbacks(t, tree) + last
    t.emit("try:\n    BODY\nfinally:\n    if unwinds():\n        LAST", BODY=body, LAST=last)
    t.facts.dead = t.facts.dead or dead


def _try_catch(t: Translator, tree: Tree, target: Target) -> None:
    body, place, error_type, catch = tree[2:6]
    if catch is None:
        t.into(body, target)
        return
    written = _protected(t, body, lambda: t.into(body, target))
    after, t.facts = t.facts, t.handler_facts.copy()
    error = t.temporary()
    with t.block() as handler:
        value = _caught(t, error, error_type)
        if place is None:
            t.emit("V", V=value.node)
        else:
            store(t, place, value)
        t.into(catch, target)
    _handle(t, body, written, error, handler)
    t.facts = meet(after, t.facts)


@translates("try_block")
def try_block(t: Translator, tree: Tree) -> Value:
    name, error = t.temporary(), t.temporary()

    def body() -> None:
        t.into(tree[2], name)
        t.emit("T = EnumValue('Result', 'Ok', [T])", T=name)

    written = _protected(t, tree, body)
    after, t.facts = t.facts, t.handler_facts.copy()
    with t.block() as handler:
        t.emit("T = EnumValue('Result', 'Err', [V])", T=name, V=_caught(t, error, None).node)
    _handle(t, tree[2], written, error, handler)
    t.facts = meet(after, t.facts)
    return Value(t.name(name))


@translates("try_star")
def try_star(t: Translator, tree: Tree) -> Value:
    name, error = t.temporary(), t.temporary()
    written = _protected(t, tree, lambda: t.into(tree[2], name))
    after, t.facts = t.facts, t.handler_facts
    with t.block() as handler:
        t.emit("raise thrown(V)", V=_caught(t, error, None).node)
    _handle(t, tree[2], written, error, handler)
    t.facts = after
    return Value(t.name(name))


@translates("retry", "effect")
def retry(t: Translator, tree: Tree) -> None:
    """Write a loop that ends with the first round that succeeds, or the last one that may be tried."""
    count, counter, body = tree[2:]
    if _leaves_loop(body):
        raise Untranslatable("break out of retry")
    store(t, ("local", counter), t.value(count))
    forget(t, tree)
    inner, t.loops = t.loops, []
    written = _protected(t, body, lambda: t.effect(body))
    t.loops = inner
    written += t.built("break")
    t.facts = t.handler_facts.copy()
    name, error = t.names.of(counter), t.temporary()
    with t.block() as handler:
        kept = t.save(_caught(t, error, None))
        left = operate(t, "-", Value(t.name(name)), t.constant(1))
        t.emit("X = V", X=name, V=t.narrow(left).node)
        more = operate(t, ">", Value(t.name(name)), t.constant(0))
        t.emit("if not M:\n    raise thrown(V)", M=more.node, V=kept.node)
    with t.block() as loop:
        _handle(t, body, written, error, handler)
        t.emit("if ringing:\n    on_alarm()")
    t.emit("while True:\n    LOOP", LOOP=loop)
    forget(t, tree)


#: Trees that may leave the block they stand in.
_LEAVING = frozenset(["return", "break", "continue", "unwrap", "yield"])


def _leaves_loop(tree: Any) -> bool:
    """Tell whether a block has a ``break`` or ``continue`` of a loop around it."""
    if type(tree) is not tuple or not tree:
        return False
    if tree[0] in ("break", "continue"):
        return True
    return tree[0] not in ("while", "for") and any(map(_leaves_loop, tree))


@translates("unwrap")
def unwrap(t: Translator, tree: Tree) -> Value:
    value = t.save(t.value(tree[2]))
    before = t.facts.copy()
    with t.block() as leaving:
        t.leave(value)
    t.emit("if not is_ok(V):\n    LEAVE", V=value.node, LEAVE=leaving)
    t.facts = before
    return Value(t.expr("ok_value(V)", V=value.node), ANY)


@translates("yield")
def yield_(t: Translator, tree: Tree) -> Value:
    value = t.value(tree[2])
    if not t.tree.generator:
        t.deliver(value, None)  # there is nobody to take it
        return t.constant(None)
    if not t.counts_steps:
        return t.save(Value(t.expr("(yield V)", V=value.node)))
    value, given = t.simple(value), t.temporary()
    t.emit("machine.nesting = step\nT = (yield V)\nstep = machine.nesting", T=given, V=value.node)
    t.out += python.statements(STEP, python.place(t.position, python.HIDDEN), {})
    return Value(t.name(given))


#: Begins a step of a generator that may run other code: it counts as a callback.
STEP = f"if step >= {MAX_NESTING}:\n    overflow()\nmachine.nesting = step + 1"


@translates("deadline", "into")
def deadline(t: Translator, tree: Tree, target: Target) -> None:
    duration, body = tree[2:]
    t.emit("begin_deadline(V)", V=t.value(duration).node)
    failed = t.temporary()
    t.emit("F = False", F=failed)
    t.protected += 1
    with t.block() as written:
        t.into(body, target)
    t.protected -= 1
    t.emit(
        "try:\n    BODY\nexcept BaseException:\n    F = True\n    raise\nfinally:\n    end_deadline(F)",
        F=failed,
        BODY=written,
    )
