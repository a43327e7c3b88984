"""Wall-clock time and the calendar, in UTC and without a limit on years."""

from __future__ import annotations

import time
from typing import NamedTuple

_DAY = 86_400
#: The calendar repeats after this many days and years.
_CYCLE_DAYS, _CYCLE_YEARS = 146_097, 400


class Civil(NamedTuple):
    """A calendar date and time of day; Sunday is weekday 0."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    weekday: int


def civil(seconds: int) -> Civil:
    """Return the date and time of a moment given in seconds since 1970."""
    cycles, rest = divmod(seconds, _CYCLE_DAYS * _DAY)
    moment = time.gmtime(rest)
    return Civil(
        moment.tm_year + cycles * _CYCLE_YEARS,
        moment.tm_mon,
        moment.tm_mday,
        moment.tm_hour,
        moment.tm_min,
        moment.tm_sec,
        (moment.tm_wday + 1) % 7,
    )


def days_since_1970(year: int, month: int, day: int) -> int:
    """Return the number of days from 1970 to a date; a day beyond the month's end runs on into the next."""
    if month < 3:  # years that begin in March have their leap day at the end
        year, month = year - 1, month + 12
    leap_days = year // 4 - year // 100 + year // 400
    return 365 * year + leap_days + (153 * (month - 3) + 2) // 5 + day - 719_469


def iso_seconds(now: float | None = None) -> str:
    """Return a moment, now by default, as ``2026-03-29T14:00:00Z``."""
    moment = civil(int(time.time() if now is None else now))
    return (
        f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
        f"T{moment.hour:02}:{moment.minute:02}:{moment.second:02}Z"
    )


def iso_milliseconds() -> str:
    """Return the present moment as ``2026-03-29T14:00:00.123Z``."""
    milliseconds = time.time_ns() // 1_000_000
    return f"{iso_seconds(milliseconds // 1000)[:-1]}.{milliseconds % 1000:03}Z"
