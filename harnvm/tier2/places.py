"""Writing: bindings, assignments, and updates inside values.

What is updated in place has a companion that remembers ownership. Here a companion is true only if the value
is exactly a list or a dict and the variable its only holder; a fresh literal makes it so.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from harnvm.resolve.tree import Place, Tree
from harnvm.tier2 import python
from harnvm.tier2.expressions import disown
from harnvm.tier2.kinds import ANY, BOOL, DICT, INT, LIST, YES, Kind
from harnvm.tier2.operators import operate
from harnvm.tier2.translator import Translator, Value, translates

_HELPERS = {"let_name": "declare_let", "var_name": "declare_var", "name": "assign_name"}


def store(t: Translator, place: Place, value: Value, fresh: bool = False) -> None:
    """Store a value in a place; `fresh` if nobody else holds it."""
    kind, where = place
    t.stores += 1
    if kind == "local":
        t.emit("X = V", X=t.names.of(where), V=value.node)
        _own(t, where, fresh)  # not before: the value may fail
        t.facts.set(where, value.kind)
    elif kind == "cell":
        t.emit("C.value = V", C=t.names.of(where), V=value.node)
    elif kind in _HELPERS:
        t.emit("F(N, V)", F=_HELPERS[kind], N=t.constant(where).node, V=value.node)
    else:
        reason, name = t.constant(kind).node, t.constant(where).node
        t.emit("refuse(V, K, N)", V=value.node, K=reason, N=name)


def _own(t: Translator, slot: int, fresh: bool) -> None:
    """Set the companion of a slot that has got another value."""
    owned = t.tree.updated.get(slot)
    if owned is None:
        return
    if fresh:
        t.emit("O = True", O=t.names.of(owned))
        t.facts.set(owned, YES)
    else:
        disown(t, slot)


_FRESH = frozenset(["list", "dict"])


@translates("bind", "effect")
@translates("assign", "effect")
def bind(t: Translator, tree: Tree) -> None:
    place, value = tree[2:]
    store(t, place, t.value(value), value[0] in _FRESH)


@translates("compound", "effect")
def compound(t: Translator, tree: Tree) -> None:
    place, current, operator, value = tree[2:]
    if place[0] == "local" and operator == "+" and place[1] in t.tree.updated:
        _grow(t, place[1], t.value(value))
        return
    left, right = t.in_order([lambda: t.operand(current), lambda: t.operand(value)])
    store(t, place, t.narrow(operate(t, operator, left, right)))


# --- Growing in place -------------------------------------------------------------------------------


def _grow(t: Translator, slot: int, value: Value) -> None:
    """Write ``x = x + value`` on a slot with a companion."""
    t.stores += 1
    name, kind = t.names.of(slot), t.facts.get(slot)
    owned = t.names.of(t.tree.updated[slot])
    current = Value(t.name(name), kind)
    if kind[0] in ("int", "float", "str", "bool", "nil"):
        result = t.narrow(operate(t, "+", current, value))
        t.emit("X = V", X=name, V=result.node)
        _after_growth(t, slot, result.kind)
        return
    value = t.simple(value)
    rest = t.built("X, O = grow(X, V, O)", X=name, O=owned, V=value.node)
    if kind == ANY and value.kind[0] in ("any", "str"):
        tests = "type(X) is str" if value.kind[0] == "str" else "type(X) is str and type(V) is str"
        rest = t.built(f"if {tests}:\n    X = X + V\nelse:\n    REST", X=name, V=value.node, REST=rest)
    if kind == ANY and value.kind[0] in ("any", "int"):
        test = t.expr("type(X) is int and type(V) is int", X=t.name(name), V=value.node)
        ints = t.narrow(operate(t, "+", Value(t.name(name), INT), Value(value.node, INT)))
        rest = t.built("if TEST:\n    X = S\nelse:\n    REST", TEST=test, X=name, S=ints.node, REST=rest)
    t.out += rest
    both = {kind[0], value.kind[0]}
    _after_growth(t, slot, kind if both == {"list"} or both == {"dict"} else ANY)


def _after_growth(t: Translator, slot: int, kind: Kind) -> None:
    t.facts.set(slot, kind)
    if kind[0] not in ("int", "float", "str", "bool", "nil"):
        owned = t.tree.updated[slot]
        t.facts.set(owned, YES if kind in (LIST, DICT) else BOOL)


@translates("append", "effect")
def append(t: Translator, tree: Tree) -> None:
    slot, receiver, value = tree[2:]
    t.position = receiver or t.position
    item = t.value(value)
    t.stores += 1
    name, owned = t.names.of(slot), t.tree.updated[slot]
    kind, ownership = t.facts.get(slot), t.facts.get(owned)
    parts: dict[str, Any] = {"X": name, "O": t.names.of(owned), "V": item.node}
    if kind == LIST and ownership == YES:
        t.emit("X.append(V)", **parts)
        return
    parts["V"] = t.simple(item).node
    if kind == LIST:
        t.emit("if O:\n    X.append(V)\nelse:\n    X = [*X, V]\n    O = True", **parts)
        t.facts.set(owned, YES)
        return
    t.emit(
        "if O and type(X) is list:\n    X.append(V)\nelse:\n    X, O = pushed(X, V, FRAME.impls)",
        FRAME=t.frame_name,
        **parts,
    )
    t.facts.set(slot, kind if kind == LIST else ANY)
    t.facts.set(owned, BOOL)


# --- Writing inside values --------------------------------------------------------------------------


def _new_value(t: Translator, value: Tree, operator: str | None, current: Tree | None) -> Value:
    if current is None:
        return t.value(value)
    assert operator is not None
    left, right = t.in_order([lambda: t.operand(current), lambda: t.operand(value)])
    return t.narrow(operate(t, operator, left, right))


@translates("set_index", "effect")
def set_index(t: Translator, tree: Tree) -> None:
    place, index, value, operator, current = tree[2:]
    made, at = t.in_order([lambda: _new_value(t, value, operator, current), lambda: t.value(index)])
    if place[0] != "local":
        _write(t, place, [(None, at)], made)
        return
    slot = place[1]
    t.stores += 1
    name, owned = t.names.of(slot), t.tree.updated[slot]
    kind, ownership = t.facts.get(slot), t.facts.get(owned)
    if kind == DICT and ownership == YES and at.kind[0] == "str":
        # Python evaluates the value before the index, as Harn does.
        t.emit("X[I] = V", X=name, I=at.node, V=made.node)
        return
    made, at = t.simple(made), t.simple(at)
    parts: dict[str, Any] = {"X": name, "O": t.names.of(owned), "I": at.node, "V": made.node}
    rest = t.built("X, O = set_index(X, O, I, V)", **parts)
    if kind in (LIST, ANY) and at.kind[0] in ("any", "int"):
        tests = ["O"] + ["type(X) is list"] * (kind == ANY) + ["type(I) is int"] * (at.kind == ANY)
        if at.kind[0] == "any" or at.kind[1] < 0:
            tests.append("I >= 0")
        again = t.built("X, O = set_index(X, O, I, V)", **parts)
        quick = t.built("try:\n    X[I] = V\nexcept IndexError:\n    AGAIN", AGAIN=again, **parts)
        rest = t.built(f"if {' and '.join(tests)}:\n    Q\nelse:\n    REST", Q=quick, REST=rest, **parts)
    if kind in (DICT, ANY) and at.kind[0] in ("any", "str"):
        test = "O and type(X) is dict" if kind == ANY else "O"
        test += " and type(I) is str" if at.kind[0] == "any" else ""
        rest = t.built(f"if {test}:\n    X[I] = V\nelse:\n    REST", REST=rest, **parts)
    t.out += rest
    if kind == DICT or (kind == LIST and at.kind[0] == "int"):
        t.facts.set(owned, YES)
    else:
        t.facts.set(owned, BOOL)
        t.facts.set(slot, kind if kind in (LIST, DICT) else ANY)


@translates("set_property", "effect")
def set_property(t: Translator, tree: Tree) -> None:
    place, name, value, operator, current = tree[2:]
    made = _new_value(t, value, operator, current)
    if place[0] != "local":
        _write(t, place, [(name, None)], made)
        return
    slot = place[1]
    t.stores += 1
    owned = t.tree.updated[slot]
    parts: dict[str, Any] = {"X": t.names.of(slot), "O": t.names.of(owned), "N": t.constant(name).node}
    if t.facts.get(slot) == DICT and t.facts.get(owned) == YES:
        t.emit("X[N] = V", V=made.node, **parts)
        return
    t.emit("X, O = set_property(X, O, N, V)", V=made.node, **parts)
    t.facts.set(owned, YES if t.facts.get(slot) == DICT else BOOL)
    if t.facts.get(slot) != DICT:
        t.facts.set(slot, ANY)


@translates("set_path", "effect")
def set_path(t: Translator, tree: Tree) -> None:
    place, steps, value, operator, current = tree[2:]
    order = [partial(_new_value, t, value, operator, current)]
    order += [partial(t.value, what) for kind, what in steps if kind == "index"]
    made, *indices = t.in_order(order)
    remaining = iter(indices)
    path = [(what, None) if kind == "property" else (None, next(remaining)) for kind, what in steps]
    _write(t, place, path, made)


def _write(t: Translator, place: Place, path: list[Any], value: Value) -> None:
    """Write through a path of property names and indices."""
    kind, where = place
    t.stores += 1
    names = t.constant(None).node
    names.value = tuple([name for name, _ in path])
    indices = [index.node for _, index in path if index is not None]
    parts: dict[str, Any] = {"S": names, "I": indices, "V": value.node}
    if kind == "name":
        t.emit("update_name(N, S, V, *I)", N=t.constant(where).node, **parts)
    elif kind == "undefined":
        t.emit("(V, *I)", **parts)
    elif kind == "immutable":
        name, read = where
        old = t.simple(t.value(read))
        t.emit(
            "refuse_change(N, O, write_path(O, S, V, *I))",
            N=t.constant(name).node, O=old.node, **parts,
        )  # fmt: skip
    elif kind == "cell":
        t.emit("C.value = write_path(C.value, S, V, *I)", C=t.names.of(where), **parts)
    else:
        _write_local(t, where, path, value, parts)
        if t.facts.get(where) not in (LIST, DICT):
            t.facts.set(where, ANY)
        t.facts.set(t.tree.updated[where], BOOL)


def _write_local(t: Translator, slot: int, path: list[Any], value: Value, parts: dict[str, Any]) -> None:
    """Write through a path into a variable; two indices, as of a table, are looked up in place."""
    indices = [index for name, index in path if name is None]
    if t.held:
        # What is used below must outlive the temporary variables that are let go.
        value, *indices = [_kept(t, item) for item in (value, *indices)]
        t.release()
    indices = [t.simple(index) for index in indices]
    parts.update(
        X=t.names.of(slot),
        O=t.names.of(t.tree.updated[slot]),
        V=value.node,
        I=[index.node for index in indices],
    )
    if len(path) != 2 or len(indices) != 2 or any(i.kind[0] not in ("any", "int") for i in indices):
        t.emit("X, O = write_owned(X, O, S, V, *I)", **parts)
        return
    value = t.simple(value)
    row = t.temporary()
    first, second = [index.node for index in indices]
    parts.update(R=row, A=first, B=second, V=value.node, I=[first, second])
    tests = ["O"] + ["type(X) is list"] * (t.facts.get(slot) != LIST)
    tests += [f"type({name}) is int" for name, i in zip("AB", indices, strict=True) if i.kind[0] == "any"]
    tests += [
        f"{name} >= 0" for name, i in zip("AB", indices, strict=True) if i.kind[0] == "any" or i.kind[1] < 0
    ]
    tests += ["A < len(X)", "type(R := X[A]) is list", "getrefcount(R) == alone"]
    whole = t.built("R = None\nX, O = write_owned(X, O, S, V, *I)", **parts)
    quick = t.built(
        "try:\n    R[B] = V\nexcept IndexError:\n    WHOLE\nelse:\n    R = None", WHOLE=whole, **parts
    )
    t.emit(f"if {' and '.join(tests)}:\n    QUICK\nelse:\n    WHOLE", QUICK=quick, WHOLE=whole, **parts)


def _kept(t: Translator, value: Value) -> Value:
    """Return a value in a form that does not use temporary variables that are let go."""
    is_safe = python.is_simple(value.node) and getattr(value.node, "id", None) not in t.held
    return value if is_safe else t.save(value)


# --- Patterns ---------------------------------------------------------------------------------------


@translates("unpack_dict", "effect")
@translates("unpack_list", "effect")
def unpack_value(t: Translator, tree: Tree) -> None:
    unpack(t, tree, t.value(tree[2]))


def unpack(t: Translator, tree: Tree, value: Value) -> None:
    """Bind the parts of a value."""
    value = t.simple(value)
    if type(value.node).__name__ == "Name" and t.names.is_variable(value.node.id):
        value = t.save(value)  # the pattern may assign the variable
    if tree[0] == "unpack_dict":
        _unpack_dict(t, tree, value)
    else:
        _unpack_list(t, tree, value)


def _unpack_dict(t: Translator, tree: Tree, value: Value) -> None:
    fields, rest = tree[3:]
    if value.kind != DICT:
        t.emit("require_dict(V)", V=value.node)
    for key, place, default in fields:
        part = Value(t.expr("V.get(K)", V=value.node, K=t.constant(key).node))
        store(t, place, _defaulted(t, part, default))
    if rest is not None:
        keys = t.constant(None).node
        keys.value = tuple([key for key, _, _ in fields])
        store(t, rest, Value(t.expr("dict_rest(V, K)", V=value.node, K=keys), DICT))


def _unpack_list(t: Translator, tree: Tree, value: Value) -> None:
    elements, rest = tree[3:]
    if value.kind != LIST:
        t.emit("require_list(V)", V=value.node)
    for index, (place, default) in enumerate(elements):
        part = Value(t.expr("subscript(V, I)", V=value.node, I=t.constant(index).node))
        store(t, place, _defaulted(t, part, default))
    if rest is not None:
        start = t.constant(len(elements)).node
        store(t, rest, Value(t.expr("slice_value(V, I, None)", V=value.node, I=start)))


def _defaulted(t: Translator, part: Value, default: Tree | None) -> Value:
    if default is None:
        return part
    part = t.save(part)
    name = part.node.id
    before = t.facts.copy()
    with t.block() as statements:
        value = t.value(default)
        t.emit("T = V", T=name, V=value.node)
    t.emit("if T is None:\n    BODY", T=name, BODY=statements)
    t.join(before, t.facts)
    return Value(t.name(name))
