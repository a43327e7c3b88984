"""Blocks, branches, loops, leaving, errors."""

from __future__ import annotations

from harnvm.compiler.expressions import make_closure, tail_call
from harnvm.compiler.places import store
from harnvm.compiler.program import Cleanup, FunctionCompiler, Loop, compiles
from harnvm.resolve.tree import Tree


@compiles("block", "both")
def block(c: FunctionCompiler, tree: Tree, keep: bool) -> None:
    cells, statements = tree[2:]
    for slot in cells:
        c.emit("NEW_CELL", slot)
    c.statements(statements, keep)


@compiles("statements", "effect")
def statements(c: FunctionCompiler, tree: Tree) -> None:
    c.statements(tree[2], keep=False)


@compiles("nothing", "effect")
def nothing(c: FunctionCompiler, tree: Tree) -> None:
    """Compile a declaration without effect at run time."""


@compiles("if", "both")
def if_(c: FunctionCompiler, tree: Tree, keep: bool) -> None:
    condition, then, other = tree[2:]
    c.value(condition)
    skip = c.jump("POP_JUMP_IF_FALSE")
    c.either(then, keep)
    if other is None and not keep:
        c.land(skip)
        return
    end = c.jump("JUMP")
    c.land(skip)
    if other is None:
        c.nil()
    else:
        c.either(other, keep)
    c.land(end)


# --- Loops ------------------------------------------------------------------------------------------


@compiles("while", "effect")
def while_(c: FunctionCompiler, tree: Tree) -> None:
    condition, body = tree[2:]
    start = c.emitter.here()
    depth = c.emitter.depth
    c.loops.append(Loop(start, depth, depth, len(c.cleanups), []))
    c.value(condition)
    end = c.jump("POP_JUMP_IF_FALSE")
    c.effect(body)
    c.end_loop(tree, end)


@compiles("for", "effect")
def for_(c: FunctionCompiler, tree: Tree) -> None:
    iterable, cells, target, body = tree[2:]
    c.value(iterable)
    c.emit("GET_ITER")
    start = c.emitter.here()
    depth = c.emitter.depth
    c.loops.append(Loop(start, depth, depth - 1, len(c.cleanups), []))
    end = c.jump("FOR_ITER")
    for slot in cells:
        c.emit("NEW_CELL", slot)
    _bind_item(c, target)
    c.statements(body, keep=False)
    c.end_loop(tree, end)


def _bind_item(c: FunctionCompiler, target: Tree) -> None:
    if target[0] == "one":
        store(c, target[1])
    elif target[0] == "pair":
        c.emit("DUP")
        c.emit_constant("GET_PROPERTY", "first")
        store(c, target[1])
        c.emit_constant("GET_PROPERTY", "second")
        store(c, target[2])
    else:
        unpack(c, target)


@compiles("break", "effect")
def break_(c: FunctionCompiler, tree: Tree) -> None:
    loop = c.loops[-1]
    depth = c.emitter.depth
    _leave_to(c, loop, loop.exit_depth)
    loop.breaks.append(c.jump("JUMP"))
    c.emitter.depth = depth


@compiles("continue", "effect")
def continue_(c: FunctionCompiler, tree: Tree) -> None:
    loop = c.loops[-1]
    depth = c.emitter.depth
    _leave_to(c, loop, loop.depth)
    c.emitter.loop(loop.start)
    c.emitter.depth = depth


def _leave_to(c: FunctionCompiler, loop: Loop, depth: int) -> None:
    """Run the cleanups inside the loop and drop what an unfinished expression left on the stack."""
    c.leave(loop.cleanups)
    for _ in range(c.emitter.depth - depth):
        c.emit("POP")


# --- Leaving the function ---------------------------------------------------------------------------


@compiles("return", "effect")
def return_(c: FunctionCompiler, tree: Tree) -> None:
    value = tree[2]
    if value is None:
        c.nil()
    elif not c.cleanups and not c.tree.defers and value[0] == "call":
        c.emitter.position = value[1]
        tail_call(c, value)
    elif not c.cleanups and not c.tree.defers and value[0] == "pipe":
        c.value(value[2])
        c.value(value[3])
        c.emit("TAIL_CALL", 1)
    else:
        c.value(value)
    c.leave_function()


@compiles("yield")
def yield_(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    c.emit("YIELD")


# --- Errors -----------------------------------------------------------------------------------------


@compiles("throw", "effect")
def throw(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    c.emit("THROW")


@compiles("try_block")
def try_block(c: FunctionCompiler, tree: Tree) -> None:
    with c.protected("SETUP_CATCH") as handler:
        c.value(tree[2])
    c.emit_constant("WRAP", "Ok")
    end = c.jump("JUMP")
    c.land(handler)
    c.emit_constant("CATCH", None)
    c.emit_constant("WRAP", "Err")
    c.land(end)


@compiles("try_catch", "both")
def try_catch(c: FunctionCompiler, tree: Tree, keep: bool) -> None:
    final = tree[6]
    if final is None:
        _try_catch(c, tree, keep)
        return
    with c.protected("SETUP_FINALLY", Cleanup("finally", final)) as handler:
        _try_catch(c, tree, keep)
    c.effect(final)
    end = c.jump("JUMP")
    c.land(handler)
    c.effect(final)
    c.emit("RERAISE")
    c.land(end)


def _try_catch(c: FunctionCompiler, tree: Tree, keep: bool) -> None:
    body, place, error_type, catch = tree[2:6]
    if catch is None:
        c.either(body, keep)
        return
    with c.protected("SETUP_CATCH") as handler:
        c.either(body, keep)
    end = c.jump("JUMP")
    c.land(handler)
    c.emit_constant("CATCH", error_type)
    if place is None:
        c.emit("POP")
    else:
        store(c, place)
    c.either(catch, keep)
    c.land(end)


@compiles("retry", "effect")
def retry(c: FunctionCompiler, tree: Tree) -> None:
    """Run the block until it ends without error, at most that many times; then rethrow the last error."""
    count, counter, body = tree[2:]
    c.value(count)
    c.emit("STORE_LOCAL", counter)
    start = c.emitter.here()
    with c.protected("SETUP_CATCH") as handler:
        c.effect(body)
    end = c.jump("JUMP")
    c.land(handler)
    c.emit_constant("CATCH", None)
    c.emit("LOAD_LOCAL", counter)
    c.emit_constant("LOAD_CONST", 1)
    c.emit("SUBTRACT")
    c.emit("STORE_LOCAL", counter)
    c.emit("LOAD_LOCAL", counter)
    c.emit_constant("LOAD_CONST", 0)
    c.emit("GREATER")
    exhausted = c.jump("POP_JUMP_IF_FALSE")
    c.emit("POP")
    c.emitter.loop(start)
    c.land(exhausted)
    c.emit("THROW")
    c.land(end)


@compiles("guard", "effect")
def guard(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    end = c.jump("POP_JUMP_IF_TRUE")
    c.effect(tree[3])
    c.land(end)


@compiles("require", "effect")
def require(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    end = c.jump("POP_JUMP_IF_TRUE")
    c.value(tree[3])
    c.emit("THROW")
    c.land(end)


@compiles("defer", "effect")
def defer(c: FunctionCompiler, tree: Tree) -> None:
    slots, body = tree[2:]
    # What is remembered has a second holder, and is not owned when it comes back.
    owned = tuple([c.tree.updated[slot] for slot in slots if slot in c.tree.updated])
    for slot in owned:
        c.emit("DISOWN", slot)
    slots = slots + owned
    reached = c.emit_constant("DEFER", (0, slots))
    over = c.jump("JUMP")
    c.emitter.set_constant(reached, (c.emitter.here(), slots))
    cleanups, c.cleanups = c.cleanups, []
    c.effect(body)
    c.cleanups = cleanups
    c.emit("END_DEFERRED")
    c.land(over)


@compiles("mutex", "effect")
def mutex(c: FunctionCompiler, tree: Tree) -> None:
    c.effect(tree[2])


@compiles("deadline", "both")
def deadline(c: FunctionCompiler, tree: Tree, keep: bool) -> None:
    duration, body = tree[2:]
    c.value(duration)
    c.emit("DEADLINE_BEGIN")
    with c.protected("SETUP_FINALLY", Cleanup("deadline")) as handler:
        c.either(body, keep)
    c.emit("DEADLINE_END")
    end = c.jump("JUMP")
    c.land(handler)
    c.emit("DEADLINE_END", 1)
    c.emit("RERAISE")
    c.land(end)


# --- Declarations -----------------------------------------------------------------------------------


@compiles("declare", "effect")
def declare(c: FunctionCompiler, tree: Tree) -> None:
    place, function = tree[2:]
    make_closure(c, function)
    store(c, place)


@compiles("impl", "effect")
def impl(c: FunctionCompiler, tree: Tree) -> None:
    type_name, methods = tree[2:]
    for _, function in methods:
        make_closure(c, function)
    c.emit_constant("IMPLEMENT", (type_name, tuple(name for name, _ in methods)))


@compiles("import", "effect")
def import_(c: FunctionCompiler, tree: Tree) -> None:
    c.emit_constant("IMPORT", tree[2:])


@compiles("unpack_dict", "effect")
@compiles("unpack_list", "effect")
def unpack_value(c: FunctionCompiler, tree: Tree) -> None:
    c.value(tree[2])
    unpack(c, tree)


def unpack(c: FunctionCompiler, tree: Tree) -> None:
    """Pop a value and bind its parts."""
    if tree[0] == "unpack_dict":
        _unpack_dict(c, tree)
    else:
        _unpack_list(c, tree)


def _unpack_dict(c: FunctionCompiler, tree: Tree) -> None:
    fields, rest = tree[3:]
    c.emit("CHECK_DICT")
    for key, place, default in fields:
        c.emit("DUP")
        c.emit_constant("LOAD_CONST", key)
        c.emit("SUBSCRIPT")
        _default(c, default)
        store(c, place)
    if rest is None:
        c.emit("POP")
    else:
        c.emit_constant("DICT_REST", tuple(key for key, _, _ in fields))
        store(c, rest)


def _unpack_list(c: FunctionCompiler, tree: Tree) -> None:
    elements, rest = tree[3:]
    c.emit("CHECK_LIST")
    for index, (place, default) in enumerate(elements):
        c.emit("DUP")
        c.emit_constant("LOAD_CONST", index)
        c.emit("SUBSCRIPT")
        _default(c, default)
        store(c, place)
    if rest is None:
        c.emit("POP")
    else:
        c.emit_constant("LOAD_CONST", len(elements))
        c.nil()
        c.emit("SLICE")
        store(c, rest)


def _default(c: FunctionCompiler, default: Tree | None) -> None:
    if default is not None:
        end = c.jump("JUMP_IF_NOT_NIL")
        c.value(default)
        c.land(end)
