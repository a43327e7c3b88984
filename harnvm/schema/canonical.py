"""The one form of a schema that the rest of the package works on.

Keywords of JSON Schema and OpenAPI get their Harn names, and so do types (``integer`` is ``int``). Keywords
that nothing reads are dropped, so are values of the wrong kind where Harn 0.7.8 ignores them. The result is a
new dict; the parts that are copied as they are (constants, defaults, examples) are shared.
"""

from __future__ import annotations

from harnvm.errors import HarnRuntimeError, runtime_error
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

#: A schema in its canonical form, or part of one.
Schema: TypeAlias = "dict[str, Value]"

#: Keywords that describe a value without restricting it.
ANNOTATIONS = (
    "title",
    "description",
    "format",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "examples",
    "x-harn-type",
)

_KEPT = (*ANNOTATIONS, "$ref", "default", "const", "enum", "pattern")

#: Harn's name of a keyword, and the other one.
_RENAMED = (
    ("min", "minimum"),
    ("max", "maximum"),
    ("min_length", "minLength"),
    ("max_length", "maxLength"),
    ("min_items", "minItems"),
    ("max_items", "maxItems"),
)

_TYPES = {
    "object": "dict",
    "array": "list",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "nil",
}


class SchemaError(ValueError):
    """A schema is not one; the message says why."""


def canonical(schema: Value) -> Schema:
    """Return a schema in its canonical form.

    Raises:
        SchemaError: It is no dict, or has a part that should be a schema, or a list of them, and is not.
    """
    try:
        return _canonical(schema)
    except RecursionError:
        raise too_deep() from None


def too_deep() -> HarnRuntimeError:
    """Make the error of a schema that nests, or refers to itself, beyond what can be followed."""
    return runtime_error("schema is nested too deeply")


def _canonical(schema: Value) -> Schema:
    if type(schema) is not dict:
        raise SchemaError("schema must be a dict")
    out = {key: schema[key] for key in _KEPT if key in schema}
    for name, other in _RENAMED:
        if name in schema or other in schema:
            out[name] = schema[name if name in schema else other]
    _add_parts(schema, out)
    _add_shared_parts(schema, out)
    _add_branches(schema, out)
    _add_type(schema, out)
    return out


def _add_parts(schema: Schema, out: Schema) -> None:
    """Add what describes the parts of a dict or list."""
    if type(schema.get("properties")) is dict:
        out["properties"] = _canonical_values(schema["properties"])
    if "items" in schema:
        out["items"] = _canonical(schema["items"])
    own = "additional_properties" in schema
    extra = schema.get("additional_properties" if own else "additionalProperties")
    if type(extra) is bool:
        out["additional_properties"] = extra
    elif type(extra) is dict:
        out["additional_properties"] = _canonical(extra)
    if "required" in schema:
        names = schema["required"]
        out["required"] = [display(name) for name in names] if is_list(names) else []
    if schema.get("nullable") is True:
        out["nullable"] = True


def _add_shared_parts(schema: Schema, out: Schema) -> None:
    """Add the schemas that references point to."""
    if type(schema.get("definitions")) is dict:
        out["definitions"] = _canonical_values(schema["definitions"])
    components = schema.get("components")
    if type(components) is dict:
        out["components"] = dict(components)
        if type(components.get("schemas")) is dict:
            out["components"]["schemas"] = _canonical_values(components["schemas"])


def _canonical_values(schemas: dict[str, Value]) -> dict[str, Value]:
    return {name: _canonical(schemas[name]) for name in sorted(schemas)}


def _add_branches(schema: Schema, out: Schema) -> None:
    """Add the alternatives, and what must hold together."""
    for name, others in (("union", ("oneOf", "anyOf")), ("all_of", ("allOf",))):
        found = next((key for key in (name, *others) if key in schema), None)
        if found is not None:
            branches = schema[found]
            if not is_list(branches):
                raise SchemaError("schema union/all_of must be a list")
            out[name] = [_canonical(branch) for branch in branches]


def _add_type(schema: Schema, out: Schema) -> None:
    """Add the type; several of them become a union, a list of unique items a set."""
    kind = schema.get("type")
    if type(kind) is str:
        out["type"] = _TYPES.get(kind, kind)
    elif is_list(kind):
        names = map(display, kind)
        out["union"] = [{"type": _TYPES.get(name, name)} for name in names]
    if schema.get("uniqueItems") is True and out.get("type") == "list":
        out.setdefault("x-harn-type", "set")
    if "x-harn-type" in out and display(out["x-harn-type"]) == "set":
        out["type"] = "set"


def type_of_schema(schema: Schema) -> str | None:
    """Return the type that a schema asks for, if any."""
    kind = schema.get("type")
    return kind if type(kind) is str else None


def describes_fields(schema: Schema) -> bool:
    """Tell whether a schema is for dicts and structs."""
    return type_of_schema(schema) == "dict" or not schema.keys().isdisjoint(_FIELD_KEYWORDS)


_FIELD_KEYWORDS = frozenset(["properties", "required", "additional_properties"])


def resolve_reference(root: Schema, pointer: str) -> Schema | None:
    """Return what a reference such as ``#/definitions/P`` points to, None if that is no schema."""
    path = pointer.lstrip("#").lstrip("/")
    found: Value = root
    for step in path.split("/") if path else ():
        found = _step(found, step.replace("~1", "/").replace("~0", "~"))
    return found if type(found) is dict else None


def _step(value: Value, key: str) -> Value:
    if type(value) is dict:
        return value.get(key)
    if is_list(value) and key.isascii() and key.removeprefix("+").isdigit():
        place = int(key) if len(key) < 19 else len(value)
        return value[place] if place < len(value) else None
    return None
