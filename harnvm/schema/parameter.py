"""Refusing arguments of the wrong type.

Typed parameters are checked at each call, nearly always with success. So each schema is compiled once: into
the Python types whose values need no further look, and a test for values that are certainly right. What
passes neither is examined in Harn's order, until the first error is found.
"""

from __future__ import annotations

from harnvm.errors import HarnRuntimeError, runtime_error, type_error
from harnvm.schema.canonical import (
    Schema,
    SchemaError,
    canonical,
    resolve_reference,
    too_deep,
    type_of_schema,
)
from harnvm.schema.quick import Kinds, accepted_kinds, compile_test
from harnvm.schema.rules import actual_type, has_type
from harnvm.schema.validate import required_keys, validate_part
from harnvm.values.display import display, type_name
from harnvm.values.model import StructValue, Value
from harnvm.values.view import is_list


class ParameterCheck:
    """The check of a parameter with a certain schema: call it with a value and the parameter's name.

    Attributes:
        kinds: Values of these Python types pass; whoever calls often may look here first.
    """

    __slots__ = ("_form", "_passes", "kinds", "schema")

    def __init__(self, schema: Value) -> None:
        self.schema = schema
        self._form = canonical(schema)
        self.kinds: Kinds = accepted_kinds(self._form)
        self._passes = compile_test(self._form)

    def __call__(self, value: Value, name: str) -> None:
        """Refuse `value` if it is not what the schema asks for."""
        if type(value) in self.kinds or self._passes(value):
            return
        try:
            error = _Search(self._form).first_error(value, self._form, name)
        except RecursionError:
            raise too_deep() from None
        if error is not None:
            raise type_error(error) if _describes_fields(self._form) else runtime_error(f"TypeError: {error}")


#: Checks by the identity of their schema, which they keep alive. Schemas of parameters are constants of the
#: code, so there are few; the limit is for scripts that make schemas and check them one by one.
_CHECKS: dict[int, ParameterCheck] = {}
_MOST_CHECKS = 4096


def assert_parameter(value: Value, name: str, schema: Value) -> None:
    """Refuse an argument that is not what a parameter's schema asks for."""
    check = _CHECKS.get(id(schema))
    if check is None:
        check = _remember(schema, name)
    if type(value) not in check.kinds:
        check(value, name)


def _remember(schema: Value, name: str) -> ParameterCheck:
    try:
        check = ParameterCheck(schema)
    except SchemaError as error:
        raise _bad_schema(name, error) from None
    if len(_CHECKS) >= _MOST_CHECKS:
        _CHECKS.clear()
    _CHECKS[id(schema)] = check
    return check


def _bad_schema(name: str, error: SchemaError) -> HarnRuntimeError:
    return type_error(f"parameter '{name}': {error}")


def _describes_fields(schema: Schema) -> bool:
    """Tell whether a schema is for dicts and structs."""
    return type_of_schema(schema) == "dict" or not schema.keys().isdisjoint(_FIELD_KEYWORDS)


_FIELD_KEYWORDS = frozenset(["properties", "required", "additional_properties"])


def _label(schema: Value) -> str | None:
    """Return what a schema expects in one word; None if it is no schema."""
    if type(schema) is not dict:
        return None
    if _describes_fields(schema):
        return "dict"
    expected = type_of_schema(schema)
    if expected is not None:
        return expected
    branches = schema.get("union")
    labels = [label for label in map(_label, branches) if label is not None] if is_list(branches) else []
    return "|".join(labels) or "value"


def _fields_of(value: Value) -> dict[str, Value] | None:
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
        if _describes_fields(schema):
            fields = _fields_of(value)
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
        found = validate_part(value, schema, self.root, "root", any_number=True).errors
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
        if _describes_fields(schema):
            if _fields_of(value) is None:
                return f"parameter '{name}': field '{key}' expected dict or struct, got {type_name(value)}"
        else:
            expected = type_of_schema(schema)
            if expected is not None and not has_type(value, expected, any_number=True):
                return f"parameter '{name}': field '{key}' expected {expected}, got {actual_type(value)}"
        return self.first_error(value, schema, f"{name}.{key}")


def _mismatch(value: Value, expected: str, name: str) -> str:
    return f"parameter '{name}' expected {expected}, got {actual_type(value)} ({display(value)})"
