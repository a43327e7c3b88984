"""Strings in messages that show them as a programmer would write them."""

from __future__ import annotations


def debug_text(text: str) -> str:
    """Return a string in double quotes, what cannot be printed escaped."""
    return '"' + "".join([_ESCAPES.get(char) or _printable(char) for char in text]) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


def _printable(char: str) -> str:
    return char if char.isprintable() else f"\\u{{{ord(char):x}}}"
