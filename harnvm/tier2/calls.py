"""Calls, tail calls, methods, closures.

A Harn function is a Python function of its depth, the number of its frame within the run, and its
arguments. Functions of the module scope are called through the globals of generated code, where `link` keeps
what the name stands for at present, made fit for the number of arguments. What is in a variable is called
through the `entry` of its function value.
"""

from __future__ import annotations

from typing import Any

from harnvm.resolve.tree import Place, Tree
from harnvm.tier2 import python
from harnvm.tier2.expressions import disown, items, once
from harnvm.tier2.kinds import ANY, BOOL, DICT, INDEX, INT, LIST, STR, STRUCT, Kind
from harnvm.tier2.places import store
from harnvm.tier2.translator import RETURN, Translator, Value, translates
from harnvm.vm.machine import MAX_NESTING

_SPECIAL = frozenset(["await", "cancel", "cancel_graceful", "is_cancelled"])


@translates("call")
def call(t: Translator, tree: Tree) -> Value:
    return _call(t, tree, t.expr("depth + 1"))


def _call(t: Translator, tree: Tree, depth: Any, flag: int = 0) -> Value:
    callee, name, arguments = tree[2:]
    if callee is None and name == t.own_symbol and _is_known(t, arguments):
        return _call_own(t, tree, depth, flag)
    if callee is None and _is_len(t, name, arguments):
        t.assumptions.add(name)
        return _length(t, t.value(arguments[0]))
    made = items(t, arguments)
    if any(argument[0] == "spread" for argument in arguments):
        found = _found(t, callee, name)
        return Value(t.expr("apply(F, D, [*ITEMS])", flag, F=found, D=depth, ITEMS=made))
    if callee is None and (name in _SPECIAL or not t.is_function(name)):
        return _call_builtin(t, name, made)
    if callee is None:
        function = t.name(t.link(f"call_{name}_{len(made)}", "call", name, len(made)))
    elif callee[0] == "self":
        return _call_self(t, made, depth, flag)
    else:
        function = _callee(t, callee, name)
    return Value(t.expr("F(D, *ITEMS)", flag, F=function, D=depth, ITEMS=made))


def _is_known(t: Translator, arguments: tuple[Tree, ...]) -> bool:
    """Tell whether a call of the function itself may go past its guards: nothing is missing or dropped."""
    is_exact = len(arguments) == len(t.tree.parameters)
    return t.own_name is not None and is_exact and all(argument[0] != "spread" for argument in arguments)


def _call_own(t: Translator, tree: Tree, depth: Any, flag: int) -> Value:
    """Call the function that is being translated, past its guards if the arguments are of the right kinds."""
    name, arguments = tree[3:]
    values = t.values(arguments)
    made = [value.node for value in values]
    if all(kind in ("any", value.kind[0]) for kind, value in zip(t.assumed, values, strict=True)):
        t.assumptions.add(name)
        return Value(t.expr("F(D, *ITEMS)", flag, F=t.own_name, D=depth, ITEMS=made), t.own_result)
    function = t.name(t.link(f"call_{name}_{len(made)}", "call", name, len(made)))
    return Value(t.expr("F(D, *ITEMS)", flag, F=function, D=depth, ITEMS=made))


def _call_builtin(t: Translator, name: str, made: list[Any]) -> Value:
    if name in _SPECIAL:
        t.link(f"special_{name}", "special", name)
        return Value(t.expr("F(context, [*ITEMS])", F=f"special_{name}", ITEMS=made))
    function = t.link(f"builtin_{name}", "builtin", name)
    return Value(t.expr("F(context, [*ITEMS])", F=function, ITEMS=made))


def _is_len(t: Translator, name: str, arguments: tuple[Tree, ...]) -> bool:
    """Tell whether a call is one of the builtin ``len``."""
    is_plain = name == "len" and name in t.scope.plain and not t.is_function(name)
    return is_plain and len(arguments) == 1 and arguments[0][0] != "spread"


def _length(t: Translator, value: Value) -> Value:
    """Return the length of a value, a list as likely as not."""
    if value.kind[0] in ("list", "str", "dict"):
        return Value(t.expr("len(V)", V=value.node), INDEX)
    value = t.simple(value)
    return Value(t.expr("len(V) if type(V) is list else length(V)", V=value.node), INDEX)


def _call_self(t: Translator, made: list[Any], depth: Any, flag: int) -> Value:
    tree = t.tree
    if tree.rest or tree.generator or len(made) > len(tree.parameters) or t.is_region or t.batch:
        return Value(t.expr("apply(function, D, [*ITEMS])", flag, D=depth, ITEMS=made))
    t.uses_itself = True
    return Value(t.expr("itself(D, *ITEMS)", flag, D=depth, ITEMS=made))


def _callee(t: Translator, callee: Place, name: str) -> Any:
    """Return the Python function for the function in a variable, or for the builtin of its name."""
    variable = t.name(t.names.of(callee[1]))
    builtin = t.link(f"bound_{name}", "bound", name)
    if callee[0] == "local":
        template = "V.entry if type(V) is FunctionValue else B"
        return t.expr(template, V=variable, B=builtin)
    return t.expr("cell_entry(V, N, B)", V=variable, N=t.constant(name).node, B=builtin)


def _found(t: Translator, callee: Place | None, name: str) -> Any:
    """Return the function value or builtin that a call finds, as the loop does."""
    wanted = t.constant(name).node
    if callee is None:
        return t.expr("find_builtin(N)" if name in _SPECIAL else "find_name(N)", N=wanted)
    if callee[0] == "self":
        return t.name("function")
    finder = "find_local" if callee[0] == "local" else "find_cell"
    return t.expr("F(V, N)", F=finder, V=t.names.of(callee[1]), N=wanted)


# --- Returning a call -------------------------------------------------------------------------------


@translates("return", "effect")
def return_(t: Translator, tree: Tree) -> None:
    value = tree[2]
    free = not t.protected and not t.tree.defers and not t.tree.generator
    if value is None:
        t.leave(t.constant(None))
    elif free and value[0] == "call":
        t.position = value[1] or t.position
        _tail_call(t, value)
    elif free and value[0] == "pipe":
        _tail_pipe(t, value)
    else:
        t.into(value, RETURN)


def _tail_call(t: Translator, tree: Tree) -> None:
    callee, name, arguments = tree[2:]
    plain = all(argument[0] != "spread" for argument in arguments)
    if not plain or (callee is None and (name in _SPECIAL or not t.is_function(name))):
        t.leave(_call(t, tree, t.expr("depth + 1")))
        return
    if t.is_region:
        made = items(t, arguments)
        t.emit("return (F, [*ITEMS])", F=_found(t, callee, name), ITEMS=made)
        t.facts.dead = True
        return
    itself = callee[0] == "self" if callee is not None else name == t.own_symbol
    if itself and not t.loops and len(arguments) == len(t.tree.parameters) and t.can_rejoin:
        _rejoin(t, t.values(arguments), callee is None)
        return
    if callee is None and t.is_straight(name):
        t.leave(_call(t, tree, t.name("depth"), python.HIDDEN))
        return
    made = items(t, arguments)
    t.bounces = True
    t.emit("return Tail(F, [*ITEMS])", F=_found(t, callee, name), ITEMS=made)
    t.facts.dead = True


def _rejoin(t: Translator, values: list[Value], by_name: bool) -> None:
    """Go back to the start of the function with other arguments."""
    t.rejoins = True
    made = [value.node for value in values]
    names = [t.names.of(slot) for slot in range(len(made))]
    jump: list[Any] = []
    if len(names) == 1:
        jump = t.built("X = V", X=names[0], V=made[0])
    elif names:
        jump = t.built("X = V", X=_tuple(t, names), V=t.expr("(*ITEMS,)", ITEMS=made))
    if t.own_name is not None:
        jump += _guard_again(t, names, values)
    jump += t.built("if ringing:\n    on_alarm()\ncontinue")
    if not by_name:
        t.out += jump
    else:
        # The name may have got another meaning meanwhile.
        count = len(made)
        function = t.link(f"call_{t.own_symbol}_{count}", "call", t.own_symbol, count)
        t.uses_itself = True
        t.emit("if F is itself:\n    JUMP", F=function, JUMP=jump)
        t.emit("return F(depth, *ITEMS)", python.HIDDEN, F=function, ITEMS=made)
    t.facts.dead = True


def _guard_again(t: Translator, names: list[str], values: list[Value]) -> list[Any]:
    """Return the guards of the new arguments that may be of other kinds: the start is behind those of a call."""
    wanted = zip(names, t.assumed, values, strict=True)
    tests = [
        f"type({name}) is not {kind}" for name, kind, value in wanted if kind not in ("any", value.kind[0])
    ]
    if not tests:
        return []
    t.results.append(ANY)
    template = f"if {' or '.join(tests)}:\n    return general(function)(depth, {', '.join(names)})"
    return t.built(template, python.HIDDEN)


def _tuple(t: Translator, names: list[str]) -> Any:
    target = t.built("(A, B) = C")[0].targets[0]
    store = target.elts[0].ctx
    target.elts = [t.name(name) for name in names]
    for element in target.elts:
        element.ctx = store
    return target


def _tail_pipe(t: Translator, tree: Tree) -> None:
    value, callee = t.values(tree[2:4])
    if t.is_region:
        t.emit("return (check_tail(F), [V])", F=callee.node, V=value.node)
    else:
        t.bounces = True
        t.emit("return Tail(check_tail(F), [V])", F=callee.node, V=value.node)
    t.facts.dead = True


@translates("pipe")
def pipe(t: Translator, tree: Tree) -> Value:
    value, callee = t.values(tree[2:4])
    return Value(t.expr("pipe(F, V, depth + 1)", F=callee.node, V=value.node))


# --- Methods ----------------------------------------------------------------------------------------

#: Methods that only strings have.
_ONLY_OF_STRINGS = frozenset(
    ["trim", "split", "replace", "starts_with", "ends_with", "substring", "pad_left", "pad_right"]
)

#: Methods of strings that are Python's own.
_OF_STRINGS = {"upper": "upper", "lower": "lower", "uppercase": "upper", "lowercase": "lower"}

#: Methods of lists, dicts and strings whose result is of a known kind, whatever the arguments.
_RESULTS: dict[tuple[str, str], Kind] = {
    ("list", "count"): INT,
    ("list", "join"): STR,
    ("list", "contains"): BOOL,
    ("list", "push"): LIST,
    ("str", "split"): LIST,
    ("str", "upper"): STR,
    ("str", "trim"): STR,
    ("dict", "keys"): LIST,
    ("dict", "values"): LIST,
    ("dict", "count"): INT,
    ("dict", "has"): BOOL,
    ("dict", "merge"): DICT,
}


@translates("method")
def method(t: Translator, tree: Tree) -> Value:
    receiver, name, arguments, optional = tree[2:]
    if name in t.scope.methods and not optional and all(item[0] != "spread" for item in arguments):
        return _struct_method(t, tree)
    made = items(t, (receiver, *arguments))
    object_, given = made[0], made[1:]
    wanted = t.constant(name).node
    if optional:
        first, again = once(t, Value(object_))
        node = t.expr(
            "None if F is None else method(A, N, [*ITEMS], FRAME.impls)",
            F=first, A=again, N=wanted, ITEMS=given, FRAME=t.frame_name,
        )  # fmt: skip
        if type(object_).__name__ == "Constant" or not all(map(python.is_simple, given)):
            # Arguments are evaluated even where the receiver is nil.
            node = t.expr(
                "method_optional(A, N, [*ITEMS], FRAME.impls)",
                A=object_, N=wanted, ITEMS=given, FRAME=t.frame_name,
            )  # fmt: skip
        return Value(node)
    if not given and name in _OF_STRINGS:
        first, again = once(t, Value(object_))
        node = t.expr(
            "A.M() if type(F) is str else method(A, N, [], FRAME.impls)",
            F=first, A=again, M=_OF_STRINGS[name], N=wanted, FRAME=t.frame_name,
        )  # fmt: skip
        return Value(node)
    if name in _ONLY_OF_STRINGS and all(map(python.is_simple, given)):
        # One test saves the look-up, where no other table has the method.
        first, again = once(t, Value(object_))
        node = t.expr(
            "OF_STR if type(FIRST) is str else method(A, N, [*ITEMS], FRAME.impls)",
            FIRST=first, A=again, OF_STR=_of_string(t, name, again, given), N=wanted, ITEMS=given, FRAME=t.frame_name,
        )  # fmt: skip
        return Value(node)
    node = t.expr("method(A, N, [*ITEMS], FRAME.impls)", A=object_, N=wanted, ITEMS=given, FRAME=t.frame_name)
    return Value(node, ANY)


#: Methods of strings that are Python's with a text that is not empty.
_WITH_TEXT = {"split": "A.split(S)", "starts_with": "A.startswith(S)", "ends_with": "A.endswith(S)"}


def _of_string(t: Translator, name: str, text: Any, given: list[Any]) -> Any:
    """Return the call of a method that only strings have."""
    known = getattr(given[0], "value", None) if len(given) == 1 else None
    if name in _WITH_TEXT and type(known) is str and known:
        return t.expr(_WITH_TEXT[name], A=text, S=given[0])
    function = t.link(f"str_{name}", "method", "str", name)
    return t.expr("F(A, [*ITEMS], call)", F=function, A=text, ITEMS=given)


def _struct_method(t: Translator, tree: Tree) -> Value:
    """Write a call of a method that ``impl`` blocks have: a run of its own, as every callback."""
    receiver, name, arguments = tree[2:5]
    values = [t.simple(value) for value in t.values((receiver, *arguments))]
    target = values[0]
    result = t.temporary()
    parts: dict[str, Any] = {"T": result, "R": target.node, "M": t.constant(name).node}
    given = [value.node for value in values[1:]]
    call = t.built(
        "T = FRAME.impls[R.name][M].entry(1, R, *ITEMS)",
        python.BOUNDARY, ITEMS=given, FRAME=t.frame_name, **parts,
    )  # fmt: skip
    written = _counted(t, call, name in t.scope.leaves)
    if target.kind == STRUCT:
        t.out += written
    else:
        other = t.built("T = method(R, M, [*ITEMS], FRAME.impls)", ITEMS=given, FRAME=t.frame_name, **parts)
        t.emit("if type(R) is StructValue:\n    A\nelse:\n    B", R=target.node, A=written, B=other)
    return Value(t.name(result))


def _counted(t: Translator, call: list[Any], is_leaf: bool) -> list[Any]:
    """Return a call that counts as a callback; while a leaf runs nobody looks at the number."""
    nesting = t.expr("step + 1" if t.counts_steps else "nesting")
    before = t.built(f"if N >= {MAX_NESTING}:\n    overflow()", N=nesting)
    t.knows_nesting = True
    if is_leaf:
        return before + call
    around = t.built("machine.nesting = N + 1\nCALL\nmachine.nesting = N", N=nesting, CALL=call)
    return before + around


# --- Closures ---------------------------------------------------------------------------------------


@translates("closure")
def closure(t: Translator, tree: Tree) -> Value:
    return make_closure(t, tree[2])


@translates("declare", "effect")
def declare(t: Translator, tree: Tree) -> None:
    place, function = tree[2:]
    store(t, place, make_closure(t, function))


def make_closure(t: Translator, index: int) -> Value:
    """Return a new function value; what it copies gets a second holder."""
    captures = t.tree.functions[index].captures
    for kind, where in captures:
        if kind == "local":
            disown(t, where)
    captured = [_captured(t, kind, where) for kind, where in reversed(captures)]
    code = t.link(f"code_{t.tag}_{index}", "code", index)
    node = t.expr(
        "FunctionValue(C, [*ITEMS], module, FRAME.impls)", C=code, ITEMS=captured, FRAME=t.frame_name
    )
    return Value(node)


def _captured(t: Translator, kind: str, where: Any) -> Any:
    if isinstance(where, int):
        return t.name(t.names.of(where))
    if kind == "self":
        return t.name("function")
    return t.expr("names.get(N)", N=t.constant(where).node)
