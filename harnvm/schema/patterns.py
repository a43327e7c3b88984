"""The ``pattern`` keyword: regular expressions as Harn 0.7.8 knows them.

They are those of Python's ``regex`` library, with three differences: ``$`` is only the very end of a text,
what looks around or back is refused, and a search that takes too long is given up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from harnvm.errors import runtime_error

#: Seconds for one search. Only patterns made to be slow need more than a fraction of it.
_PATIENCE = 2.0


def pattern_error(text: str, pattern: str) -> str | None:
    """Return what is wrong with a text that must match a pattern, or with the pattern; None if nothing is."""
    try:
        import regex  # type: ignore[import-untyped]
    except ImportError:
        raise runtime_error("the pattern of a schema needs a package: pip install regex") from None
    try:
        compiled = _compiled(pattern)
    except (regex.error, _Unsupported) as error:
        return f"invalid regex pattern '{pattern}': {error}"
    try:
        found = compiled.search(text, timeout=_PATIENCE)
    except TimeoutError:
        raise runtime_error(f"matching the pattern '{pattern}' takes too long") from None
    return None if found else f"value does not match pattern '{pattern}'"


class _Unsupported(ValueError):
    """A pattern uses what Python's library offers and Harn does not."""


@lru_cache(maxsize=128)
def _compiled(pattern: str) -> Any:
    import regex

    return regex.compile(_translated(pattern), regex.VERSION1)


#: What looks around or back, or never gives back what it took.
_FOREIGN_GROUPS = ("(?=", "(?!", "(?<=", "(?<!", "(?>", "(?(", "(?&", "(?|", "(?R", "(?P>", "(?P=")
_FOREIGN_ESCAPES = "123456789gkGKLMNRXZm"


def _translated(pattern: str) -> str:
    """Return the pattern in the dialect of Python's library."""
    out: list[str] = []
    place = depth = 0
    line_mode = "(?" in pattern and _sets_line_mode(pattern)
    while place < len(pattern):
        char = pattern[place]
        size = 2 if char == "\\" else 1
        piece = pattern[place : place + size]
        depth += {"[": 1, "]": -1 if depth else 0}.get(piece, 0)
        if char == "\\" and piece[1:] and piece[1] in _FOREIGN_ESCAPES:
            raise _Unsupported(f"unknown escape {piece}")
        if not depth and pattern.startswith(_FOREIGN_GROUPS, place):
            raise _Unsupported("look-around and conditional groups are not supported")
        if not depth and piece == "$" and not line_mode:
            piece = r"\Z"
        out.append(piece)
        place += size
    return "".join(out)


def _sets_line_mode(pattern: str) -> bool:
    """Tell whether flags make ``$`` the end of any line."""
    import re

    return re.search(r"\(\?[a-zA-Z]*m", pattern) is not None
