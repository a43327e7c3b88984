"""Dates and times, in UTC. A moment is a float of seconds since 1970."""

from __future__ import annotations

import time

from harnvm.builtins.args import arg, fields, number, text
from harnvm.builtins.clock import civil, days_since_1970
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.convert import parse_int
from harnvm.values.model import Value, wrap
from harnvm.vm.context import Context

AREA = Area("datetime")


@AREA.builtin("date_now")
def date_now(ctx: Context, args: Args) -> Value:
    """Return the present moment as a dict of calendar fields, with the moment itself as ``timestamp``."""
    now = time.time()
    names = ("year", "month", "day", "hour", "minute", "second", "weekday")
    return {**dict(zip(names, civil(int(now)), strict=True)), "timestamp": now}


@AREA.builtin("date_format")
def date_format(ctx: Context, args: Args) -> Value:
    """Return a moment, or the ``timestamp`` of a dict, by a pattern of ``%Y %m %d %H %M %S``."""
    given = arg(args, 0)
    moment = number(fields(given).get("timestamp") if type(given) is dict else given) or 0.0
    if moment < 0:
        raise thrown("date_format: negative timestamps (pre-epoch dates) are not supported")
    shown = text(args, 1) if len(args) > 1 else "%Y-%m-%d %H:%M:%S"
    for code, part in zip("YmdHMS", civil(_whole_seconds(moment)), strict=False):
        shown = shown.replace("%" + code, f"{part:04}" if code == "Y" else f"{part:02}")
    return shown


def _whole_seconds(moment: float) -> int:
    """Return `moment` cut to 64 unsigned bits, which every date has to fit into; NaN counts as 0."""
    return (
        min(int(moment), (1 << 64) - 1) if 0 <= moment < float("inf") else (1 << 64) - 1 if moment > 0 else 0
    )


@AREA.builtin("date_parse")
def date_parse(ctx: Context, args: Args) -> Value:
    """Return the moment that a text names by its numbers: year, month, day, hour, minute, second."""
    given = text(args, 0)
    numbers = _numbers(given)
    if len(numbers) < 3:
        raise thrown(f"Cannot parse date: {given}")
    year, month, day, hour, minute, second, *_ = *numbers, 0, 0, 0
    _check("month", month, 1, 12)
    _check("day", day, 1, 31)
    _check("hour", hour, 0, 23)
    _check("minute", minute, 0, 59)
    _check("second", second, 0, 59)
    days = days_since_1970(year, month, day)
    return float(wrap(days * 86_400 + hour * 3600 + minute * 60 + second))


def _numbers(text: str) -> list[int]:
    """Return the numbers in a text that fit into 64 bits."""
    digits = "".join([letter if "0" <= letter <= "9" else " " for letter in text])
    return [found for found in map(parse_int, digits.split()) if found is not None]


def _check(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise thrown(f"Invalid {name}: {value} (must be {low}-{high})")
