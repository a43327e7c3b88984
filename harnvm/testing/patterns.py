"""Filters of tests, and what an error is compared with."""

from __future__ import annotations

import re
from collections.abc import Callable

from harnvm.regexes.cursor import PatternError
from harnvm.regexes.engine import EngineError, compile_pattern
from harnvm.regexes.syntax import translate

#: Seconds that one search may take.
_LIMIT = 10.0

Test = Callable[[str], bool]


def name_filter(pattern: str | None) -> Test:
    """Return what tells whether a test is wanted.

    Args:
        pattern: ``re:`` and a regular expression, alternatives ``a|b``, a glob with ``*`` and ``?``, or a
            part of the name; None for all tests. A regular expression that is none matches nothing.
    """
    if pattern is None:
        return lambda name: True
    if pattern.startswith("re:"):
        return searcher(pattern[3:]) or (lambda name: False)
    if "|" in pattern:
        parts = [part.strip() for part in pattern.split("|")]
        return lambda name: any(part in name for part in parts)
    if "*" in pattern or "?" in pattern:
        glob = re.compile("".join(_GLOB.get(sign) or re.escape(sign) for sign in pattern))
        return lambda name: glob.search(name) is not None
    return lambda name: pattern in name


_GLOB = {"*": ".*", "?": "."}


def searcher(source: str) -> Test | None:
    """Return what tells whether a regular expression of Harn's is found in a text, or None if it is none."""
    try:
        compiled = compile_pattern(translate(source)[0])
    except (PatternError, EngineError, RecursionError):
        return None

    def found(text: str) -> bool:
        try:
            return compiled.search(text, 0, timeout=_LIMIT) is not None
        except TimeoutError:
            return False

    return found


def error_matches(error: str, expectation: str, warnings: list[str]) -> bool:
    """Tell whether an error is what an ``.error`` file asks for: it must have a part that any line names.

    Args:
        error: The message.
        expectation: Parts of messages, one a line, or regular expressions behind ``re:``.
        warnings: Expressions that are none are added.
    """
    lines = expectation.split("\n")
    return any(_line_matches(error, line.strip(), warnings) for line in lines)


def _line_matches(error: str, line: str, warnings: list[str]) -> bool:
    if not line.startswith("re:"):
        return line in error
    found = searcher(line[3:].strip())
    if found is None:
        warnings.append(f"invalid regex in .error file: {line[3:]}")
    return found is not None and found(error)
