"""Checking values against schemas, and making schemas of schemas.

What is refused is refused by throwing the first error, or all of them in one text; the builtins that answer
with a ``Result`` say so.
"""

from __future__ import annotations

from collections.abc import Callable

from harnvm.builtins.args import arg, err, ok
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.schema.canonical import Schema, SchemaError, canonical
from harnvm.schema.parameter import assert_parameter
from harnvm.values.display import display, type_name
from harnvm.values.model import Value
from harnvm.values.view import is_list
from harnvm.vm.context import Context

AREA = Area("schema")


def _require(args: Args, count: int, name: str) -> None:
    if len(args) < count:
        raise thrown(f"{name} requires {count} arguments")


def _canonical(schema: Value) -> Schema:
    try:
        return canonical(schema)
    except SchemaError as error:
        raise thrown(str(error)) from None


def _expect(value: Value, schema: Value, *, defaults: bool) -> Value:
    """Return a value with its defaults, or throw everything that is wrong with it."""
    from harnvm.schema.validate import validate

    try:
        checked, errors = validate(value, schema, defaults=defaults)
    except SchemaError as error:
        raise thrown(str(error)) from None
    if errors:
        raise thrown("; ".join(errors))
    return checked


def _result(value: Value, schema: Value, *, defaults: bool) -> Value:
    """Return ``Ok`` of a value with its defaults, or ``Err`` of what is wrong with it."""
    from harnvm.schema.validate import validate

    try:
        checked, errors = validate(value, schema, defaults=defaults)
    except SchemaError as error:
        return err({"message": str(error), "errors": [str(error)]})
    if not errors:
        return ok(checked)
    return err({"message": errors[0], "errors": list(errors), "value": checked})


def _is_valid(value: Value, schema: Value) -> bool:
    from harnvm.schema.validate import is_valid

    try:
        return is_valid(value, schema)
    except SchemaError as error:
        raise thrown(str(error)) from None


@AREA.builtin("json_validate")
def json_validate(ctx: Context, args: Args) -> Value:
    """Return true if a value satisfies a schema, else throw all that is wrong."""
    _require(args, 2, "json_validate")
    _expect(args[0], args[1], defaults=False)
    return True


@AREA.builtin("schema_check")
def schema_check(ctx: Context, args: Args) -> Value:
    """Return the ``Result`` of checking a value against a schema."""
    _require(args, 2, "schema_check")
    return _result(args[0], args[1], defaults=False)


@AREA.builtin("schema_parse")
def schema_parse(ctx: Context, args: Args) -> Value:
    """Return the ``Result`` of checking a value against a schema, with defaults filled in."""
    _require(args, 2, "schema_parse")
    return _result(args[0], args[1], defaults=True)


@AREA.builtin("schema_is")
def schema_is(ctx: Context, args: Args) -> Value:
    """Tell whether a value satisfies a schema."""
    _require(args, 2, "schema_is")
    return _is_valid(args[0], args[1])


@AREA.builtin("is_type")
def is_type(ctx: Context, args: Args) -> Value:
    """Tell whether a value satisfies a schema."""
    _require(args, 2, "is_type")
    return _is_valid(args[0], args[1])


@AREA.builtin("schema_expect")
def schema_expect(ctx: Context, args: Args) -> Value:
    """Return a value that satisfies a schema, with defaults if the third argument is true."""
    _require(args, 2, "schema_expect")
    return _expect(args[0], args[1], defaults=bool(arg(args, 2)))


@AREA.builtin("schema_of")
def schema_of(ctx: Context, args: Args) -> Value:
    """Return a schema as it is; the compiler has put the schema of a type alias in the alias's place."""
    _require(args, 1, "schema_of")
    if type(args[0]) is not dict:
        raise thrown(f"schema_of: expected a type alias or schema dict, got {type_name(args[0])}")
    return args[0]


@AREA.builtin("schema_to_json_schema")
def schema_to_json_schema(ctx: Context, args: Args) -> Value:
    """Return a schema as JSON Schema."""
    from harnvm.schema.export import to_json_schema

    _require(args, 1, "schema_to_json_schema")
    return to_json_schema(_canonical(args[0]))


@AREA.builtin("schema_to_openapi_schema")
def schema_to_openapi_schema(ctx: Context, args: Args) -> Value:
    """Return a schema as OpenAPI writes it."""
    from harnvm.schema.export import to_json_schema

    _require(args, 1, "schema_to_openapi_schema")
    return to_json_schema(_canonical(args[0]), openapi=True)


@AREA.builtin("schema_from_json_schema")
def schema_from_json_schema(ctx: Context, args: Args) -> Value:
    """Return a JSON Schema in Harn's own form."""
    _require(args, 1, "schema_from_json_schema")
    return _canonical(args[0])


@AREA.builtin("schema_from_openapi_schema")
def schema_from_openapi_schema(ctx: Context, args: Args) -> Value:
    """Return an OpenAPI schema in Harn's own form."""
    _require(args, 1, "schema_from_openapi_schema")
    return _canonical(args[0])


@AREA.builtin("schema_extend")
def schema_extend(ctx: Context, args: Args) -> Value:
    """Return a schema with the keywords of another in place of its own."""
    from harnvm.schema.edit import extend

    _require(args, 2, "schema_extend")
    return extend(_canonical(args[0]), _canonical(args[1]))


@AREA.builtin("schema_partial")
def schema_partial(ctx: Context, args: Args) -> Value:
    """Return a schema in which no key is required."""
    from harnvm.schema.edit import partial

    _require(args, 1, "schema_partial")
    return partial(_canonical(args[0]))


@AREA.builtin("schema_pick")
def schema_pick(ctx: Context, args: Args) -> Value:
    """Return a schema with only some of its properties."""
    from harnvm.schema.edit import pick

    return _with_keys(args, "schema_pick", pick)


@AREA.builtin("schema_omit")
def schema_omit(ctx: Context, args: Args) -> Value:
    """Return a schema without some of its properties."""
    from harnvm.schema.edit import omit

    return _with_keys(args, "schema_omit", omit)


def _with_keys(args: Args, name: str, change: Callable[[Schema, list[str]], Schema]) -> Schema:
    _require(args, 2, name)
    keys = args[1]
    if not is_list(keys):
        raise thrown(f"{name}: keys must be a list")
    return change(_canonical(args[0]), [display(key) for key in keys])


@AREA.builtin("__assert_schema")
def assert_schema(ctx: Context, args: Args) -> Value:
    """Refuse an argument that is not what the schema of its parameter asks for.

    Arguments: the value, the parameter's name, the schema. The compiler writes the calls.
    """
    name = arg(args, 1)
    assert_parameter(arg(args, 0), name if type(name) is str else "value", arg(args, 2))
    return None
