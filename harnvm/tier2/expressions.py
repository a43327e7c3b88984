"""Literals, variables, and reading inside values."""

from __future__ import annotations

from functools import partial
from typing import Any

from harnvm.resolve.tree import Tree
from harnvm.tier2.kinds import ANY, DICT, INT, LIST, NO, STR, STRUCT, join
from harnvm.tier2.operators import refine
from harnvm.tier2.translator import Translator, Value, translates

_SCALARS = (int, float, str, bool, type(None))


@translates("const")
def const(t: Translator, tree: Tree) -> Value:
    value = tree[2]
    if type(value) in _SCALARS:
        return t.constant(value)
    name = t.link(f"const_{t.tag}_{len(t.links)}", "const", value)
    return Value(t.name(name), LIST if type(value) is list else DICT)


@translates("duration")
def duration(t: Translator, tree: Tree) -> Value:
    return Value(t.expr("Duration(V)", V=t.constant(tree[2]).node))


# --- Building values --------------------------------------------------------------------------------


def items(t: Translator, trees: tuple[Tree, ...]) -> list[Any]:
    """Return the expressions of arguments or list items; spreads come as starred expressions."""
    steps = [partial(t.value, tree[2] if tree[0] == "spread" else tree) for tree in trees]
    values = t.in_order(steps)
    return [
        _starred(t, value) if tree[0] == "spread" else value.node
        for tree, value in zip(trees, values, strict=True)
    ]


def _starred(t: Translator, value: Value) -> Any:
    return t.expr("[*spread_list(V)]", V=value.node).elts[0]


@translates("list")
def list_(t: Translator, tree: Tree) -> Value:
    return Value(t.expr("[*ITEMS]", ITEMS=items(t, tree[2])), LIST)


def _pairs(t: Translator, entries: tuple[Tree, ...]) -> Any:
    """Return a dict display; spread entries are merged in."""
    steps = []
    for entry in entries:
        if entry[0] == "spread":
            steps.append(partial(t.value, entry[2]))
        else:
            steps += [partial(t.value, entry[0]), partial(t.value, entry[1])]
    made = iter(t.in_order(steps))
    node = t.expr("{}")
    for entry in entries:
        if entry[0] == "spread":
            node.keys.append(None)
            node.values.append(t.expr("spread_dict(V)", V=next(made).node))
        else:
            node.keys.append(key_text(t, next(made)))
            node.values.append(next(made).node)
    return node


def key_text(t: Translator, key: Value) -> Any:
    """Return a dict key: strings as they are, the rest as it is shown."""
    if key.kind[0] == "str":
        return key.node
    return t.expr("text(V)", V=key.node)


@translates("dict")
def dict_(t: Translator, tree: Tree) -> Value:
    return Value(_pairs(t, tree[2]), DICT)


@translates("struct")
def struct(t: Translator, tree: Tree) -> Value:
    fields = _pairs(t, tree[3])
    made = t.temporary()
    # The constructor would be a call of Python code.
    t.emit("T = new(StructValue)\nT.name = N\nT.fields = V", T=made, N=t.constant(tree[2]).node, V=fields)
    return Value(t.name(made), STRUCT)


@translates("enum")
def enum(t: Translator, tree: Tree) -> Value:
    values = [value.node for value in t.values(tree[4])]
    enum_, variant = t.constant(tree[2]).node, t.constant(tree[3]).node
    return Value(t.expr("EnumValue(E, N, [*ITEMS])", E=enum_, N=variant, ITEMS=values))


@translates("concat")
def concat(t: Translator, tree: Tree) -> Value:
    parts = tree[2]
    made = iter(t.values([part for part in parts if not isinstance(part, str)]))
    node = t.expr('f""')
    for part in parts:
        if isinstance(part, str):
            node.values.append(t.constant(part).node)
        else:
            node.values.append(_shown(t, next(made)))
    return Value(node, STR)


def _shown(t: Translator, value: Value) -> Any:
    inner = value.node if value.kind[0] in ("str", "int") else t.expr("text(V)", V=value.node)
    node = t.expr('f"{V}"', V=inner)
    return node.values[0]


@translates("range")
def range_(t: Translator, tree: Tree) -> Value:
    low, high = t.values(tree[2:4])
    inclusive = t.constant(bool(tree[4])).node
    return Value(t.expr("make_range(A, B, C)", A=low.node, B=high.node, C=inclusive))


# --- Variables --------------------------------------------------------------------------------------


@translates("local")
def local(t: Translator, tree: Tree) -> Value:
    slot, escapes = tree[2:]
    if escapes:
        disown(t, slot)
    return Value(t.name(t.names.of(slot)), t.facts.get(slot))


def disown(t: Translator, slot: int) -> None:
    """Note that the value of a slot may have other holders from here on."""
    owned = t.tree.updated.get(slot)
    if owned is not None and t.facts.get(owned) != NO:
        t.emit("O = False", O=t.names.of(owned))
        t.facts.set(owned, NO)


@translates("cell")
def cell(t: Translator, tree: Tree) -> Value:
    return Value(t.expr("C.value", C=t.names.of(tree[2])))


@translates("late")
def late(t: Translator, tree: Tree) -> Value:
    return Value(t.expr("load_late(C, N)", C=t.names.of(tree[2]), N=t.constant(tree[3]).node))


@translates("late_name")
def late_name(t: Translator, tree: Tree) -> Value:
    return Value(t.expr("load_late_name(N)", N=t.constant(tree[2]).node))


@translates("self")
def self_(t: Translator, tree: Tree) -> Value:
    return Value(t.name("function"))


@translates("name")
def name(t: Translator, tree: Tree) -> Value:
    candidates = t.constant(tree[3]).node
    return Value(t.expr("load_name(N, C)", N=t.constant(tree[2]).node, C=candidates))


# --- Access -----------------------------------------------------------------------------------------


@translates("property")
def property_(t: Translator, tree: Tree) -> Value:
    object_, field, optional = tree[2:]
    value = t.value(object_)
    return get_property(t, value, field, optional)


def get_property(t: Translator, value: Value, field: str, optional: bool = False) -> Value:
    """Return the reading of a property."""
    wanted = t.constant(field).node
    if value.kind == DICT:
        return Value(t.expr("V.get(N)", V=value.node, N=wanted))
    if value.kind == STRUCT and not optional:
        quiet = value.node.__class__.__name__ == "Name"
        return _tried(t, t.expr("V.fields[N]", V=value.node, N=wanted), "KeyError", quiet)
    if optional:
        return Value(t.expr("get_property_optional(V, N)", V=value.node, N=wanted))
    if value.kind[0] != "any":
        kind = INT if field == "count" and value.kind[0] in ("list", "str") else ANY
        return Value(t.expr("get_property(V, N)", V=value.node, N=wanted), kind)
    if t.writes_paths:
        value = t.hold(value)
    first, again = once(t, value)
    template = (
        "A.fields[N] if type(F) is StructValue else A.get(N) if type(A) is dict else get_property(A, N)"
    )
    return _tried(t, t.expr(template, F=first, A=again, N=wanted), "KeyError")


def _tried(t: Translator, node: Any, error: str, quiet: bool = False) -> Value:
    """Return a part that may be missing: to try is cheaper than to look before."""
    found = t.temporary()
    emit = t.emit_quietly if quiet else t.emit
    emit("try:\n    T = V\nexcept E:\n    T = None", T=found, V=node, E=error)
    if t.writes_paths:
        t.held.append(found)
    return Value(t.name(found))


def once(t: Translator, value: Value) -> tuple[Any, Any]:
    """Return an expression that evaluates a value and keeps it, and one that repeats it."""
    if type(value.node).__name__ in ("Name", "Constant"):
        return value.node, value.node
    temporary = t.temporary()
    return t.expr("(T := V)", T=temporary, V=value.node), t.name(temporary)


@translates("subscript")
def subscript(t: Translator, tree: Tree) -> Value:
    object_, index = t.values(tree[2:4])
    if object_.kind == DICT and index.kind[0] == "str":
        return Value(t.expr("A.get(I)", A=object_.node, I=index.node))
    kind, at = object_.kind[0], index.kind[0]
    if kind not in ("any", "list", "dict") or at not in ("any", "int", "str"):
        return Value(t.expr("subscript(A, I)", A=object_.node, I=index.node))
    object_, index = t.hold(object_), t.simple(index)
    node = t.expr("subscript(A, I)", A=object_.node, I=index.node)
    if kind != "list" and at != "int":
        test = _tests(t, [(object_, "dict"), (index, "str")])
        node = t.expr("A.get(I) if TEST else O", A=object_.node, I=index.node, TEST=test, O=node)
    if kind == "dict" or at == "str":
        return Value(node)
    quiet = kind == "list" and at == "int"
    if quiet:
        node = t.expr("A[I]", A=object_.node, I=index.node)
    else:
        test = _tests(t, [(index, "int"), (object_, "list")])
        node = t.expr("A[I] if TEST else O", A=object_.node, I=index.node, TEST=test, O=node)
    return _tried(t, node, "IndexError", quiet)  # Python's negative indices are Harn's


def _tests(t: Translator, wanted: list[tuple[Value, str]]) -> Any:
    """Return the test that values are of certain kinds."""
    tests = [t.expr("type(V) is K", V=value.node, K=kind) for value, kind in wanted if value.kind[0] != kind]
    return tests[0] if len(tests) == 1 else t.expr("A and B", A=tests[0], B=tests[1])


@translates("slice")
def slice_(t: Translator, tree: Tree) -> Value:
    bounds = [("const", 0, None) if bound is None else bound for bound in tree[3:5]]
    object_, low, high = t.values([tree[2], *bounds])
    kind = object_.kind if object_.kind[0] in ("str", "list") else ANY
    return Value(t.expr("slice_value(A, B, C)", A=object_.node, B=low.node, C=high.node), kind)


# --- Choices ----------------------------------------------------------------------------------------


@translates("ternary")
def ternary(t: Translator, tree: Tree) -> Value:
    condition = t.value(tree[2])
    before = t.facts.copy()
    refine(t, tree[2], True)
    ways = []
    for branch, truth in ((tree[3], True), (tree[4], False)):
        if not truth:
            after_then, t.facts = t.facts, before
            refine(t, tree[2], False)
        with t.block() as statements:
            value = t.value(branch)
            quiet = not statements
        ways.append((statements, value, quiet))
    then, other = ways
    t.join(after_then, t.facts)
    kind = join(then[1].kind, other[1].kind)
    if then[2] and other[2]:
        node = t.expr("A if C else B", A=then[1].node, C=condition.node, B=other[1].node)
        return Value(node, kind)
    name_ = t.temporary()
    for statements, value, _ in ways:
        statements += t.built("T = V", T=name_, V=value.node)
    t.emit("if C:\n    A\nelse:\n    B", C=condition.node, A=then[0], B=other[0])
    return Value(t.name(name_), kind)


@translates("coalesce")
def coalesce(t: Translator, tree: Tree) -> Value:
    left = t.value(tree[2])
    before = t.facts.copy()
    with t.block() as statements:
        right = t.value(tree[3])
        if left.kind[0] not in ("any", "nil"):
            statements.clear()
        quiet = not statements
    if left.kind[0] not in ("any", "nil"):
        t.facts = before
        return left
    t.join(before, t.facts)
    if quiet:
        first, again = once(t, left)
        return Value(t.expr("A if F is not None else B", F=first, A=again, B=right.node))
    name_ = t.temporary()
    t.emit("T = A", T=name_, A=left.node)
    statements += t.built("T = B", T=name_, B=right.node)
    t.emit("if T is None:\n    BODY", T=name_, BODY=statements)
    return Value(t.name(name_))
