"""Structured logging: one JSON object a line on standard output, filtered by level."""

from __future__ import annotations

from harnvm.builtins.args import arg, fields, text
from harnvm.builtins.clock import iso_milliseconds
from harnvm.builtins.json_write import quote
from harnvm.builtins.log_lines import LEVELS, LogState, fragment, write_log
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("logging")


@AREA.builtin("log_debug")
def log_debug(ctx: Context, args: Args) -> Value:
    """Write a log line of level debug: a message, and a dict of fields."""
    write_log(ctx, "debug", text(args, 0), fields(arg(args, 1)))
    return None


@AREA.builtin("log_info")
def log_info(ctx: Context, args: Args) -> Value:
    """Write a log line of level info: a message, and a dict of fields."""
    write_log(ctx, "info", text(args, 0), fields(arg(args, 1)))
    return None


@AREA.builtin("log_warn")
def log_warn(ctx: Context, args: Args) -> Value:
    """Write a log line of level warn: a message, and a dict of fields."""
    write_log(ctx, "warn", text(args, 0), fields(arg(args, 1)))
    return None


@AREA.builtin("log_error")
def log_error(ctx: Context, args: Args) -> Value:
    """Write a log line of level error: a message, and a dict of fields."""
    write_log(ctx, "error", text(args, 0), fields(arg(args, 1)))
    return None


@AREA.builtin("log_set_level")
def log_set_level(ctx: Context, args: Args) -> Value:
    """Drop log lines below a level from now on."""
    name = text(args, 0)
    if name not in LEVELS:
        raise thrown(f"log_set_level: invalid level '{name}'. Expected debug, info, warn, or error")
    ctx.state(LogState).level = LEVELS[name]
    return None


@AREA.builtin("log_json")
def log_json(ctx: Context, args: Args) -> Value:
    """Write a key and a value as a JSON line with a time stamp, whatever the log level."""
    key, value = quote(text(args, 0)), fragment(arg(args, 1))
    ctx.write(f'{{"ts":"{iso_milliseconds()}","key":{key},"value":{value}}}\n')
    return None
