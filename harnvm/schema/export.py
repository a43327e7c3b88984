"""Schemas for the world outside: JSON Schema, and its dialect OpenAPI.

The result is a Harn dict, as if it had been written as JSON and read again: what JSON has no form for is
shown as text, and bounds of numbers are floats.
"""

from __future__ import annotations

from math import isfinite

from harnvm.schema.canonical import ANNOTATIONS, Schema, too_deep, type_of_schema
from harnvm.values.display import display
from harnvm.values.model import SetValue, Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def to_json_schema(schema: Schema, *, openapi: bool = False) -> dict[str, Value]:
    """Return a canonical schema as JSON Schema, or as OpenAPI writes it.

    The two differ in how a value that may be nil is written.
    """
    try:
        return _exported(schema, openapi)
    except RecursionError:
        raise too_deep() from None


def _exported(schema: Value, openapi: bool) -> dict[str, Value]:
    if type(schema) is not dict:
        return {}
    out = _exported_type(type_of_schema(schema))
    for name, (exported, convert) in _EXPORTS.items():
        if name in schema:
            value = convert(schema[name])
            if value is not _DROPPED:
                out[exported] = value
    _add_parts(schema, out, openapi)
    if schema.get("nullable") is True:
        if openapi:
            out["nullable"] = True
        elif "type" in out:
            out["type"] = [out["type"], "null"]
    for name in ANNOTATIONS:
        if name in schema:
            out[name] = _json_value(schema[name])
    return out


_TYPES = {
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
    "nil": "null",
}


def _exported_type(kind: str | None) -> dict[str, Value]:
    if kind is None:
        return {}
    if kind == "set":
        return {"type": "array", "uniqueItems": True}
    if kind in ("closure", "builtin"):
        return {"type": "string", "x-harn-type": kind}
    return {"type": _TYPES.get(kind, kind)}


def _add_parts(schema: Schema, out: dict[str, Value], openapi: bool) -> None:
    """Add the schemas inside a schema."""

    def all_exported(schemas: dict[str, Value]) -> dict[str, Value]:
        return {name: _exported(child, openapi) for name, child in schemas.items()}

    if "items" in schema:
        out["items"] = _exported(schema["items"], openapi)
    for name in ("properties", "definitions"):
        if name in schema:
            out[name] = all_exported(schema[name])
    if "additional_properties" in schema:
        extra = schema["additional_properties"]
        out["additionalProperties"] = extra if type(extra) is bool else _exported(extra, openapi)
    for name, exported in (("union", "oneOf"), ("all_of", "allOf")):
        if name in schema:
            out[exported] = [_exported(branch, openapi) for branch in schema[name]]
    if "components" in schema:
        components = {name: _json_value(part) for name, part in schema["components"].items()}
        if "schemas" in components:
            schemas = schema["components"]["schemas"]
            components["schemas"] = all_exported(schemas) if type(schemas) is dict else {}
        out["components"] = components


#: Stands for a keyword whose value is of a kind that it does not take.
_DROPPED = object()


def _bound(value: Value) -> Value:
    if type(value) is not int and type(value) is not float:
        return _DROPPED
    number = float(value)
    return number if isfinite(number) else None


def _count(value: Value) -> Value:
    return value if type(value) is int else _DROPPED


def _text(value: Value) -> Value:
    return value if type(value) is str else _DROPPED


def _json_value(value: Value) -> Value:
    """Return a value as JSON would give it back."""
    kind = type(value)
    if kind is dict:
        return {key: _json_value(part) for key, part in value.items()}
    if is_list(value):
        return [_json_value(item) for item in value]
    if kind is SetValue:
        return [_json_value(item) for item in value.items.values()]
    if kind is float:
        return value if isfinite(value) else None
    return value if value is None or kind in (str, int, bool) else display(value)


def _choices(value: Value) -> Value:
    return _json_value(value) if is_list(value) else _DROPPED


#: Keyword to its name outside, and how its value is written there.
_EXPORTS: dict[str, tuple[str, Callable[[Value], Value]]] = {
    "$ref": ("$ref", _text),
    "min": ("minimum", _bound),
    "max": ("maximum", _bound),
    "min_length": ("minLength", _count),
    "max_length": ("maxLength", _count),
    "min_items": ("minItems", _count),
    "max_items": ("maxItems", _count),
    "pattern": ("pattern", _text),
    "default": ("default", _json_value),
    "const": ("const", _json_value),
    "enum": ("enum", _choices),
    "required": ("required", _json_value),
}
