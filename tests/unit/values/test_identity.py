"""What a set, a dict key and ``is_same`` take for one value."""

from __future__ import annotations

import pytest
from hypothesis import given

from harnvm.values.identity import address, display_key, identity_key, same, structural_text
from harnvm.values.model import BuiltinRef, Duration, EnumValue, PairValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

from .support import Function, plain_values

NAN = float("nan")

ONE = [
    (NAN, float("nan")),
    ([NAN], [NAN]),
    ([1, "a"], ListView((1, "a"))),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    (make_set([1, 2]), make_set([2, 1])),
    (EnumValue("E", "B", [1]), EnumValue("E", "B", ["1"])),  # told apart by how they show only
    (PairValue(1, 2), PairValue("1", "2")),
    (Function(lambda x: x), Function(lambda x: x)),
    (Duration(1), Duration(1)),
]

TWO = [
    (1, 1.0),
    (1, True),
    (0.0, -0.0),
    (1, "1"),
    (None, "nil"),
    ([1], [1.0]),
    ([[1]], [1]),
    (["a,s1:b"], ["a", "b"]),
    ({"a=b": 1}, {"a": 1}),
    ([], {}),
    (Duration(1), 1),
    (True, False),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_in_a_set(a, b):
    """These values are one member of a set."""
    assert identity_key(a) == identity_key(b)
    assert structural_text(a) == structural_text(b)


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two_in_a_set(a, b):
    """These values are two members of a set."""
    assert identity_key(a) != identity_key(b)
    assert structural_text(a) != structural_text(b)


@given(plain_values, plain_values)
def test_keys_and_texts_agree(a, b):
    """The key and the text of a value tell the same values apart."""
    assert (identity_key(a) == identity_key(b)) == (structural_text(a) == structural_text(b))


@given(plain_values)
def test_keys_are_hashable(value):
    """Every key can be a dict key, and does not change."""
    assert {identity_key(value): 1}[identity_key(value)] == 1


def test_structural_text():
    """The text is that of Harn 0.7.8, because scripts see its hash."""
    value = [1, "é", {"a": 1.0}, make_set([2, 1]), Duration(5000), None, True, PairValue(1, 2)]
    text = "Li1;,s2:é,D1:a=f4607182418800017408;,},Si1;,i2;,},d5000;,N,T,o4:pair6:(1, 2),]"
    assert structural_text(value) == text


def test_display_keys():
    """Dict keys are told apart by how they show."""
    assert display_key(1) == display_key("1")
    assert display_key(1.0) == "1.0"


def test_same_compares_objects_where_there_are_any():
    """Lists, dicts, sets, pairs and functions are the same only as objects, the rest when equal."""
    items: list[int] = []
    assert same(items, items)
    assert not same(items, [])
    function = Function(lambda x: x)
    assert same(function, function)
    assert not same(function, Function(lambda x: x))
    assert not same(PairValue(1, 2), PairValue(1, 2))
    assert same(BuiltinRef("len"), BuiltinRef("len"))
    assert same("ab", "".join(["a", "b"]))
    assert same(1, 1.0)
    assert same(EnumValue("E", "A"), EnumValue("E", "A"))


def test_addresses():
    """An address names the object, or shows the value where there is none."""
    items = [1]
    assert address(items) == address(items) != address([1])
    assert address(items).startswith("list@0x")
    assert address(1) == "int@1"
    assert address(None) == "nil@nil"
    assert address(BuiltinRef("len")) == "builtin@len"
    assert address(PairValue(1, 2)) == "pair@(1, 2)"
