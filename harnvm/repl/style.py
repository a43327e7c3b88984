"""Colours by purpose, and text made safe to print."""

from __future__ import annotations

import re

_CODES = {
    "bold": "1",
    "dim": "2",
    "error": "31",
    "warning": "33",
    "added": "32",
    "removed": "31",
    "user": "36",
    "assistant": "32",
    "system": "33",
    "developer": "33",
    "tool": "35",
    "tool_result": "35",
}

#: Everything a terminal may take for an order, and what turns text around. Line ends and tabs are harmless.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Palette:
    """Paints text for a terminal, or leaves it alone.

    Args:
        colours: Whether to paint.
    """

    def __init__(self, colours: bool) -> None:
        self.colours = colours

    def __call__(self, style: str, text: str) -> str:
        """Return `text` in a style: a purpose such as ``"error"``, or a role of messages."""
        code = _CODES.get(style, "34")
        return f"\x1b[{code}m{text}\x1b[0m" if self.colours and text else text


def safe(text: str) -> str:
    """Return `text` with control characters spelt out.

    Messages come from models and tools; none of them may move the cursor or rename the window.
    """
    return _UNSAFE.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def count(number: int, thing: str, ending: str = "s") -> str:
    """Return ``1 message``, ``2 messages``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}{ending}"


def folded(text: str, limit: int, hint: str = "") -> str:
    """Return `text` shortened to about `limit` characters, saying how many are left out.

    Args:
        text: One or more lines.
        limit: How much to keep.
        hint: How to see the rest.
    """
    rest = len(text) - limit
    if rest <= 20:  # the note would be as long
        return text
    return f"{text[:limit]}… ({count(rest, 'more character')}{hint})"
