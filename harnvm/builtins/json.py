"""JSON: values to text and back."""

from __future__ import annotations

from harnvm.builtins.args import arg, text
from harnvm.builtins.json_compact import stringify
from harnvm.builtins.json_read import JsonError, read_json
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("json")


@AREA.builtin("json_stringify")
def json_stringify(ctx: Context, args: Args) -> Value:
    """Return a value as compact JSON."""
    return stringify(arg(args, 0))


@AREA.builtin("json_parse")
def json_parse(ctx: Context, args: Args) -> Value:
    """Return the value that a JSON text stands for."""
    try:
        return read_json(text(args, 0))
    except JsonError as error:
        raise thrown(f"JSON parse error: {error}") from None
