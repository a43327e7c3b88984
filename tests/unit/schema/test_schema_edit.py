"""Schemas made of schemas."""

from __future__ import annotations

from harnvm.schema.canonical import canonical
from harnvm.schema.edit import extend, omit, partial, pick

INNER = {"type": "dict", "properties": {"c": {"type": "string"}}, "required": ["c"]}
SCHEMA = canonical({"type": "dict", "properties": {"a": {"type": "int"}, "b": INNER}, "required": ["a", "b"]})
LOOSE_INNER = {"type": "dict", "properties": {"c": {"type": "string"}}}


def test_extend_replaces_keywords():
    """The keywords of the second schema win, whole."""
    assert extend(SCHEMA, {"properties": {}}) == {"type": "dict", "properties": {}, "required": ["a", "b"]}


def test_partial_requires_nothing_at_any_depth():
    """Required keys go from the schema and all that is inside it."""
    assert partial(SCHEMA) == {"type": "dict", "properties": {"a": {"type": "int"}, "b": LOOSE_INNER}}
    for name in ("union", "all_of"):
        assert partial({name: [INNER]}) == {name: [LOOSE_INNER]}
    for name in ("items", "additional_properties"):
        assert partial({name: INNER}) == {name: LOOSE_INNER}
    assert partial({"additional_properties": False}) == {"additional_properties": False}


def test_pick_and_omit_filter_properties_and_required_keys():
    """Only the top level is filtered."""
    assert pick(SCHEMA, ["a", "z"]) == {
        "type": "dict",
        "properties": {"a": {"type": "int"}},
        "required": ["a"],
    }
    assert omit(SCHEMA, ["a", "z"]) == {"type": "dict", "properties": {"b": INNER}, "required": ["b"]}
    assert pick({"type": "int"}, ["a"]) == {"type": "int"}
    assert SCHEMA["required"] == ["a", "b"]
