"""Printing and asking: everything a script writes to standard output as plain text."""

from __future__ import annotations

from harnvm.builtins.args import text
from harnvm.builtins.registry import Area, Args
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("io")


@AREA.builtin("println")
def println(ctx: Context, args: Args) -> Value:
    """Write the first argument and a line end."""
    ctx.write(display(args[0]) + "\n" if args else "\n")
    return None


@AREA.builtin("print")
def print_text(ctx: Context, args: Args) -> Value:
    """Write the first argument."""
    ctx.write(text(args, 0))
    return None


@AREA.builtin("log")
def log(ctx: Context, args: Args) -> Value:
    """Write the first argument as a line marked as log output."""
    ctx.write(f"[harn] {text(args, 0)}\n")
    return None


_COLORS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_CODES = {name: 30 + place for place, name in enumerate(_COLORS)}
_CODES.update({"bright_" + name: 90 + place for place, name in enumerate(_COLORS)})
_CODES.update({"gray": 90, "grey": 90})


@AREA.builtin("color")
def color(ctx: Context, args: Args) -> Value:
    """Return a text wrapped in the terminal codes of a colour; unknown colours leave it as it is."""
    code = _CODES.get(text(args, 1))
    return text(args, 0) if code is None else f"\x1b[{code}m{text(args, 0)}\x1b[0m"


@AREA.builtin("bold")
def bold(ctx: Context, args: Args) -> Value:
    """Return a text wrapped in the terminal codes of bold type."""
    return f"\x1b[1m{text(args, 0)}\x1b[0m"


@AREA.builtin("dim")
def dim(ctx: Context, args: Args) -> Value:
    """Return a text wrapped in the terminal codes of faint type."""
    return f"\x1b[2m{text(args, 0)}\x1b[0m"


@AREA.builtin("uuid")
def uuid(ctx: Context, args: Args) -> Value:
    """Return a random UUID (version 4)."""
    from uuid import uuid4

    return str(uuid4())


@AREA.builtin("prompt_user")
def prompt_user(ctx: Context, args: Args) -> Value:
    """Write a prompt and return the next line of standard input without the space at its end.

    At the end of input the answer is empty; a line that is not UTF-8 is nil.
    """
    from harnvm.builtins.input_lines import InputLines
    from harnvm.values.methods.strings import STRING_METHODS

    ctx.write(text(args, 0))
    ctx.tasks.flush()
    try:
        line = ctx.state(InputLines).next(ctx)
        line.encode()  # bytes that did not decode may hide in it as surrogates
    except UnicodeError:
        return None
    return STRING_METHODS["trim_end"](line, [], ctx.call)
