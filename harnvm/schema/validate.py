"""Checking a value against a schema.

Errors come in the order and the words of Harn 0.7.8. The value that results has defaults filled in (if
asked), and what failed is left out of lists; without errors or defaults it is the value itself, not a copy.
"""

from __future__ import annotations

from harnvm.schema.canonical import (
    Schema,
    canonical,
    resolve_reference,
    too_deep,
    type_of_schema,
)
from harnvm.schema.rules import actual_type, has_type, number_errors, text_errors
from harnvm.values.display import display
from harnvm.values.equal import equal
from harnvm.values.model import SetValue, StructValue, Value
from harnvm.values.sets import make_set
from harnvm.values.view import ListView, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

#: The value that a validation ends with, and what was wrong, in order.
Outcome: TypeAlias = "tuple[Value, Sequence[str]]"


def validate(value: Value, schema: Value, *, defaults: bool = False) -> Outcome:
    """Check `value` against a schema.

    Args:
        value: Any value.
        schema: A schema in any form.
        defaults: Whether missing properties get their default values.

    Raises:
        SchemaError: The schema is not one.
    """
    form = canonical(schema)
    return validate_part(value, form, form, "", defaults=defaults)


def is_valid(value: Value, schema: Value) -> bool:
    """Tell whether `value` satisfies a schema; raise `SchemaError` if it is none."""
    return not validate(value, schema)[1]


def validate_part(
    value: Value,
    schema: Schema,
    root: Schema,
    path: str,
    *,
    defaults: bool = False,
    any_number: bool = False,
) -> Outcome:
    """Check a value against a canonical schema that is part of `root`.

    Args:
        value: Any value.
        schema: What to check it against.
        root: Where references are looked up.
        path: Where the value is, as errors tell it; empty at the root.
        defaults: Whether missing properties get their default values.
        any_number: Whether an int will do for a float, and a float for an int.
    """
    try:
        return _Validation(root, defaults, any_number).check(value, schema, path)
    except RecursionError:
        raise too_deep() from None


class _Validation:
    """One validation: what stays the same for all parts of a value."""

    def __init__(self, root: Schema, defaults: bool, any_number: bool) -> None:
        self.root = root
        self.defaults = defaults
        self.any_number = any_number

    def check(self, value: Value, schema: Schema, path: str) -> Outcome:
        pointer = schema.get("$ref")
        if type(pointer) is str:
            target = resolve_reference(self.root, pointer)
            if target is None:
                return _refused(value, path, f"unresolved schema reference '{pointer}'")
            return self.check(value, target, path)
        if value is None and schema.get("nullable") is True:
            return None, ()
        if "const" in schema and not equal(value, schema["const"]):
            return _refused(
                value, path, f"expected constant {display(schema['const'])}, got {display(value)}"
            )
        if is_list(schema.get("all_of")):
            return self.check_all(value, schema["all_of"], path)
        if is_list(schema.get("union")):
            return self.check_union(value, schema["union"], path)
        expected = type_of_schema(schema)
        if expected is not None and not has_type(value, expected, self.any_number):
            return _refused(value, path, f"expected type '{expected}', got '{actual_type(value)}'")
        return self.check_content(value, schema, path)

    def check_all(self, value: Value, branches: Sequence[Schema], path: str) -> Outcome:
        errors: list[str] = []
        for branch in filter(_is_schema, branches):
            value, found = self.check(value, branch, path)
            errors += found
        return value, errors

    def check_union(self, value: Value, branches: Sequence[Schema], path: str) -> Outcome:
        for branch in filter(_is_schema, branches):
            outcome = self.check(value, branch, path)
            if not outcome[1]:
                return outcome
        return _refused(value, path, "value did not match any union branch")

    def check_content(self, value: Value, schema: Schema, path: str) -> Outcome:
        kind = type(value)
        if kind is dict:
            return self.check_fields(value, schema, path)
        if kind is StructValue:
            fields, errors = self.check_fields(value.fields, schema, path)
            return value if fields is value.fields else StructValue(value.name, fields), errors
        if kind is list or kind is ListView or kind is SetValue:
            return self.check_items(value, schema, path)
        found = text_errors(value, schema) if kind is str else number_errors(value, schema)
        return value, [_located(path, error) for error in found]

    def check_items(self, value: Value, schema: Schema, path: str) -> Outcome:
        items = value.items.values() if type(value) is SetValue else value
        errors = [_located(path, error) for error in _count_errors(len(items), schema)]
        item_schema = schema.get("items")
        if type(item_schema) is not dict:
            return value, errors
        kept: list[Value] = []
        changed = False
        for place, item in enumerate(items):
            checked, found = self.check(item, item_schema, f"{path}[{place}]")
            if not found:
                kept.append(checked)
            errors += found
            changed |= bool(found) or checked is not item
        if not changed:
            return value, errors
        return make_set(kept) if type(value) is SetValue else kept, errors

    def check_fields(self, fields: dict[str, Value], schema: Schema, path: str) -> Outcome:
        properties = schema.get("properties")
        known: dict[str, Value] = properties if type(properties) is dict else {}
        errors = self.missing_keys(fields, schema, known, path)
        replaced: dict[str, Value] = {}
        for key in sorted(known):
            if key in fields or self.has_default(known, key):
                value = fields[key] if key in fields else known[key]["default"]
                self.check_field(key, value, known[key], path, replaced, errors)
        extra = schema.get("additional_properties")
        if extra is False or type(extra) is dict:
            for key in sorted(fields.keys() - known.keys()):
                if extra is False:
                    errors.append(_located(path, f"unexpected key '{key}'"))
                else:
                    self.check_field(key, fields[key], extra, path, replaced, errors)
        changed = any(key not in fields or value is not fields[key] for key, value in replaced.items())
        return {**fields, **replaced} if changed else fields, errors

    def missing_keys(
        self, fields: dict[str, Value], schema: Schema, known: dict[str, Value], path: str
    ) -> list[str]:
        return [
            _located(path, f"missing required key '{key}'")
            for key in required_keys(schema)
            if key not in fields and not self.has_default(known, key)
        ]

    def has_default(self, known: dict[str, Value], key: str) -> bool:
        return self.defaults and _is_schema(known.get(key)) and "default" in known[key]

    def check_field(
        self,
        key: str,
        value: Value,
        schema: Value,
        path: str,
        replaced: dict[str, Value],
        errors: list[str],
    ) -> None:
        if not _is_schema(schema):
            return
        checked, found = self.check(value, schema, f"{path}.{key}" if path else key)
        if found:
            errors += found
        else:
            replaced[key] = checked


def required_keys(schema: Schema) -> list[str]:
    """Return the keys that a schema requires."""
    names = schema.get("required")
    return [display(name) for name in names] if is_list(names) else []


def _is_schema(part: Value) -> bool:
    """Tell whether a part is a schema; a reference can lead to parts of the root that are none."""
    return type(part) is dict


def _located(path: str, error: str) -> str:
    return f"at {path or 'root'}: {error}"


def _refused(value: Value, path: str, error: str) -> Outcome:
    return value, [_located(path, error)]


def _count_errors(count: int, schema: Schema) -> list[str]:
    errors = []
    least, most = schema.get("min_items"), schema.get("max_items")
    if type(least) is int and count < least:
        errors.append(f"expected at least {least} items, got {count}")
    if type(most) is int and count > most:
        errors.append(f"expected at most {most} items, got {count}")
    return errors
