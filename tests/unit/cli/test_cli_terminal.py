"""Colours and progress."""

from __future__ import annotations

import io
import sys

import pytest

from harnvm.cli.terminal import Colours, Progress


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture(autouse=True)
def _terminal_with_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "20")


def test_colours_on_terminals_only() -> None:
    """A terminal gets colours, a pipe or a file does not."""
    assert Colours(Terminal())("red", "FAIL") == "\x1b[31mFAIL\x1b[0m"
    assert Colours(io.StringIO())("red", "FAIL") == "FAIL"


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_turned_off(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    """``NO_COLOR`` turns colours off, and a dumb terminal has none."""
    monkeypatch.setenv(variable, value)
    assert Colours(Terminal())("red", "FAIL") == "FAIL"


def test_progress_on_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is one line that fits the terminal and goes away; elsewhere there is none."""
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        monkeypatch.setattr(sys, "stderr", stream)
        progress = Progress()
        progress.show("x" * 40)
        progress.clear()
    assert terminal.getvalue() == f"\r\x1b[2K{'x' * 19}\r\x1b[2K"
    assert pipe.getvalue() == ""
