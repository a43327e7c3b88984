"""Digests, base64 and URL encoding. Values of other kinds are shown as text first, text is UTF-8."""

from __future__ import annotations

from harnvm.builtins.args import arg, text
from harnvm.builtins.hashing import fnv1a
from harnvm.builtins.registry import Area, Args
from harnvm.errors import runtime_error
from harnvm.values.identity import structural_text
from harnvm.values.model import Value, wrap
from harnvm.vm.context import Context

AREA = Area("crypto")


@AREA.builtin("base64_encode")
def base64_encode(ctx: Context, args: Args) -> Value:
    """Return a text in base64."""
    from binascii import b2a_base64

    return b2a_base64(text(args, 0).encode(), newline=False).decode()


@AREA.builtin("base64_decode")
def base64_decode(ctx: Context, args: Args) -> Value:
    """Return the text that canonical, padded base64 stands for; what is no UTF-8 becomes U+FFFD."""
    from harnvm.builtins.base64_text import Base64Error, decode

    try:
        return decode(text(args, 0)).decode("utf-8", "replace")
    except Base64Error as error:
        raise runtime_error(f"base64 decode error: {error}") from None


@AREA.builtin("hash_value")
def hash_value(ctx: Context, args: Args) -> Value:
    """Return an int that is the same for equal values (64-bit FNV-1a); no protection against forgery."""
    return wrap(fnv1a(structural_text(arg(args, 0)).encode()))


@AREA.builtin("url_encode")
def url_encode(ctx: Context, args: Args) -> Value:
    """Return a text with all but letters, digits and ``-_.~`` as percent codes."""
    return "".join([chr(byte) if byte in _SAFE else f"%{byte:02X}" for byte in text(args, 0).encode()])


@AREA.builtin("url_decode")
def url_decode(ctx: Context, args: Args) -> Value:
    """Return a text with percent codes resolved and plus signs as spaces; broken codes stay."""
    first, *rest = text(args, 0).encode().split(b"%")
    decoded = [first.replace(b"+", b" "), *map(_decode_code, rest)]
    return b"".join(decoded).decode("utf-8", "replace")


_HEX = frozenset(b"0123456789abcdefABCDEF")
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")


def _decode_code(piece: bytes) -> bytes:
    """Decode what stands behind a percent sign; a plus may stand for the first digit."""
    rest = piece[2:].replace(b"+", b" ")
    if len(piece) > 1 and piece[1] in _HEX and (piece[0] in _HEX or piece[0] == ord("+")):
        return bytes([int(piece[:2], 16)]) + rest
    return b"%" + piece.replace(b"+", b" ")


def _register_digest(name: str) -> None:
    """Register the digest that hashlib, too, knows under `name`."""

    @AREA.builtin(name)
    def digest(ctx: Context, args: Args) -> Value:
        from hashlib import new

        try:
            return new(name, text(args, 0).encode(), usedforsecurity=False).hexdigest()
        except ValueError:
            raise runtime_error(f"{name} is not available in this Python") from None


for _name in ("md5", "sha224", "sha256", "sha384", "sha512", "sha512_256"):
    _register_digest(_name)
