"""Tests that find most right values at once.

`compile_test` makes a function of a schema that is true only for values the schema allows; where it is false,
or the schema has keywords that it does not know, the value must be examined. An int does for a float and the
other way round, as for parameters.
"""

from __future__ import annotations

from harnvm.schema.canonical import ANNOTATIONS, Schema, type_of_schema
from harnvm.values.model import Closure, SetValue, StructValue, Value
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

Kinds: TypeAlias = "frozenset[type]"
Test: TypeAlias = "Callable[[Value], bool]"

_KINDS: dict[str | None, Kinds] = {
    "int": frozenset({int, float}),
    "float": frozenset({int, float}),
    "string": frozenset({str}),
    "bool": frozenset({bool}),
    "nil": frozenset({type(None)}),
    "list": frozenset({list, ListView}),
    "dict": frozenset({dict, StructValue}),
    "set": frozenset({SetValue}),
}

_NONE: Kinds = frozenset()


def accepted_kinds(schema: Schema) -> Kinds:
    """Return Python types all of whose values a canonical schema allows."""
    asked = schema.keys() - ANNOTATIONS
    if asked == {"type"}:
        return _KINDS.get(type_of_schema(schema), _NONE)
    if asked == {"union"}:
        return _NONE.union(*map(accepted_kinds, schema["union"]))
    return _NONE


def compile_test(schema: Schema) -> Test:
    """Return a function that tells the values which a canonical schema certainly allows."""
    asked = schema.keys() - ANNOTATIONS
    kind = type_of_schema(schema)
    if asked == {"union"}:
        return _any_of(list(map(compile_test, schema["union"])))
    if asked == {"type", "items"} and kind == "list":
        return _list_of(schema["items"])
    if kind == "dict" and asked <= _FIELD_KEYWORDS and type(schema.get("additional_properties")) is not bool:
        return _dict_of(schema)
    if asked == {"type"}:
        return _TESTS.get(kind) or _kind_test(_KINDS.get(kind, _NONE))
    return _never


_FIELD_KEYWORDS = frozenset(["type", "properties", "required", "additional_properties"])


def _never(value: Value) -> bool:
    return False


_TESTS: dict[str | None, Test] = {
    "any": lambda value: True,
    "closure": lambda value: isinstance(value, Closure),
}


def _kind_test(kinds: Kinds) -> Test:
    return lambda value: type(value) in kinds


def _any_of(tests: list[Test]) -> Test:
    return lambda value: any(test(value) for test in tests)


def _list_of(item_schema: Schema) -> Test:
    kinds = accepted_kinds(item_schema)
    test = compile_test(item_schema)
    if not kinds:
        return lambda value: type(value) in _LISTS and all(map(test, value))
    # One pass in C finds most; where a union has members that no type decides, each item is looked at.
    return lambda value: (
        type(value) in _LISTS and (kinds.issuperset(map(type, value)) or all(map(test, value)))
    )


_LISTS = _KINDS["list"]


def _dict_of(schema: Schema) -> Test:
    required = schema.get("required", ())
    tests = {key: compile_test(child) for key, child in schema.get("properties", {}).items()}
    extra = compile_test(schema["additional_properties"]) if "additional_properties" in schema else None

    def test(value: Value) -> bool:
        if type(value) is not dict:
            return False
        for key in required:
            if key not in value:
                return False
        for key, part in value.items():
            known = tests.get(key, extra)
            if known is not None and not known(part):
                return False
        return True

    return test
