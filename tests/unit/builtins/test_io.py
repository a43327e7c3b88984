"""Printing and asking."""

from __future__ import annotations

import io
import os
import re
import sys

import pytest

from harnvm import VM


def test_only_the_first_argument_is_printed(script):
    """``print``, ``println`` and ``log`` show their first argument and ignore the rest."""
    assert script.printed("print", "a", "b") == "a"
    assert script.printed("println", [1, 2.0, None], "b") == "[1, 2.0, nil]\n"
    assert script.printed("log", {"b": 1, "a": "x"}) == "[harn] {a: x, b: 1}\n"


def test_no_argument_prints_no_text(script):
    """Without arguments only the fixed parts are printed."""
    assert script.printed("print") == ""
    assert script.printed("println") == "\n"
    assert script.printed("log") == "[harn] \n"


@pytest.mark.parametrize(
    ("name", "code"),
    [("red", 31), ("white", 37), ("gray", 90), ("grey", 90), ("bright_black", 90), ("bright_cyan", 96)],
)
def test_colors_wrap_text_in_terminal_codes(script, name, code):
    """A known colour is written as its code around the text."""
    assert script.call("color", 5, name) == f"\x1b[{code}m5\x1b[0m"


def test_unknown_colors_leave_text_alone(script):
    """Unknown and missing colours change nothing."""
    assert script.call("color", "x", "Red") == "x"
    assert script.call("color", "x") == "x"
    assert script.call("color") == ""


def test_bold_and_dim(script):
    """Bold and faint type have codes of their own."""
    assert script.call("bold", "x") == "\x1b[1mx\x1b[0m"
    assert script.call("dim", None) == "\x1b[2mnil\x1b[0m"


def test_uuids_are_random_ones(script):
    """``uuid`` gives version 4 UUIDs, each another."""
    first, second = script.call("uuid"), script.call("uuid")
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first)
    assert first != second


def test_prompt_user_reads_lines(script, monkeypatch):
    """The prompt is printed, and the answer comes without the space at its end; no input is no text."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("  Ada \t\r\n"))
    assert script.call("prompt_user", "name? ") == "  Ada"
    assert script.call("prompt_user") == ""
    assert script.output == ["name? ", ""]
    monkeypatch.setattr(sys, "stdin", None)
    assert script.call("prompt_user") == ""


def test_lines_read_for_nobody_are_kept(monkeypatch):
    """A line that comes when its task has been interrupted is the next one's."""
    reader, writer = os.pipe()
    monkeypatch.setattr(sys, "stdin", os.fdopen(reader))
    vm = VM(stdout=io.StringIO())
    assert vm.eval("try { deadline 50ms { prompt_user() } }").variant == "Err"
    os.write(writer, b"one\ntwo\n")
    os.close(writer)
    assert vm.eval("[prompt_user(), prompt_user(), prompt_user()]") == ["one", "two", ""]
    vm.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_an_interrupted_prompt_leaves_a_terminal_alone(monkeypatch):
    """What is typed after a prompt has been given up is not read behind the next reader's back."""
    ours, theirs = os.openpty()
    monkeypatch.setattr(sys, "stdin", os.fdopen(theirs))
    vm = VM(stdout=io.StringIO())
    assert vm.eval("try { deadline 50ms { prompt_user() } }").variant == "Err"
    os.write(ours, b"typed\n")
    assert sys.stdin.readline() == "typed\n"
    vm.close()
    os.close(ours)


def test_prompt_user_gives_nil_for_broken_input(script, monkeypatch):
    """A line that is not UTF-8 is nil."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\n"), "utf-8"))
    assert script.call("prompt_user") is None
