"""Dicts as collections, and what compiled programs call to take values apart or build them.

The names with two underscores are not for scripts: the compiler writes calls to them for destructuring,
typed parameters and struct literals.
"""

from __future__ import annotations

from harnvm.builtins.args import arg, fields, text
from harnvm.builtins.registry import Area, Args
from harnvm.errors import type_error
from harnvm.values.display import type_name
from harnvm.values.model import StructValue, Value
from harnvm.values.view import is_list
from harnvm.vm.context import Context

AREA = Area("shapes")


@AREA.builtin("keys")
def keys(ctx: Context, args: Args) -> Value:
    """Return the keys of a dict in order; of anything else, none."""
    return sorted(fields(arg(args, 0)))


@AREA.builtin("values")
def values(ctx: Context, args: Args) -> Value:
    """Return the values of a dict in the order of its keys; of anything else, none."""
    entries = fields(arg(args, 0))
    return [entries[key] for key in sorted(entries)]


@AREA.builtin("entries")
def entries_of(ctx: Context, args: Args) -> Value:
    """Return ``{key, value}`` for each entry of a dict in order; of anything else, none."""
    entries = fields(arg(args, 0))
    return [{"key": key, "value": entries[key]} for key in sorted(entries)]


@AREA.builtin("__assert_dict")
def assert_dict(ctx: Context, args: Args) -> Value:
    """Refuse to take anything but a dict apart by keys."""
    value = arg(args, 0)
    if type(value) is not dict:
        raise type_error(f"cannot destructure {type_name(value)} with {{...}} pattern — expected dict")
    return None


@AREA.builtin("__assert_list")
def assert_list(ctx: Context, args: Args) -> Value:
    """Refuse to take anything but a list apart by position."""
    value = arg(args, 0)
    if not is_list(value):
        raise type_error(f"cannot destructure {type_name(value)} with [...] pattern — expected list")
    return None


@AREA.builtin("__assert_interface")
def assert_interface(ctx: Context, args: Args) -> Value:
    """Refuse an argument that cannot have the methods of an interface: only structs have methods.

    Arguments: the value, the parameter's name, the interface's name.
    """
    value = arg(args, 0)
    if type(value) is not StructValue:
        expected = f"expected value satisfying interface '{text(args, 2)}'"
        raise type_error(f"parameter '{text(args, 1)}': {expected}, got {type_name(value)}")
    return None


@AREA.builtin("__assert_shape")
def assert_shape(ctx: Context, args: Args) -> Value:
    """Refuse an argument without the fields of a shape.

    Arguments: the value, the parameter's name, the shape as in ``name: string, age:? int``.
    """
    shape = arg(args, 2)
    if type(shape) is str:
        from harnvm.builtins.shape_check import check_shape

        name = arg(args, 1)
        check_shape(arg(args, 0), name if type(name) is str else "value", shape)
    return None


@AREA.builtin("__dict_rest")
def dict_rest(ctx: Context, args: Args) -> Value:
    """Return a dict without the keys of a list; nil for what is no dict."""
    value, taken = arg(args, 0), arg(args, 1)
    if type(value) is not dict:
        return None
    if not is_list(taken):
        return value
    names = {name for name in taken if type(name) is str}
    return {key: part for key, part in value.items() if key not in names}


@AREA.builtin("__make_struct")
def make_struct(ctx: Context, args: Args) -> Value:
    """Return an instance of a struct, given its name and a dict of its fields."""
    return StructValue(text(args, 0), dict(fields(arg(args, 1))))
