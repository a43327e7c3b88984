"""Reading and writing parts: properties, subscripts, slices.

Reads come first, then the updates behind ``x.name = v`` and ``x[i] = v``. Every update comes twice:
`with_…` returns a changed copy, `…_owned` changes the value itself, which is right only where the caller
holds the single reference to it (its *parts* may be shared all the same). Both return what to store back.
"""

from __future__ import annotations

from harnvm.errors import HarnRuntimeError, runtime_error, type_error
from harnvm.values.display import display, type_name
from harnvm.values.model import (
    INT_MAX,
    EnumValue,
    PairValue,
    RangeValue,
    SetValue,
    StructValue,
    Value,
)
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def get_property(value: Value, name: str) -> Value:
    """Return ``value.name``; what nil and the kinds without properties refuse."""
    kind = type(value)
    if kind is dict:
        return value.get(name)
    if kind is StructValue:
        return value.fields.get(name)
    if kind is PairValue:
        return _pair_property(value, name)
    if kind in _WITH_PROPERTIES:
        return _read_property(value, name)
    raise type_error(f"cannot access property `{name}` on {type_name(value)}")


def get_property_optional(value: Value, name: str) -> Value:
    """Return ``value?.name``: nil wherever `get_property` would refuse."""
    kind = type(value)
    if kind is dict:
        return value.get(name)
    if kind is StructValue:
        return value.fields.get(name)
    if kind is PairValue:
        return value.first if name == "first" else value.second if name == "second" else None
    return _read_property(value, name) if kind in _WITH_PROPERTIES else None


_WITH_PROPERTIES = frozenset({list, ListView, str, EnumValue})


def _pair_property(value: PairValue, name: str) -> Value:
    if name == "first":
        return value.first
    if name == "second":
        return value.second
    raise type_error(f"cannot access property `{name}` on pair (expected `first` or `second`)")


def _read_property(value: Value, name: str) -> Value:
    if type(value) is EnumValue:
        return value.variant if name == "variant" else list(value.fields) if name == "fields" else None
    if name == "count":
        return len(value)
    if name == "empty":
        return not len(value)
    if type(value) is str or not len(value):
        return None
    return value[0] if name == "first" else value[-1] if name == "last" else None


def subscript(value: Value, index: Value) -> Value:
    """Return ``value[index]``; nil for what lists, strings and dicts do not have."""
    kind = type(value)
    if kind is dict:
        return value.get(index if type(index) is str else display(index))
    if type(index) is int:
        if kind is list or kind is str or kind is ListView:
            try:
                return value[index]
            except IndexError:
                return None
        if kind is RangeValue:
            return _range_element(value, index)
    raise type_error(f"cannot index into {type_name(value)} with {type_name(index)}")


def _range_element(value: RangeValue, index: int) -> int:
    size = range_length(value)
    position = size + index if index < 0 else index
    if 0 <= position < size:
        return value.low + position
    raise runtime_error(f"range index out of range: index {index} for range of length {size}")


def slice_value(value: Value, low: Value, high: Value) -> Value:
    """Return ``value[low:high]``; bounds clamp, nil bounds are the ends."""
    kind = type(value)
    if kind is not list and kind is not str and kind is not ListView:
        raise type_error(f"cannot slice {type_name(value)}")
    if low is not None and type(low) is not int:
        raise type_error(f"slice start must be an integer, got {type_name(low)}")
    if high is not None and type(high) is not int:
        raise type_error(f"slice end must be an integer, got {type_name(high)}")
    return value[low:high]


def length(value: Value) -> int:
    """Return what ``len`` says: characters, elements, entries; 0 for what has no length."""
    kind = type(value)
    if kind is list or kind is str or kind is dict or kind is ListView:
        return len(value)
    if kind is SetValue:
        return len(value.items)
    return range_length(value) if kind is RangeValue else 0


def range_length(value: RangeValue) -> int:
    """Return how many ints a range has, at most the largest int."""
    return min(max(value.high - value.low + value.inclusive, 0), INT_MAX)


def with_property(value: Value, name: str, part: Value) -> Value:
    """Return a copy of `value` whose property `name` is `part`."""
    if type(value) is dict:
        return {**value, name: part}
    if type(value) is StructValue:
        return StructValue(value.name, {**value.fields, name: part})
    return _refuse_property(value, name)


def set_property_owned(value: Value, name: str, part: Value) -> Value:
    """Set the property `name` of an owned value in place."""
    if type(value) is dict:
        value[name] = part
    elif type(value) is StructValue:
        value.fields[name] = part
    else:
        _refuse_property(value, name)
    return value


def _refuse_property(value: Value, name: str) -> NoReturn:
    raise type_error(f"cannot set property `{name}` on {type_name(value)}")


def with_subscript(value: Value, index: Value, part: Value) -> Value:
    """Return a copy of `value` whose element `index` is `part`.

    Kinds without elements, and lists with an index that is no int, are returned as they are.
    """
    kind = type(value)
    if kind is dict:
        return {**value, (index if type(index) is str else display(index)): part}
    if (kind is list or kind is ListView) and type(index) is int:
        place = _place(value, index)
        copy = list(value)
        copy[place] = part
        return copy
    return value


def set_subscript_owned(value: Value, index: Value, part: Value) -> Value:
    """Set the element `index` of an owned value in place, or of a new list if `value` is lent."""
    kind = type(value)
    if kind is dict:
        value[index if type(index) is str else display(index)] = part
    elif kind is list and type(index) is int:
        value[_place(value, index)] = part
    elif kind is ListView:
        return with_subscript(value, index, part)
    return value


def _place(items: list[Value] | ListView, index: int) -> int:
    """Return the position that an assignment writes; below the first, that is the first."""
    size = len(items)
    place = max(size + index, 0) if index < 0 else index
    if place >= size:
        raise _out_of_bounds(index, size)
    return place


def _out_of_bounds(index: int, size: int) -> HarnRuntimeError:
    return runtime_error(f"Index {index} out of bounds for list of length {size}")
