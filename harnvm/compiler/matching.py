"""``match`` and ``select``."""

from __future__ import annotations

from harnvm.compiler.places import store
from harnvm.compiler.program import FunctionCompiler, compiles
from harnvm.resolve.tree import Tree


@compiles("match", "both")
def match(c: FunctionCompiler, tree: Tree, keep: bool) -> None:
    value, slot, arms = tree[2:]
    c.value(value)
    c.emit("STORE_LOCAL", slot)
    ends = []
    for test, bindings, guard, body in arms:
        misses = [] if test is None else _test(c, test, slot)
        _bind(c, bindings, slot)
        if guard is not None:
            c.value(guard)
            misses.append(c.jump("POP_JUMP_IF_FALSE"))
        c.either(body, keep)
        ends.append(c.jump("JUMP"))
        c.land(*misses)
        if not misses:
            c.emitter.depth -= keep
    c.emit_constant("LOAD_CONST", "No match arm matched the value")
    c.emit("THROW")
    c.emitter.depth += keep
    c.land(*ends)


def _test(c: FunctionCompiler, test: Tree, slot: int) -> list[int]:
    """Compile the test of an arm; return the jumps taken when it fails."""
    c.emit("LOAD_LOCAL", slot)
    match test:
        case ("equal", tree):
            c.value(tree)
            c.emit("EQUAL")
            return [c.jump("POP_JUMP_IF_FALSE")]
        case ("enum", enum, variant):
            c.emit_constant("MATCH_ENUM", (enum, variant))
            return [c.jump("POP_JUMP_IF_FALSE")]
        case ("dict", conditions):
            c.emit("MATCH_DICT")
        case ("list", length, conditions):
            c.emit("MATCH_LIST", length)
    misses = [c.jump("POP_JUMP_IF_FALSE")]
    for key, tree in conditions:
        c.emit("LOAD_LOCAL", slot)
        c.emit_constant("LOAD_CONST", key)
        c.emit("SUBSCRIPT")
        c.value(tree)
        c.emit("EQUAL")
        misses.append(c.jump("POP_JUMP_IF_FALSE"))
    return misses


def _bind(c: FunctionCompiler, bindings: tuple[Tree, ...], slot: int) -> None:
    for access, place in bindings:
        c.emit("LOAD_LOCAL", slot)
        if access is not None:
            kind, where = access
            if kind == "field":
                c.emit("GET_FIELD", where)
            else:
                c.emit_constant("LOAD_CONST", where)
                c.emit("SUBSCRIPT")
        store(c, place)


_WAITS = {"timeout": "__select_timeout", "default": "__select_try", "forever": "__select_list"}


@compiles("select", "both")
def select(c: FunctionCompiler, tree: Tree, keep: bool) -> None:
    """A builtin waits and returns ``{index, value}``; no index fits a timeout or the default."""
    channels, slot, cases, waits, timeout, other = tree[2:]
    for channel in channels:
        c.value(channel)
    c.emit("BUILD_LIST", len(channels))
    if timeout is not None:
        c.value(timeout)
    c.emit_constant("FIND_BUILTIN", _WAITS[waits])
    c.emit("CALL", 1 if timeout is None else 2)
    c.emit("STORE_LOCAL", slot)
    ends = []
    for index, (place, body) in enumerate(cases):
        _result(c, slot, "index")
        c.emit_constant("LOAD_CONST", index)
        c.emit("EQUAL")
        miss = c.jump("POP_JUMP_IF_FALSE")
        _result(c, slot, "value")
        store(c, place)
        c.either(body, keep)
        ends.append(c.jump("JUMP"))
        c.land(miss)
    if other is not None:
        c.either(other, keep)
    elif keep:
        c.nil()
    c.land(*ends)


def _result(c: FunctionCompiler, slot: int, name: str) -> None:
    c.emit("LOAD_LOCAL", slot)
    c.emit_constant("GET_PROPERTY", name)
