"""Finding the first thing that is wrong with an argument.

The words and the order are those of Harn 0.7.8 for parameters. They differ from those of `validate`: one
error ends the search, an int does for a float and the other way round, and fields are named by the
parameter's path.
"""

from __future__ import annotations

from harnvm.schema.canonical import Schema, describes_fields, resolve_reference, type_of_schema
from harnvm.schema.rules import actual_type, has_type
from harnvm.schema.validate import required_keys, validate_part
from harnvm.values.display import display, type_name
from harnvm.values.model import StructValue, Value
from harnvm.values.view import is_list


def first_error(value: Value, schema: Schema, name: str) -> str | None:
    """Return what is wrong with the argument of a parameter, None if nothing is.

    Args:
        value: The argument.
        schema: The parameter's schema in its canonical form.
        name: The parameter's name.
    """
    return _Search(schema).first_error(value, schema, name)


def _label(schema: Value) -> str | None:
    """Return what a schema expects in one word; None if it is no schema."""
    if type(schema) is not dict:
        return None
    if describes_fields(schema):
        return "dict"
    expected = type_of_schema(schema)
    if expected is not None:
        return expected
    branches = schema.get("union")
    labels = [label for label in map(_label, branches) if label is not None] if is_list(branches) else []
    return "|".join(labels) or "value"


def fields_of(value: Value) -> dict[str, Value] | None:
    """Return the fields of a dict or a struct, None for anything else."""
    if type(value) is dict:
        return value
    return value.fields if type(value) is StructValue else None


class _Search:
    """Looks for the first error; `root` is where references are looked up."""

    def __init__(self, root: Schema) -> None:
        self.root = root

    def first_error(self, value: Value, schema: Schema, name: str) -> str | None:
        pointer = schema.get("$ref")
        if type(pointer) is str:
            target = resolve_reference(self.root, pointer)
            return None if target is None else self.first_error(value, target, name)
        if value is None and schema.get("nullable") is True:
            return None
        if is_list(schema.get("all_of")):
            return self.error_in_all(value, schema["all_of"], name)
        if is_list(schema.get("union")):
            return self.error_in_union(value, schema, name)
        if describes_fields(schema):
            fields = fields_of(value)
            if fields is None:
                return f"parameter '{name}': expected dict or struct, got {type_name(value)}"
            return self.error_in_fields(fields, schema, name)
        expected = type_of_schema(schema)
        if expected is not None and not has_type(value, expected, any_number=True):
            return _mismatch(value, expected, name)
        return self.error_in_content(value, schema, name)

    def error_in_all(self, value: Value, branches: list[Value], name: str) -> str | None:
        for branch in branches:
            if type(branch) is not dict:
                return None
            error = self.first_error(value, branch, name)
            if error is not None:
                return error
        return None

    def error_in_union(self, value: Value, schema: Schema, name: str) -> str | None:
        for branch in schema["union"]:
            if type(branch) is not dict or self.first_error(value, branch, name) is None:
                return None
        return _mismatch(value, _label(schema) or "value", name)

    def error_in_content(self, value: Value, schema: Schema, name: str) -> str | None:
        _, found = validate_part(value, schema, self.root, "root", any_number=True)
        if not found:
            return None
        return f"parameter '{name}': {'; '.join(error.removeprefix('at root: ') for error in found)}"

    def error_in_fields(self, fields: dict[str, Value], schema: Schema, name: str) -> str | None:
        properties = schema.get("properties")
        known: dict[str, Value] = properties if type(properties) is dict else {}
        for key in required_keys(schema):
            if key not in fields:
                return f"parameter '{name}': missing field '{key}' ({_label(known.get(key)) or 'value'})"
        for key in sorted(fields.keys() & known.keys()):
            error = self.error_in_field(fields[key], known[key], name, key)
            if error is not None:
                return error
        return self.error_in_extra(fields, fields.keys() - known.keys(), schema, name)

    def error_in_extra(
        self, fields: dict[str, Value], extra_keys: set[str], schema: Schema, name: str
    ) -> str | None:
        extra = schema.get("additional_properties")
        for key in sorted(extra_keys):
            if extra is False:
                return f"parameter '{name}': unexpected field '{key}'"
            error = self.error_in_field(fields[key], extra, name, key)
            if error is not None:
                return error
        return None

    def error_in_field(self, value: Value, schema: Value, name: str, key: str) -> str | None:
        if type(schema) is not dict:
            return None
        if describes_fields(schema):
            if fields_of(value) is None:
                return f"parameter '{name}': field '{key}' expected dict or struct, got {type_name(value)}"
        else:
            expected = type_of_schema(schema)
            if expected is not None and not has_type(value, expected, any_number=True):
                return f"parameter '{name}': field '{key}' expected {expected}, got {actual_type(value)}"
        return self.first_error(value, schema, f"{name}.{key}")


def _mismatch(value: Value, expected: str, name: str) -> str:
    return f"parameter '{name}' expected {expected}, got {actual_type(value)} ({display(value)})"
