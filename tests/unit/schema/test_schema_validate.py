"""Checking values against schemas."""

from __future__ import annotations

import pytest

from harnvm.errors import HarnRuntimeError
from harnvm.schema.validate import is_valid, validate
from harnvm.values.display import display
from harnvm.values.model import Duration, StructValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

PERSON = {
    "type": "dict",
    "properties": {
        "name": {"type": "string", "min_length": 2},
        "age": {"type": "int", "min": 0, "max": 9},
    },
    "required": ["name"],
}


def errors(value, schema, **options):
    """Return what is wrong with a value."""
    return list(validate(value, schema, **options)[1])


def checked(value, schema, **options):
    """Return how the value that results is shown."""
    return display(validate(value, schema, **options)[0])


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (1, "int"),
        (1.5, "float"),
        ("x", "string"),
        (None, "nil"),
        (True, "bool"),
        ([], "list"),
        (ListView([1]), "list"),
        ({}, "dict"),
        (StructValue("P", {}), "dict"),
        (make_set([1]), "set"),
        (Duration(5), "duration"),
    ],
)
def test_types(value, kind):
    """A value has its own type and any; a struct counts as a dict."""
    assert is_valid(value, {"type": kind})
    assert is_valid(value, {"type": "any"})
    assert is_valid(value, {})
    assert not is_valid(value, {"type": "nonsense"})


def test_numbers_are_kept_apart():
    """An int is no float, a bool no int."""
    assert errors(1.5, {"type": "int"}) == ["at root: expected type 'int', got 'float'"]
    assert errors(1, {"type": "number"}) == ["at root: expected type 'float', got 'int'"]
    assert errors(True, {"type": "int"}) == ["at root: expected type 'int', got 'bool'"]
    assert errors(StructValue("P", {}), {"type": "struct"}) == ["at root: expected type 'struct', got 'dict'"]


def test_fields_are_checked_in_the_order_of_their_keys():
    """Missing keys come first, then the fields by key, then what is not expected."""
    assert errors({"age": 3}, PERSON) == ["at root: missing required key 'name'"]
    assert errors({"name": "B", "age": 12}, PERSON) == [
        "at age: expected value <= 9, got 12",
        "at name: expected length >= 2, got 1",
    ]
    closed = {**PERSON, "additional_properties": False}
    assert errors({"name": "Bo", "z": 1, "b": 2}, closed) == [
        "at root: unexpected key 'b'",
        "at root: unexpected key 'z'",
    ]
    typed = {**PERSON, "additional_properties": {"type": "int"}}
    assert errors({"name": "Bo", "other": "x"}, typed) == ["at other: expected type 'int', got 'string'"]


def test_lists():
    """Sizes and items are checked; items that fail are left out of the result."""
    schema = {"type": "list", "items": {"type": "int", "min": 1}, "min_items": 1, "max_items": 2}
    assert errors([], schema) == ["at root: expected at least 1 items, got 0"]
    assert errors([1, 2, 3], schema) == ["at root: expected at most 2 items, got 3"]
    assert errors([0, "x"], schema) == [
        "at [0]: expected value >= 1, got 0",
        "at [1]: expected type 'int', got 'string'",
    ]
    assert checked([0, 2], schema) == "[2]"
    assert checked(make_set([1, 0]), {"items": {"min": 1}}) == "set(1)"


def test_paths_lead_to_the_value():
    """An error names the way through keys and positions."""
    tags = {"type": "dict", "properties": {"tags": {"type": "list", "items": {"type": "string"}}}}
    schema = {"type": "dict", "properties": {"user": tags}}
    assert errors({"user": {"tags": ["a", 1]}}, schema) == [
        "at user.tags[1]: expected type 'string', got 'int'"
    ]
    matrix = {"items": {"items": {"type": "int"}}}
    assert errors([[1], ["x"]], matrix) == ["at [1][0]: expected type 'int', got 'string'"]


def test_strings():
    """Length counts characters; patterns are searched for; choices are listed."""
    assert errors("é", {"min_length": 2}) == ["at root: expected length >= 2, got 1"]
    assert errors("abcde", {"max_length": 4}) == ["at root: expected length <= 4, got 5"]
    assert errors("AB1", {"pattern": "^[a-z]+$"}) == ["at root: value does not match pattern '^[a-z]+$'"]
    assert errors("c", {"enum": ["a", 1, None]}) == ["at root: value must be one of [a, 1, nil]"]
    assert errors("x", {"pattern": "("})[0].startswith("at root: invalid regex pattern '(': ")


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("^a$", "a", True),
        ("^a$", "a\n", False),
        ("(?m)^a$", "a\n", True),
        ("[$]", "a$", True),
        ("b", "abc", True),
    ],
)
def test_patterns(pattern, text, fits):
    """A pattern may match anywhere, and a dollar sign is only the very end."""
    assert is_valid(text, {"pattern": pattern}) is fits


@pytest.mark.parametrize("pattern", ["(?=a)", "(?<!a)b", r"(a)\1", "(?>a)"])
def test_patterns_that_look_around_are_refused(pattern):
    """Harn's patterns know neither look-around nor references to groups."""
    assert "invalid regex pattern" in errors("a", {"pattern": pattern})[0]


def test_bounds_of_numbers_are_floats():
    """Bounds are shown as floats without a needless point; NaN is within any bounds."""
    assert errors(5.5, {"min": 6, "max": 5}) == [
        "at root: expected value >= 6, got 5.5",
        "at root: expected value <= 5, got 5.5",
    ]
    assert errors(5, {"min": 1e20}) == ["at root: expected value >= 100000000000000000000, got 5"]
    assert errors(float("nan"), {"min": 1}) == []
    assert errors("a", {"min": 6}) == []


def test_mistyped_limits_are_ignored():
    """A limit that is no number asks for nothing."""
    assert errors("abc", {"min_length": "2"}) == []
    assert errors(5, {"min": "6"}) == []


def test_constants_and_choices_compare_as_harn_does():
    """An int equals a float of the same value, true is not 1."""
    assert errors(5, {"const": 5.0}) == []
    assert errors(True, {"const": 1}) == ["at root: expected constant 1, got true"]
    assert errors(True, {"enum": [1]}) == ["at root: value must be one of [1]"]
    assert errors([1], {"enum": [2]}) == []


def test_alternatives():
    """One branch of a union must fit, and the errors of none are told; types beside it do not count."""
    schema = {"union": [{"type": "string"}, {"type": "int"}], "type": "bool"}
    assert errors(1, schema) == []
    assert errors(None, schema) == ["at root: value did not match any union branch"]
    assert errors(1, {"union": []}) == ["at root: value did not match any union branch"]


def test_all_of_collects_the_errors_of_all_branches():
    """Every branch of all_of must fit."""
    schema = {"all_of": [{"required": ["a"]}, {"required": ["b"]}, {"required": ["c"]}]}
    assert errors({"a": 1}, schema) == [
        "at root: missing required key 'b'",
        "at root: missing required key 'c'",
    ]


def test_nil_passes_where_it_is_allowed():
    """A nullable schema allows nil, before anything else is asked."""
    assert errors(None, {"type": "string", "nullable": True, "const": "x"}) == []
    assert errors(None, {"type": "string"}) == ["at root: expected type 'string', got 'nil'"]


def test_references():
    """A reference stands for what it points to in the whole schema."""
    schema = {"properties": {"a": {"$ref": "#/definitions/P"}}, "definitions": {"P": {"type": "integer"}}}
    assert errors({"a": "x"}, schema) == ["at a: expected type 'int', got 'string'"]
    assert errors({"a": 1}, {"properties": {"a": {"$ref": "#/definitions/Q"}}}) == [
        "at a: unresolved schema reference '#/definitions/Q'"
    ]


def test_recursive_schemas_follow_the_value():
    """A schema may refer to itself; one that only does that is an error a script can catch."""
    tree = {"properties": {"left": {"$ref": "#"}}, "required": ["v"]}
    assert errors({"v": 1, "left": {"v": 2}}, tree) == []
    assert errors({"v": 1, "left": {}}, tree) == ["at left: missing required key 'v'"]
    with pytest.raises(HarnRuntimeError, match="schema is nested too deeply"):
        validate(1, {"$ref": "#"})


def test_a_reference_may_lead_to_parts_that_are_no_schemas():
    """What a reference points to may hold anything; what is no schema there asks for nothing."""
    schema = {
        "$ref": "#/components/odd",
        "components": {"odd": {"properties": {"a": 5}, "union": [7], "required": "no"}},
    }
    assert errors({"a": 1}, schema) == ["at root: value did not match any union branch"]
    schema["components"]["odd"].pop("union")
    assert errors({"a": 1}, schema) == []


def test_defaults_are_filled_in_when_asked():
    """Missing properties get their defaults at any depth, and then are not missing."""
    schema = {"properties": {"n": {"type": "int", "default": 7}, "m": {}}, "required": ["n", "m"]}
    assert errors({"m": "x"}, schema) == ["at root: missing required key 'n'"]
    assert validate({"m": "x"}, schema, defaults=True) == ({"m": "x", "n": 7}, [])
    nested = {"items": {"properties": {"z": {"default": [1]}}}}
    assert checked([{}], nested, defaults=True) == "[{z: [1]}]"
    assert checked(StructValue("P", {}), {"properties": {"x": {"default": 1}}}, defaults=True) == "P {x: 1}"


def test_a_default_must_fit_its_own_schema():
    """A default value that its schema refuses is an error where it is missing."""
    schema = {"properties": {"n": {"type": "int", "default": "x"}}}
    assert errors({}, schema, defaults=True) == ["at n: expected type 'int', got 'string'"]


def test_unchanged_values_are_not_copied():
    """Without defaults to fill in, the result is the value itself."""
    value = {"name": "Bo", "list": [1, 2]}
    schema = {"properties": {"list": {"items": {"type": "int"}}, "name": {"type": "string"}}}
    assert validate(value, schema, defaults=True)[0] is value
