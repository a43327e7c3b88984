"""Structured logging."""

from __future__ import annotations

import re

import pytest

STAMP = r'"ts":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"'


def line(script, name, *args):
    """Return a printed JSON line without its time stamp."""
    printed = script.printed(name, *args)
    assert re.match(r"\{" + STAMP, printed), printed
    return re.sub(STAMP + ",", "", printed)


def test_log_lines_carry_level_message_and_fields(script):
    """Fields come in key order; what is no scalar is shown as text, what is no JSON number is null."""
    fields = {"b": 1, "a": 2.0, "c": [1, "x"], "d": None, "e": True, "f": float("inf"), "g": 'q"\n'}
    assert line(script, "log_info", "hello", fields) == (
        '{"level":"info","msg":"hello","a":2,"b":1,"c":"[1, x]","d":null,"e":true,"f":null,"g":"q\\"\\n"}\n'
    )
    assert line(script, "log_error", 5, "no dict") == '{"level":"error","msg":"5"}\n'
    assert line(script, "log_warn") == '{"level":"warn","msg":""}\n'


def test_lines_below_the_level_are_dropped(script):
    """``log_set_level`` silences lower levels, and nothing but them."""
    script.call("log_set_level", "warn")
    assert script.printed("log_debug", "x") == ""
    assert script.printed("log_info", "x") == ""
    assert line(script, "log_warn", "x") == '{"level":"warn","msg":"x"}\n'
    assert line(script, "log_json", "k", 1) == '{"key":"k","value":1}\n'
    assert script.printed("log", "x") == "[harn] x\n"


@pytest.mark.parametrize("level", ["trace", "INFO", "", 2])
def test_unknown_levels_are_refused(script, level):
    """Only the four names are levels."""
    assert script.message("log_set_level", level) == (
        f"Thrown: log_set_level: invalid level '{level}'. Expected debug, info, warn, or error"
    )


def test_log_json_writes_one_pair(script):
    """``log_json`` writes a key and a value, text if it is no scalar."""
    assert line(script, "log_json", "k", {"a": 1.5}) == '{"key":"k","value":"{a: 1.5}"}\n'
    assert line(script, "log_json") == '{"key":"","value":null}\n'
