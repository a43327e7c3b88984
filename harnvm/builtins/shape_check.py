"""Checking a value against a shape that is written as text.

A shape is a list of fields, ``name: type`` or ``name:? type`` where it may be missing. A type is a type name,
several of them between ``|``, or a nested shape in braces. Types are compared by name.
"""

from __future__ import annotations

from harnvm.errors import type_error
from harnvm.schema.mismatch import fields_of
from harnvm.suggest import edit_distance
from harnvm.values.display import type_name
from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check_shape(value: Value, parameter: str, shape: str) -> None:
    """Refuse a value that is no dict or struct, or lacks a field of the shape, or has one of another type."""
    fields = fields_of(value)
    if fields is None:
        raise type_error(f"parameter '{parameter}': expected dict or struct, got {type_name(value)}")
    _check_fields(fields, parameter, shape)


def _check_fields(fields: dict[str, Value], parameter: str, shape: str) -> None:
    for name, expected, optional in _parse(shape):
        if name in fields:
            _check_field(fields[name], parameter, name, expected)
        elif not optional:
            closest = _closest(name, fields)
            hint = f", did you mean '{closest}'?" if closest is not None else ""
            raise type_error(f"parameter '{parameter}': missing field '{name}' ({expected}){hint}")


def _check_field(value: Value, parameter: str, name: str, expected: str) -> None:
    actual = type_name(value)
    if expected.startswith("{") and expected.endswith("}"):
        fields = fields_of(value)
        if fields is not None:
            _check_fields(fields, f"{parameter}.{name}", expected[1:-1])
            return
        expected = "dict or struct"
    elif actual == expected or ("|" in expected and actual in map(str.strip, expected.split("|"))):
        return
    raise type_error(f"parameter '{parameter}': field '{name}' expected {expected}, got {actual}")


def _parse(shape: str) -> Iterator[tuple[str, str, bool]]:
    """Yield name, type, and whether it may be missing, of each field."""
    at = 0
    while (colon := shape.find(":", at)) >= 0:
        name = shape[at:colon].strip()
        end = _field_end(shape, colon + 1)
        expected = shape[colon + 1 : end].lstrip()
        optional = expected.startswith("?")
        expected = expected[optional:].strip()
        if name and expected:
            yield name, expected, optional
        at = end + 1


def _field_end(shape: str, at: int) -> int:
    """Return the place of the comma that ends a type, or of the shape's end."""
    depth = 0
    for place in range(at, len(shape)):
        if shape[place] == "," and depth == 0:
            return place
        depth += {"{": 1, "}": -1}.get(shape[place], 0)
    return len(shape)


def _closest(name: str, fields: dict[str, Value]) -> str | None:
    """Return the field that `name` may be a misspelling of."""
    size = len(name.encode())
    limit = 1 if size <= 4 else 2
    near = [field for field in sorted(fields) if abs(len(field.encode()) - size) <= limit]
    best = min(near, key=lambda field: edit_distance(name, field), default=None)
    return best if best is not None and edit_distance(name, best) <= limit else None
