"""Regular expressions: all matches, all captures, replacing.

Matching never takes longer than `LIMIT`: a pattern that backtracks without end is an error, not a hang.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator

from harnvm.builtins.args import text
from harnvm.builtins.registry import Area, Args
from harnvm.errors import HarnThrown, thrown
from harnvm.regexes.cursor import PatternError
from harnvm.regexes.engine import EngineError, Match, compile_pattern
from harnvm.regexes.syntax import translate
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("regex")

#: Seconds that one call may search.
LIMIT = 10.0

#: Steps that surely take less, on any machine: one takes some ten nanoseconds.
_FEW_STEPS = 500_000_000

_CACHE_SIZE = 128


class Expression:
    """A compiled regular expression and the numbers of its named groups."""

    def __init__(self, source: str) -> None:
        pattern, self.names, effort = translate(source)
        self.compiled = compile_pattern(pattern)
        self._nullable = effort.nullable
        self._quick_length = effort.longest(_FEW_STEPS)

    def _limits(self, subject: str) -> dict[str, float]:
        """Return what limits a search, nothing if it needs no limit: to watch the clock costs more than to match."""
        return {} if len(subject) <= self._quick_length else {"timeout": LIMIT}

    def texts(self, subject: str) -> list[Value]:
        """Return the texts of all matches."""
        if self._nullable or self.compiled.groups:
            return [found[0] for found in self.matches(subject)]
        return self.compiled.findall(subject, **self._limits(subject))

    def matches(self, subject: str) -> Iterable[Match]:
        """Return the matches in order; an empty one is left out right behind another match."""
        if self._nullable:
            return self._separate_matches(subject)
        return self.compiled.finditer(subject, **self._limits(subject))

    def _separate_matches(self, subject: str) -> Iterator[Match]:
        """Yield the matches, searching anew behind each: the engine has a way of its own with empty ones."""
        limits = self._limits(subject)
        deadline = time.monotonic() + LIMIT
        start, end = 0, -1
        while start <= len(subject):
            if limits:
                limits["timeout"] = max(deadline - time.monotonic(), 0.001)
            found = self.compiled.search(subject, start, **limits)
            if found is None:
                return
            if found.end() == found.start() == end:
                start = end + 1
            else:
                yield found
                start = end = found.end()

    def replace(self, replacement: str, subject: str) -> str:
        """Return the subject with all matches replaced, see `_template`."""
        template = _template(replacement, self.names, self.compiled.groups)
        if not self._nullable:
            return self.compiled.sub(template, subject, **self._limits(subject))
        out: list[str] = []
        at = 0
        for found in self.matches(subject):
            out += [subject[at : found.start()], found.expand(template)]
            at = found.end()
        return "".join(out) + subject[at:]


_REFERENCE = re.compile(r"\$(?:\$|\{([^}]*)\}|([0-9A-Za-z_]+))")


def _template(replacement: str, names: dict[str, int], groups: int) -> str:
    """Return the engine's spelling of a text with ``$1``, ``$name`` and ``${name}``; unknown groups are empty."""

    def resolve(reference: re.Match[str]) -> str:
        name = reference[1] if reference[1] is not None else reference[2]
        if name is None:
            return "$"
        digits = name.removeprefix("+")
        number = int(digits) if digits.isascii() and digits.isdigit() else names.get(name, -1)
        return f"\\g<{number}>" if 0 <= number <= groups else ""

    template = replacement.replace("\\", "\\\\")
    return _REFERENCE.sub(resolve, template) if "$" in template else template


class Expressions:
    """The expressions that a VM has used lately, by their source."""

    def __init__(self) -> None:
        self.known: dict[str, Expression] = {}


def _expression(ctx: Context, source: str) -> Expression:
    known = ctx.state(Expressions).known
    if source not in known:
        if len(known) >= _CACHE_SIZE:
            known.clear()
        known[source] = _compile(source)
    return known[source]


def _compile(source: str) -> Expression:
    try:
        return Expression(source)
    except (PatternError, EngineError) as error:
        raise thrown(f"Invalid regex: {error}") from None
    except RecursionError:  # the engine's own parser recurses
        raise thrown("Invalid regex: groups or classes are nested too deeply") from None


def _too_slow(source: str) -> HarnThrown:
    return thrown(f"Regex took longer than {LIMIT:g} seconds: {source}")


@AREA.builtin("regex_match")
def regex_match(ctx: Context, args: Args) -> Value:
    """Return the texts of all matches of a pattern, nil if there is none."""
    if len(args) < 2:
        return None
    source = text(args, 0)
    try:
        return _expression(ctx, source).texts(text(args, 1)) or None
    except TimeoutError:
        raise _too_slow(source) from None


@AREA.builtin("regex_captures")
def regex_captures(ctx: Context, args: Args) -> Value:
    """Return a dict for each match: its text, its groups, and its named groups by name."""
    if len(args) < 2:
        return []
    source = text(args, 0)
    expression = _expression(ctx, source)
    try:
        return [_captures(found, expression.names) for found in expression.matches(text(args, 1))]
    except TimeoutError:
        raise _too_slow(source) from None


def _captures(found: Match, names: dict[str, int]) -> dict[str, Value]:
    captures: dict[str, Value] = {"match": found[0], "groups": list(found.groups())}
    for name, number in names.items():
        if found[number] is not None:
            captures[name] = found[number]
    return captures


@AREA.builtin("regex_replace")
def regex_replace(ctx: Context, args: Args) -> Value:
    """Replace all matches of a pattern; arguments are pattern, replacement, text."""
    return _replace(ctx, args)


@AREA.builtin("regex_replace_all")
def regex_replace_all(ctx: Context, args: Args) -> Value:
    """Replace all matches of a pattern; arguments are pattern, replacement, text."""
    return _replace(ctx, args)


def _replace(ctx: Context, args: Args) -> Value:
    if len(args) < 3:
        return None
    source = text(args, 0)
    try:
        return _expression(ctx, source).replace(text(args, 1), text(args, 2))
    except TimeoutError:
        raise _too_slow(source) from None
