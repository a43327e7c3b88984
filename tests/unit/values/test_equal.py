"""When values are equal, and which comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.equal import compare, equal, has_member
from harnvm.values.model import Duration, EnumValue, Iter, Opaque, PairValue, RangeValue, StructValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

from .support import Function, mixed, plain_values, scalars

NAN = float("nan")
BIG = 2**53

EQUAL = [
    (1, 1.0),
    (-0.0, 0),
    (BIG + 1, float(BIG)),  # ints compare with floats as floats
    ("a", "a"),
    (None, None),
    ([1, [2.0]], [1.0, [2]]),
    ([1, 2], ListView((1, 2))),
    ([0, BIG + 1] * 10, [0, float(BIG)] * 10),
    (ListView((1, 2)), [1, 2]),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1.0}),
    (PairValue(1, "x"), PairValue(1.0, "x")),
    (RangeValue(1, 3, True), RangeValue(1, 3, True)),
    (Duration(5000), Duration(5000)),
    (EnumValue("E", "B", [1]), EnumValue("E", "B", (1.0,))),
    (StructValue("P", {"x": [1]}), StructValue("P", {"x": [1]})),
    (make_set([1, "a", None, 2.5, [1]]), make_set([[1], 2.5, "a", 1.0, None])),
    (make_set([]), make_set([])),
    (make_set([0.0]), make_set([-0.0])),
]

DIFFERENT = [
    (1, True),
    (0, False),
    (0, None),
    ("", None),
    ("1", 1),
    (1, 2),
    (1.5, 2.5),
    (BIG, BIG + 1),
    (NAN, NAN),
    ([NAN], [NAN]),
    ([NAN] * 20, [NAN] * 20),
    ([1] * 20, [True] * 20),
    ([1], [1, 2]),
    ([1], PairValue(1, 1)),
    ({"a": None}, {}),
    ({"a": 1}, {"b": 1}),
    ({"a": 1}, StructValue("P", {"a": 1})),
    (RangeValue(1, 3, True), RangeValue(1, 4, False)),
    (RangeValue(1, 2, True), [1, 2]),
    (Duration(5), 5),
    (Duration(5), Duration(6)),
    (EnumValue("E", "A"), EnumValue("F", "A")),
    (EnumValue("E", "A"), EnumValue("E", "B")),
    (EnumValue("E", "A", [1]), EnumValue("E", "A", [1, 2])),
    (StructValue("P", {"x": 1}), StructValue("Q", {"x": 1})),
    (make_set([1]), make_set([1, 2])),
    (make_set([1, 2]), make_set([1, 3])),
    (make_set([1]), [1]),
]


@pytest.mark.parametrize(("a", "b"), EQUAL)
def test_equal(a, b):
    """These values are equal, whichever way round."""
    assert equal(a, b) is True
    assert equal(b, a) is True


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different(a, b):
    """These values are not equal, whichever way round."""
    assert equal(a, b) is False
    assert equal(b, a) is False


def test_functions_equal_nothing():
    """A function, a builtin or a generator does not even equal itself, also inside a list."""
    for name in ("closure", "builtin"):
        value = mixed()[name]
        assert not equal(value, value)
        assert not equal([value], [value])
    function = Function(lambda x: x)
    assert not equal({"f": function}, {"f": function})


def test_iterators_are_equal_to_themselves_only():
    """Iterators are compared as objects."""
    items = Iter(iter([1]))
    assert equal(items, items)
    assert not equal(items, Iter(iter([1])))


def test_handles_decide_themselves():
    """A handle says what it equals; by default nothing."""

    class Atomic(Opaque):
        def equals(self, other):
            return isinstance(other, Atomic)

    assert equal([Atomic()], [Atomic()])
    assert not equal(Opaque(), Opaque())


@given(plain_values, plain_values)
def test_equality_is_symmetric(a, b):
    """Equality does not depend on the order of the operands."""
    assert equal(a, b) == equal(b, a)


@given(st.lists(scalars), scalars)
def test_set_membership_is_equality(values, wanted):
    """Looking a value up in a set finds what comparing it with each member finds."""
    members = make_set(values).items
    assert has_member(members, wanted) == any(equal(wanted, value) for value in members.values())


ORDERED = [
    (1, 2, -1),
    (2, 1, 1),
    (1, 1.0, 0),
    (1, 1.5, -1),
    (2.5, 2, 1),
    (BIG + 1, float(BIG), 0),
    ("a", "b", -1),
    ("Z", "a", -1),
    ("é", "z", 1),
    ("a", "aa", -1),
    (PairValue(1, "b"), PairValue(1, "a"), 1),
    (PairValue(1, "b"), PairValue(2, "a"), -1),
    (PairValue("x", 1), PairValue(2, 5), -1),
]


@pytest.mark.parametrize(("a", "b", "order"), ORDERED)
def test_order(a, b, order):
    """Numbers, strings and pairs have an order."""
    assert compare(a, b) == order
    assert compare(b, a) == -order


def test_everything_else_compares_as_equal():
    """NaN, mixed kinds and kinds without an order come neither before nor after anything."""
    for a, b in [(NAN, 1.0), ("a", 1), (True, False), ([1], [2]), (Duration(1), Duration(2)), (None, 1)]:
        assert compare(a, b) == 0
