"""A REPL without a terminal, for tests that need no process."""

from __future__ import annotations

import io
import re

import pytest

from harnvm.host.vm import VM
from harnvm.repl.app import answer
from harnvm.repl.console import Console
from harnvm.repl.evaluator import Evaluator
from harnvm.repl.shell import Shell
from harnvm.repl.style import Palette
from harnvm.sessions import SessionStore


class Repl:
    """Answers lines as the REPL does, and remembers what it said."""

    def __init__(self) -> None:
        self._written = io.StringIO()
        console = Console(self._written, self._written)

        def make_vm(store: SessionStore | None) -> VM:
            return VM(sessions=store, stdout=console, stderr=console.errors)

        self.shell = Shell(Evaluator(make_vm), console, Palette(colours=False), terminal=False)

    @property
    def store(self) -> SessionStore:
        """The live sessions."""
        return self.shell.store

    def __call__(self, *lines: str) -> str:
        """Answer lines and return what was said, its last line end left out."""
        before = len(self._written.getvalue())
        for line in lines:
            answer(self.shell, line)
        return self._written.getvalue()[before:].removesuffix("\n")

    def session(self, id: str, *contents: str) -> None:
        """Make a session of messages by user and assistant in turn."""
        self.store.open(id)
        for index, content in enumerate(contents):
            self.store.inject(id, {"role": ("user", "assistant")[index % 2], "content": content})


@pytest.fixture
def repl() -> Repl:
    """A fresh REPL."""
    return Repl()


def without_codes(text: str) -> str:
    """Return text without terminal codes."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r", "", text)
