"""The JSON form of values."""

from __future__ import annotations

import json
from struct import unpack

import pytest
from hypothesis import example, given

from harnvm.values.display import display
from harnvm.values.identity import structural_text
from harnvm.values.model import (
    INT_MAX,
    BuiltinRef,
    Duration,
    EnumValue,
    Iter,
    PairValue,
    RangeValue,
    StructValue,
)
from harnvm.values.sets import make_set, set_of_all
from harnvm.values.tagged import MAX_DEPTH, from_tagged, to_tagged
from harnvm.values.view import ListView

from .support import Function, message, plain_values

NAN = float("nan")

FORMS = [
    ([None, True, 1, 1.5, "a"], '[null, true, 1, 1.5, "a"]'),
    (ListView((1, 2)), "[1, 2]"),
    ({"b": 1, "a": [2.0]}, '{"a": [2.0], "b": 1}'),
    (Duration(1500), '{"$harn": "duration", "milliseconds": 1500}'),
    (float("-inf"), '{"$harn": "float", "value": "-inf"}'),
    (-NAN, '{"$harn": "float", "value": "NaN", "bits": "fff8000000000000"}'),
    (RangeValue(1, 5, True), '{"$harn": "range", "low": 1, "high": 5, "inclusive": true}'),
    (PairValue(1, NAN), '{"$harn": "pair", "first": 1, "second": {"$harn": "float", "value": "NaN"}}'),
    (make_set([2, 1]), '{"$harn": "set", "items": [2, 1]}'),
    (EnumValue("Result", "Ok", [1]), '{"$harn": "enum", "enum": "Result", "variant": "Ok", "fields": [1]}'),
    (StructValue("P", {"y": 2, "x": 1}), '{"$harn": "struct", "name": "P", "fields": {"x": 1, "y": 2}}'),
    ({"$harn": "set"}, '{"$harn": "dict", "entries": {"$harn": "set"}}'),
]


@pytest.mark.parametrize(("value", "text"), FORMS)
def test_forms(value, text):
    """Plain data looks like itself, the rest is tagged."""
    assert json.dumps(to_tagged(value)) == text
    assert display(from_tagged(json.loads(text))) == display(value)


@given(plain_values)
@example(-NAN)
@example(unpack(">d", bytes.fromhex("7ff8000000000001"))[0])
def test_round_trip(value):
    """Every storable value comes back from JSON text as it was, NaNs and signs of zero included."""
    text = json.dumps(to_tagged(value), allow_nan=False)
    back = from_tagged(json.loads(text))
    assert structural_text(back) == structural_text(value)
    assert type(back) is type(value)
    assert json.dumps(to_tagged(back)) == text


def test_round_trip_of_members_that_are_not_equal_to_themselves():
    """A set that holds NaN twice still does."""
    members = set_of_all([NAN, NAN])
    assert display(from_tagged(to_tagged(members))) == "set(NaN, NaN)"


UNSTORABLE = [
    (Function(lambda x: x), "$: a value of type closure cannot be stored"),
    ({"a": [1, 2, 3, BuiltinRef("len")]}, "$.a[3]: a value of type builtin cannot be stored"),
    (
        {"two words": PairValue(1, Iter(iter(())))},
        "$['two words'].second: a value of type iter cannot be stored",
    ),
    (StructValue("P", {"f": Function(lambda x: x)}), "$.f: a value of type closure cannot be stored"),
]


@pytest.mark.parametrize(("value", "text"), UNSTORABLE)
def test_refusals_name_the_place(value, text):
    """What cannot be stored is refused with the path to it."""
    assert message(to_tagged, value) == "Runtime error: " + text


MALFORMED = [
    ({"$harn": "nope"}, "$: unknown \"$harn\" tag: 'nope'"),
    ({"$harn": ["set"]}, "$: unknown \"$harn\" tag: ['set']"),
    ([{"$harn": "set", "items": 1}], '$[0]: "items" of a tagged set is not of type list'),
    (
        {"$harn": "duration", "milliseconds": True},
        '$: "milliseconds" of a tagged duration is not of type int',
    ),
    ({"$harn": "duration", "milliseconds": -1}, "$: a duration cannot be negative"),
    ({"$harn": "float", "value": "1.5"}, "$: a tagged float cannot be '1.5'"),
    (
        {"$harn": "float", "value": "inf", "bits": "fff8000000000000"},
        "$: 'fff8000000000000' are not the bits of a tagged inf",
    ),
    ({"$harn": "float", "value": "NaN", "bits": "00"}, "$: '00' are not the bits of a tagged NaN"),
    ({"$harn": "range", "low": 1, "high": 2**70, "inclusive": True}, "$: the int does not fit 64 bits"),
    ({"a": INT_MAX + 1}, "$.a: the int does not fit 64 bits"),
    ((1,), "$: tuple is not JSON data"),
    ({"$harn": "struct", "name": "P"}, '$: "fields" of a tagged struct is not of type dict'),
    (
        {"$harn": "enum", "enum": "E", "variant": 1, "fields": []},
        '$: "variant" of a tagged enum is not of type str',
    ),
]


@pytest.mark.parametrize(("data", "text"), MALFORMED)
def test_malformed_data_is_refused(data, text):
    """Damaged data is an error that says where, never another value."""
    assert message(from_tagged, data) == "Runtime error: " + text


def test_nesting_is_limited():
    """JSON libraries recurse, so neither direction goes deeper than `MAX_DEPTH`."""
    value: list[object] = []
    for _ in range(MAX_DEPTH - 1):
        value = [value]
    assert from_tagged(json.loads(json.dumps(to_tagged(value)))) == value
    for convert in (to_tagged, from_tagged):
        assert message(convert, [value]).endswith(f"…: nested more than {MAX_DEPTH} levels deep")
