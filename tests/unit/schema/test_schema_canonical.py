"""The canonical form of schemas."""

from __future__ import annotations

import pytest

from harnvm.errors import HarnRuntimeError
from harnvm.schema.canonical import SchemaError, canonical, resolve_reference


def test_keywords_of_json_schema_get_their_harn_names():
    """Types, bounds and nesting keywords of JSON Schema are renamed at every depth."""
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "integer", "minimum": 1, "maximum": 2},
            "b": {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 3},
        },
        "required": ["a"],
        "additionalProperties": False,
    }
    assert canonical(schema) == {
        "type": "dict",
        "properties": {
            "a": {"type": "int", "min": 1, "max": 2},
            "b": {"type": "list", "items": {"type": "float"}, "min_items": 1, "max_items": 3},
        },
        "required": ["a"],
        "additional_properties": False,
    }


def test_a_list_of_types_becomes_a_union():
    """Several types are alternatives, beside whatever else the schema asks for."""
    schema = {"type": ["string", "null"], "minLength": 1}
    assert canonical(schema) == {"min_length": 1, "union": [{"type": "string"}, {"type": "nil"}]}


def test_unique_items_make_a_set():
    """A list of unique items is a set, and says so outside."""
    assert canonical({"type": "array", "uniqueItems": True}) == {"type": "set", "x-harn-type": "set"}
    assert canonical({"type": "list", "x-harn-type": "set"})["type"] == "set"


def test_harn_names_win_over_the_others():
    """Where both names of a keyword are given, Harn's own counts, even if its value is useless."""
    assert canonical({"min": 1, "minimum": 2}) == {"min": 1}
    assert canonical({"union": [], "oneOf": [{"type": "int"}]}) == {"union": []}
    assert canonical({"additional_properties": 5, "additionalProperties": False}) == {}


def test_unknown_keywords_and_mistyped_ones_are_dropped():
    """What nothing reads is dropped, and so are keywords whose values are of the wrong kind."""
    assert canonical({"exclusiveMinimum": 1, "x-other": 5, "type": 5, "properties": [1], "nullable": 1}) == {}
    assert canonical({"required": "a"}) == {"required": []}
    assert canonical({"required": [1, None]}) == {"required": ["1", "nil"]}


@pytest.mark.parametrize("schema", [None, "int", 5, [{"type": "int"}]])
def test_only_dicts_are_schemas(schema):
    """Anything but a dict is refused, at the root and below."""
    for part in (schema, {"items": schema}, {"properties": {"a": schema}}, {"all_of": [schema]}):
        with pytest.raises(SchemaError, match="schema must be a dict"):
            canonical(part)


def test_branches_must_be_lists():
    """Alternatives that are no list are refused."""
    with pytest.raises(SchemaError, match="schema union/all_of must be a list"):
        canonical({"union": "x"})


def test_shared_schemas_are_canonical_too():
    """Definitions and component schemas are normalised, other components are kept."""
    schema = {
        "definitions": {"X": {"type": "integer"}},
        "components": {"schemas": {"A": {"type": "integer"}}, "other": {"type": "integer"}},
    }
    assert canonical(schema) == {
        "definitions": {"X": {"type": "int"}},
        "components": {"schemas": {"A": {"type": "int"}}, "other": {"type": "integer"}},
    }


def test_the_schema_given_is_not_changed():
    """The canonical form is a new dict."""
    schema = {"type": "object", "components": {"schemas": {"A": {"type": "integer"}}}}
    canonical(schema)
    assert schema == {"type": "object", "components": {"schemas": {"A": {"type": "integer"}}}}


def test_nesting_is_limited():
    """A schema that nests too deeply is an error a script can catch."""
    schema = {}
    for _ in range(20_000):
        schema = {"items": schema}
    with pytest.raises(HarnRuntimeError, match="schema is nested too deeply"):
        canonical(schema)


def test_references_are_pointers():
    """A reference leads through dicts and lists, with the escapes of JSON pointers."""
    root = {"definitions": {"a/b": {"type": "int"}, "m~n": {"type": "nil"}}, "union": [{"type": "bool"}]}
    assert resolve_reference(root, "#") is root
    assert resolve_reference(root, "#/definitions/a~1b") == {"type": "int"}
    assert resolve_reference(root, "/definitions/m~0n") == {"type": "nil"}
    assert resolve_reference(root, "#/union/0") == {"type": "bool"}
    for lost in ("#/union/1", "#/union/x", "#/union/-1", "#/none/x", "#/union", "other.json#/x"):
        assert resolve_reference(root, lost) is None, lost
