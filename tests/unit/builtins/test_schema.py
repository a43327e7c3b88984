"""Schema builtins."""

from __future__ import annotations

import pytest

INT = {"type": "int"}
RECORD = {"type": "dict", "properties": {"a": {"type": "int", "default": 1}}, "required": ["a", "b"]}


def test_checks_answer_with_results(script):
    """``schema_check`` and ``schema_parse`` return the value, or all errors with the first as message."""
    assert script.shown("schema_check", 1, INT) == "Result.Ok(1)"
    assert script.shown("schema_parse", {"b": 2}, RECORD) == "Result.Ok({a: 1, b: 2})"
    missing = "at root: missing required key"
    assert script.shown("schema_check", {}, RECORD) == (
        f"Result.Err({{errors: [{missing} 'a', {missing} 'b'], message: {missing} 'a', value: {{}}}})"
    )
    assert script.shown("schema_parse", {}, RECORD) == (
        f"Result.Err({{errors: [{missing} 'b'], message: {missing} 'b', value: {{a: 1}}}})"
    )


def test_a_bad_schema_is_an_error_result_of_the_checks(script):
    """Where the schema is none, there is no value to tell."""
    expected = "Result.Err({errors: [schema must be a dict], message: schema must be a dict})"
    assert script.shown("schema_check", 1, "int") == expected
    assert script.shown("schema_parse", 1, {"items": 5}) == expected


def test_expectations_throw_all_errors_in_one_text(script):
    """``schema_expect`` and ``json_validate`` join the errors."""
    both = "Thrown: at root: missing required key 'a'; at root: missing required key 'b'"
    assert script.message("schema_expect", {}, RECORD) == both
    assert script.message("json_validate", {}, RECORD) == both
    assert script.message("schema_expect", {}, RECORD, True) == "Thrown: at root: missing required key 'b'"
    assert script.call("schema_expect", {"b": 2}, RECORD, 1) == {"a": 1, "b": 2}
    assert script.call("json_validate", {"a": 1, "b": 2}, RECORD) is True


def test_questions(script):
    """``schema_is`` and ``is_type`` tell whether a value fits."""
    for name in ("schema_is", "is_type"):
        assert script.call(name, 1, INT) is True
        assert script.call(name, "1", INT) is False
        assert script.message(name, 1, None) == "Thrown: schema must be a dict"


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("json_validate", 2),
        ("schema_check", 2),
        ("schema_parse", 2),
        ("schema_is", 2),
        ("is_type", 2),
        ("schema_expect", 2),
        ("schema_extend", 2),
        ("schema_pick", 2),
        ("schema_omit", 2),
        ("schema_of", 1),
        ("schema_partial", 1),
        ("schema_to_json_schema", 1),
        ("schema_from_json_schema", 1),
        ("schema_to_openapi_schema", 1),
        ("schema_from_openapi_schema", 1),
    ],
)
def test_missing_arguments(script, name, count):
    """All schema builtins say how many arguments they require."""
    assert script.message(name, *[INT] * (count - 1)) == f"Thrown: {name} requires {count} arguments"


def test_schema_of_takes_schemas(script):
    """What is left for run time is a dict, or refused."""
    assert script.call("schema_of", INT) == INT
    expected = "Thrown: schema_of: expected a type alias or schema dict, got string"
    assert script.message("schema_of", "User") == expected


def test_conversions(script):
    """Schemas go out as JSON Schema or OpenAPI, and come in from either."""
    assert (
        script.shown("schema_to_json_schema", {"type": "int", "nullable": True}) == "{type: [integer, null]}"
    )
    assert script.shown("schema_to_openapi_schema", {"type": "int", "nullable": True}) == (
        "{nullable: true, type: integer}"
    )
    for name in ("schema_from_json_schema", "schema_from_openapi_schema"):
        assert script.shown(name, {"type": "integer", "minimum": 1}) == "{min: 1, type: int}"
        assert script.message(name, {"properties": {"a": 1}}) == "Thrown: schema must be a dict"


def test_edits(script):
    """Schemas are extended, loosened and filtered, in their canonical form."""
    schema = {"type": "object", "properties": {"a": INT, "b": INT}, "required": ["a"]}
    shown = "{a: {type: int}, b: {type: int}}"
    assert script.shown("schema_extend", schema, {"properties": {}}) == (
        "{properties: {}, required: [a], type: dict}"
    )
    assert script.shown("schema_partial", schema) == f"{{properties: {shown}, type: dict}}"
    assert script.shown("schema_pick", schema, ["b"]) == (
        "{properties: {b: {type: int}}, required: [], type: dict}"
    )
    assert script.shown("schema_omit", schema, ["b"]) == (
        "{properties: {a: {type: int}}, required: [a], type: dict}"
    )


def test_keys_must_be_a_list(script):
    """The keys are checked before the schema."""
    assert script.message("schema_pick", None, "a") == "Thrown: schema_pick: keys must be a list"
    assert script.message("schema_omit", None, "a") == "Thrown: schema_omit: keys must be a list"
    assert script.message("schema_omit", None, []) == "Thrown: schema must be a dict"


def test_parameters_are_asserted(script):
    """The internal check refuses an argument in the name of its parameter."""
    assert script.call("__assert_schema", 1.5, "p", INT) is None
    expected = "Runtime error: TypeError: parameter 'p' expected int, got string (x)"
    assert script.message("__assert_schema", "x", "p", INT) == expected
    assert script.message("__assert_schema", 1, 2, {"type": "dict"}) == (
        "Type error: parameter 'value': expected dict or struct, got int"
    )
    assert script.message("__assert_schema", 1, "p") == "Type error: parameter 'p': schema must be a dict"
