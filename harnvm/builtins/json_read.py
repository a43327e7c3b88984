"""Reading JSON, with the errors of Harn 0.7.8 to the letter.

Nearly all texts are read by Python's own scanner. Where numbers may not be what Python takes them for (``-0``
is a float, long digits are not rounded in the usual way), it asks the functions here what they are. A text
that it refuses, and one with what it should refuse (half a surrogate pair, deep nesting), is read again with
care, to tell what is wrong.
"""

from __future__ import annotations

import json
import re
from gc import get_referents

from harnvm.builtins.json_careful import MAX_NESTING, JsonError, read_carefully
from harnvm.builtins.json_numbers import POWERS, UNSIGNED_MAX, compose
from harnvm.values.model import INT_MAX, INT_MIN, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["MAX_NESTING", "JsonError", "read_json"]


def read_json(text: str, *, keep_large: bool = False) -> Value:
    """Return the Harn value that a JSON text stands for.

    Args:
        text: One JSON value, with white space around it.
        keep_large: Whether positive ints beyond the largest Harn int, up to 64 unsigned bits, stay exact
            (for text that is written back); they become floats otherwise.

    Raises:
        JsonError: The text is not JSON.
    """
    if not _holds_lone_surrogate(text):
        try:
            value = _scanner(text, keep_large).decode(text)
        except (ValueError, ArithmeticError, RecursionError):
            pass
        else:
            if _is_shallow(text, value):
                return value
    return read_carefully(text, keep_large=keep_large)


#: Half a surrogate pair, in a text without pairs of backslashes.
_LONE_SURROGATE = re.compile(
    r"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD])[c-fC-F])"
)


def _holds_lone_surrogate(text: str) -> bool:
    return "\\" in text and _LONE_SURROGATE.search(text.replace("\\\\", "  ")) is not None


def _is_shallow(text: str, value: Value) -> bool:
    """Tell whether containers nest at most `MAX_NESTING` deep."""
    if len(text) <= 2 * MAX_NESTING:
        return True
    # The collector lists what a whole level holds ten times faster than a loop would.
    level = [value]
    for _ in range(MAX_NESTING):
        level = get_referents(*level)
        if not level:
            return True
    return not any(type(part) is list or type(part) is dict for part in level)


#: Makes a 0 of each digit, sign and point, and a small letter of each E.
_SHAPE = bytes.maketrans(b"0123456789+-.E", b"0000000000000e")

#: Makes a 0 of each digit.
_DIGITS = bytes.maketrans(b"0123456789", b"0000000000")

_MINUS_ZERO = re.compile(r"-0(?![0-9.eE])")


def _scanner(text: str, keep_large: bool) -> json.JSONDecoder:
    """Return what reads a text: Python's numbers where they are sure to be Harn's, as nearly always.

    Sure are ints of up to 18 digits, and floats of up to 14, with one digit of a positive exponent perhaps:
    they are exact in any way of reading. Strings may look like numbers, which costs time and nothing else;
    telling them apart would cost more.
    """
    encoded = text.encode("utf-8", "replace")
    shape = encoded.translate(_SHAPE)
    is_long = b"0" * 16 in shape
    has_odd_ints = is_long and b"0" * 19 in encoded.translate(_DIGITS)
    if has_odd_ints or ("-" in text and _MINUS_ZERO.search(text) is not None):
        return _with_large_ints if keep_large else _with_odd_ints
    has_odd_floats = is_long or (b"e" in shape and b"0e00" in shape)  # single bytes are found at once
    return _with_odd_floats if has_odd_floats else _plain


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _read_float(text: str) -> float:
    """Return the float that the scanner has found, as Harn 0.7.8 reads it."""
    if "e" in text or "E" in text:
        mantissa, _, exponent = text.lower().partition("e")
        return compose(mantissa, int(exponent))
    if len(text) <= 20:  # at most 19 digits, which fit into 64 bits
        return float(text.replace(".", "")) / POWERS[len(text) - text.index(".") - 1]
    return compose(text, 0)


def _read_int(text: str, largest: int = INT_MAX) -> Value:
    """Return the number that digits without a point stand for."""
    number = int(text)
    if INT_MIN <= number <= largest and text != "-0":
        return number
    return compose(text, 0)


_plain = json.JSONDecoder(parse_constant=_refuse_constant)
_with_odd_floats = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_read_float)
_with_odd_ints = json.JSONDecoder(
    parse_constant=_refuse_constant, parse_float=_read_float, parse_int=_read_int
)
_with_large_ints = json.JSONDecoder(
    parse_constant=_refuse_constant,
    parse_float=_read_float,
    parse_int=lambda text: _read_int(text, UNSIGNED_MAX),
)
