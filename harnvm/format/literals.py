"""Literals as they are written.

A text is printed in the form that Harn 0.7.8 prints it in, if that is read back as the same value; if not, it
stays as it was. The form over several lines loses line breaks at the seams of ``${…}``, for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from harnvm.format.printer import INDENT, Print, Printer, Spot
from harnvm.syntax import nodes
from harnvm.syntax.literals import Parts, scan_string
from harnvm.syntax.problems import LexError

#: A piece of a text, and whether it is the code of a ``${…}``.
Piece = tuple[str, bool]

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
#: Keywords that may not stand before the colon of a dict.
_NO_KEYS = frozenset(("finally", "require", "select"))
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})
_UNITS = ((3_600_000, "h"), (60_000, "m"), (1000, "s"))


def quoted(text: str) -> str:
    """Return a text in quotes."""
    return f'"{_escape(text)}"'


def quoted_as(written: str, text: str) -> str:
    """Return `written` if it is read back as `text`, else the text in quotes."""
    return written if _reads_as(written, [(text, False)]) else quoted(text)


def _escape(text: str) -> str:
    return text.translate(_ESCAPES).replace("${", "\\${")


def key(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print a dict key: a name if it can be one, else an expression in brackets."""
    name = nodes.plain_text(node)
    if name is not None and _PLAIN_NAME.match(name) and name not in _NO_KEYS:
        return name
    return f"[{p.expression(node, base)}]"


# Strings


def string(p: Printer, node: nodes.StringLiteral, spot: Spot) -> str:
    """Print a string without interpolation."""
    if node.raw:
        return f'r"{node.value}"'
    return _text(p, node, [(node.value, False)], spot.base)


def interpolated(p: Printer, node: nodes.InterpolatedString, spot: Spot) -> str:
    """Print a string with interpolation; what stands in ``${…}`` stays as it is."""
    parts, _ = scan_string(p.text, node.start, len(p.text), [])
    return _text(p, node, _pieces(p.text, parts), spot.base)


def _text(p: Printer, node: nodes.Expr, pieces: list[Piece], base: int) -> str:
    if p.line(node.start) == p.line(node.end - 1):
        written = "".join(f"${{{text}}}" if code else _escape(text) for text, code in pieces)
        written = f'"{written}"'
    else:
        written = _block("".join(f"${{{text}}}" if code else text for text, code in pieces), base + 1)
    return written if _reads_as(written, pieces) else p.text[node.start : node.end]


def _block(body: str, level: int) -> str:
    pad = INDENT * level
    lines = [pad + line if line else line for line in body.split("\n")] if body else []
    return "\n".join(['"""', *lines, f'{pad}"""'])


def _pieces(text: str, parts: Parts) -> list[Piece]:
    return [(part, False) if isinstance(part, str) else (text[part[0] : part[1]], True) for part in parts]


def _reads_as(written: str, pieces: Iterable[Piece]) -> bool:
    try:
        parts, end = scan_string(written, 0, len(written), [])
    except LexError:
        return False
    return end == len(written) and _joined(_pieces(written, parts)) == _joined(pieces)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces without empty texts and without neighbours that are both texts."""
    joined: list[Piece] = []
    for text, code in pieces:
        if not code and joined and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + text, False)
        elif text or code:
            joined.append((text, code))
    return joined


# Numbers and names


def number(value: float) -> str:
    """Return a float as digits without exponent."""
    text = repr(value)
    if "e" in text:
        from decimal import Decimal

        text = format(Decimal(text), "f")
    return text if "." in text else f"{text}.0"


def _float(p: Printer, node: nodes.FloatLiteral, spot: Spot) -> str:
    if node.value in (float("inf"), float("-inf")):
        return p.text[node.start : node.end]
    return number(node.value)


def _duration(p: Printer, node: nodes.DurationLiteral, spot: Spot) -> str:
    for size, unit in _UNITS:
        if node.milliseconds and node.milliseconds % size == 0:
            return f"{node.milliseconds // size}{unit}"
    return f"{node.milliseconds}ms"


def _int(p: Printer, node: nodes.IntLiteral, spot: Spot) -> str:
    return str(node.value)


def _bool(p: Printer, node: nodes.BoolLiteral, spot: Spot) -> str:
    return "true" if node.value else "false"


def _nil(p: Printer, node: nodes.NilLiteral, spot: Spot) -> str:
    return "nil"


def _identifier(p: Printer, node: nodes.Identifier, spot: Spot) -> str:
    return node.name


PRINTS: dict[type[nodes.Node], Print] = {
    nodes.BoolLiteral: _bool,
    nodes.DurationLiteral: _duration,
    nodes.FloatLiteral: _float,
    nodes.Identifier: _identifier,
    nodes.IntLiteral: _int,
    nodes.InterpolatedString: interpolated,
    nodes.NilLiteral: _nil,
    nodes.StringLiteral: string,
}
