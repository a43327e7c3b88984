"""Literals as they are written.

A text is printed in the form that Harn 0.7.8 prints it in, if that is read back as the same value; if not, it
stays as it was. The multi-line form loses line breaks at the seams of `${…}`, for one.
"""

from __future__ import annotations

import re

from harnvm.format.printer import INDENT, Printer, Spot
from harnvm.syntax import nodes
from harnvm.syntax.literals import Part, Parts, scan_string
from harnvm.syntax.problems import LexError

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
#: Names that cannot stand unquoted before the colon of a dict.
_NO_KEYS = frozenset(("finally", "require", "select"))
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})
_UNITS = ((3_600_000, "h"), (60_000, "m"), (1000, "s"))


def escape(text: str) -> str:
    """Return a text as it is written between quotes."""
    return text.translate(_ESCAPES).replace("${", "\\${")


def quoted(text: str) -> str:
    """Return a text in quotes."""
    return f'"{escape(text)}"'


def bare(text: str) -> str:
    """Return a text in quotes, without escapes if it is the same without."""
    written = f'"{text}"'
    return written if '"' not in text and _reads_as(written, [text]) else quoted(text)


def key(node: nodes.Expr, text: str) -> str:
    """Return a dict key: a name if it is one, else an expression in brackets, printed as `text`."""
    if isinstance(node, nodes.StringLiteral) and _is_name(node):
        return node.value
    return f"[{text}]"


def _is_name(node: nodes.StringLiteral) -> bool:
    return not node.raw and bool(_PLAIN_NAME.match(node.value)) and node.value not in _NO_KEYS


def string(p: Printer, node: nodes.StringLiteral, spot: Spot) -> str:
    """Print a string without interpolation."""
    if node.raw:
        return f'r"{node.value}"'
    return _text(p, node, [node.value], spot)


def interpolated(p: Printer, node: nodes.InterpolatedString, spot: Spot) -> str:
    """Print a string with interpolation; what stands in `${…}` stays as it is."""
    parts, _ = scan_string(p.text, node.start, len(p.text), [])
    return _text(p, node, parts, spot)


def _text(p: Printer, node: nodes.Expr, parts: Parts, spot: Spot) -> str:
    given = _with_texts(p.text, parts)
    if p.line(node.start) != p.line(node.end - 1):
        written = _block(given, spot.base)
    else:
        written = f'"{"".join(part if code else escape(part) for part, code in given)}"'
    return written if _reads_as(written, given) else p.text[node.start : node.end]


def _with_texts(text: str, parts: list[Part]) -> list[str | tuple[str, bool]]:
    ...
