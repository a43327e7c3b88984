"""The one JSON form of values, from which every storable value comes back as it was.

Nil, bools, ints, finite floats, strings, lists and dicts are what they look like in JSON; dict keys come in
order, so equal text means equal content. The other kinds are objects with a ``"$harn"`` key:

========  ==================================================================
duration  ``{"$harn": "duration", "milliseconds": 1500}``
float     ``{"$harn": "float", "value": "NaN"}``, ``"inf"``, ``"-inf"``; with ``"bits": "fff8000000000000"``,
          big-endian, for every NaN but ``7ff8000000000000``, since ``hash_value`` tells them apart
range     ``{"$harn": "range", "low": 1, "high": 5, "inclusive": true}``
pair      ``{"$harn": "pair", "first": …, "second": …}``
set       ``{"$harn": "set", "items": […]}`` in the order of the set
enum      ``{"$harn": "enum", "enum": "Result", "variant": "Ok", "fields": […]}``
struct    ``{"$harn": "struct", "name": "Point", "fields": {…}}``
dict      ``{"$harn": "dict", "entries": {…}}``, for a dict that has the key ``"$harn"`` itself
========  ==================================================================

Functions, iterators and handles are refused, with the path to what was in the way. This module makes and
reads the Python data that ``json`` writes and parses; it does neither itself.
"""

from __future__ import annotations

from struct import error as StructError
from struct import pack, unpack

from harnvm.errors import HarnRuntimeError, runtime_error
from harnvm.values.display import float_text, type_name
from harnvm.values.model import (
    INT_MAX,
    INT_MIN,
    Duration,
    EnumValue,
    PairValue,
    RangeValue,
    SetValue,
    StructValue,
    Value,
)
from harnvm.values.path import shown_path
from harnvm.values.sets import set_of_all
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeVar

    _Kind = TypeVar("_Kind")

#: How deep values may nest. Python's JSON reader and writer recurse, and each level here is up to two there.
MAX_DEPTH = 200

_TAG = "$harn"
_USUAL_NAN = "7ff8000000000000"


class _Refused(Exception):
    """Why something is refused, and the steps of the path to it, innermost first."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.steps: list[str] = []

    def error(self) -> HarnRuntimeError:
        path = "".join(reversed(self.steps))
        return runtime_error(f"{shown_path('$' + path)}: {self.reason}")


def to_tagged(value: Value) -> Any:
    """Return `value` as data for ``json.dumps``, or an error that says what cannot be stored, and where."""
    try:
        return _encode(value, 0)
    except _Refused as refused:
        raise refused.error() from None


def from_tagged(data: Any) -> Value:
    """Return the value that `data`, fresh from ``json.loads``, stands for, or refuse it."""
    try:
        return _decode(data, 0)
    except _Refused as refused:
        raise refused.error() from None


def _encode(value: Value, depth: int) -> Any:
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value
    if kind is float:
        return value if value - value == 0.0 else _encode_float(value)
    encode = _ENCODERS.get(kind)
    if encode is None:
        raise _Refused(f"a value of type {type_name(value)} cannot be stored")
    _check_depth(depth)
    return encode(value, depth + 1)


def _check_depth(depth: int) -> None:
    if depth == MAX_DEPTH:
        raise _Refused(f"nested more than {MAX_DEPTH} levels deep")


def _encode_items(items: Iterable[Value], depth: int) -> list[Any]:
    return _map_items(_encode, items, depth)


def _encode_entries(entries: dict[str, Value], depth: int) -> dict[str, Any]:
    return _map_entries(_encode, entries, depth)


def _map_items(function: Callable[[Any, int], Any], items: Iterable[Any], depth: int) -> list[Any]:
    mapped: list[Any] = []
    try:
        for item in items:
            mapped.append(function(item, depth))  # noqa: PERF401  # its length says where it failed
    except _Refused as refused:
        refused.steps.append(f"[{len(mapped)}]")
        raise
    return mapped


def _map_entries(function: Callable[[Any, int], Any], entries: dict[str, Any], depth: int) -> dict[str, Any]:
    mapped = {}
    for key in sorted(entries):
        try:
            mapped[key] = function(entries[key], depth)
        except _Refused as refused:
            refused.steps.append(f".{key}" if key.isidentifier() else f"[{key!r}]")
            raise
    return mapped


def _encode_float(value: float) -> dict[str, Any]:
    tagged = {_TAG: "float", "value": float_text(value)}
    if value != value and (bits := pack(">d", value).hex()) != _USUAL_NAN:
        tagged["bits"] = bits
    return tagged


def _encode_dict(value: dict[str, Value], depth: int) -> dict[str, Any]:
    entries = _encode_entries(value, depth)
    return {_TAG: "dict", "entries": entries} if _TAG in value else entries


def _encode_pair(value: PairValue, depth: int) -> dict[str, Any]:
    return {_TAG: "pair", **_encode_entries({"first": value.first, "second": value.second}, depth)}


def _encode_range(value: RangeValue, depth: int) -> dict[str, Any]:
    return {_TAG: "range", "low": value.low, "high": value.high, "inclusive": value.inclusive}


def _encode_enum(value: EnumValue, depth: int) -> dict[str, Any]:
    fields = _encode_items(value.fields, depth)
    return {_TAG: "enum", "enum": value.enum, "variant": value.variant, "fields": fields}


def _encode_struct(value: StructValue, depth: int) -> dict[str, Any]:
    return {_TAG: "struct", "name": value.name, "fields": _encode_entries(value.fields, depth)}


_ENCODERS: dict[type, Callable[[Any, int], Any]] = {
    list: _encode_items,
    ListView: _encode_items,
    dict: _encode_dict,
    Duration: lambda value, depth: {_TAG: "duration", "milliseconds": value.milliseconds},
    RangeValue: _encode_range,
    PairValue: _encode_pair,
    SetValue: lambda value, depth: {_TAG: "set", "items": _encode_items(value.items.values(), depth)},
    EnumValue: _encode_enum,
    StructValue: _encode_struct,
}


def _decode(data: Any, depth: int) -> Value:
    kind = type(data)
    if data is None or kind is str or kind is bool or kind is float:
        return data
    if kind is int:
        return _decode_int(data)
    _check_depth(depth)
    if kind is list:
        return _map_items(_decode, data, depth + 1)
    if kind is not dict:
        raise _Refused(f"{kind.__name__} is not JSON data")
    if _TAG in data:
        return _decode_tagged(data, depth + 1)
    return _map_entries(_decode, data, depth + 1)


def _decode_int(number: int) -> int:
    if INT_MIN <= number <= INT_MAX:
        return number
    raise _Refused("the int does not fit 64 bits")


def _decode_tagged(data: dict[str, Any], depth: int) -> Value:
    tag = data[_TAG]
    decode = _DECODERS.get(tag) if type(tag) is str else None
    if decode is None:
        raise _Refused(f'unknown "{_TAG}" tag: {tag!r}')
    return decode(data, depth)


def _part(data: dict[str, Any], name: str, kind: type[_Kind]) -> _Kind:
    part = data.get(name)
    if type(part) is not kind:
        raise _Refused(f'"{name}" of a tagged {data[_TAG]} is not of type {kind.__name__}')
    return part


def _decode_items(data: dict[str, Any], name: str, depth: int) -> list[Value]:
    return _map_items(_decode, _part(data, name, list), depth)


def _decode_entries(data: dict[str, Any], name: str, depth: int) -> dict[str, Value]:
    return _map_entries(_decode, _part(data, name, dict), depth)


def _decode_float(data: dict[str, Any], depth: int) -> float:
    text = _part(data, "value", str)
    if text not in ("NaN", "inf", "-inf"):
        raise _Refused(f"a tagged float cannot be {text!r}")
    return _decode_nan(_part(data, "bits", str), text) if "bits" in data else float(text)


def _decode_nan(bits: str, text: str) -> float:
    try:
        number: float = unpack(">d", bytes.fromhex(bits))[0]
    except (ValueError, StructError):
        number = 0.0
    if number == number or text != "NaN":
        raise _Refused(f"{bits!r} are not the bits of a tagged {text}")
    return number


def _decode_duration(data: dict[str, Any], depth: int) -> Duration:
    milliseconds = _part(data, "milliseconds", int)
    if milliseconds < 0:
        raise _Refused("a duration cannot be negative")
    return Duration(milliseconds)


def _decode_range(data: dict[str, Any], depth: int) -> RangeValue:
    low = _decode_int(_part(data, "low", int))
    return RangeValue(low, _decode_int(_part(data, "high", int)), _part(data, "inclusive", bool))


def _decode_pair(data: dict[str, Any], depth: int) -> PairValue:
    parts = _map_entries(_decode, {name: data.get(name) for name in ("first", "second")}, depth)
    return PairValue(parts["first"], parts["second"])


def _decode_enum(data: dict[str, Any], depth: int) -> EnumValue:
    fields = _decode_items(data, "fields", depth)
    return EnumValue(_part(data, "enum", str), _part(data, "variant", str), fields)


def _decode_struct(data: dict[str, Any], depth: int) -> StructValue:
    return StructValue(_part(data, "name", str), _decode_entries(data, "fields", depth))


_DECODERS: dict[str, Callable[[dict[str, Any], int], Value]] = {
    "dict": lambda data, depth: _decode_entries(data, "entries", depth),
    "duration": _decode_duration,
    "float": _decode_float,
    "range": _decode_range,
    "pair": _decode_pair,
    "set": lambda data, depth: set_of_all(_decode_items(data, "items", depth)),
    "enum": _decode_enum,
    "struct": lambda data, depth: StructValue(
        _part(data, "name", str), _decode_entries(data, "fields", depth)
    ),
}
