"""Literals, operators, access and calls."""

from __future__ import annotations

from harnvm.compiler.places import OPERATORS, disown
from harnvm.compiler.program import FunctionCompiler, compiles
from harnvm.resolve.tree import Place, Tree


@compiles("const")
def const(c: FunctionCompiler, tree: Tree) -> None:
    c.emit_constant("LOAD_CONST", tree[2])


@compiles("duration")
def duration(c: FunctionCompiler, tree: Tree) -> None:
    c.emit("LOAD_DURATION", tree[2])


def _items(c: FunctionCompiler, items: tuple[Tree, ...]) -> bool:
    """Push items one by one, or as one list if one is a spread; tell whether it is a list."""
    first = next((i for i, item in enumerate(items) if item[0] == "spread"), None)
    if first is None:
        for item in items:
            c.value(item)
        return False
    for item in items[:first]:
        c.value(item)
    c.emit("BUILD_LIST", first)
    for item in items[first:]:
        if item[0] == "spread":
            c.value(item[2])
            c.emit("LIST_EXTEND")
        else:
            c.value(item)
            c.emit("LIST_APPEND")
    return True


@compiles("list")
def list_(c: FunctionCompiler, tree: Tree) -> None:
    if not _items(c, tree[2]):
        c.emit("BUILD_LIST", len(tree[2]))


@compiles("dict")
def dict_(c: FunctionCompiler, tree: Tree) -> None:
    entries = tree[2]
    if all(entry[0] != "spread" for entry in entries):
        _plain_entries(c, entries)
        return
    c.emit("BUILD_DICT", 0)
    for entry in entries:
        if entry[0] == "spread":
            c.value(entry[2])
            c.emit("DICT_MERGE")
        else:
            c.value(entry[0])
            c.value(entry[1])
            c.emit("DICT_INSERT")


def _plain_entries(c: FunctionCompiler, entries: tuple[Tree, ...]) -> None:
    for key, value in entries:
        c.value(key)
        c.value(value)
    c.emit("BUILD_DICT", len(entries))


@compiles("struct")
def struct(c: FunctionCompiler, tree: Tree) -> None:
    name, entries = tree[2:]
    _plain_entries(c, entries)
    c.emit_constant("BUILD_STRUCT", name)


@compiles("enum")
def enum(c: FunctionCompiler, tree: Tree) -> None:
    name, variant, arguments = tree[2:]
    for argument in arguments:
        c.value(argument)
    c.emit_constant("BUILD_ENUM", (name, variant, len(arguments)))


@compiles("concat")
def concat(c: FunctionCompiler, tree: Tree) -> None:
    for part in tree[2]:
        if isinstance(part, str):
            c.emit_constant("LOAD_CONST", part)
        else:
            c.value(part)
    c.emit("CONCAT", len(tree[2]))


@compiles("negate")
def negate(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    c.emit("NEGATE")


@compiles("not")
def not_(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    c.emit("NOT")


@compiles("binary")
def binary(c: FunctionCompiler, tree: Tree) -> None:
    # Long chains lean to the left; they are walked without recursion.
    chain = [tree]
    while chain[-1][3][0] == "binary":
        chain.append(chain[-1][3])
    c.value(chain[-1][3])
    for link in reversed(chain):
        c.value(link[4])
        c.emit(OPERATORS[link[2]])


@compiles("and")
def and_(c: FunctionCompiler, tree: Tree) -> None:
    _short_circuit(c, tree, "POP_JUMP_IF_FALSE", False)


@compiles("or")
def or_(c: FunctionCompiler, tree: Tree) -> None:
    _short_circuit(c, tree, "POP_JUMP_IF_TRUE", True)


def _short_circuit(c: FunctionCompiler, tree: Tree, jump: str, decided: bool) -> None:
    c.value(tree[2])
    short = c.jump(jump)
    c.value(tree[3])
    c.emit("TO_BOOL")
    end = c.jump("JUMP")
    c.land(short)
    c.emit_constant("LOAD_CONST", decided)
    c.land(end)


@compiles("coalesce")
def coalesce(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    end = c.jump("JUMP_IF_NOT_NIL")
    c.value(tree[3])
    c.land(end)


@compiles("ternary")
def ternary(c: FunctionCompiler, tree: Tree) -> None:
    condition, then, other = tree[2:]
    c.value(condition)
    skip = c.jump("POP_JUMP_IF_FALSE")
    c.value(then)
    end = c.jump("JUMP")
    c.land(skip)
    c.value(other)
    c.land(end)


@compiles("range")
def range_(c: FunctionCompiler, tree: Tree) -> None:
    low, high, inclusive = tree[2:]
    c.value(low)
    c.value(high)
    c.emit("BUILD_RANGE", int(inclusive))


@compiles("pipe")
def pipe(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    c.value(tree[3])
    c.emit("PIPE")


@compiles("unwrap")
def unwrap(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    ok = c.jump("UNWRAP")
    c.leave_function()
    c.land(ok)


@compiles("try_star")
def try_star(c: FunctionCompiler, tree: Tree) -> None:
    with c.protected("SETUP_CATCH") as handler:
        c.value(tree[2])
    end = c.jump("JUMP")
    c.land(handler)
    c.emit_constant("CATCH", None)
    c.emit("THROW")
    c.land(end)


# --- Access -----------------------------------------------------------------------------------------


@compiles("property")
def property_(c: FunctionCompiler, tree: Tree) -> None:
    object_, name, optional = tree[2:]
    c.value(object_)
    c.emit_constant("GET_PROPERTY_OPTIONAL" if optional else "GET_PROPERTY", name)


@compiles("subscript")
def subscript(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    c.value(tree[3])
    c.emit("SUBSCRIPT")


@compiles("slice")
def slice_(c: FunctionCompiler, tree: Tree) -> None:
    object_, low, high = tree[2:]
    c.value(object_)
    for bound in (low, high):
        if bound is None:
            c.nil()
        else:
            c.value(bound)
    c.emit("SLICE")


# --- Functions and calls ----------------------------------------------------------------------------


@compiles("closure")
def closure(c: FunctionCompiler, tree: Tree) -> None:
    make_closure(c, tree[2])


def make_closure(c: FunctionCompiler, index: int) -> None:
    """Push a closure of an inner function; what it copies gets a second holder."""
    for kind, where in c.tree.functions[index].captures:
        if kind == "local":
            disown(c, where)
    c.emit("MAKE_CLOSURE", index)


@compiles("call")
def call(c: FunctionCompiler, tree: Tree) -> None:
    _call(c, tree, "CALL")


def tail_call(c: FunctionCompiler, tree: Tree) -> None:
    """Compile a call whose value is returned and that needs nothing from the frame."""
    _call(c, tree, "TAIL_CALL")


def _call(c: FunctionCompiler, tree: Tree, instruction: str) -> None:
    callee, name, arguments = tree[2:]
    spread = _items(c, arguments)
    _find(c, callee, name)
    if spread:
        c.emit("CALL_SPREAD")
    else:
        c.emit(instruction, len(arguments))


#: Names that only the VM itself answers to.
_SPECIAL = frozenset(["await", "cancel", "cancel_graceful", "is_cancelled"])


def _find(c: FunctionCompiler, callee: Place | None, name: str) -> None:
    """Push the function of a call; it is looked for after the arguments are evaluated."""
    if callee is None:
        c.emit_constant("FIND_BUILTIN" if name in _SPECIAL else "FIND_NAME", name)
    elif callee[0] == "self":
        c.emit("LOAD_SELF")
    else:
        c.emit_constant("FIND_LOCAL" if callee[0] == "local" else "FIND_CELL", (callee[1], name))


@compiles("method")
def method(c: FunctionCompiler, tree: Tree) -> None:
    receiver, name, arguments, optional = tree[2:]
    c.value(receiver)
    if _items(c, arguments):
        c.emit_constant("CALL_METHOD_SPREAD", name)
    else:
        instruction = "CALL_METHOD_OPTIONAL" if optional else "CALL_METHOD"
        c.emit_constant(instruction, (name, len(arguments)))


@compiles("spawn")
def spawn(c: FunctionCompiler, tree: Tree) -> None:
    make_closure(c, tree[2])
    c.emit("SPAWN")


@compiles("parallel")
def parallel(c: FunctionCompiler, tree: Tree) -> None:
    mode, operand, limit, function = tree[2:]
    c.value(limit if limit is not None else ("const", 0, 0))
    c.value(operand)
    make_closure(c, function)
    c.emit_constant("PARALLEL", mode)
