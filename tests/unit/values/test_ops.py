"""The operators."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from harnvm.values import ops
from harnvm.values.display import display
from harnvm.values.equal import compare, equal
from harnvm.values.model import INT_MAX, INT_MIN, Duration, RangeValue, Value, wrap
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

from .support import floats, ints, message, mixed, plain_values, scalars

INF = float("inf")
NAN = float("nan")

RESULTS = [
    (ops.add, 1, 2, "3"),
    (ops.add, INT_MAX, 1, str(INT_MIN)),
    (ops.add, 1, 2.5, "3.5"),
    (ops.add, 2.5, 1, "3.5"),
    (ops.add, "a", "b", "ab"),
    (ops.add, [1], [2], "[1, 2]"),
    (ops.add, [1], ListView((2,)), "[1, 2]"),
    (ops.add, ListView((1,)), ListView((2,)), "[1, 2]"),
    (ops.add, {"a": 1, "b": 1}, {"b": 2}, "{a: 1, b: 2}"),
    (ops.sub, 1, 2, "-1"),
    (ops.sub, INT_MIN, 1, str(INT_MAX)),
    (ops.sub, 1, 0.5, "0.5"),
    (ops.mul, 3, 4, "12"),
    (ops.mul, INT_MAX, 2, "-2"),
    (ops.mul, 2, 1.5, "3.0"),
    (ops.mul, "ab", 3, "ababab"),
    (ops.mul, 3, "ab", "ababab"),
    (ops.mul, "ab", -1, ""),
    (ops.div, 7, 2, "3"),
    (ops.div, -7, 2, "-3"),
    (ops.div, 7, -2, "-3"),
    (ops.div, -7, -2, "3"),
    (ops.div, -6, 2, "-3"),
    (ops.div, INT_MIN, -1, str(INT_MIN)),
    (ops.div, 7, 2.0, "3.5"),
    (ops.div, 1.0, 0, "inf"),
    (ops.div, 1.0, -0.0, "-inf"),
    (ops.div, -1, 0.0, "-inf"),
    (ops.div, 0.0, 0.0, "NaN"),
    (ops.mod, 7, 3, "1"),
    (ops.mod, -7, 3, "-1"),
    (ops.mod, 7, -3, "1"),
    (ops.mod, -7, -3, "-1"),
    (ops.mod, INT_MIN, -1, "0"),
    (ops.mod, 5.5, 2, "1.5"),
    (ops.mod, -5.5, 2.0, "-1.5"),
    (ops.mod, INF, 2, "NaN"),
    (ops.mod, 5, INF, "5.0"),
    (ops.power, 2, 10, "1024"),
    (ops.power, 2, 63, str(INT_MIN)),
    (ops.power, 2, 64, "0"),
    (ops.power, 0, 0, "1"),
    (ops.power, 3, 50, "6048575297968530377"),
    (ops.power, 2, -1, "0.5"),
    (ops.power, 2, 1 << 32, "inf"),
    (ops.power, -1, INT_MAX, "1.0"),
    (ops.power, 2.5, 3, "15.625"),
    (ops.power, 0.0, -1, "inf"),
    (ops.power, -0.0, -1, "-inf"),
    (ops.power, 4, 0.5, "2.0"),
    (ops.power, -8.0, 0.5, "NaN"),
    (ops.power, 10.0, 400.0, "inf"),
    (ops.power, -10.0, 401.0, "-inf"),
    (ops.power, 0, -3, "inf"),
    (ops.power, 0.0, -0.5, "inf"),
    (ops.power, -0.0, -3.0, "-inf"),
]


@pytest.mark.parametrize(("operator", "a", "b", "shown"), RESULTS)
def test_results(operator, a, b, shown):
    """Arithmetic gives what it gives in Harn 0.7.8."""
    assert display(operator(a, b)) == shown


REFUSED = [
    (ops.add, "string", "int", "Type error: Cannot add string and int"),
    (ops.add, "list", "nil", "Type error: Cannot add list and nil"),
    (ops.add, "set", "set", "Type error: Cannot add set and set"),
    (ops.add, "bool", "int", "Type error: Cannot add bool and int"),
    (ops.add, "duration", "duration", "Type error: Cannot add duration and duration"),
    (ops.sub, "string", "int", "Type error: Cannot subtract int from string"),
    (ops.mul, "string", "float", "Type error: Cannot multiply string and float"),
    (ops.mul, "list", "int", "Type error: Cannot multiply list and int"),
    (ops.div, "string", "int", "Runtime error: Cannot divide string by int"),
    (ops.div, "int", "nil", "Runtime error: Cannot divide int by nil"),
    (ops.mod, "enum", "int", "Runtime error: Cannot modulo enum by int"),
    (ops.power, "bool", "int", "Type error: Cannot exponentiate bool by int"),
]


@pytest.mark.parametrize(("operator", "a", "b", "text"), REFUSED)
def test_refusals(operator, a, b, text):
    """What has no meaning is refused in the words of Harn 0.7.8."""
    assert message(operator, mixed()[a], mixed()[b]) == text


@pytest.mark.parametrize(("operator", "a", "b"), [(ops.div, 1, 0), (ops.mod, 1, 0), (ops.mod, 1.5, 0.0)])
def test_division_by_zero(operator, a, b):
    """Ints cannot be divided by zero, and nothing has a remainder by it."""
    assert message(operator, a, b) == "Division by zero"


def test_repetition_is_refused_before_it_is_built():
    """A string of absurd length is an error that costs nothing."""
    assert (
        message(ops.mul, "x" * 1000, 9 * 10**18) == f"Runtime error: string too long: {9 * 10**21} characters"
    )


def test_negate():
    """Numbers have a negative, the smallest int itself; others are refused."""
    assert ops.negate(5) == -5
    assert ops.negate(INT_MIN) == INT_MIN
    assert display(ops.negate(0.0)) == "-0.0"
    assert message(ops.negate, "a") == "Runtime error: Cannot negate value of type string"
    assert message(ops.negate, True) == "Runtime error: Cannot negate value of type bool"


@given(ints, ints)
def test_int_arithmetic_wraps(a, b):
    """Sums, differences and products of ints are those of the integers, modulo 2**64."""
    assert ops.add(a, b) == wrap(a + b)
    assert ops.sub(a, b) == wrap(a - b)
    assert ops.mul(a, b) == wrap(a * b)


@given(ints, ints.filter(bool))
def test_quotient_and_remainder_belong_together(a, b):
    """``a == a / b * b + a % b``, and the remainder has the sign of `a`."""
    remainder = ops.mod(a, b)
    assert ops.add(ops.mul(ops.div(a, b), b), remainder) == a
    assert remainder == 0 or (remainder < 0) == (a < 0)
    assert abs(remainder) < abs(b)


@given(floats | ints, floats | ints)
def test_number_arithmetic_never_raises(a, b):
    """Floats follow IEEE 754: nothing but a remainder or an int division by zero is an error."""
    for operator in (ops.add, ops.sub, ops.mul, ops.power):
        operator(a, b)
    if b != 0:
        ops.div(a, b)
        ops.mod(a, b)


@given(floats, floats)
def test_division_of_floats_is_ieee(a, b):
    """A quotient has the sign and the kind that the standard gives it."""
    quotient = ops.div(a, b)
    if b == 0.0:
        assert math.isnan(quotient) if math.isnan(a) or a == 0.0 else math.isinf(quotient)
        if math.isinf(quotient):
            assert math.copysign(1, quotient) == math.copysign(1, a) * math.copysign(1, b)


@given(plain_values, plain_values)
def test_comparisons_are_those_of_compare(a, b):
    """The four order operators and ``!=`` say what `compare` and `equal` say."""
    order = compare(a, b)
    assert ops.less(a, b) == (order < 0)
    assert ops.less_equal(a, b) == (order <= 0)
    assert ops.greater(a, b) == (order > 0)
    assert ops.greater_equal(a, b) == (order >= 0)
    assert ops.not_equal(a, b) != equal(a, b)


def test_nan_and_mixed_kinds_are_never_apart():
    """``<=`` and ``>=`` hold where there is no order."""
    for a, b in [(1.0, NAN), (NAN, NAN), ("a", 1), (None, [])]:
        assert ops.less_equal(a, b)
        assert ops.greater_equal(a, b)
        assert not ops.less(a, b)


CONTAINED = [
    (1, [1.0]),
    ("a", ["a"]),
    (None, [None]),
    ([1], [[1]]),
    (Duration(5), [Duration(5)]),
    ("a", ListView(("a",))),
    (1.0, make_set([1])),
    ([1], make_set([[1]])),
    ("a", {"a": None}),
    (1, {"1": None}),
    ("b", "abc"),
    (1, "a1"),
    (None, "vanilla, nil"),
    ("", ""),
    (3, RangeValue(1, 3, True)),
    (INT_MAX, RangeValue(0, INT_MAX, True)),
]

MISSING: list[tuple[Value, Value]] = [
    (True, [1]),
    (1, ["1"]),
    (NAN, [NAN]),
    (True, make_set([1])),
    (NAN, make_set([NAN])),
    ("b", {"a": "b"}),
    (3, RangeValue(1, 3, False)),
    (2.0, RangeValue(1, 3, True)),
    (True, RangeValue(1, 3, True)),
    (1, 1),
    (None, None),
    ("x", Duration(1)),
]


@pytest.mark.parametrize(("item", "collection"), CONTAINED)
def test_contains(item, collection):
    """These are in there."""
    assert ops.contains(item, collection) is True


@pytest.mark.parametrize(("item", "collection"), MISSING)
def test_does_not_contain(item, collection):
    """These are not, and what has no elements contains nothing."""
    assert ops.contains(item, collection) is False


@given(scalars)
def test_truth_of_scalars(value):
    """Nil, false, zeros and the empty string are false, NaN and the rest true."""
    assert ops.truthy(value) == (not (value is None or value is False or value == 0 or value == ""))


def test_truth_of_compounds():
    """Empty collections and the empty duration are false; an empty range is true."""
    empty: list[Value] = [[], {}, make_set([]), Duration(0), ListView(())]
    full = [[0], {"a": None}, make_set([0]), Duration(1), ListView((0,)), RangeValue(1, 0, True)]
    assert not any(map(ops.truthy, empty))
    assert all(map(ops.truthy, full))
    assert all(mixed()[kind] for kind in mixed() if kind != "nil")


def test_range_bounds_that_are_no_ints_count_as_zero():
    """``nil to 2.5`` is ``0 to 0``."""
    assert display(ops.make_range(None, 2.5, True)) == "0 to 0"
    assert display(ops.make_range(1, True, False)) == "1 to 0 exclusive"
