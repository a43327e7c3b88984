"""Reading and writing variables."""

from __future__ import annotations

from harnvm.compiler.program import FunctionCompiler, compiles
from harnvm.resolve.tree import Place, Tree


@compiles("local")
def local(c: FunctionCompiler, tree: Tree) -> None:
    slot, escapes = tree[2:]
    owned = c.tree.updated.get(slot) if escapes else None
    if owned is None:
        c.emit("LOAD_LOCAL", slot)
    else:
        c.emit_constant("LOAD_SHARED", (slot, owned))


@compiles("cell")
def cell(c: FunctionCompiler, tree: Tree) -> None:
    c.emit("LOAD_CELL", tree[2])


@compiles("late")
def late(c: FunctionCompiler, tree: Tree) -> None:
    c.emit_constant("LOAD_LATE", tree[2:])


@compiles("late_name")
def late_name(c: FunctionCompiler, tree: Tree) -> None:
    c.emit_constant("LOAD_LATE_NAME", tree[2])


@compiles("self")
def self_(c: FunctionCompiler, tree: Tree) -> None:
    c.emit("LOAD_SELF")


@compiles("name")
def name(c: FunctionCompiler, tree: Tree) -> None:
    c.emit_constant("LOAD_NAME", tree[2:])


_STORES = {
    "let_name": "DECLARE_LET",
    "var_name": "DECLARE_VAR",
    "name": "ASSIGN_NAME",
}


def store(c: FunctionCompiler, place: Place) -> None:
    """Pop the top of the stack into a place."""
    kind, where = place
    if kind == "local":
        c.emit("STORE_LOCAL", where)
        disown(c, where)
    elif kind == "cell":
        c.emit("STORE_CELL", where)
    elif kind in _STORES:
        c.emit_constant(_STORES[kind], where)
    else:
        c.emit_constant("REFUSE", place)


def disown(c: FunctionCompiler, slot: int) -> None:
    """Note that the value of a slot may have other holders now."""
    owned = c.tree.updated.get(slot)
    if owned is not None:
        c.emit("DISOWN", owned)


@compiles("bind", "effect")
@compiles("assign", "effect")
def bind(c: FunctionCompiler, tree: Tree) -> None:
    place, value = tree[2:]
    c.value(value)
    store(c, place)


@compiles("compound", "effect")
def compound(c: FunctionCompiler, tree: Tree) -> None:
    place, current, operator, value = tree[2:]
    owned = c.tree.updated.get(place[1]) if place[0] == "local" and operator == "+" else None
    if owned is not None:
        c.value(value)
        c.emit_constant("ADD_LOCAL", (place[1], owned))
        return
    c.value(current)
    c.value(value)
    c.emit(OPERATORS[operator])
    store(c, place)


OPERATORS = {
    "+": "ADD",
    "-": "SUBTRACT",
    "*": "MULTIPLY",
    "/": "DIVIDE",
    "%": "MODULO",
    "**": "POWER",
    "==": "EQUAL",
    "!=": "NOT_EQUAL",
    "<": "LESS",
    "<=": "LESS_EQUAL",
    ">": "GREATER",
    ">=": "GREATER_EQUAL",
    "in": "CONTAINS",
    "not in": "NOT_CONTAINS",
}


@compiles("append", "effect")
def append(c: FunctionCompiler, tree: Tree) -> None:
    slot, receiver, value = tree[2:]
    c.emitter.position = receiver
    c.value(value)
    c.emit_constant("APPEND_LOCAL", (slot, c.tree.updated[slot]))


# --- Writing inside values --------------------------------------------------------------------------


@compiles("set_index", "effect")
def set_index(c: FunctionCompiler, tree: Tree) -> None:
    place, index, value, operator, current = tree[2:]
    _new_value(c, value, operator, current)
    c.value(index)
    if place[0] == "local":
        c.emit_constant("SET_INDEX_LOCAL", (place[1], c.tree.updated[place[1]]))
    else:
        _write_path(c, place, (None,))


@compiles("set_property", "effect")
def set_property(c: FunctionCompiler, tree: Tree) -> None:
    place, name, value, operator, current = tree[2:]
    _new_value(c, value, operator, current)
    if place[0] == "local":
        c.emit_constant("SET_PROPERTY_LOCAL", (place[1], c.tree.updated[place[1]], name))
    else:
        _write_path(c, place, (name,))


@compiles("set_path", "effect")
def set_path(c: FunctionCompiler, tree: Tree) -> None:
    place, steps, value, operator, current = tree[2:]
    _new_value(c, value, operator, current)
    for kind, what in steps:
        if kind == "index":
            c.value(what)
    _write_path(c, place, tuple(what if kind == "property" else None for kind, what in steps))


def _new_value(c: FunctionCompiler, value: Tree, operator: str | None, current: Tree | None) -> None:
    if current is None:
        c.value(value)
    else:
        assert operator is not None
        c.value(current)
        c.value(value)
        c.emit(OPERATORS[operator])


def _write_path(c: FunctionCompiler, place: Place, steps: tuple[str | None, ...]) -> None:
    """Write through a path: value and indices are on the stack. Names give properties, None an index."""
    kind, where = place
    if kind == "name":
        c.emit_constant("UPDATE_NAME", (where, steps))
    elif kind == "immutable":
        name, read = where
        c.value(read)
        c.emit_constant("SET_PATH", steps)
        c.value(read)
        c.emit_constant("REFUSE_CHANGE", name)
    elif kind == "undefined":
        # Writing into a variable that does not exist does nothing, as in Harn 0.7.8.
        for _ in range(1 + steps.count(None)):
            c.emit("POP")
    else:
        c.emit("LOAD_LOCAL" if kind == "local" else "LOAD_CELL", where)
        c.emit_constant("SET_PATH", steps)
        store(c, place)
