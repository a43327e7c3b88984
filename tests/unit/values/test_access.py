"""Reading and writing parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.access import (
    get_property,
    get_property_optional,
    length,
    range_length,
    set_property_owned,
    set_subscript_owned,
    slice_value,
    subscript,
    with_property,
    with_subscript,
)
from harnvm.values.display import display
from harnvm.values.model import INT_MAX, INT_MIN, EnumValue, PairValue, RangeValue, StructValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

from .support import message, mixed

PROPERTIES = [
    ({"a": 1}, "a", "1"),
    ({"a": 1}, "b", "nil"),
    ({"a": 1}, "count", "nil"),
    ([1, 2], "count", "2"),
    ([1, 2], "empty", "false"),
    ([1, 2], "first", "1"),
    ([1, 2], "last", "2"),
    ([], "first", "nil"),
    ([1], "nope", "nil"),
    (ListView((1, 2)), "last", "2"),
    ("aé", "count", "2"),
    ("", "empty", "true"),
    ("ab", "first", "nil"),
    (EnumValue("E", "B", [3]), "variant", "B"),
    (EnumValue("E", "B", [3]), "fields", "[3]"),
    (EnumValue("E", "B", [3]), "nope", "nil"),
    (StructValue("P", {"x": 1}), "x", "1"),
    (StructValue("P", {"x": 1}), "y", "nil"),
    (PairValue(1, 2), "first", "1"),
    (PairValue(1, 2), "second", "2"),
]


@pytest.mark.parametrize(("value", "name", "shown"), PROPERTIES)
def test_properties(value, name, shown):
    """Dicts and structs have their entries, the others a few names; the rest is nil."""
    assert display(get_property(value, name)) == shown
    assert display(get_property_optional(value, name)) == shown


@pytest.mark.parametrize("kind", ["nil", "int", "bool", "range", "set", "duration", "closure", "iter"])
def test_kinds_without_properties(kind):
    """They refuse every property, unless it is optional."""
    value = mixed()[kind]
    assert message(get_property, value, "x") == f"Type error: cannot access property `x` on {kind}"
    assert get_property_optional(value, "x") is None


def test_pairs_have_two_properties():
    """A pair refuses a third, unless it is optional."""
    pair = PairValue(1, 2)
    text = "Type error: cannot access property `third` on pair (expected `first` or `second`)"
    assert message(get_property, pair, "third") == text
    assert get_property_optional(pair, "third") is None


SUBSCRIPTS = [
    ([1, 2, 3], 0, "1"),
    ([1, 2, 3], -1, "3"),
    ([1, 2, 3], 3, "nil"),
    ([1, 2, 3], -4, "nil"),
    ([1], INT_MIN, "nil"),
    (ListView((1, 2)), -2, "1"),
    (ListView((1, 2)), 2, "nil"),
    ("aéz", 1, "é"),
    ("aéz", -3, "a"),
    ("aéz", 3, "nil"),
    ({"a": 1, "1": 2}, "a", "1"),
    ({"a": 1, "1": 2}, 1, "2"),
    ({"a": 1}, None, "nil"),
    (RangeValue(10, 15, True), 0, "10"),
    (RangeValue(10, 15, True), -1, "15"),
    (RangeValue(10, 15, False), -1, "14"),
]


@pytest.mark.parametrize(("value", "index", "shown"), SUBSCRIPTS)
def test_subscripts(value, index, shown):
    """Negative indices count from the end; what is not there is nil."""
    assert display(subscript(value, index)) == shown


REFUSED_SUBSCRIPTS = [
    ([1], "a", "Type error: cannot index into list with string"),
    ([1], True, "Type error: cannot index into list with bool"),
    ("a", 1.0, "Type error: cannot index into string with float"),
    (None, 0, "Type error: cannot index into nil with int"),
    (make_set([1]), 0, "Type error: cannot index into set with int"),
    (StructValue("P", {}), "x", "Type error: cannot index into struct with string"),
    (
        RangeValue(1, 5, True),
        10,
        "Runtime error: range index out of range: index 10 for range of length 5",
    ),
    (
        RangeValue(1, 5, True),
        -6,
        "Runtime error: range index out of range: index -6 for range of length 5",
    ),
]


@pytest.mark.parametrize(("value", "index", "text"), REFUSED_SUBSCRIPTS)
def test_refused_subscripts(value, index, text):
    """Indices of the wrong kind are errors, and so are all indices outside a range."""
    assert message(subscript, value, index) == text


bounds = st.none() | st.integers(-8, 8) | st.sampled_from([INT_MIN, INT_MAX])


def _model_slice(size: int, low: int | None, high: int | None) -> tuple[int, int]:
    """Return where a slice starts and ends, by the words of the language reference."""
    start = 0 if low is None else max(size + low, 0) if low < 0 else min(low, size)
    end = size if high is None else max(size + high, 0) if high < 0 else min(high, size)
    return start, max(start, end)


@given(st.text(max_size=6), bounds, bounds)
def test_slices(text, low, high):
    """Strings and lists are sliced alike: negative bounds from the end, all bounds clamped."""
    start, end = _model_slice(len(text), low, high)
    expected = list(text)[start:end]
    assert list(slice_value(text, low, high)) == expected
    assert slice_value(list(text), low, high) == expected
    assert list(slice_value(ListView(tuple(text)), low, high)) == expected


def test_refused_slices():
    """Only strings and lists have slices, between ints or nil; the start is looked at first."""
    assert message(slice_value, {"a": 1}, 0, 1) == "Type error: cannot slice dict"
    assert message(slice_value, [1], "a", 2.5) == "Type error: slice start must be an integer, got string"
    assert message(slice_value, "ab", 0, 2.5) == "Type error: slice end must be an integer, got float"
    assert message(slice_value, [1], True, None) == "Type error: slice start must be an integer, got bool"


def test_lengths():
    """``len`` counts characters, elements, entries and ints, and gives 0 for the rest."""
    assert [length(v) for v in ("aé", [1], {"a": 1}, make_set([1, 1, 2]), ListView((1, 2)))] == [
        2,
        1,
        1,
        2,
        2,
    ]
    assert [length(v) for v in (None, 5, PairValue(1, 2))] == [0, 0, 0]
    assert length(RangeValue(1, 5, True)) == 5


def test_range_lengths():
    """A range that runs backwards is empty, and no length exceeds the largest int."""
    assert range_length(RangeValue(1, 5, False)) == 4
    assert range_length(RangeValue(5, 1, True)) == 0
    assert range_length(RangeValue(3, 3, True)) == 1
    assert range_length(RangeValue(INT_MIN, INT_MAX, True)) == INT_MAX


WRITES = [
    ([1, 2, 3], 1, "[1, 9, 3]"),
    ([1, 2, 3], -1, "[1, 2, 9]"),
    ([1, 2, 3], -10, "[9, 2, 3]"),
    ([1, 2, 3], "a", "[1, 2, 3]"),
    ([1, 2, 3], True, "[1, 2, 3]"),
    (ListView((1, 2)), 0, "[9, 2]"),
    ({"a": 1}, "a", "{a: 9}"),
    ({"a": 1}, 1, "{1: 9, a: 1}"),
    ("abc", 0, "abc"),
    (5, 0, "5"),
    (None, "a", "nil"),
    (make_set([1]), 0, "set(1)"),
]


@pytest.mark.parametrize(("value", "index", "shown"), WRITES)
def test_subscript_writes(value, index, shown):
    """An element is replaced; kinds without elements and odd indices stay as they are."""
    before = display(value)
    assert display(with_subscript(value, index, 9)) == shown
    assert display(value) == before
    assert display(set_subscript_owned(value, index, 9)) == shown


@pytest.mark.parametrize("write", [with_subscript, set_subscript_owned])
def test_writes_out_of_bounds(write):
    """A list does not grow by assignment."""
    assert message(write, [1, 2, 3], 10, 0) == "Runtime error: Index 10 out of bounds for list of length 3"
    assert message(write, [], -1, 0) == "Runtime error: Index -1 out of bounds for list of length 0"


def test_property_writes_copy():
    """A written property leaves the old value alone."""
    entries = {"a": 1}
    point = StructValue("P", {"x": 1})
    assert with_property(entries, "b", 2) == {"a": 1, "b": 2}
    assert display(with_property(point, "x", 2)) == "P {x: 2}"
    assert display([entries, point]) == "[{a: 1}, P {x: 1}]"


def test_owned_writes_are_in_place():
    """An owned value is changed itself, and returned."""
    entries = {"a": 1}
    items = [1, 2]
    point = StructValue("P", {"x": 1})
    assert set_property_owned(entries, "b", 2) is entries
    assert set_subscript_owned(items, -1, 5) is items
    assert set_property_owned(point, "y", 2) is point
    assert display([entries, items, point]) == "[{a: 1, b: 2}, [1, 5], P {x: 1, y: 2}]"


@pytest.mark.parametrize("write", [with_property, set_property_owned])
def test_refused_property_writes(write):
    """Only dicts and structs have properties to write."""
    assert message(write, [1], "x", 1) == "Type error: cannot set property `x` on list"
    assert message(write, None, "x", 1) == "Type error: cannot set property `x` on nil"
