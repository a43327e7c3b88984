"""Arithmetic, comparisons, logic.

Where both kinds are known, the operator is Python's own. Where they are not, one test for ints, and one for
floats, stands before the function of `harnvm.values.ops` that knows all kinds. The sum, difference or product
of two ints is checked for 64 bits only if its bounds allow it to leave them, and then at the end of a chain
of such operators: they commute with taking the remainder modulo 2**64.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from harnvm.resolve.tree import Tree
from harnvm.tier2.kinds import ANY, BOOL, FLOAT, INT, STR, Kind, is_wide
from harnvm.tier2.translator import Translator, Value, translates
from harnvm.values.model import INT_MAX, INT_MIN

#: Beyond this many bits a chain of products is cut, so that its intermediate results stay small.
_WIDEST = 1 << 256

_PYTHON = {"+": "A + B", "-": "A - B", "*": "A * B"}
_COMPARE = {"<": "A < B", "<=": "A <= B", ">": "A > B", ">=": "A >= B"}
#: With a NaN, ``<=`` holds in Harn: it is *not greater*.
_COMPARE_FLOATS = {"<": "A < B", "<=": "not A > B", ">": "A > B", ">=": "not A < B"}
_FUNCTIONS = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "div",
    "%": "mod",
    "**": "power",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "in": "contains",
}


@translates("binary")
def binary(t: Translator, tree: Tree) -> Value:
    chain = [tree]
    while chain[-1][3][0] == "binary":
        chain.append(chain[-1][3])
    left = t.operand(chain[-1][3])
    for index, link in enumerate(reversed(chain)):
        _, right = t.in_order([partial(_itself, left), partial(t.operand, link[4])])
        left = operate(t, link[2], _, right)
        if index % 40 == 39:  # CPython's compiler recurses into expressions
            left = t.save(t.narrow(left))
    return left


def operate(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return the expression of an operator on two operands, which may be wide ints."""
    if operator in _PYTHON:
        return _arithmetic(t, operator, left, right)
    left, right = t.narrow(left), t.narrow(right)
    if operator in _COMPARE:
        return _comparison(t, operator, left, right)
    if operator in ("==", "!="):
        return _equality(t, operator == "==", left, right)
    if operator in ("/", "%"):
        return _division(t, operator, left, right)
    if operator == "not in":
        return Value(t.expr("not contains(A, B)", A=left.node, B=right.node), BOOL)
    kind = BOOL if operator == "in" else ANY
    return Value(t.expr("F(A, B)", F=_FUNCTIONS[operator], A=left.node, B=right.node), kind)


# --- Sums, differences, products --------------------------------------------------------------------


def _arithmetic(t: Translator, operator: str, left: Value, right: Value) -> Value:
    a, b = left.kind[0], right.kind[0]
    template = _PYTHON[operator]
    if a == "int" and b == "int":
        return _of_ints(t, operator, left, right)
    left, right = t.narrow(left), t.narrow(right)
    if "float" in (a, b) and a in ("int", "float") and b in ("int", "float"):
        return Value(t.expr(template, A=left.node, B=right.node), FLOAT)
    if a == b == "str" and operator == "+":
        return Value(t.expr(template, A=left.node, B=right.node), STR)
    if "any" in (a, b) and a in _GUARDED and b in _GUARDED:
        return _guarded(t, operator, left, right)
    function = _FUNCTIONS[operator]
    return Value(t.expr("F(A, B)", F=function, A=left.node, B=right.node), ANY)


_GUARDED = ("any", "int", "float", "str")


def _of_ints(t: Translator, operator: str, left: Value, right: Value) -> Value:
    low, high = _bounds(operator, left.kind, right.kind)
    if max(-low, high) > _WIDEST:
        left, right = t.narrow(left), t.narrow(right)
        low, high = _bounds(operator, left.kind, right.kind)
    return Value(t.expr(_PYTHON[operator], A=left.node, B=right.node), ("int", low, high))


def _bounds(operator: str, a: Kind, b: Kind) -> tuple[int, int]:
    if operator == "+":
        return a[1] + b[1], a[2] + b[2]
    if operator == "-":
        return a[1] - b[2], a[2] - b[1]
    corners = (a[1] * b[1], a[1] * b[2], a[2] * b[1], a[2] * b[2])
    return min(corners), max(corners)


def narrowed(t: Translator, value: Value) -> Value:
    """Return a wide int wrapped into 64 bits; the test is one comparison in the usual case."""
    name = t.temporary()
    low, high = value.kind[1], value.kind[2]
    if low >= INT_MIN:
        template = "T if (T := V) <= 9223372036854775807 else wrap(T)"
    elif high <= INT_MAX:
        template = "T if (T := V) >= -9223372036854775808 else wrap(T)"
    else:
        template = "T if -9223372036854775808 <= (T := V) <= 9223372036854775807 else wrap(T)"
    return Value(t.expr(template, T=name, V=value.node), INT)


def _guarded(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return an operation on operands of which at least one is of any kind."""
    template = _PYTHON[operator]
    function = _FUNCTIONS[operator]
    known = left.kind[0] if left.kind[0] != "any" else right.kind[0]
    if known == "str" and operator != "+":
        return Value(t.expr("F(A, B)", F=function, A=left.node, B=right.node))
    if known in ("str", "float"):
        a, b, test = two_of(t, left, right, known)
        plain = t.expr(template, A=a.node, B=b.node)
        return Value(t.expr("P if TEST else F(A, B)", P=plain, TEST=test, F=function, A=a.node, B=b.node))
    a, b, test = two_of(t, left, right, "int")
    other = t.expr("F(A, B)", F=function, A=a.node, B=b.node)
    sum_ = narrowed(t, _of_ints(t, operator, _as(left, a, INT), _as(right, b, INT)))
    if known == "any":
        plain = t.expr(template, A=a.node, B=b.node)
        both = t.expr("type(A) is float and type(B) is float", A=a.node, B=b.node)
        other = t.expr("P if BOTH else O", P=plain, BOTH=both, O=other)
    return Value(t.expr("S if TEST else O", S=sum_.node, TEST=test, O=other))


def _as(original: Value, again: Value, kind: Kind) -> Value:
    return Value(again.node, original.kind if original.kind[0] == kind[0] else kind)


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


# --- Quotients --------------------------------------------------------------------------------------


def _division(t: Translator, operator: str, left: Value, right: Value) -> Value:
    a, b = left.kind, right.kind
    function = _FUNCTIONS[operator]
    if a[0] == "int" and b[0] == "int":
        if a[1] >= 0 and b[1] > 0:
            template = "A // B" if operator == "/" else "A % B"
            high = a[2] if operator == "/" else min(a[2], b[2] - 1)
            return Value(t.expr(template, A=left.node, B=right.node), ("int", 0, high))
        if b[1] > 0:
            return _of_positive_divisor(t, operator, left, right)
        if b[1] >= 0:
            left, right = t.simple(left), t.simple(right)
            quick = t.expr("A // B" if operator == "/" else "A % B", A=left.node, B=right.node)
            template = "Q if B > 0 and A >= 0 else F(A, B)"
            return Value(t.expr(template, Q=quick, A=left.node, B=right.node, F=function), INT)
        return Value(t.expr("F(A, B)", F=function, A=left.node, B=right.node), INT)
    if b[0] == "int" and b[1] > 0 and a[0] == "any":
        a_value = t.simple(left)
        quick = _division(t, operator, Value(a_value.node, ("int", 0, INT_MAX)), right)
        template = "Q if type(A) is int and A >= 0 else F(A, B)"
        return Value(t.expr(template, Q=quick.node, A=a_value.node, F=function, B=right.node))
    if operator == "/" and a[0] == b[0] == "float":
        right = t.simple(right)
        node = t.expr("A / B if B else div(A, B)", A=left.node, B=right.node)
        return Value(node, FLOAT) if _repeatable(left) else Value(_div(t, left, right), FLOAT)
    kind = FLOAT if "float" in (a[0], b[0]) and operator == "/" and {a[0], b[0]} <= {"int", "float"} else ANY
    return Value(t.expr("F(A, B)", F=function, A=left.node, B=right.node), kind)


def _div(t: Translator, left: Value, right: Value) -> Any:
    left = t.simple(left)
    return t.expr("A / B if B else div(A, B)", A=left.node, B=right.node)


def _of_positive_divisor(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return the quotient or remainder by an int above zero: Python's own for what is not negative."""
    left = t.simple(left)
    right = t.simple(right)
    template = "A // B if A >= 0 else -(-A // B)" if operator == "/" else "A % B if A >= 0 else -(-A % B)"
    low, high = left.kind[1], left.kind[2]
    if operator == "%":
        low, high = max(low, 1 - right.kind[2]), min(max(high, 0), right.kind[2] - 1)
    value = Value(t.expr(template, A=left.node, B=right.node), ("int", min(low, 0), max(high, 0)))
    if operator == "%":
        value.zero_node = t.expr("A % B", A=left.node, B=right.node)
    return value


# --- Comparisons ------------------------------------------------------------------------------------


def _comparison(t: Translator, operator: str, left: Value, right: Value) -> Value:
    a, b = left.kind[0], right.kind[0]
    template = _COMPARE[operator]
    if a == b and a in ("int", "str", "float"):
        templates = _COMPARE_FLOATS if a == "float" else _COMPARE
        return Value(t.expr(templates[operator], A=left.node, B=right.node), BOOL)
    function = _FUNCTIONS[operator]
    if "any" in (a, b) and a in _GUARDED and b in _GUARDED:
        known = a if a != "any" else b if b != "any" else "int"
        x, y, test = two_of(t, left, right, known)
        templates = _COMPARE_FLOATS if known == "float" else _COMPARE
        plain = t.expr(templates[operator], A=x.node, B=y.node)
        node = t.expr("P if TEST else F(A, B)", P=plain, TEST=test, F=function, A=x.node, B=y.node)
        return Value(node, BOOL)
    del template
    return Value(t.expr("F(A, B)", F=function, A=left.node, B=right.node), BOOL)


#: Ints up to here are exact as floats, so that Python's comparison of the two is Harn's.
_EXACT = 1 << 53


def _equality(t: Translator, wanted: bool, left: Value, right: Value) -> Value:
    if left.zero_node is not None and right.kind == ("int", 0, 0):
        left = Value(left.zero_node, left.kind)
    template = _equality_template(left, right) or _equality_template(right, left)
    if template is not None:
        return Value(t.expr(template[not wanted], A=left.node, B=right.node), BOOL)
    a, b = left.kind[0], right.kind[0]
    if "int" in (a, b) and "any" in (a, b):
        x, y, test = two_of(t, left, right, "int")
        node = t.expr("A == B if TEST else equal(A, B)", TEST=test, A=x.node, B=y.node)
        return Value(node if wanted else t.expr("not V", V=node), BOOL)
    return Value(t.expr("equal(A, B)" if wanted else "not equal(A, B)", A=left.node, B=right.node), BOOL)


def _equality_template(known: Value, other: Value) -> tuple[str, str] | None:
    """Return how Python tells whether two values are equal, or differ, if it agrees with Harn on them."""
    kind, low, high = known.kind
    if kind == "str" or kind == "nil":
        return ("A == B", "A != B")
    if kind == "int" and other.kind[0] == "int":
        return ("A == B", "A != B")
    if kind == "int" and low == high and 1 < abs(low) < _EXACT:
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
