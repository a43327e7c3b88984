"""Progress lines: a phase and a message, with a fraction, a bar or a spinner."""

from __future__ import annotations

from harnvm.builtins.args import arg, integer, text
from harnvm.builtins.registry import Area, Args
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("progress")

_SPINNER = "|/-\\"


@AREA.builtin("progress")
def progress(ctx: Context, args: Args) -> Value:
    """Write a line about how far a phase has come."""
    options = arg(args, 2)
    line = _drawn(args, options) if type(options) is dict else None
    ctx.write((_counted(args) if line is None else line) + "\n")
    return None


def _counted(args: Args) -> str:
    line = f"[{text(args, 0)}] {text(args, 1)}"
    done, total = integer(arg(args, 2)), integer(arg(args, 3))
    if done is None:
        return line
    return f"{line} ({done}%)" if total is None else f"{line} ({done}/{total})"


def _drawn(args: Args, options: dict[str, Value]) -> str | None:
    """Return the line with a bar or a spinner, None if the options name neither."""
    phase, message = text(args, 0), text(args, 1)
    mode = options.get("mode")
    if mode == "bar":
        done, total = _count(options, "current") or 0, _count(options, "total") or 0
        width = _count(options, "width")
        bar = _bar(done, total, 10 if width is None else min(max(width, 3), 40))
        return f"[{phase}] {bar} {message} ({done}/{total})"
    if mode == "spinner":
        step = _count(options, "step")
        step = _count(options, "current") if step is None else step
        return f"[{phase}] {_SPINNER[(step or 0) % 4]} {message}"
    return None


def _count(options: dict[str, Value], name: str) -> int | None:
    return integer(options.get(name))


def _bar(done: int, total: int, width: int) -> str:
    share = min(max(done, 0), total) / total if total > 0 else 0.0
    filled = int(share * width + 0.5)
    return f"[{'#' * filled}{'-' * (width - filled)}]"
