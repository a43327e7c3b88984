"""Wall-clock time and the calendar, in UTC and without a limit on years."""

from __future__ import annotations

import time

_DAY = 86_400
#: The calendar repeats after this many days and years.
_CYCLE_DAYS, _CYCLE_YEARS = 146_097, 400


def civil(seconds: int) -> tuple[int, int, int, int, int, int, int]:
    """Return year, month, day, hour, minute, second and weekday of a moment; Sunday is weekday 0."""
    cycles, rest = divmod(seconds, _CYCLE_DAYS * _DAY)
    year, month, day, hour, minute, second, weekday = time.gmtime(rest)[:7]
    return year + cycles * _CYCLE_YEARS, month, day, hour, minute, second, (weekday + 1) % 7


def days_since_1970(year: int, month: int, day: int) -> int:
    """Return the number of days from 1970 to a date; a day beyond the month's end runs on into the next."""
    if month < 3:  # years that begin in March have their leap day at the end
        year, month = year - 1, month + 12
    leap_days = year // 4 - year // 100 + year // 400
    return 365 * year + leap_days + (153 * (month - 3) + 2) // 5 + day - 719_469


def iso_seconds(now: float | None = None) -> str:
    """Return a moment, now by default, as ``2026-03-29T14:00:00Z``."""
    date = civil(int(time.time() if now is None else now))
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*date)


def iso_milliseconds() -> str:
    """Return the present moment as ``2026-03-29T14:00:00.123Z``."""
    milliseconds = time.time_ns() // 1_000_000
    return f"{iso_seconds(milliseconds // 1000)[:-1]}.{milliseconds % 1000:03}Z"
