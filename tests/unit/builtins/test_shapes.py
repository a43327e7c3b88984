"""Dicts as collections, and what compiled programs call."""

from __future__ import annotations

import pytest

from harnvm.values.model import StructValue

POINT = StructValue("P", {"x": 1})


def test_dicts_as_collections(script):
    """Keys, values and entries come in key order; other kinds have none."""
    entries = {"b": 1, "a": [2]}
    assert script.call("keys", entries) == ["a", "b"]
    assert script.call("values", entries) == [[2], 1]
    assert script.shown("entries", entries) == "[{key: a, value: [2]}, {key: b, value: 1}]"
    for name in ("keys", "values", "entries"):
        assert script.call(name, POINT) == []
        assert script.call(name) == []


def test_destructuring_needs_the_right_kind(script):
    """Dict patterns need dicts, list patterns need lists."""
    assert script.call("__assert_dict", {}) is None
    assert script.call("__assert_list", []) is None
    assert script.message("__assert_dict", POINT) == (
        "Type error: cannot destructure struct with {...} pattern — expected dict"
    )
    assert script.message("__assert_list", "x") == (
        "Type error: cannot destructure string with [...] pattern — expected list"
    )


def test_interfaces_need_structs(script):
    """Only structs can satisfy an interface."""
    assert script.call("__assert_interface", POINT, "p", "I", "m") is None
    assert script.message("__assert_interface", 1, "p", "I", "m") == (
        "Type error: parameter 'p': expected value satisfying interface 'I', got int"
    )


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ({"a": 1}, "a: int"),
        (POINT, "x: int, y:? string"),
        ({"a": None}, "a: int | nil"),
        ({"a": {"b": {"c": "x"}}, "d": 1.0}, "a: {b: {c: string}}, d: float"),
        ({}, ""),
        ({}, "no colon"),
        ({}, 5),
    ],
)
def test_shapes_accept(script, value, shape):
    """Fields of the right type pass, optional ones may be missing, and what is no shape checks nothing."""
    assert script.call("__assert_shape", value, "p", shape) is None


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        (5, "a: int", "expected dict or struct, got int"),
        ({"a": "x"}, "a: int", "field 'a' expected int, got string"),
        ({"a": 1.0}, "a: int|nil", "field 'a' expected int|nil, got float"),
        ({}, "a: int", "missing field 'a' (int)"),
        ({"nmae": 1}, "name: int", "missing field 'name' (int)"),
        ({"username": 1}, "user_name: int", "missing field 'user_name' (int), did you mean 'username'?"),
        ({"b": 1, "c": 1}, "a: int", "missing field 'a' (int), did you mean 'b'?"),
        ({"a": 5}, "a: {b: int}", "field 'a' expected dict or struct, got int"),
    ],
)
def test_shapes_refuse(script, value, shape, message):
    """The first field that does not fit is reported, with a near miss if there is one."""
    assert script.message("__assert_shape", value, "p", shape) == f"Type error: parameter 'p': {message}"


def test_nested_shapes_name_the_path(script):
    """A field inside a field is reported under both names."""
    assert script.message("__assert_shape", {"a": {}}, None, "a: {b: int}") == (
        "Type error: parameter 'value.a': missing field 'b' (int)"
    )


def test_rest_of_a_dict(script):
    """The rest is what the listed keys leave; other kinds have no rest."""
    assert script.shown("__dict_rest", {"a": 1, "b": 2}, ["a", 5]) == "{b: 2}"
    assert script.shown("__dict_rest", {"a": 1}, None) == "{a: 1}"
    assert script.call("__dict_rest", [1], []) is None


def test_structs_are_made_of_dicts(script):
    """A struct gets the fields of a dict, or none."""
    fields = {"y": 2, "x": 1}
    made = script.call("__make_struct", "P", fields)
    assert script.shown("__make_struct", "P", fields) == "P {x: 1, y: 2}"
    assert made.fields is not fields
    assert script.shown("__make_struct") == " {}"
