"""Reading JSON, with the errors of Harn 0.7.8 to the letter.

Nearly all texts are read by Python's own scanner. Where numbers may not be what Python takes them for (``-0``
is a float, long digits are not rounded in the usual way), it asks the functions here what they are. A text
that it refuses, and one with what it should refuse (half a surrogate pair, deep nesting), is read again by the
careful reader here. Only that one knows what is wrong and where: columns count bytes from the start of the
line.
"""

from __future__ import annotations

import json
import re
from gc import get_referents

from harnvm.values.model import INT_MAX, INT_MIN, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

#: Containers that may stand inside one another.
MAX_NESTING = 127


class JsonError(ValueError):
    """A text is not JSON; the message says what is wrong and where."""


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
    return _Reader(text.encode("utf-8", "replace"), keep_large).document()


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
        return _compose(mantissa, int(exponent))
    if len(text) <= 20:  # at most 19 digits, which fit into 64 bits
        return float(text.replace(".", "")) / _POWERS[len(text) - text.index(".") - 1]
    return _compose(text, 0)


def _compose(mantissa: str, exponent: int) -> float:
    """Return the float that digits and a power of ten make, or raise `OverflowError`.

    Harn 0.7.8 does not round to the nearest float: it scales the digits by a power of ten, which may end
    one step beside it, and scripts can see the difference.
    """
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits, scale = _significant(whole, fraction)
    number = _scaled(digits, scale + exponent) if digits else 0.0
    return -number if mantissa[0] == "-" else number


_UNSIGNED_MAX = (1 << 64) - 1


def _significant(whole: str, fraction: str) -> tuple[int, int]:
    """Return as many digits as fit into 64 bits, and the power of ten that they lack."""
    if len(whole) + len(fraction) <= 19:
        return int(whole + fraction), -len(fraction)
    number, scale = 0, 0
    for place, digit in enumerate(whole):
        longer = number * 10 + int(digit)
        if longer > _UNSIGNED_MAX:
            scale = len(whole) - place
            break
        number = longer
    for digit in fraction:
        longer = number * 10 + int(digit)
        if longer > _UNSIGNED_MAX:
            break
        number, scale = longer, scale - 1
    return number, scale


#: The powers of ten that are floats.
_POWERS = [float(f"1e{exponent}") for exponent in range(309)]


def _scaled(digits: int, exponent: int) -> float:
    number = float(digits)
    while exponent < -308 and number:
        number, exponent = number / 1e308, exponent + 308
    if exponent > 308:
        raise OverflowError
    power = _POWERS[min(abs(exponent), 308)]
    number = number * power if exponent >= 0 else number / power
    if number == float("inf"):
        raise OverflowError
    return number


def _read_int(text: str, largest: int = INT_MAX) -> Value:
    """Return the number that digits without a point stand for."""
    number = int(text)
    if INT_MIN <= number <= largest and text != "-0":
        return number
    return _compose(text, 0)


_plain = json.JSONDecoder(parse_constant=_refuse_constant)
_with_odd_floats = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_read_float)
_with_odd_ints = json.JSONDecoder(
    parse_constant=_refuse_constant, parse_float=_read_float, parse_int=_read_int
)
_with_large_ints = json.JSONDecoder(
    parse_constant=_refuse_constant,
    parse_float=_read_float,
    parse_int=lambda text: _read_int(text, _UNSIGNED_MAX),
)

_SPACE = re.compile(rb"[ \t\n\r]*")
_NUMBER = re.compile(rb"-?(?:0|[1-9][0-9]*)(?P<fraction>\.[0-9]+)?(?P<exponent>[eE][+-]?[0-9]+)?")
_PLAIN = re.compile(rb'[^"\\\x00-\x1f]*')
_HEX = re.compile(rb"[0-9a-fA-F]{4}")
_ESCAPED = {
    b'"': b'"',
    b"\\": b"\\",
    b"/": b"/",
    b"b": b"\b",
    b"f": b"\f",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
}
_WORDS: dict[bytes, tuple[bytes, Value]] = {
    b"n": (b"null", None),
    b"t": (b"true", True),
    b"f": (b"false", False),
}
_LARGEST_EXPONENT = b"2147483647"


class _Reader:
    """Reads one text by recursive descent; `at` is the place of the next byte."""

    def __init__(self, text: bytes, keep_large: bool) -> None:
        self.text = text
        self.at = 0
        self.open = 0
        self.largest = _UNSIGNED_MAX if keep_large else INT_MAX

    def document(self) -> Value:
        value = self.value()
        if self.next():
            self.fail_next("trailing characters")
        return value

    def fail(self, what: str) -> NoReturn:
        """Refuse the text because of what was read last."""
        start = self.text.rfind(b"\n", 0, self.at) + 1
        line = self.text.count(b"\n", 0, start) + 1
        raise JsonError(f"{what} at line {line} column {self.at - start}")

    def fail_next(self, what: str) -> NoReturn:
        """Refuse the text because of the next byte, or because there is none."""
        self.at = min(self.at + 1, len(self.text))
        self.fail(what)

    def peek(self) -> bytes:
        return self.text[self.at : self.at + 1]

    def next(self) -> bytes:
        """Skip white space and return the next byte without reading it."""
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing, too
        return self.peek()

    def value(self) -> Value:
        first = self.next()
        if first == b'"':
            self.at += 1
            return self.string()
        if first == b"-" or first.isdigit():
            return self.number()
        if first == b"[" or first == b"{":
            return self.container(first)
        if first in _WORDS:
            return self.word(*_WORDS[first])
        return self.fail_next("expected value" if first else "EOF while parsing a value")

    def container(self, first: bytes) -> Value:
        if self.open == MAX_NESTING:
            self.fail_next("recursion limit exceeded")
        self.open += 1
        self.at += 1
        value = self.items() if first == b"[" else self.entries()
        self.open -= 1
        return value

    def word(self, spelling: bytes, value: Value) -> Value:
        for place in range(len(spelling)):
            if self.at == len(self.text):
                self.fail("EOF while parsing a value")
            self.at += 1
            if self.text[self.at - 1] != spelling[place]:
                self.fail("expected ident")
        return value

    def items(self) -> list[Value]:
        items: list[Value] = []
        while (following := self.next()) != b"]":
            if not following:
                self.fail_next("EOF while parsing a list")
            if items:
                self.comma(following, b"]", "expected `,` or `]`")
            items.append(self.value())
        self.at += 1
        return items

    def entries(self) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while (following := self.next()) != b"}":
            if not following:
                self.fail_next("EOF while parsing an object")
            if entries:
                following = self.comma(following, b"}", "expected `,` or `}`")
            if following != b'"':
                self.fail_next("key must be a string")
            self.at += 1
            key = self.string()
            self.colon()
            entries[key] = self.value()
        self.at += 1
        return entries

    def comma(self, found: bytes, end: bytes, expected: str) -> bytes:
        """Read the comma between parts; `end` must not follow. Return the byte after it."""
        if found != b",":
            self.fail_next(expected)
        self.at += 1
        following = self.next()
        if following == end:
            self.fail_next("trailing comma")
        if not following:
            self.fail_next("EOF while parsing a value")
        return following

    def colon(self) -> None:
        found = self.next()
        if found != b":":
            self.fail_next("expected `:`" if found else "EOF while parsing an object")
        self.at += 1

    def string(self) -> str:
        parts: list[bytes] = []
        while True:
            plain = _PLAIN.match(self.text, self.at)
            assert plain is not None
            parts.append(plain[0])
            self.at = plain.end()
            stop = self.peek()
            if not stop:
                self.fail("EOF while parsing a string")
            self.at += 1
            if stop == b'"':
                return b"".join(parts).decode()
            if stop != b"\\":
                self.fail("control character (\\u0000-\\u001F) found while parsing a string")
            parts.append(self.escape())

    def escape(self) -> bytes:
        letter = self.peek()
        if not letter:
            self.fail("EOF while parsing a string")
        self.at += 1
        if letter == b"u":
            return self.unicode_escape()
        if letter not in _ESCAPED:
            self.fail("invalid escape")
        return _ESCAPED[letter]

    def unicode_escape(self) -> bytes:
        unit = self.hex()
        if 0xDC00 <= unit <= 0xDFFF:
            self.fail("lone leading surrogate in hex escape")
        if not 0xD800 <= unit <= 0xDBFF:
            return chr(unit).encode()
        for expected in (b"\\", b"u"):
            found = self.peek()
            if not found:
                self.fail("EOF while parsing a string")
            self.at += 1
            if found != expected:
                self.fail("unexpected end of hex escape")
        low = self.hex()
        if not 0xDC00 <= low <= 0xDFFF:
            self.fail("lone leading surrogate in hex escape")
        return chr(0x10000 + ((unit - 0xD800) << 10) + low - 0xDC00).encode()

    def hex(self) -> int:
        digits = self.text[self.at : self.at + 4]
        self.at += len(digits)
        if len(digits) < 4:
            self.fail("EOF while parsing a string")
        if _HEX.fullmatch(digits) is None:
            self.fail("invalid escape")
        return int(digits, 16)

    def number(self) -> Value:
        match = _NUMBER.match(self.text, self.at)
        if match is None:  # a minus without digits
            self.at += 1
            self.digit_missing()
        assert match is not None
        self.at = match.end()
        following = self.peek()
        if match["exponent"] is None:
            if following == b"." and match["fraction"] is None:
                self.at += 1
                self.fail_next("invalid number" if self.peek() else "EOF while parsing a value")
            if following in (b"e", b"E"):
                self.at += 2 if self.text[self.at + 1 : self.at + 2] in (b"+", b"-") else 1
                self.digit_missing()
            if match["fraction"] is None:
                return self.whole(match[0].decode(), following)
        mantissa = match[0].partition(b"e" if b"e" in match[0] else b"E")[0].decode()
        return self.float(mantissa, (match["exponent"] or b"e0")[1:])

    def digit_missing(self) -> NoReturn:
        if self.at == len(self.text):
            self.fail("EOF while parsing a value")
        self.fail_next("invalid number")

    def whole(self, digits: str, following: bytes) -> Value:
        if digits.lstrip("-") == "0" and following.isdigit():
            self.fail_next("invalid number")
        if digits == "-0":
            return -0.0
        if len(digits) <= 20 and INT_MIN <= int(digits) <= self.largest:
            return int(digits)
        return self.float(digits, b"0")

    def float(self, mantissa: str, exponent: bytes) -> Value:
        size = exponent.lstrip(b"+-").lstrip(b"0")
        surplus = len(size) - (10 if size[:10] > _LARGEST_EXPONENT else 11)
        if surplus >= 0:
            return self.huge_exponent(mantissa, exponent, surplus)
        try:
            return _compose(mantissa, int(size or 0) * (-1 if exponent[:1] == b"-" else 1))
        except OverflowError:
            return self.fail("number out of range")

    def huge_exponent(self, mantissa: str, exponent: bytes, surplus: int) -> Value:
        """Return a zero, or refuse the text at the digit with which its exponent leaves 32 bits."""
        if exponent[:1] == b"-" or not mantissa.strip("-0."):
            return -0.0 if mantissa[0] == "-" else 0.0
        self.at -= surplus
        return self.fail("number out of range")
