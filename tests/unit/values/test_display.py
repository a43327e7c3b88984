"""How values are shown and what their types are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.errors import thrown
from harnvm.values.display import concat, display, type_name
from harnvm.values.model import (
    BuiltinRef,
    Duration,
    EnumValue,
    Generator,
    Iter,
    Opaque,
    PairValue,
    RangeValue,
    StructValue,
)
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

from .support import Function, method, mixed

SHOWN = [
    (None, "nil"),
    (True, "true"),
    (False, "false"),
    (-7, "-7"),
    ('raw "text"\n', 'raw "text"\n'),
    ([], "[]"),
    ([1.0, "a", {"a": 2}], "[1.0, a, {a: 2}]"),
    (["a", ["b", []], None], "[a, [b, []], nil]"),
    (ListView((1, "x", [2])), "[1, x, [2]]"),
    ({}, "{}"),
    ({"b": None, "a": 2.5}, "{a: 2.5, b: nil}"),
    ({"Z": 1, "a": 2, "é": 3}, "{Z: 1, a: 2, é: 3}"),
    (make_set([3, 1, [2]]), "set(3, 1, [2])"),
    (make_set([]), "set()"),
    (RangeValue(1, 5, True), "1 to 5"),
    (RangeValue(0, 3, False), "0 to 3 exclusive"),
    (PairValue(1, "x"), "(1, x)"),
    (PairValue([1], {"a": PairValue(1, 2)}), "([1], {a: (1, 2)})"),
    (EnumValue("E", "A"), "E.A"),
    (EnumValue("Result", "Ok", [[10]]), "Result.Ok([10])"),
    (EnumValue("E", "C", ["a", 1]), "E.C(a, 1)"),
    (StructValue("P", {"y": 2, "x": 1}), "P {x: 1, y: 2}"),
    (StructValue("P", {}), "P {}"),
    (Function(lambda x, y: x, "x", "y"), "<fn(x, y)>"),
    ([Function(lambda x: x)], "[<fn(x)>]"),
    (BuiltinRef("len"), "<builtin len>"),
]

FLOATS = [
    (1.0, "1.0"),
    (-0.0, "-0.0"),
    (0.1 + 0.2, "0.30000000000000004"),
    (999999999999999.0, "999999999999999.0"),
    (1e15, "1000000000000000"),
    (-1e15, "-1000000000000000"),
    (1e20, "100000000000000000000"),
    (333333333333333333333.0, "333333333333333300000"),
    (0.00001234, "0.00001234"),
    (-5e-7, "-0.0000005"),
    (float("nan"), "NaN"),
    (float("inf"), "inf"),
    (float("-inf"), "-inf"),
    # Two shortest texts are equally near: the larger one.
    (96943997202095.625, "96943997202095.63"),
    (-1888137104014848.25, "-1888137104014848.3"),
    (129 / 2.0**21, "0.00006151199340820313"),
]

DURATIONS = [
    (0, "0ms"),
    (5, "5ms"),
    (1500, "1500ms"),
    (90_000, "90s"),
    (120_000, "2m"),
    (5_400_000, "90m"),
    (86_400_000, "24h"),
]


@pytest.mark.parametrize(("value", "text"), SHOWN + FLOATS)
def test_display(value, text):
    """Every kind of value shows as in Harn 0.7.8."""
    assert display(value) == text


@pytest.mark.parametrize(("milliseconds", "text"), DURATIONS)
def test_durations_show_in_their_largest_exact_unit(milliseconds, text):
    """A duration shows in the largest of h, m, s, ms that divides it."""
    assert display(Duration(milliseconds)) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_shown_floats_read_back(number):
    """The digits of a shown float are enough to find the float again, and hold no exponent."""
    text = display(number)
    assert float(text) == number
    assert "e" not in text


def test_iterators_show_whether_they_ran_dry():
    """An iterator is exhausted once it has failed to give, not with its last element."""
    items = method([1], "iter")
    assert next(items) == 1
    assert display(items) == "<iter>"
    assert next(items, None) is None
    assert display(items) == "<iter (exhausted)>"


def test_take_is_exhausted_with_its_last_element():
    """``take`` runs dry one step earlier than the others."""
    from harnvm.values.methods import call_method

    items = call_method(method([1, 2], "iter"), "take", [1], lambda function, args: None)
    assert display(items) == "<iter>"
    next(items)
    assert display(items) == "<iter (exhausted)>"


def test_generators_show_whether_they_are_done():
    """A generator has its own words for that."""
    generator = Generator(iter([]))
    assert display(generator) == "<generator>"
    assert next(generator, None) is None
    assert display(generator) == "<generator (done)>"


def test_handles_show_themselves():
    """A handle is shown by its own method, or by its type."""

    class Channel(Opaque):
        type_name = "channel"

    class Named(Channel):
        def display(self):
            return "<channel:c>"

    assert display([Channel(), Named()]) == "[<channel>, <channel:c>]"
    assert type_name(Named()) == "channel"


def test_concat_joins_displays():
    """Interpolation puts the displays of its parts together."""
    assert concat(["a", 1, [None], "b"]) == "a1[nil]b"


def test_type_names():
    """Each kind answers ``type_of`` with its name."""
    for name, value in mixed().items():
        assert type_name(value) == name
    assert type_name(ListView(())) == "list"
    assert type_name(Generator(iter(()))) == "generator"
    assert type_name(Iter(iter(()))) == "iter"


def test_thrown_values_are_shown_in_messages():
    """Importing the package teaches errors how values are shown."""
    assert thrown({"b": 1.0, "a": None}).message == "Thrown: {a: nil, b: 1.0}"
