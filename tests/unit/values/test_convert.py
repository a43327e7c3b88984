"""Conversions between numbers and text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.convert import parse_float, parse_int, to_float, to_int, to_string
from harnvm.values.model import INT_MAX, INT_MIN, Duration

from .support import ints


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("+5", 5),
        ("-0005", -5),
        ("9223372036854775807", INT_MAX),
        ("-9223372036854775808", INT_MIN),
        ("0" * 5000 + "7", 7),
        ("", None),
        ("-", None),
        ("+-1", None),
        (" 5 ", None),
        ("1_000", None),
        ("1.0", None),
        ("0x10", None),
        ("٣", None),
        ("9223372036854775808", None),
        ("-9223372036854775809", None),
        ("9" * 5000, None),
    ],
)
def test_parse_int(text, number):
    """Only ASCII digits after at most one sign are an int, and only within 64 bits."""
    assert parse_int(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.", 1.0),
        (".5", 0.5),
        ("1e5", 1e5),
        ("-1.5E-3", -0.0015),
        ("inf", math.inf),
        ("-Infinity", -math.inf),
        ("1e400", math.inf),
        (".", None),
        ("e5", None),
        ("1e", None),
        ("1_0", None),
        (" 1", None),
        ("1\n", None),
        ("１", None),
        ("0x1p3", None),
        ("", None),
    ],
)
def test_parse_float(text, number):
    """Decimal floats and the names of infinity are read; spaces and underscores are not."""
    assert parse_float(text) == number


def test_parse_nan():
    """NaN has a name in any case, with or without a sign."""
    assert all(math.isnan(parse_float(text) or 0.0) for text in ("nan", "NaN", "+NAN", "-nan"))


def test_to_int():
    """Floats are cut and clamped, strings parsed, the rest is nil."""
    assert [to_int(v) for v in (7, 2.9, -2.9, "12", "x")] == [7, 2, -2, 12, None]
    assert [to_int(v) for v in (math.nan, math.inf, -math.inf, 1e300)] == [0, INT_MAX, INT_MIN, INT_MAX]
    assert [to_int(v) for v in (True, None, [1], Duration(5))] == [None] * 4


def test_to_float():
    """Ints become floats, strings are parsed, the rest is nil."""
    assert [to_float(v) for v in (7, 2.5, "2.5", "x", True, None)] == [7.0, 2.5, 2.5, None, None, None]
    assert type(to_float(7)) is float


@given(ints)
def test_ints_survive_text(number):
    """An int comes back from its text."""
    assert to_int(to_string(number)) == number


@given(st.floats(allow_nan=False))
def test_floats_survive_text(number):
    """A float comes back from its text."""
    assert to_float(to_string(number)) == number


@given(st.text(alphabet="0123456789+-.eE_ ", max_size=8))
def test_parsers_never_raise(text):
    """Any text is a number or nil."""
    parse_int(text)
    parse_float(text)
