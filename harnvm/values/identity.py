"""What makes two values one: in a set, as a dict key, as an object.

* `identity_key`, and its visible form `structural_text`, serve ``set(…)``, ``unique`` and ``hash_value``:
  they keep 1 and 1.0 apart, merge NaNs of one sign, and tell enums, structs, pairs and handles apart by how
  they show only.
* `display_key` serves ``group_by``, ``tally`` and computed dict keys.
* `same` and `address` are ``is_same`` and ``addr_of``.
"""

from __future__ import annotations

from harnvm.errors import runtime_error
from harnvm.values.display import display, type_name
from harnvm.values.equal import equal
from harnvm.values.model import BuiltinRef, Closure, Duration, PairValue, SetValue, Value
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any

display_key = display


#: The kinds of values that are their own `identity_key`.
SELF_KEYED = frozenset({str, int, type(None)})


def identity_key(value: Value) -> Hashable:
    """Return a key that two values share when a set holds them once, see `SELF_KEYED`."""
    kind = type(value)
    if kind in SELF_KEYED:
        return value  # type: ignore[no-any-return]
    if kind is bool:
        return ("bool", value)
    if kind is float and value == value:
        return ("float", repr(value))
    return (structural_text(value),)


def structural_text(value: Value) -> str:
    """Return the text that ``hash_value`` hashes: equal for values that a set holds once."""
    out: list[str] = []
    pending: list[Any] = [value]
    while pending:
        item = pending.pop()
        if type(item) is tuple:  # text ready to be written; no Harn value is a tuple
            out.append(item[0])
            continue
        scalar = _SCALAR_TEXT.get(type(item))
        if scalar is not None:
            out.append(scalar(item))
        else:
            pending.extend(reversed(_structure(item)))
    return "".join(out)


def _structure(value: Value) -> list[Any]:
    kind = type(value)
    if kind is list or kind is ListView:
        return [("L",), *(piece for item in value for piece in (item, _COMMA)), ("]",)]
    if kind is dict:
        return [("D",), *(piece for key in sorted(value) for piece in _entry(key, value[key])), ("}",)]
    if kind is SetValue:
        return [("S" + "".join(text + "," for text in _sorted_texts(value)) + "}",)]
    return [("o" + _counted(type_name(value)) + _counted(display(value)),)]


_COMMA = (",",)


def _entry(key: str, value: Value) -> tuple[Any, ...]:
    return ((_counted(key) + "=",), value, _COMMA)


def _sorted_texts(value: SetValue) -> list[str]:
    try:
        return sorted(map(structural_text, value.items.values()))
    except RecursionError:
        raise runtime_error("sets are nested too deeply to tell apart") from None


def _counted(text: str) -> str:
    """Prefix `text` with its length in bytes, so that no content can imitate the structure."""
    return f"{len(text) if text.isascii() else len(text.encode())}:{text}"


def _float_bits(number: float) -> int:
    from struct import pack

    return int.from_bytes(pack(">d", number), "big")


_SCALAR_TEXT: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "N",
    bool: lambda value: "T" if value else "F",
    int: lambda value: f"i{value};",
    float: lambda value: f"f{_float_bits(value)};",
    str: lambda value: "s" + _counted(value),
    Duration: lambda value: f"d{value.milliseconds};",
}


def same(a: Value, b: Value) -> bool:
    """Tell whether two values are one object; values without parts are the same when equal."""
    if type(a) is BuiltinRef and type(b) is BuiltinRef:
        return a.name == b.name
    if type(a) in _OBJECTS or isinstance(a, Closure):
        return a is b
    return equal(a, b)


_OBJECTS = frozenset({list, ListView, dict, SetValue, PairValue})


def address(value: Value) -> str:
    """Return a text that tells this object from any other that lives at the same time."""
    kind = type_name(value)
    if type(value) in (list, ListView, dict, SetValue, str) or isinstance(value, Closure):
        return f"{kind}@{id(value):#x}"
    if type(value) is BuiltinRef:
        return f"builtin@{value.name}"
    return f"{kind}@{display(value)}"
