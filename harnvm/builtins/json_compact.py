"""``json_stringify``: compact JSON, whole floats without a point, and null for what JSON does not know.

Python's own encoder writes nearly all of it. What Harn 0.7.8 spells differently, some floats and some
control characters, is put right in the text. Every comma and colon gets a line end behind it meanwhile: no
string holds one unescaped, so that behind a line end begins a value or a key, and nothing in a string
can be taken for a number.
"""

from __future__ import annotations

import json
import re

from harnvm.errors import runtime_error
from harnvm.values.display import display, harn_digits
from harnvm.values.model import RangeValue, SetValue, Value
from harnvm.values.view import ListView


def stringify(value: Value) -> str:
    """Return a value as compact JSON, dict keys in order; what JSON does not know is null."""
    try:
        marked = _encoder.encode(value)
    except RecursionError:
        raise runtime_error("json_stringify: value is nested too deeply") from None
    if _may_hold_floats(marked):
        marked = _with_harn_floats(marked)
    return _with_harn_escapes(marked.replace("\n", ""))


def _stand_in(value: Value) -> Value:
    """Return what is written in place of a value that Python's encoder does not know."""
    kind = type(value)
    if kind is ListView:
        return value.as_list()
    if kind is SetValue:
        return list(value.items.values())
    return display(value) if kind is RangeValue else None


# Values hold no cycles, because they never change; watching out for some would cost a tenth.
_encoder = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",\n", ":\n"), default=_stand_in
)


def _may_hold_floats(marked: str) -> bool:
    """Tell whether there may be a float; most texts without one are told by searches for one character."""
    return "." in marked or "+" in marked or "I" in marked or "e-" in marked


#: A number that Harn may spell differently, and the line end and brackets before it: a whole float, one with
#: an exponent, an infinity, and one whose last digit may be that of a tie (see `display.float_text`).
_ODD = re.compile(
    r"(\n\[*+)(-?(?:[0-9]++(?:\.[0-9]++(?:e[-+][0-9]++|(?<=\.0)|(?<=[.16]2))|e[-+][0-9]++)|Infinity))"
)


def _with_harn_floats(marked: str) -> str:
    most = marked.replace(".0,\n", ",\n")  # all but the last of a long list
    pieces = _ODD.split("\n" + most)
    pieces[2::3] = [text[:-2] if text[-2:] == ".0" else _respelled(text) for text in pieces[2::3]]
    return "".join(pieces)


def _respelled(text: str) -> str:
    """Return Harn's spelling of a float that Python has spelled."""
    return "-inf" if text == "-Infinity" else "inf" if text == "Infinity" else harn_digits(text)


def _with_harn_escapes(text: str) -> str:
    """Escape backspace and form feed by number, and DEL and the control characters behind it at all."""
    if "\\" in text and ("\\b" in text or "\\f" in text):
        # Pairs of backslashes are set aside meanwhile, so that their second one begins no escape.
        single = text.replace("\\\\", "\n")
        if "\\b" in single or "\\f" in single:
            text = single.replace("\\b", "\\u0008").replace("\\f", "\\u000c").replace("\n", "\\\\")
    if "\x7f" in text or _may_hold_controls(text):
        text = _CONTROL.sub(_escape, text)
    return text


def _may_hold_controls(text: str) -> bool:
    """Tell whether there may be a character from U+0080 to U+009F: their UTF-8 begins with 0xC2."""
    return not text.isascii() and b"\xc2" in text.encode("utf-8", "surrogatepass")


_CONTROL = re.compile("[\x7f-\x9f]")


def _escape(control: re.Match[str]) -> str:
    return f"\\u{ord(control[0]):04x}"
