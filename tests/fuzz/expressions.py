"""Fills templates in."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.templates import ANY, KINDS, LITERALS, TEMPLATES

_HOLE = re.compile(r"<([a-z]+)>")
_HOLES = {"any", *LITERALS}

#: What needs no parentheses to stand anywhere.
_CLOSED = re.compile(r"""\w+|\w+\.\d+|"[^"$\\]*"|hide\([^()]*\)""")

#: One in so many values is of another kind than is asked for.
_STRAY = 14


class Expressions:
    """Writes expressions.

    Attributes:
        variables: Names of variables in scope, with the kind that each had when it was declared.
        hidden: Pass what the static checker could object to through a function, so that it runs.
    """

    def __init__(self, random: Random, hidden: bool) -> None:
        self.random = random
        self.hidden = hidden
        self.variables: list[tuple[str, str]] = []

    def any(self, depth: int) -> str:
        """Write an expression of any kind."""
        if depth > 0 and self.random.random() < 0.35:
            return self.fill(self.random.choice(ANY), depth - 1)
        return self.of(self.random.choice(KINDS), depth)

    def of(self, kind: str, depth: int) -> str:
        """Write an expression that is of a kind, or would be if it did not fail."""
        if kind == "any":
            return self._hide(self.any(depth))
        if kind in KINDS and self.random.randrange(_STRAY) == 0:
            return self._hide(self.of(self.random.choice(KINDS), depth))
        names = [name for name, of in self.variables if of == kind]
        if names and self.random.random() < 0.4:
            return self.random.choice(names)
        if depth <= 0 or kind not in TEMPLATES or self.random.random() < 0.2:
            return self.random.choice(LITERALS[kind])
        return self.fill(self.random.choice(TEMPLATES[kind]), depth - 1)

    def fill(self, template: str, depth: int) -> str:
        """Fill a template's holes, each in parentheses unless it is a name, a plain literal or a call."""

        def write(match: re.Match[str]) -> str:
            kind = match[1]
            return _closed(self.of(kind, depth)) if kind in _HOLES else match[0]

        return _HOLE.sub(write, template)

    def _hide(self, text: str) -> str:
        return f"hide({text})" if self.hidden else text


def _closed(text: str) -> str:
    return text if _CLOSED.fullmatch(text) else f"({text})"
