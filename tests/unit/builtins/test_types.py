"""Kinds, conversions and results."""

from __future__ import annotations

import pytest

from harnvm.values.model import Duration, EnumValue, PairValue, RangeValue, SetValue
from harnvm.values.sets import make_set

OK, ERR = EnumValue("Result", "Ok", (1,)), EnumValue("Result", "Err", ("no",))


def test_type_of_names_kinds(script):
    """Missing arguments are nil; results are enums."""
    kinds = [None, True, 1, 1.5, "s", [], {}, OK, make_set([]), RangeValue(1, 2, True), Duration(1)]
    names = ["nil", "bool", "int", "float", "string", "list", "dict", "enum", "set", "range", "duration"]
    assert [script.call("type_of", value) for value in kinds] == names
    assert script.call("type_of") == "nil"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("5", "5"),
        ("+5", "5"),
        (" 5", "nil"),
        ("1_000", "nil"),
        ("5.5", "nil"),
        ("9223372036854775808", "nil"),
        (2.9, "2"),
        (-2.9, "-2"),
        (1e300, "9223372036854775807"),
        (float("nan"), "0"),
        (True, "nil"),
        (None, "nil"),
    ],
)
def test_to_int(script, value, number):
    """Floats are cut and clamped, strings must be plain decimals, other kinds are nil."""
    assert script.shown("to_int", value) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [("1e3", "1000.0"), (".5", "0.5"), ("inf", "inf"), ("1 ", "nil"), (3, "3.0"), ([], "nil")],
)
def test_to_float(script, value, number):
    """Numbers and the strings that spell them become floats, other kinds are nil."""
    assert script.shown("to_float", value) == number


def test_len_counts_parts(script):
    """Characters, elements and entries count; what has no parts has length 0."""
    assert script.call("len", "añ👍") == 3
    assert script.call("len", [1, 2]) == 2
    assert script.call("len", {"a": 1}) == 1
    assert script.call("len", make_set([1, 1])) == 1
    assert script.call("len", RangeValue(1, 3, True)) == 3
    assert script.call("len", 12345) == 0
    assert script.call("len") == 0


def test_to_list_unwraps_lists_and_sets_only(script):
    """Everything but lists and sets becomes the only element of a list."""
    assert script.call("to_list", [1]) == [1]
    assert script.call("to_list", make_set([2, 1])) == [2, 1]
    assert script.shown("to_list", RangeValue(0, 3, False)) == "[0 to 3 exclusive]"
    assert script.shown("to_list") == "[nil]"


def test_results_are_told_apart(script):
    """Only variants of ``Result`` are results."""
    assert script.shown("Ok", 1) == "Result.Ok(1)"
    assert script.shown("Err") == "Result.Err(nil)"
    other = EnumValue("Other", "Ok", (1,))
    assert [script.call("is_ok", value) for value in (OK, ERR, other, 1)] == [True, False, False, False]
    assert [script.call("is_err", value) for value in (OK, ERR, other, None)] == [False, True, False, False]


def test_unwrapping(script):
    """``unwrap`` gives what Ok holds and passes other kinds through; Err is an error or the default."""
    assert script.call("unwrap", OK) == 1
    assert script.call("unwrap", "plain") == "plain"
    assert script.message("unwrap", ERR) == "Runtime error: unwrap called on Err: no"
    assert script.call("unwrap_or", ERR, 9) == 9
    assert script.call("unwrap_or", ERR) is None
    assert script.call("unwrap_or", OK, 9) == 1
    assert script.call("unwrap_err", ERR) == "no"
    assert script.message("unwrap_err", 5) == "Runtime error: unwrap_err called on non-Err"


def test_unreachable_refuses(script):
    """``unreachable`` is an error that shows its argument."""
    assert script.message("unreachable") == "Runtime error: unreachable code was reached"
    assert script.message("unreachable", 5) == "Runtime error: unreachable code was reached: 5"


def test_identity_of_objects_and_equality_of_scalars(script):
    """Lists, dicts, sets and pairs are the same when one object; the rest when equal."""
    first, second = [1], [1]
    assert script.call("is_same", first, first)
    assert not script.call("is_same", first, second)
    assert not script.call("is_same", PairValue(1, 2), PairValue(1, 2))
    assert not script.call("is_same", SetValue({}), SetValue({}))
    assert script.call("is_same", 1, 1.0)
    assert script.call("is_same", "ab", "".join(["a", "b"]))
    assert script.call("addr_of", first) != script.call("addr_of", second)
    assert script.call("addr_of", 5) == "int@5"
