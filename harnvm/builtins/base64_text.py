"""Strict base64: only the one way to write some bytes is accepted, and errors say what is wrong where."""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_ALPHABET = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_PAD = ord("=")


class Base64Error(ValueError):
    """A text is not canonical base64; the message says why."""


def decode(text: str) -> bytes:
    """Return the bytes that `text` stands for, or raise `Base64Error`."""
    data = text.encode()
    try:
        decoded = a2b_base64(data)
    except Error:
        decoded = b""
    if b2a_base64(decoded, newline=False) != data:
        _explain(data)
    return decoded


def _explain(data: bytes) -> NoReturn:
    """Raise the error of a text that is known to be wrong."""
    if len(data) % 4 == 1 and data[-1] != _PAD:
        _check(data, len(data) - 1)
    last = (len(data) - 1) // 4 * 4
    for place in range(last):
        _check(data, place)
    _explain_end(data, last)


def _explain_end(data: bytes, start: int) -> NoReturn:
    """Raise the error of the last group, up to four symbols from `start` on."""
    symbols = data[start:].rstrip(b"=")
    padding = len(data) - start - len(symbols)
    for place in range(start, start + len(symbols)):
        if data[place] != _PAD or place < start + 2:
            _check(data, place)
        else:  # only symbols that end the text may be padding
            _refuse_symbol(data, place)
    if padding and len(symbols) < 2:
        _refuse_symbol(data, start + len(symbols))
    if len(symbols) < 2:
        raise Base64Error(f"Invalid input length: {start + len(symbols)}")
    if len(symbols) + padding != 4:
        raise Base64Error("Invalid padding")
    place = start + len(symbols) - 1
    raise Base64Error(f"Invalid last symbol {data[place]}, offset {place}.")


def _check(data: bytes, place: int) -> None:
    if data[place] not in _ALPHABET:
        _refuse_symbol(data, place)


def _refuse_symbol(data: bytes, place: int) -> NoReturn:
    raise Base64Error(f"Invalid symbol {data[place]}, offset {place}.")
