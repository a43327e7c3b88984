"""Regular expressions: all matches, all captures, replacing.

Matching never takes longer than `LIMIT`: a pattern that backtracks without end is an error, not a hang.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

from harnvm.builtins.args import text
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.regexes.cursor import PatternError
from harnvm.regexes.engine import EngineError, Match, compile_pattern
from harnvm.regexes.syntax import translate
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("regex")

#: Seconds that one call may search.
LIMIT = 10.0

_CACHE_SIZE = 128


class Expression:
    """A compiled regular expression and the numbers of its named groups."""

    def __init__(self, source: str) -> None:
        pattern, self.names = translate(source)
        self.compiled = compile_pattern(pattern)

    def matches(self, subject: str) -> Iterator[Match]:
        """Yield the matches in order; an empty one is left out right behind another match."""
        deadline = time.monotonic() + LIMIT
        end = -1
        for found in self.compiled.finditer(subject, timeout=LIMIT):
            if found.end() == found.start():
                yield from self._matches_from(subject, end, deadline)
                return
            yield found
            end = found.end()

    def _matches_from(self, subject: str, end: int, deadline: float) -> Iterator[Match]:
        """Yield the matches behind the one that ends at `end`, of which some may be empty."""
        start = max(end, 0)
        while start <= len(subject):
            found = self.compiled.search(subject, start, timeout=max(deadline - time.monotonic(), 0.001))
            if found is None:
                return
            if found.end() == found.start() == end:
                start = end + 1
            else:
                yield found
                start = end = found.end()


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


def _found(ctx: Context, source: str, subject: str) -> Iterator[Match]:
    """Yield the matches of a pattern, or throw when the search takes too long."""
    expression = _expression(ctx, source)
    try:
        yield from expression.matches(subject)
    except TimeoutError:
        raise thrown(f"Regex took longer than {LIMIT:g} seconds: {source}") from None


@AREA.builtin("regex_match")
def regex_match(ctx: Context, args: Args) -> Value:
    """Return the texts of all matches of a pattern, nil if there is none."""
    if len(args) < 2:
        return None
    return [found[0] for found in _found(ctx, text(args, 0), text(args, 1))] or None


@AREA.builtin("regex_captures")
def regex_captures(ctx: Context, args: Args) -> Value:
    """Return a dict for each match: its text, its groups, and its named groups by name."""
    if len(args) < 2:
        return []
    source = text(args, 0)
    names = _expression(ctx, source).names
    return [_captures(found, names) for found in _found(ctx, source, text(args, 1))]


def _captures(found: Match, names: dict[str, int]) -> dict[str, Value]:
    named = {name: found[number] for name, number in names.items() if found[number] is not None}
    return {"match": found[0], "groups": list(found.groups()), **named}


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
    source, subject = text(args, 0), text(args, 2)
    filler = _filler(text(args, 1), _expression(ctx, source).names)
    out: list[str] = []
    at = 0
    for found in _found(ctx, source, subject):
        out += [subject[at : found.start()], filler(found)]
        at = found.end()
    return "".join(out) + subject[at:]


_REFERENCE = re.compile(r"\$(?:\$|\{([^}]*)\}|([0-9A-Za-z_]+))")


def _filler(replacement: str, names: dict[str, int]) -> Callable[[Match], str]:
    """Return what fills a replacement's ``$1``, ``$name`` and ``${name}``; unknown groups are empty."""
    if "$" not in replacement:
        return lambda found: replacement

    def resolve(reference: re.Match[str], found: Match) -> str:
        name = reference[1] if reference[1] is not None else reference[2]
        if name is None:
            return "$"
        digits = name.removeprefix("+")
        number = int(digits) if digits.isascii() and digits.isdigit() else names.get(name, -1)
        return (found[number] or "") if 0 <= number <= len(found.groups()) else ""

    return lambda found: _REFERENCE.sub(lambda reference: resolve(reference, found), replacement)
