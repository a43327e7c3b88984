"""Reading JSON by hand, one character after the other.

It knows what is wrong with a text and where, in the words of Harn 0.7.8: columns count bytes from the start of
the line. For texts that are right there is a quicker way, see `json_read`.
"""

from __future__ import annotations

import re

from harnvm.builtins.json_numbers import UNSIGNED_MAX, compose
from harnvm.values.model import INT_MAX, INT_MIN, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

#: Containers that may stand inside one another.
MAX_NESTING = 127


class JsonError(ValueError):
    """A text is not JSON; the message says what is wrong and where."""


def read_carefully(text: str, *, keep_large: bool = False) -> Value:
    """Return the Harn value that a JSON text stands for; arguments and errors are those of `read_json`."""
    return _Reader(text.encode("utf-8", "replace"), keep_large).document()


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
        self.largest = UNSIGNED_MAX if keep_large else INT_MAX

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
            return compose(mantissa, int(size or 0) * (-1 if exponent[:1] == b"-" else 1))
        except OverflowError:
            return self.fail("number out of range")

    def huge_exponent(self, mantissa: str, exponent: bytes, surplus: int) -> Value:
        """Return a zero, or refuse the text at the digit with which its exponent leaves 32 bits."""
        if exponent[:1] == b"-" or not mantissa.strip("-0."):
            return -0.0 if mantissa[0] == "-" else 0.0
        self.at -= surplus
        return self.fail("number out of range")
