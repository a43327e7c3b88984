"""The REPL on a terminal, driven as a person would."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.repl.conftest import without_codes

pty = pytest.importorskip("pty")
pytest.importorskip("prompt_toolkit")
pytest.importorskip("pygments")

_PATIENCE = 20.0
#: The blank after it may be drawn or skipped.
_PROMPT = "harn>"

#: How a terminal is asked for the place of its cursor. Without an answer there is no toolbar.
_WHERE = b"\x1b[6n"

CTRL_C = "\x03"
CTRL_D = "\x04"
UP = "\x1b[A"
ENTER = "\r"
ALT_ENTER = "\x1b\r"
TAB = "\t"


class Terminal:
    """A REPL on a terminal of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        import fcntl
        import struct
        import termios

        self._process, self._terminal = pty.fork()
        if not self._process:
            os.execve(sys.executable, [sys.executable, "-m", "harnvm", "repl"], environment)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
        self._bytes = b""
        self._seen = 0

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._terminal, text.encode())

    def expect(self, text: str) -> str:
        """Wait until some text appears after what was expected before; return what stood in between."""
        end = time.monotonic() + _PATIENCE
        while True:
            shown = without_codes(self._bytes.decode(errors="replace"))
            at = shown.find(text, self._seen)
            if at >= 0:
                between, self._seen = shown[self._seen : at], at + len(text)
                return between
            assert time.monotonic() < end, f"{text!r} does not appear in {shown[self._seen :]!r}"
            self._read(0.2)

    def answer(self, line: str) -> str:
        """Type a line and return what comes before the next prompt."""
        self.type(line + ENTER)
        return self.expect("\n" + _PROMPT)

    def leave(self) -> int:
        """Wait for the end and return the exit status."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            done, status = os.waitpid(self._process, os.WNOHANG)
            if done:
                self._process = 0
                return os.waitstatus_to_exitcode(status)
            self._read(0.02)
        raise AssertionError("it does not end")

    def close(self) -> None:
        """End the process if it still runs."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        os.close(self._terminal)

    def _read(self, seconds: float) -> None:
        if select.select([self._terminal], [], [], seconds)[0]:
            try:
                got = os.read(self._terminal, 65_536)
                self._bytes += got
                for _ in range(got.count(_WHERE)):
                    os.write(self._terminal, b"\x1b[1;1R")
            except OSError:  # nobody has the other side open any more
                time.sleep(0.01)


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a REPL with some environment variables, and wait for its first prompt."""
    started: list[Terminal] = []

    def begin(**more: str) -> Terminal:
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "EDITOR", "VISUAL")}
        own = {"TERM": "xterm", "HARNVM_HISTORY": str(tmp_path / "history")}
        terminal = Terminal({**kept, **own, **more})
        started.append(terminal)
        terminal.expect(_PROMPT)
        return terminal

    yield begin
    for terminal in started:
        terminal.close()


def test_a_sitting(start: Start, tmp_path: Path) -> None:
    """Lines are answered, errors told, Ctrl-C and Ctrl-D work, and the next sitting remembers."""
    repl = start()
    assert "_1 = 42" in repl.answer("6 * 7")
    assert "_2 = 43" in repl.answer("_ + 1")
    repl.answer("nil")
    assert "error: Runtime error: Division by zero" in repl.answer("1 / 0")

    repl.type("half a li" + CTRL_C)
    repl.expect("\n" + _PROMPT)
    repl.type('println("begun") while true { }' + ENTER)
    repl.expect("\nbegun")
    repl.type(CTRL_C)
    repl.expect("interrupted")
    repl.expect(_PROMPT)
    assert "_3 = [42, 43]" in repl.answer("[_1, _2]")

    repl.type(CTRL_D)
    assert repl.leave() == 0
    repl = start()
    repl.type(UP)
    repl.expect("[_1, _2]")


def test_many_lines(start: Start) -> None:
    """Enter goes on where the grammar wants more and ends where it does not; Alt-Enter always ends."""
    repl = start()
    repl.type("fn f(a) {" + ENTER)
    repl.expect("....>")
    repl.type("return a + 1" + ENTER + "}" + ENTER)
    repl.expect("\n" + _PROMPT)
    assert "_1 = 3" in repl.answer("f(2)")
    repl.type("f(" + ALT_ENTER)
    repl.expect("error: ")


def test_completion(start: Start) -> None:
    """Tab completes what is alone, and the toolbar shows the signature of the call."""
    repl = start()
    repl.answer("let particular = [1]")
    repl.type("partic" + TAB)
    repl.expect("ular")
    repl.type(".flat_m" + TAB)
    repl.expect("ap")
    repl.type(CTRL_C)
    repl.expect("\n" + _PROMPT)
    repl.type("agent_session_length(")
    repl.expect("> int")  # only what differs from the old text is drawn


def test_conversations_in_colour(start: Start) -> None:
    """Roles have colours on a terminal, unless the user wants none."""
    lines = ('agent_session_open("a")', 'agent_session_inject("a", {role: "user", content: "Hi"})', ":show a")
    repl = start()
    for line in lines:
        repl.answer(line)
    assert b"\x1b[36muser" in repl._bytes
    repl = start(NO_COLOR="1")
    for line in lines:
        repl.answer(line)
    assert b"\x1b[36m" not in repl._bytes


def test_without_the_extra(start: Start, tmp_path: Path) -> None:
    """Without prompt_toolkit one line says what to install; plain lines, Ctrl-C and Ctrl-D work."""
    (tmp_path / "prompt_toolkit.py").write_text("raise ModuleNotFoundError('no', name='prompt_toolkit')")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    repl = start(PYTHONPATH=path)
    shown = without_codes(repl._bytes.decode())
    assert shown.count("\n") == 2
    assert 'pip install "harnvm[repl]"' in shown
    assert repl.answer("6 * 7").endswith("_1 = 42")
    repl.type("[1," + ENTER)
    repl.expect("....>")
    assert repl.answer("2]").endswith("_2 = [1, 2]")
    repl.type('println("begun") while true { }' + ENTER)
    repl.expect("\nbegun")
    repl.type(CTRL_C)
    repl.expect("interrupted")
    repl.expect(_PROMPT)
    repl.type("half a li" + CTRL_C)
    repl.expect("\n" + _PROMPT)
    repl.type(CTRL_D)
    assert repl.leave() == 0
