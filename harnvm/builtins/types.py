"""What kind a value is, conversions, and ``Result``."""

from __future__ import annotations

from harnvm.builtins.args import arg, err, ok
from harnvm.builtins.registry import Area, Args
from harnvm.errors import runtime_error
from harnvm.values import convert
from harnvm.values.access import length
from harnvm.values.display import display, type_name
from harnvm.values.identity import address, same
from harnvm.values.model import EnumValue, SetValue, Value
from harnvm.values.view import is_list
from harnvm.vm.context import Context

AREA = Area("types")


@AREA.builtin("type_of")
def type_of(ctx: Context, args: Args) -> Value:
    """Return the name of a value's type."""
    return type_name(arg(args, 0))


@AREA.builtin("to_string")
def to_string(ctx: Context, args: Args) -> Value:
    """Return a value as it is shown."""
    return display(arg(args, 0))


@AREA.builtin("to_int")
def to_int(ctx: Context, args: Args) -> Value:
    """Return a number or the number a string spells as an int, else nil."""
    return convert.to_int(arg(args, 0))


@AREA.builtin("to_float")
def to_float(ctx: Context, args: Args) -> Value:
    """Return a number or the number a string spells as a float, else nil."""
    return convert.to_float(arg(args, 0))


@AREA.builtin("len")
def length_of(ctx: Context, args: Args) -> Value:
    """Return the number of characters, elements or entries; 0 for what has none."""
    return length(arg(args, 0))


@AREA.builtin("to_list")
def to_list(ctx: Context, args: Args) -> Value:
    """Return a list as it is, a set as a list, and anything else as the list of just it."""
    value = arg(args, 0)
    if is_list(value):
        return value
    return list(value.items.values()) if type(value) is SetValue else [value]


@AREA.builtin("is_same")
def is_same(ctx: Context, args: Args) -> Value:
    """Tell whether two values are one object; simple values are the same when equal."""
    return same(arg(args, 0), arg(args, 1))


@AREA.builtin("addr_of")
def addr_of(ctx: Context, args: Args) -> Value:
    """Return a text that only the same object shares."""
    return address(arg(args, 0))


@AREA.builtin("unreachable")
def unreachable(ctx: Context, args: Args) -> Value:
    """Refuse to go on: the program thought that it could not get here."""
    detail = f": {display(args[0])}" if args else ""
    raise runtime_error("unreachable code was reached" + detail)


@AREA.builtin("Ok")
def make_ok(ctx: Context, args: Args) -> Value:
    """Return a result that holds a value."""
    return ok(arg(args, 0))


@AREA.builtin("Err")
def make_err(ctx: Context, args: Args) -> Value:
    """Return a result that holds an error."""
    return err(arg(args, 0))


def _variant(value: Value) -> str | None:
    """Return which variant of ``Result`` a value is, None if it is no result."""
    return value.variant if type(value) is EnumValue and value.enum == "Result" else None


def _payload(value: EnumValue) -> Value:
    return value.fields[0] if value.fields else None


@AREA.builtin("is_ok")
def is_ok(ctx: Context, args: Args) -> Value:
    """Tell whether a value is an ``Ok`` result."""
    return _variant(arg(args, 0)) == "Ok"


@AREA.builtin("is_err")
def is_err(ctx: Context, args: Args) -> Value:
    """Tell whether a value is an ``Err`` result."""
    return _variant(arg(args, 0)) == "Err"


@AREA.builtin("unwrap")
def unwrap(ctx: Context, args: Args) -> Value:
    """Return what an ``Ok`` holds, and any value that is no result as it is; refuse an ``Err``."""
    value = arg(args, 0)
    variant = _variant(value)
    if variant == "Err":
        shown = display(value.fields[0]) if value.fields else ""
        raise runtime_error(f"unwrap called on Err: {shown}")
    return _payload(value) if variant == "Ok" else value


@AREA.builtin("unwrap_or")
def unwrap_or(ctx: Context, args: Args) -> Value:
    """Return what `unwrap` would, and the second argument for an ``Err``."""
    value = arg(args, 0)
    variant = _variant(value)
    if variant == "Err":
        return arg(args, 1)
    return _payload(value) if variant == "Ok" else value


@AREA.builtin("unwrap_err")
def unwrap_err(ctx: Context, args: Args) -> Value:
    """Return what an ``Err`` holds; refuse everything else."""
    value = arg(args, 0)
    if _variant(value) != "Err":
        raise runtime_error("unwrap_err called on non-Err")
    return _payload(value)
