"""String methods."""

from __future__ import annotations

import pytest
from hypothesis import given

from harnvm.values.display import display

from .support import message, method, texts

RESULTS = [
    ("aé", "count", (), "2"),
    ("aé", "len", (), "2"),
    ("", "empty", (), "true"),
    ("abc", "contains", ("b",), "true"),
    ("a1", "contains", (1,), "true"),
    ("abc", "contains", (), "true"),
    ("aXbX", "replace", ("X", "-"), "a-b-"),
    ("ab", "replace", ("", "-"), "-a-b-"),
    ("a1", "replace", (1, None), "anil"),
    ("ab", "replace", ("a",), "nil"),
    ("a,b,,c", "split", (), "[a, b, , c]"),
    ("a b", "split", (" ",), "[a, b]"),
    ("", "split", (",",), "[]"),
    ("abc", "split", ("",), "[, a, b, c, ]"),
    ("", "split", ("",), "[, ]"),
    ("\u2003 a b\u00a0\n", "trim", (), "a b"),
    ("\x1ca\u200b", "trim", (), "\x1ca\u200b"),
    (" a ", "trim_start", (), "a "),
    (" a ", "trim_end", (), " a"),
    ("abc", "starts_with", ("ab",), "true"),
    ("abc", "starts_with", (), "true"),
    ("abc", "ends_with", ("ab",), "false"),
    ("ΑΣ ß", "lowercase", (), "ας ß"),
    ("AB", "lower", (), "ab"),
    ("AB", "to_lower", (), "ab"),
    ("straße", "uppercase", (), "STRASSE"),
    ("ab", "upper", (), "AB"),
    ("ab", "to_upper", (), "AB"),
    ("hello", "substring", (1, 3), "el"),
    ("hello", "substring", (2,), "llo"),
    ("hello", "substring", (-2, 3), "hel"),
    ("hello", "substring", (1, -1), "ello"),
    ("hello", "substring", (3, 1), ""),
    ("hello", "substring", (9,), ""),
    ("hello", "substring", ("1", 2), "he"),
    ("éaéa", "index_of", ("a",), "1"),
    ("éaéa", "last_index_of", ("a",), "3"),
    ("abc", "index_of", ("x",), "-1"),
    ("abc", "index_of", (), "0"),
    ("abc", "last_index_of", ("",), "3"),
    ("aé", "chars", (), "[a, é]"),
    ("abc", "char_at", (1,), "b"),
    ("abc", "char_at", (), "a"),
    ("abc", "char_at", (-1,), "nil"),
    ("abc", "char_at", (3,), "nil"),
    ("ab", "repeat", (2,), "abab"),
    ("ab", "repeat", (), "ab"),
    ("ab", "repeat", (-1,), ""),
    ("aéb", "reverse", (), "béa"),
    ("a", "pad_left", (3,), "  a"),
    ("a", "pad_left", (3, "xy"), "xxa"),
    ("a", "pad_right", (3, "-"), "a--"),
    ("a", "pad_right", (3, ""), "a  "),
    ("abc", "pad_left", (2,), "abc"),
    ("abc", "pad_left", (), "abc"),
    ("x", "pad_left", (3, 7), "77x"),
    ("a\nb\r\n\nc", "lines", (), "[a, b, , c]"),
    ("a\n", "lines", (), "[a]"),
    ("", "lines", (), "[]"),
    ("a\rb\r", "lines", (), "[a\rb\r]"),
    ("ab", "iter", (), "<iter>"),
    ("ab", "title", (), "nil"),
    ("ab", "map", (lambda x: x,), "nil"),
]


@pytest.mark.parametrize(("text", "name", "args", "shown"), RESULTS)
def test_results(text, name, args, shown):
    """Each string method gives what it gives in Harn 0.7.8."""
    assert display(method(text, name, *args)) == shown


@given(texts, texts.filter(bool))
def test_split_and_join_undo_each_other(text, separator):
    """Joining the parts with the separator gives the text."""
    assert method(method(text, "split", separator), "join", separator) == text


@pytest.mark.parametrize("name", ["pad_left", "pad_right"])
def test_negative_widths_are_refused(name):
    """A negative width, which ends Harn 0.7.8, is an error."""
    assert message(method, "a", name, -1) == "Runtime error: cannot pad to a negative width: -1"


def test_absurd_sizes_are_refused():
    """Nothing is allocated for a text that is too long."""
    huge = 9 * 10**18
    assert message(method, "ab", "repeat", huge) == f"Runtime error: string too long: {2 * huge} characters"
    assert message(method, "ab", "pad_left", huge) == f"Runtime error: string too long: {huge} characters"
    long = "x" * 30_000
    assert (
        message(method, long, "replace", "x", long) == "Runtime error: string too long: 900000000 characters"
    )
