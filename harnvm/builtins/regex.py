"""Regular expressions: all matches, all captures, replacing.

Matching never takes longer than `LIMIT`, or than the program may go on: a pattern that backtracks without end
is an error, not a hang.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from harnvm.builtins.args import text
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.regexes.cursor import PatternError
from harnvm.regexes.engine import EngineError, Match, compile_pattern
from harnvm.regexes.syntax import translate
from harnvm.values.limits import Patience, pulse
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("regex")

#: Seconds that one call may search.
LIMIT = 10.0

#: Steps that surely take less, on any machine: one takes some ten nanoseconds.
_FEW_STEPS = 500_000_000

#: Steps that take no time, even for a program that is to stop soon.
_VERY_FEW_STEPS = 1_000_000

_CACHE_SIZE = 128


class Expression:
    """A compiled regular expression and the numbers of its named groups."""

    def __init__(self, source: str) -> None:
        pattern, self.names, effort = translate(source)
        self.compiled = compile_pattern(pattern)
        self._nullable = effort.nullable
        self._quick_length = effort.longest(_FEW_STEPS)
        self._instant_length = effort.longest(_VERY_FEW_STEPS)

    def patience(self, subject: str) -> Patience | None:
        """Return what limits a search, None if it needs no limit: to watch the clock costs more than to match."""
        length = len(subject)
        if length <= self._instant_length or (length <= self._quick_length and pulse.get() is None):
            return None
        return Patience(LIMIT)

    def texts(self, subject: str, patience: Patience | None) -> list[Value]:
        """Return the texts of all matches."""
        if self._nullable or self.compiled.groups:
            return [found[0] for found in self.matches(subject, patience)]
        return self.compiled.findall(subject, **_timeout(patience))

    def matches(self, subject: str, patience: Patience | None) -> Iterable[Match]:
        """Return the matches in order; an empty one is left out right behind another match."""
        if self._nullable:
            return self._separate_matches(subject, patience)
        return self.compiled.finditer(subject, **_timeout(patience))

    def _separate_matches(self, subject: str, patience: Patience | None) -> Iterator[Match]:
        """Yield the matches, searching anew behind each: the engine has a way of its own with empty ones."""
        start, end = 0, -1
        while start <= len(subject):
            found = self.compiled.search(subject, start, **_timeout(patience))
            if found is None:
                return
            if found.end() == found.start() == end:
                start = end + 1
            else:
                yield found
                start = end = found.end()

    def replace(self, replacement: str, subject: str, patience: Patience | None) -> str:
        """Return the subject with all matches replaced, see `_template`."""
        template = _template(replacement, self.names, self.compiled.groups)
        if not self._nullable:
            return self.compiled.sub(template, subject, **_timeout(patience))
        out: list[str] = []
        at = 0
        for found in self.matches(subject, patience):
            out += [subject[at : found.start()], found.expand(template)]
            at = found.end()
        return "".join(out) + subject[at:]


def _timeout(patience: Patience | None) -> dict[str, float]:
    return {} if patience is None else {"timeout": patience.seconds}


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


def _search(
    ctx: Context, source: str, subject: str, find: Callable[[Expression, Patience | None], Value]
) -> Value:
    """Return what is found, with an error if that takes too long."""
    expression = _expression(ctx, source)
    patience = expression.patience(subject)
    try:
        return find(expression, patience)
    except TimeoutError:
        if patience is not None:
            patience.lose()
        raise thrown(f"Regex took longer than {LIMIT:g} seconds: {source}") from None


@AREA.builtin("regex_match")
def regex_match(ctx: Context, args: Args) -> Value:
    """Return the texts of all matches of a pattern, nil if there is none."""
    if len(args) < 2:
        return None
    subject = text(args, 1)
    return _search(
        ctx, text(args, 0), subject, lambda known, patience: known.texts(subject, patience) or None
    )


@AREA.builtin("regex_captures")
def regex_captures(ctx: Context, args: Args) -> Value:
    """Return a dict for each match: its text, its groups, and its named groups by name."""
    if len(args) < 2:
        return []
    subject = text(args, 1)
    return _search(
        ctx,
        text(args, 0),
        subject,
        lambda known, patience: [_captures(it, known.names) for it in known.matches(subject, patience)],
    )


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
    replacement, subject = text(args, 1), text(args, 2)
    return _search(
        ctx,
        text(args, 0),
        subject,
        lambda known, patience: known.replace(replacement, subject, patience),
    )
