"""Comparing what a program printed with what it should have printed."""

from __future__ import annotations

from itertools import zip_longest


def text_lines(text: str) -> list[str]:
    """Return the lines of a text without their ends, which are ``\\n`` or ``\\r\\n``."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def normalised(text: str) -> str:
    """Return a text with one kind of line ends, and without the times that timers report."""
    return "\n".join(map(_without_time, text_lines(text)))


def _without_time(line: str) -> str:
    head, colon, _ = line.rpartition(": ")
    is_timer = colon and line.endswith("ms") and head.startswith("[timer] ")
    return f"{head}: <ms>" if is_timer else line


def difference(expected: str, actual: str) -> list[str]:
    """Return a comparison line by line; what one side lacks counts as an empty line."""
    found = []
    for wanted, got in zip_longest(text_lines(expected), text_lines(actual), fillvalue=""):
        found += [f"  {wanted}"] if wanted == got else [f"- {wanted}", f"+ {got}"]
    return found
