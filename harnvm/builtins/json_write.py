"""Writing JSON, in the two ways of Harn 0.7.8.

`stringify` is ``json_stringify``: compact, whole floats without a point, and null for what JSON does not
know. `write_json` is for files and for what leaves the program: floats keep their point, so that reading
gives the same kind of value back.
"""

from __future__ import annotations

from harnvm.errors import runtime_error
from harnvm.values.display import display, float_text
from harnvm.values.model import RangeValue, SetValue, Value
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

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


def stringify(value: Value) -> str:
    """Return a value as compact JSON, dict keys in order; what JSON does not know is null."""
    try:
        return _compact(value)
    except RecursionError:
        raise runtime_error("json_stringify: value is nested too deeply") from None


def _compact(value: Value) -> str:
    write = _COMPACT.get(type(value))
    return "null" if write is None else write(value)


def _compact_list(items: Iterable[Value]) -> str:
    return f"[{','.join(map(_compact, items))}]"


def _compact_dict(entries: dict[str, Value]) -> str:
    return "{" + ",".join([f"{quote(key)}:{_compact(entries[key])}" for key in sorted(entries)]) + "}"


_COMPACT: dict[type, Callable[[Any], str]] = {
    str: quote,
    int: repr,
    float: plain_number,
    bool: lambda value: "true" if value else "false",
    list: _compact_list,
    ListView: _compact_list,
    SetValue: lambda value: _compact_list(value.items.values()),
    dict: _compact_dict,
    RangeValue: lambda value: quote(display(value)),
}


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
