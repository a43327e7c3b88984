"""Writing JSON for files and for what leaves the program: floats keep their point, so that reading gives the
same kind of value back.

Beside it the scalars of ``json_stringify``, for those who put JSON together themselves.
"""

from __future__ import annotations

from harnvm.values.display import display, float_text
from harnvm.values.model import Value

#: Characters that `quote` escapes.
_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(32), *range(127, 160))}
_ESCAPES.update({ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"})

#: The same for files, which escape less, and backspace and form feed by letter.
_FILE_ESCAPES = {code: text for code, text in _ESCAPES.items() if code < 127}
_FILE_ESCAPES.update({ord("\b"): "\\b", ord("\f"): "\\f"})


def quote(text: str) -> str:
    """Return a string as ``json_stringify`` writes it."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{text.translate(_ESCAPES)}"'


def plain_number(number: float) -> str:
    """Return a float without exponent, and without a point if it is whole."""
    return float_text(number).removesuffix(".0")


def write_json(value: Value, *, indent: bool = False) -> str:
    """Return JSON text for nil, bools, numbers, strings, lists and dicts, on several lines if asked."""
    return _write(value, "\n" if indent else "")


def _write(value: Value, line: str) -> str:
    """Return `value` as JSON; `line` separates lines: a line end and indentation, or nothing."""
    kind = type(value)
    if kind is dict:
        inner = line and line + "  "
        colon = ": " if line else ":"
        parts = [_quote_for_file(key) + colon + _write(value[key], inner) for key in sorted(value)]
        return "{" + inner + ("," + inner).join(parts) + line + "}" if parts else "{}"
    if kind is list:
        inner = line and line + "  "
        parts = [_write(item, inner) for item in value]
        return "[" + inner + ("," + inner).join(parts) + line + "]" if parts else "[]"
    return _file_scalar(value)


def _file_scalar(value: Value) -> str:
    if value is None:
        return "null"
    if type(value) is float:
        return file_number(value)
    return _quote_for_file(value) if type(value) is str else display(value)


def _quote_for_file(text: str) -> str:
    return f'"{text.translate(_FILE_ESCAPES)}"'


def file_number(number: float) -> str:
    """Return the shortest digits of a float, with an exponent below 1e-5 and from 1e16 on."""
    if number != number or number in (float("inf"), float("-inf")):
        return "null"
    text = repr(number)
    mantissa, exponent_mark, exponent = text.partition("e")
    if not exponent_mark:
        return text
    if exponent == "-05":
        sign, digits = ("-", mantissa[1:]) if number < 0 else ("", mantissa)
        return f"{sign}0.0000{digits.replace('.', '')}"
    return f"{mantissa}e{int(exponent):+d}"
