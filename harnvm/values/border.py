"""Values across the border: copied both ways, refused with the path of what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harnvm.errors import HarnError
from harnvm.values.convert import is_unicode
from harnvm.values.display import display
from harnvm.values.forms import EnumVariant, Handle, HarnFunction, HarnIterator, HarnSet, Pair, Struct
from harnvm.values.identity import identity_key
from harnvm.values.model import (
    INT_MAX,
    INT_MIN,
    BuiltinRef,
    Closure,
    Duration,
    EnumValue,
    Iter,
    Opaque,
    PairValue,
    RangeValue,
    SetValue,
    StructValue,
    Value,
)
from harnvm.values.path import shown_path
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta

_SCALARS = (type(None), bool, int, float, str)

#: Deeper values are refused: whoever walks them would run out of stack.
MAX_DEPTH = 400


class Border:
    """Converts for one VM.

    Args:
        call: Calls a Harn function value with Python arguments; behind `HarnFunction`. Without it,
            functions become handles.
    """

    def __init__(self, call: Callable[..., Any] | None = None) -> None:
        self._call = call

    # --- Harn to Python -----------------------------------------------------------------------------

    def to_python(self, value: Value) -> Any:
        """Return the Python form of a Harn value, sharing nothing with it.

        Raises:
            HarnError: It is nested too deeply for Python, or a duration in it is too long.
        """
        try:
            return self._to_python(value)
        except RecursionError:
            raise HarnError("the value is nested too deeply") from None

    def _to_python(self, value: Value) -> Any:
        kind = type(value)
        if kind in _SCALARS:
            return value
        if kind is list or kind is ListView:
            return [self._to_python(item) for item in value]
        if kind is dict:
            return {key: self._to_python(value[key]) for key in sorted(value)}
        return self.special_to_python(value)

    def special_to_python(self, value: Value) -> Any:
        """Return the Python form of a value that is neither plain nor a list nor a dict."""
        match value:
            case StructValue():
                return Struct(value.name, {k: self.to_python(v) for k, v in sorted(value.fields.items())})
            case EnumValue():
                return EnumVariant(value.enum, value.variant, *map(self.to_python, value.fields))
            case SetValue():
                return HarnSet(map(self.to_python, value.items.values()))
            case PairValue():
                return Pair(self.to_python(value.first), self.to_python(value.second))
            case RangeValue():
                return value.python()
            case Duration():
                return _timedelta(value)
            case Iter():
                return HarnIterator(value, self.to_python)
            case Closure() if self._call is not None:
                return HarnFunction(value, self._call, value.prototype.name)
            case BuiltinRef() if self._call is not None:
                return HarnFunction(value, self._call, value.name)
            case _:
                return Handle(value)

    # --- Python to Harn -----------------------------------------------------------------------------

    def to_harn(self, value: Any, path: str = "$") -> Value:
        """Return the Harn value of a Python object, sharing nothing with it.

        Raises:
            HarnError: Something in it has no Harn form; the message names its path, ``$.a[3]`` for one.
        """
        return self._to_harn(value, path, ())

    def _to_harn(self, value: Any, path: str, around: tuple[int, ...]) -> Value:
        kind = type(value)
        if kind is int:
            if not INT_MIN <= value <= INT_MAX:
                raise _refused(path, f"the integer {value} does not fit 64 bits")
            return value
        if kind is str and not value.isascii():
            return _unicode(value, path)
        if kind in _SCALARS:
            return value
        if id(value) in around:
            raise _refused(path, "the value contains itself")
        if len(around) >= MAX_DEPTH:
            raise _refused(path, f"nested more than {MAX_DEPTH} levels deep")
        return self._compound_to_harn(value, path, (*around, id(value)))

    def _compound_to_harn(self, value: Any, path: str, around: tuple[int, ...]) -> Value:
        match value:
            case Pair():
                first = self._to_harn(value.first, f"{path}.first", around)
                return PairValue(first, self._to_harn(value.second, f"{path}.second", around))
            case HarnSet() | set() | frozenset():
                members = self._items(value, path, around)
                return SetValue({identity_key(member): member for member in members})
            case list() | tuple():
                return self._items(value, path, around)
            case dict():
                return self._entries(value, path, around)
            case Struct():
                return StructValue(value.name, self._entries(value.fields, path, around))
            case EnumVariant():
                return EnumValue(value.enum, value.variant, self._items(value.fields, path, around))
            case ListView():
                return value
            case HarnFunction() if value._call != self._call:
                raise _refused(path, f"{value!r} belongs to another VM")
            case HarnIterator() if value._convert != self.to_python:
                raise _refused(path, f"{value!r} belongs to another VM")
            case _:
                return _special_to_harn(value, path)

    def _items(self, values: Any, path: str, around: tuple[int, ...]) -> list[Value]:
        return [self._to_harn(item, f"{path}[{index}]", around) for index, item in enumerate(values)]

    def _entries(self, entries: dict[Any, Any], path: str, around: tuple[int, ...]) -> dict[str, Value]:
        result = {}
        for key, item in entries.items():
            if not isinstance(key, str):
                raise _refused(path, f"the key {key!r} is not a string")
            result[str(key)] = self._to_harn(item, f"{path}.{key}", around)
        return result


def _refused(path: str, reason: str) -> HarnError:
    return HarnError(f"{shown_path(path)}: {reason}")


def _timedelta(value: Duration) -> timedelta:
    from datetime import timedelta

    try:
        return timedelta(milliseconds=value.milliseconds)
    except OverflowError:
        raise HarnError(f"the duration {display(value)} does not fit a timedelta") from None


def _unicode(text: str, path: str) -> str:
    if not is_unicode(text):
        raise _refused(path, "the string holds a lone surrogate")
    return text


def _special_to_harn(value: Any, path: str) -> Value:
    if isinstance(value, HarnFunction | HarnIterator | Handle):
        return value._value
    if isinstance(value, range) and value.step == 1:
        return RangeValue(value.start, value.stop, inclusive=False)
    if isinstance(value, Closure | BuiltinRef | Opaque | Iter):
        return value
    if isinstance(value, bool | int | float | str):
        # Subclasses (enum members, numpy-like scalars) lose what they add.
        return _plain_scalar(value, path)
    from datetime import timedelta

    if isinstance(value, timedelta):
        return Duration(value // timedelta(milliseconds=1))
    raise _refused(path, f"{type(value).__name__} has no Harn form")


def _plain_scalar(value: Any, path: str) -> Value:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, float):
        return float(value)
    number = int(value)
    if not INT_MIN <= number <= INT_MAX:
        raise _refused(path, f"the integer {number} does not fit 64 bits")
    return number
