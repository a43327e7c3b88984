"""Colours and progress, for terminals only."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from harnvm.cli.output import ERRORS

_CODES = {"red": "31", "green": "32", "dim": "2"}


class Colours:
    """Paints text where a stream is a terminal and the user wants colours (https://no-color.org)."""

    def __init__(self, stream: TextIO | None) -> None:
        wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self._enabled = wanted and _is_terminal(stream)

    def __call__(self, colour: str, text: str) -> str:
        """Return the text in a colour."""
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self._enabled else text


class Progress:
    """One line on standard error that says how far long work has come; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._enabled = _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"

    def show(self, text: str) -> None:
        """Replace the line."""
        if self._enabled:
            width = shutil.get_terminal_size().columns - 1
            ERRORS.write(f"\r\x1b[2K{text[:width]}")
            ERRORS.flush()

    def clear(self) -> None:
        """Take the line away, before anything else is printed."""
        self.show("")


def _is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is a terminal; a closed one is None."""
    return stream is not None and stream.isatty()
