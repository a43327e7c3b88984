"""Dates and times."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.builtins.clock import civil, days_since_1970


@pytest.mark.parametrize(
    ("args", "text"),
    [
        ((0,), "1970-01-01 00:00:00"),
        ((1700000000.9, "%H:%M:%S"), "22:13:20"),
        ((951782400, "%d.%m.%Y"), "29.02.2000"),
        ((0, "%y %j %% plain"), "%y %j %% plain"),
        (({"timestamp": 86400},), "1970-01-02 00:00:00"),
        (({"other": 1},), "1970-01-01 00:00:00"),
        (("1700000000",), "1970-01-01 00:00:00"),
        ((), "1970-01-01 00:00:00"),
        ((253402300800,), "10000-01-01 00:00:00"),
        ((1e300,), "584554051223-11-09 07:00:15"),
        ((float("nan"),), "1970-01-01 00:00:00"),
    ],
)
def test_date_format(script, args, text):
    """Moments are shown in UTC by six codes; what is no moment is that of 1970."""
    assert script.call("date_format", *args) == text


def test_date_format_refuses_earlier_moments(script):
    """Moments before 1970 cannot be shown."""
    assert script.message("date_format", -0.5) == (
        "Thrown: date_format: negative timestamps (pre-epoch dates) are not supported"
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1970-01-01", 0.0),
        ("2024-02-29T12:34:56Z", 1709210096.0),
        ("x2024/2/9 1:2:3.999", 1707440523.0),
        ("1969-12-31", -86400.0),
        ("2024-02-31", 1709337600.0),
        ("0001-01-01", -62135596800.0),
        ("99999999999999999999 2000 1 2", 946771200.0),
    ],
)
def test_date_parse(script, text, moment):
    """The numbers in a text are year, month, day, hour, minute and second, whatever stands between."""
    assert script.call("date_parse", text) == moment


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello", "Cannot parse date: hello"),
        ("2024-13-01", "Invalid month: 13 (must be 1-12)"),
        ("2024-01-00", "Invalid day: 0 (must be 1-31)"),
        ("2024-01-01 24", "Invalid hour: 24 (must be 0-23)"),
        ("2024-01-01 23:60", "Invalid minute: 60 (must be 0-59)"),
        ("2024-01-01 23:59:60", "Invalid second: 60 (must be 0-59)"),
    ],
)
def test_date_parse_errors(script, text, message):
    """A text without a date, or with an impossible one, is refused."""
    assert script.message("date_parse", text) == f"Thrown: {message}"


def test_now(script):
    """The clocks agree, and weekdays count from Sunday."""
    now = script.call("date_now")
    assert abs(now["timestamp"] - time.time()) < 5
    assert now["weekday"] == date(now["year"], now["month"], now["day"]).isoweekday() % 7
    assert sorted(now) == ["day", "hour", "minute", "month", "second", "timestamp", "weekday", "year"]


@given(st.dates())
def test_the_calendar_is_pythons(day):
    """Days and dates turn into each other as in Python."""
    number = (day - date(1970, 1, 1)).days
    assert days_since_1970(day.year, day.month, day.day) == number
    found = civil(number * 86_400 + 86_399)
    assert found == (day.year, day.month, day.day, 23, 59, 59, day.isoweekday() % 7)
    assert days_since_1970(day.year, day.month, 1) + 30 == days_since_1970(day.year, day.month, 31)
