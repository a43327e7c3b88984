"""Arithmetic, comparisons, logic: which form an operator takes for what is known of its operands.

Where both kinds are known, the operator is Python's own (`numbers`); where they are not, `speculation` guesses.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from harnvm.resolve.tree import Tree
from harnvm.tier2 import speculation
from harnvm.tier2.kinds import ANY, BOOL, FLOAT, STR, Kind, is_wide
from harnvm.tier2.numbers import (
    COMPARE,
    COMPARE_FLOATS,
    FUNCTIONS,
    PYTHON,
    division_of_ints,
    of_ints,
    quotient_of_floats,
)
from harnvm.tier2.translator import Translator, Value, translates
from harnvm.values.equal import EXACT


@translates("binary")
def binary(t: Translator, tree: Tree) -> Value:
    chain = [tree]
    while chain[-1][3][0] == "binary":
        chain.append(chain[-1][3])
    left = t.operand(chain[-1][3])
    for index, link in enumerate(reversed(chain)):
        one, other = t.in_order([partial(_itself, left), partial(t.operand, link[4])])
        left = operate(t, link[2], one, other)
        if index % 40 == 39:  # CPython's compiler recurses into expressions
            left = t.save(t.narrow(left))
    return left


def operate(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return the expression of an operator on two operands, which may be wide ints."""
    if operator in PYTHON:
        return _arithmetic(t, operator, left, right)
    if not speculation.is_unknown(left, right):
        left, right = t.narrow(left), t.narrow(right)
    if operator in COMPARE:
        return _comparison(t, operator, left, right)
    if operator in ("==", "!="):
        return _equality(t, operator == "==", left, right)
    if operator in ("/", "%"):
        return _division(t, operator, left, right)
    left, right = t.narrow(left), t.narrow(right)
    if operator == "not in":
        return Value(t.expr("not contains(A, B)", A=left.node, B=right.node), BOOL)
    kind = BOOL if operator == "in" else ANY
    return Value(t.expr("F(A, B)", F=FUNCTIONS[operator], A=left.node, B=right.node), kind)


def _arithmetic(t: Translator, operator: str, left: Value, right: Value) -> Value:
    a, b = left.kind[0], right.kind[0]
    if a == "int" and b == "int":
        return of_ints(t, operator, left, right)
    if speculation.is_unknown(left, right):
        return speculation.arithmetic(t, operator, left, right)
    left, right = t.narrow(left), t.narrow(right)
    template = PYTHON[operator]
    if "float" in (a, b) and a in ("int", "float") and b in ("int", "float"):
        return Value(t.expr(template, A=left.node, B=right.node), FLOAT)
    if a == b == "str" and operator == "+":
        return Value(t.expr(template, A=left.node, B=right.node), STR)
    if operator == "+" and {a, b} == {"any", "str"}:
        one, other, test = two_of(t, left, right, "str")
        return Value(t.expr("A + B if TEST else add(A, B)", TEST=test, A=one.node, B=other.node))
    return Value(t.expr("F(A, B)", F=FUNCTIONS[operator], A=left.node, B=right.node))


def _division(t: Translator, operator: str, left: Value, right: Value) -> Value:
    a, b = left.kind[0], right.kind[0]
    if a == "int" and b == "int":
        return division_of_ints(t, operator, left, right)
    if speculation.is_unknown(left, right) and (operator == "/" or "float" not in (a, b)):
        return speculation.division(t, operator, left, right)
    left, right = t.narrow(left), t.narrow(right)
    if operator == "/" and a == b == "float":
        return quotient_of_floats(t, left, right)
    kind = FLOAT if "float" in (a, b) and operator == "/" and {a, b} <= {"int", "float"} else ANY
    return Value(t.expr("F(A, B)", F=FUNCTIONS[operator], A=left.node, B=right.node), kind)


def two_of(t: Translator, left: Value, right: Value, kind: str) -> tuple[Value, Value, Any]:
    """Return both operands in a form that can be repeated, and a test that they are of a kind.

    The test evaluates what is not yet in a variable, and must come first.
    """
    unknown = [value for value in (left, right) if value.kind[0] != kind]
    fresh = [value for value in (left, right) if not _repeatable(value)]
    if len(fresh) == 2 or (fresh and fresh[0] not in unknown):
        left, right = t.simple(left), t.simple(right)
        unknown = [value for value in (left, right) if value.kind[0] != kind]
        fresh = []
    if not fresh:
        tests = [t.expr("type(V) is K", V=value.node, K=kind) for value in unknown]
        return left, right, tests[0] if len(tests) == 1 else t.expr("P and Q", P=tests[0], Q=tests[1])
    only = fresh[0]
    name = t.temporary()
    test = t.expr("type(T := V) is K", T=name, V=only.node, K=kind)
    again = Value(t.name(name), only.kind)
    for value in unknown:
        if value is not only:
            test = t.expr("P and type(V) is K", P=test, V=value.node, K=kind)
    return (again, right, test) if only is left else (left, again, test)


def _repeatable(value: Value) -> bool:
    return type(value.node).__name__ in ("Name", "Constant")


# --- Comparisons ------------------------------------------------------------------------------------


def _comparison(t: Translator, operator: str, left: Value, right: Value) -> Value:
    a, b = left.kind[0], right.kind[0]
    if a == b and a in ("int", "str", "float"):
        templates = COMPARE_FLOATS if a == "float" else COMPARE
        return Value(t.expr(templates[operator], A=left.node, B=right.node), BOOL)
    if speculation.is_unknown(left, right):
        return speculation.comparison(t, operator, left, right)
    function = FUNCTIONS[operator]
    if {a, b} == {"any", "str"}:
        x, y, test = two_of(t, left, right, "str")
        plain = t.expr(COMPARE[operator], A=x.node, B=y.node)
        node = t.expr("P if TEST else F(A, B)", P=plain, TEST=test, F=function, A=x.node, B=y.node)
        return Value(node, BOOL)
    return Value(t.expr("F(A, B)", F=function, A=left.node, B=right.node), BOOL)


def _equality(t: Translator, wanted: bool, left: Value, right: Value) -> Value:
    if speculation.is_chain(left, right) and "int" in (left.kind[0], right.kind[0]):
        return speculation.equality(t, wanted, left, right)
    left, right = t.narrow(left), t.narrow(right)
    if left.zero_node is not None and right.kind == ("int", 0, 0):
        left = Value(left.zero_node, left.kind)
    template = _equality_template(left, right) or _equality_template(right, left)
    if template is not None:
        return Value(t.expr(template[not wanted], A=left.node, B=right.node), BOOL)
    a, b = left.kind[0], right.kind[0]
    if "int" in (a, b) and "any" in (a, b):
        return speculation.equality(t, wanted, left, right)
    return Value(t.expr("equal(A, B)" if wanted else "not equal(A, B)", A=left.node, B=right.node), BOOL)


def _equality_template(known: Value, other: Value) -> tuple[str, str] | None:
    """Return how Python tells whether two values are equal, or differ, if it agrees with Harn on them."""
    kind, low, high = known.kind
    if kind == "str" or kind == "nil":
        return ("A == B", "A != B")
    if kind == "int" and other.kind[0] == "int":
        return ("A == B", "A != B")
    if kind == "int" and low == high and 1 < abs(low) < EXACT:
        return ("A == B", "A != B")
    if kind == "float" and other.kind[0] == "float":
        return ("A == B", "A != B")
    if kind == "bool" and other.kind[0] in ("bool", "any"):
        return ("A is B", "A is not B")
    return None


# --- Unary operators, logic -------------------------------------------------------------------------


@translates("negate")
def negate(t: Translator, tree: Tree) -> Value:
    operand = t.operand(tree[2])
    kind = operand.kind
    if kind[0] == "int":
        return Value(t.expr("-A", A=operand.node), ("int", -kind[2], -kind[1]))
    if kind[0] == "float":
        return Value(t.expr("-A", A=operand.node), FLOAT)
    if kind == ANY:
        return speculation.negation(t, operand)
    return Value(t.expr("negate(A)", A=operand.node))


@translates("not")
def not_(t: Translator, tree: Tree) -> Value:
    return Value(t.expr("not A", A=t.value(tree[2]).node), BOOL)


@translates("and")
def and_(t: Translator, tree: Tree) -> Value:
    return _short_circuit(t, tree, True)


@translates("or")
def or_(t: Translator, tree: Tree) -> Value:
    return _short_circuit(t, tree, False)


def _short_circuit(t: Translator, tree: Tree, on_true: bool) -> Value:
    left = t.value(tree[2])
    before = t.facts.copy()
    refine(t, tree[2], on_true)
    with t.block() as statements:
        mark = len(statements)
        right = t.value(tree[3])
        quiet = len(statements) == mark
    after = t.facts
    if not quiet:
        return _branching(t, left, (statements, right), before, on_true)
    t.join(before, after)
    if left.kind[0] == right.kind[0] == "bool":
        template = "A and B" if on_true else "A or B"
    else:
        template = "bool(A and B)" if on_true else "bool(A or B)"
    return Value(t.expr(template, A=left.node, B=right.node), BOOL)


def _branching(
    t: Translator, left: Value, right: tuple[list[Any], Value], before: Any, on_true: bool
) -> Value:
    """Write a short circuit whose right side needs statements."""
    statements, value = right
    name = t.temporary()
    t.emit("T = bool(A)", T=name, A=left.node)
    after = t.facts
    statements += t.built("T = bool(B)", T=name, B=value.node)
    t.emit("if T:\n    BODY" if on_true else "if not T:\n    BODY", T=name, BODY=statements)
    t.join(before, after)
    return Value(t.name(name), BOOL)


# --- What a condition says --------------------------------------------------------------------------


def refine(t: Translator, tree: Tree, truth: bool) -> None:
    """Note what is known where a condition was true, or false."""
    kind = tree[0]
    if kind == "not":
        refine(t, tree[2], not truth)
    elif kind == ("and" if truth else "or"):
        refine(t, tree[2], truth)
        refine(t, tree[3], truth)
    elif kind == "binary" and tree[2] in _NEGATED:
        operator = tree[2] if truth else _NEGATED[tree[2]]
        _bound(t, tree[3], operator, tree[4])
        _bound(t, tree[4], _MIRRORED[operator], tree[3])


_NEGATED = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}


def _bound(t: Translator, tree: Tree, operator: str, other: Tree) -> None:
    """Narrow the bounds of a local int that was compared with another int."""
    if tree[0] != "local":
        return
    kind, limit = t.facts.get(tree[2]), _int_kind(t, other)
    if kind[0] != "int" or limit is None:
        return
    low, high = kind[1], kind[2]
    if operator in ("<", "<=", "=="):
        high = min(high, limit[2] - (operator == "<"))
    if operator in (">", ">=", "=="):
        low = max(low, limit[1] + (operator == ">"))
    if low <= high:
        t.facts.set(tree[2], ("int", low, high))


def _int_kind(t: Translator, tree: Tree) -> Kind | None:
    if tree[0] == "local":
        kind = t.facts.get(tree[2])
        return kind if kind[0] == "int" and not is_wide(kind) else None
    if tree[0] == "const" and type(tree[2]) is int:
        return ("int", tree[2], tree[2])
    return None


def _itself(value: Value) -> Value:
    """Return an operand that is translated already."""
    return value
