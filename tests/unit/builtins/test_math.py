"""Numbers."""

from __future__ import annotations

import math

import pytest

INT_MIN, INT_MAX = -(1 << 63), (1 << 63) - 1
NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("call", "result"),
    [
        (("abs", INT_MIN), str(INT_MIN)),
        (("abs", -2.5), "2.5"),
        (("abs", "x"), "nil"),
        (("sign", -3), "-1"),
        (("sign", -0.0), "0"),
        (("sign", 2.5), "1"),
        (("sign", NAN), "NaN"),
        (("min", 1, 2), "1"),
        (("min", 2, 1.0), "1.0"),
        (("max", 1, 1.0), "1.0"),
        (("min", NAN, 1.0), "1.0"),
        (("max", 1.0, NAN), "1.0"),
        (("min", -0.0, 0.0), "-0.0"),
        (("min", "a", "b"), "nil"),
        (("max", 1), "nil"),
        (("floor", -2.5), "-3"),
        (("ceil", -2.5), "-2"),
        (("round", 2.5), "3"),
        (("round", -2.5), "-3"),
        (("round", 0.49999999999999994), "0"),
        (("round", 1e300), str(INT_MAX)),
        (("floor", -INF), str(INT_MIN)),
        (("ceil", NAN), "0"),
        (("round", "2"), "nil"),
        (("pow", 2, 10), "1024"),
        (("pow", 2, 64), "0"),
        (("pow", 2, -1), "0.5"),
        (("pow", 2.5, 3), "15.625"),
        (("pow", 2, True), "nil"),
        (("sqrt", 9), "3.0"),
        (("sqrt", -1), "NaN"),
        (("ln", 0), "-inf"),
        (("ln", -1), "NaN"),
        (("log2", 8), "3.0"),
        (("log10", 1000), "3.0"),
        (("exp", 1000), "inf"),
        (("sin", INF), "NaN"),
        (("asin", 2), "NaN"),
        (("atan2", 1, 1), "0.7853981633974483"),
        (("atan2", 1), "nil"),
        (("cos", None), "nil"),
        (("is_nan", NAN), "true"),
        (("is_nan", 1), "false"),
        (("is_infinite", -INF), "true"),
        (("is_infinite", 1), "false"),
    ],
)
def test_functions_of_numbers(script, call, result):
    """Results stay within 64 bits or IEEE 754; what is no number gives nil."""
    assert script.shown(*call) == result


def test_chance_stays_within_bounds(script):
    """Random floats are below 1, random ints may be either bound, and no bounds give nil."""
    assert all(0.0 <= script.call("random") < 1.0 for _ in range(50))
    assert {script.call("random_int", 1, 3) for _ in range(200)} == {1, 2, 3}
    assert script.call("random_int", 5, 5) == 5
    assert INT_MIN <= script.call("random_int", INT_MIN, INT_MAX) <= INT_MAX
    assert script.call("random_int", 3, 1) is None
    assert script.call("random_int", 3) is None


def test_ranges(script):
    """``range`` ends before its last bound, and takes nothing but ints."""
    assert script.shown("range", 3) == "0 to 3 exclusive"
    assert script.shown("range", 2, 5) == "2 to 5 exclusive"
    assert script.message("range", 2.0) == "Type error: range(n): expected integer argument"
    assert script.message("range", 1, "x") == "Type error: range(a, b): expected integer arguments"
    assert script.message("range") == "Type error: range expects 1 or 2 integer arguments, got 0"
    assert script.shown("__range__", 1, 3, True) == "1 to 3"
    assert script.shown("__range__", "a", 3) == "0 to 3 exclusive"


def test_trigonometry_is_that_of_the_system(script):
    """The functions are those of the C library."""
    for name in ("sin", "cos", "tan", "atan", "exp"):
        assert script.call(name, 0.5) == getattr(math, name)(0.5)
