"""Refusing arguments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.errors import HarnRuntimeError
from harnvm.schema.canonical import canonical
from harnvm.schema.mismatch import first_error
from harnvm.schema.parameter import ParameterCheck, assert_parameter
from harnvm.schema.quick import accepted_kinds, compile_test
from harnvm.values.model import Closure, SetValue, StructValue
from harnvm.values.view import ListView


def refusal(value, schema, name="p"):
    """Return the message of the error that a value is refused with."""
    with pytest.raises(HarnRuntimeError) as caught:
        assert_parameter(value, name, schema)
    return caught.value.message


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (1, {"type": "int"}),
        (1.5, {"type": "int"}),
        (1, {"type": "float"}),
        ("x", {"type": "string"}),
        (True, {"type": "bool"}),
        (None, {"type": "nil"}),
        ([1], {"type": "list"}),
        (ListView([1]), {"type": "list", "items": {"type": "int"}}),
        (SetValue({}), {"type": "set"}),
        (Closure(), {"type": "closure"}),
        (StructValue("P", {"a": 1}), {"type": "dict", "properties": {"a": {"type": "int"}}}),
        (None, {"union": [{"type": "int"}, {"type": "nil"}]}),
        ({"a": 1}, {"type": "dict", "additional_properties": {"type": "int"}}),
        ({"a": 1, "b": 2}, {"type": "dict", "properties": {"a": {"type": "int"}}, "required": ["a"]}),
        (None, {"type": "int", "nullable": True}),
        ("on", {"type": "string", "enum": ["on", "off"]}),
        ([[1.5], []], {"type": "list", "items": {"type": "list", "items": {"type": "int"}}}),
    ],
)
def test_accepted(value, schema):
    """Values of the right type pass; an int will do for a float and the other way round."""
    assert_parameter(value, "p", schema)
    ParameterCheck(schema)(value, "p")


@pytest.mark.parametrize(
    ("value", "schema", "message"),
    [
        ("hello", {"type": "int"}, "TypeError: parameter 'p' expected int, got string (hello)"),
        (True, {"type": "float"}, "TypeError: parameter 'p' expected float, got bool (true)"),
        (
            True,
            {"union": [{"type": "string"}, {"type": "int"}, {"type": "dict"}]},
            "TypeError: parameter 'p' expected string|int|dict, got bool (true)",
        ),
        (
            [1, "x", None],
            {"type": "list", "items": {"type": "int"}},
            "TypeError: parameter 'p': at root[1]: expected type 'int', got 'string'; "
            "at root[2]: expected type 'int', got 'nil'",
        ),
        (
            "no",
            {"type": "string", "enum": ["on", "off"]},
            "TypeError: parameter 'p': value must be one of [on, off]",
        ),
        (5, {"type": "int", "const": 6}, "TypeError: parameter 'p': expected constant 6, got 5"),
    ],
)
def test_refused_scalars_and_lists(value, schema, message):
    """Schemas for anything but fields are refused with a text that has its own prefix."""
    assert refusal(value, schema) == f"Runtime error: {message}"


PAIR = {"type": "dict", "properties": {"a": {"type": "int"}, "b": {"type": "string"}}, "required": ["a", "b"]}


@pytest.mark.parametrize(
    ("value", "schema", "message"),
    [
        (5, PAIR, "parameter 'p': expected dict or struct, got int"),
        ({"a": 1}, PAIR, "parameter 'p': missing field 'b' (string)"),
        ({}, {"required": ["q"]}, "parameter 'p': missing field 'q' (value)"),
        ({"b": 2, "a": "x"}, PAIR, "parameter 'p': field 'a' expected int, got string"),
        (
            {"in": 5},
            {"properties": {"in": PAIR}},
            "parameter 'p': field 'in' expected dict or struct, got int",
        ),
        ({"in": {"a": 1}}, {"properties": {"in": PAIR}}, "parameter 'p.in': missing field 'b' (string)"),
        (
            {"a": 1, "z": 2, "y": 3},
            {"type": "dict", "properties": {"a": {"type": "int"}}, "additional_properties": False},
            "parameter 'p': unexpected field 'y'",
        ),
        (
            {"a": 1, "b": "x"},
            {"type": "dict", "additional_properties": {"type": "int"}},
            "parameter 'p': field 'b' expected int, got string",
        ),
        (
            {"a": None},
            {"properties": {"a": {"type": "int", "nullable": True}}},
            "parameter 'p': field 'a' expected int, got nil",
        ),
        (
            {"a": ["x"]},
            {"properties": {"a": {"type": "list", "items": {"type": "int"}}}},
            "parameter 'p.a': at root[0]: expected type 'int', got 'string'",
        ),
    ],
)
def test_refused_fields(value, schema, message):
    """Schemas for fields are refused with a type error that names the first field in error."""
    assert refusal(value, schema) == f"Type error: {message}"


def test_what_cannot_be_checked_passes():
    """A reference that leads nowhere asks for nothing here."""
    assert_parameter(1, "p", {"$ref": "#/definitions/none"})


def test_bad_schemas():
    """A schema that is none is a type error of the parameter."""
    assert refusal(1, 5, "q") == "Type error: parameter 'q': schema must be a dict"
    assert refusal(1, {"$ref": "#"}) == "Runtime error: schema is nested too deeply"


def test_checks_are_made_once_for_each_schema():
    """The same schema object is compiled once, an equal one is not confused with it after it is gone."""
    for kind, value in (("int", "x"), ("string", 1)) * 50:
        assert "expected" in refusal(value, {"type": kind})


kinds = st.sampled_from(["int", "float", "string", "bool", "nil", "list", "dict", "set", "any", "closure"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.floats(-2, 2) | st.sampled_from(["", "a"]),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from("ab"), parts, max_size=2),
    max_leaves=6,
)
schemas = st.recursive(
    st.builds(lambda kind: {"type": kind}, kinds),
    lambda parts: st.one_of(
        st.builds(lambda items: {"type": "list", "items": items}, parts),
        st.builds(lambda branches: {"union": branches}, st.lists(parts, max_size=3)),
        st.builds(
            lambda properties, required, extra: {
                "type": "dict",
                "properties": properties,
                "required": required,
                **({} if extra is None else {"additional_properties": extra}),
            },
            st.dictionaries(st.sampled_from("ab"), parts, max_size=2),
            st.lists(st.sampled_from("ab"), max_size=2),
            st.none() | st.booleans() | parts,
        ),
    ),
    max_leaves=5,
)


@given(schemas, values)
def test_quick_tests_agree_with_the_search(schema, value):
    """What passes a compiled test has no error, and plain schemas need nothing but their test."""
    form = canonical(schema)
    error = first_error(value, form, "p")
    if compile_test(form)(value) or type(value) in accepted_kinds(form):
        assert error is None
    elif "additional_properties" not in str(form):
        assert error is not None
