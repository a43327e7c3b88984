"""Operators on ints and floats that are known to be such.

The sum, difference or product of two ints is checked for 64 bits only if its bounds allow it to leave them, and
then at the end of a chain of such operators: they commute with taking the remainder modulo 2**64.
"""

from __future__ import annotations

from harnvm.tier2 import python
from harnvm.tier2.kinds import FLOAT, INT, Kind
from harnvm.tier2.translator import Translator, Value

#: Beyond this many bits a chain of products is cut, so that its intermediate results stay small.
_WIDEST = 1 << 256

#: Operators as Python has them: templates of the operands `A` and `B`.
PYTHON = {"+": "A + B", "-": "A - B", "*": "A * B"}
COMPARE = {"<": "A < B", "<=": "A <= B", ">": "A > B", ">=": "A >= B"}
#: With a NaN, ``<=`` holds in Harn: it is *not greater*.
COMPARE_FLOATS = {"<": "A < B", "<=": "not A > B", ">": "A > B", ">=": "not A < B"}
#: The functions of `harnvm.values.ops` that take operands of all kinds.
FUNCTIONS = {
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


def of_ints(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return the sum, difference or product of two ints, which may be wide."""
    low, high = _bounds(operator, left.kind, right.kind)
    if max(-low, high) > _WIDEST:
        left, right = t.narrow(left), t.narrow(right)
        low, high = _bounds(operator, left.kind, right.kind)
    return Value(t.expr(PYTHON[operator], A=left.node, B=right.node), ("int", low, high))


def _bounds(operator: str, a: Kind, b: Kind) -> tuple[int, int]:
    if operator == "+":
        return a[1] + b[1], a[2] + b[2]
    if operator == "-":
        return a[1] - b[2], a[2] - b[1]
    corners = (a[1] * b[1], a[1] * b[2], a[2] * b[1], a[2] * b[2])
    return min(corners), max(corners)


def division_of_ints(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return the quotient or remainder of two ints, neither of them wide."""
    a, b = left.kind, right.kind
    function = FUNCTIONS[operator]
    if a[1] >= 0 and b[1] > 0:
        template = "A // B" if operator == "/" else "A % B"
        high = a[2] if operator == "/" else min(a[2], b[2] - 1)
        return Value(t.expr(template, A=left.node, B=right.node), ("int", 0, high))
    if b[1] > 0:
        return _by_positive(t, operator, left, right)
    if b[1] >= 0:
        left, right = t.simple(left), t.simple(right)
        quick = t.expr("A // B" if operator == "/" else "A % B", A=left.node, B=right.node)
        template = "Q if B > 0 and A >= 0 else F(A, B)"
        return Value(t.expr(template, Q=quick, A=left.node, B=right.node, F=function), INT)
    return Value(t.expr("F(A, B)", F=function, A=left.node, B=right.node), INT)


def _by_positive(t: Translator, operator: str, left: Value, right: Value) -> Value:
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


def quotient_of_floats(t: Translator, left: Value, right: Value) -> Value:
    """Return the quotient of two floats."""
    right = t.simple(right)
    left = left if python.is_simple(left.node) else t.simple(left)
    return Value(t.expr("A / B if B else div(A, B)", A=left.node, B=right.node), FLOAT)
