"""Conversions between numbers and text: what ``to_int``, ``to_float`` and ``to_string`` do; which texts are fit.

Only ASCII digits count, and no spaces or underscores: Python's own parsers are more generous.
"""

from __future__ import annotations

from harnvm.values.display import display
from harnvm.values.model import INT_MAX, INT_MIN, Value

to_string = display


def to_int(value: Value) -> int | None:
    """Return `value` as an int: floats cut and clamped, strings parsed, nil for the rest."""
    kind = type(value)
    if kind is int:
        return value  # type: ignore[no-any-return]
    if kind is float:
        return truncate(value)
    return parse_int(value) if kind is str else None


def to_float(value: Value) -> float | None:
    """Return `value` as a float: strings parsed, nil for what is no number."""
    kind = type(value)
    if kind is float or kind is int:
        return float(value)
    return parse_float(value) if kind is str else None


def truncate(number: float) -> int:
    """Return the int towards zero, the nearest int beyond 64 bits, and 0 for NaN."""
    if number != number:
        return 0
    if -9.3e18 < number < 9.3e18:
        return min(max(int(number), INT_MIN), INT_MAX)
    return INT_MAX if number > 0 else INT_MIN


def parse_int(text: str) -> int | None:
    """Return the int that `text` spells in decimal, or None; a sign may lead, 64 bits are the limit."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not (digits.isascii() and digits.isdigit()):
        return None
    significant = digits.lstrip("0") or "0"
    if len(significant) > 19:
        return None
    number = -int(significant) if text[0] == "-" else int(significant)
    return number if INT_MIN <= number <= INT_MAX else None


def parse_float(text: str) -> float | None:
    """Return the float that `text` spells, or None; ``inf``, ``infinity`` and ``nan`` count, in any case."""
    if not text.isascii() or "_" in text or text.strip() != text:
        return None
    try:
        return float(text)
    except ValueError:
        return None


def is_unicode(text: str) -> bool:
    """Tell whether a string can be written as UTF-8, as all strings of scripts can."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
