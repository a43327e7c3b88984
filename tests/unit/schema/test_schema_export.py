"""Schemas written as JSON Schema and OpenAPI."""

from __future__ import annotations

import pytest

from harnvm.schema.canonical import canonical
from harnvm.schema.export import to_json_schema
from harnvm.values.display import display
from harnvm.values.model import Duration
from harnvm.values.sets import make_set


def exported(schema, **options):
    """Return how an exported schema is shown."""
    return display(to_json_schema(canonical(schema), **options))


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        ({"type": "string", "min_length": 1, "pattern": "x"}, "{minLength: 1, pattern: x, type: string}"),
        ({"type": "int", "min": 0, "max": 5}, "{maximum: 5.0, minimum: 0.0, type: integer}"),
        ({"min": float("inf")}, "{minimum: nil}"),
        ({"min": "x", "min_length": 1.5, "pattern": 5, "enum": 5}, "{}"),
        (
            {"type": "list", "items": {"type": "bool"}, "max_items": 2},
            "{items: {type: boolean}, maxItems: 2, type: array}",
        ),
        ({"union": [{"type": "int"}, {"type": "nil"}]}, "{oneOf: [{type: integer}, {type: null}]}"),
        ({"all_of": [{"type": "dict"}]}, "{allOf: [{type: object}]}"),
        ({"type": "set"}, "{type: array, uniqueItems: true}"),
        ({"type": "closure"}, "{type: string, x-harn-type: closure}"),
        ({"type": "any"}, "{type: any}"),
        ({"type": "dict", "additional_properties": True}, "{additionalProperties: true, type: object}"),
        (
            {"additional_properties": {"type": "int"}, "required": ["b", "a"]},
            "{additionalProperties: {type: integer}, required: [b, a]}",
        ),
        ({"$ref": "#/x", "title": "T", "format": "date"}, "{$ref: #/x, format: date, title: T}"),
        ({"const": Duration(5000), "default": make_set([1])}, "{const: 5s, default: [1]}"),
        ({"definitions": {"P": {"type": "int"}}}, "{definitions: {P: {type: integer}}}"),
        (
            {"components": {"schemas": {"P": {"type": "int"}}, "k": float("nan")}},
            "{components: {k: nil, schemas: {P: {type: integer}}}}",
        ),
    ],
)
def test_keywords(schema, shown):
    """Each keyword gets its name and form in JSON Schema; mistyped ones are dropped."""
    assert exported(schema) == shown


def test_nil_is_written_differently_in_openapi():
    """A value that may be nil has two types in JSON Schema, and a flag in OpenAPI."""
    schema = {"type": "string", "nullable": True}
    assert exported(schema) == "{type: [string, null]}"
    assert exported(schema, openapi=True) == "{nullable: true, type: string}"
    assert exported({"nullable": True}) == "{}"


def test_there_and_back():
    """What is exported can be read again."""
    schema = {
        "type": "dict",
        "properties": {"a": {"type": "int", "min": 1.0}, "b": {"type": "list", "items": {"type": "string"}}},
        "required": ["a"],
    }
    assert canonical(to_json_schema(canonical(schema))) == schema
