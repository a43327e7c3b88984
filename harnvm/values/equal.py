"""When values are equal, and which comes first.

`equal` is ``==``, ``in``, ``contains``, ``index_of``: structural, an int equals a float of the same value,
functions equal nothing, not even themselves. `compare` orders ints, floats, strings, and pairs of them; any
other two values count as equal. Neither recurses into values, except `equal` into sets inside sets.

What a *set* takes for one value is a different matter: see `identity`.
"""

from __future__ import annotations

from _operator import eq  # operator without the cost of its module

from harnvm.errors import runtime_error
from harnvm.values.model import (
    Duration,
    EnumValue,
    Generator,
    Iter,
    Opaque,
    PairValue,
    RangeValue,
    SetValue,
    StructValue,
    Value,
)
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    _Parts = Iterable[tuple[Value, Value]]

#: Pairs of parts that must be equal for their wholes to be.


def equal(a: Value, b: Value) -> bool:
    """Tell whether ``a == b`` holds in Harn."""
    kind = type(a)
    if kind is str or a is None:
        return a == b  # type: ignore[no-any-return]  # Python and Harn agree on these
    if kind is int:
        other = type(b)
        return a == b if other is int else other is float and float(a) == b
    if kind is float:
        other = type(b)
        return a == b if other is float else other is int and a == float(b)
    if kind is bool:
        return a is b
    return _equal_compound(a, b)


def _equal_compound(a: Value, b: Value) -> bool:
    pending = [(a, b)]
    while pending:
        left, right = pending.pop()
        parts = _parts(left, right)
        if parts is None:
            return False
        for x, y in parts:
            kind = type(x)
            if kind not in SCALARS:
                pending.append((x, y))
            elif not (x == y if kind is type(y) else equal(x, y)):
                return False
    return True


#: The kinds without parts. Of two values of one of them, Python's ``==`` says what Harn's says.
SCALARS = frozenset({str, int, float, bool, type(None)})


def _parts(a: Value, b: Value) -> _Parts | None:
    """Return what must be equal for `a` and `b` to be, or None if they cannot be."""
    parts_of = _PARTS.get(type(a))
    if parts_of is not None:
        return parts_of(a, b)
    if isinstance(a, Opaque):
        return () if a.equals(b) else None
    return () if a is b and isinstance(a, Iter) and not isinstance(a, Generator) else None


def _list_parts(a: list[Value] | ListView, b: Value) -> _Parts | None:
    if (type(b) is not list and type(b) is not ListView) or len(a) != len(b):
        return None
    if len(a) > _SHORT:
        kinds = list(map(type, a))
        if SCALARS.issuperset(kinds) and kinds == list(map(type, b)):
            return () if all(map(eq, a, b)) else None  # and not `a == b`: a NaN is not equal to itself
    return zip(a, b)  # noqa: B905  # strict would cost as much as comparing the elements of a short list


#: Up to this length of lists, comparing one pair after the other is as quick.
_SHORT = 8


def _dict_parts(a: dict[str, Value], b: Value) -> _Parts | None:
    if type(b) is not dict or a.keys() != b.keys():
        return None
    return zip(a.values(), map(b.__getitem__, a))  # noqa: B905  # as above


def _enum_parts(a: EnumValue, b: Value) -> _Parts | None:
    if type(b) is not EnumValue or a.variant != b.variant or a.enum != b.enum:
        return None
    return zip(a.fields, b.fields, strict=True) if len(a.fields) == len(b.fields) else None


def _struct_parts(a: StructValue, b: Value) -> _Parts | None:
    if type(b) is not StructValue or a.name != b.name:
        return None
    return _dict_parts(a.fields, b.fields)


def _pair_parts(a: PairValue, b: Value) -> _Parts | None:
    return ((a.first, b.first), (a.second, b.second)) if type(b) is PairValue else None


def _range_parts(a: RangeValue, b: Value) -> _Parts | None:
    if type(b) is not RangeValue:
        return None
    return () if (a.low, a.high, a.inclusive) == (b.low, b.high, b.inclusive) else None


def _duration_parts(a: Duration, b: Value) -> _Parts | None:
    return () if type(b) is Duration and a.milliseconds == b.milliseconds else None


def _set_parts(a: SetValue, b: Value) -> _Parts | None:
    if type(b) is not SetValue or len(a.items) != len(b.items):
        return None
    try:
        return () if all(has_member(b.items, value) for value in a.items.values()) else None
    except RecursionError:
        raise runtime_error("sets are nested too deeply to compare") from None


def has_member(items: dict[Any, Value], value: Value) -> bool:
    """Tell whether the `items` of a set hold a value equal to `value`.

    Scalars are looked up; only the rest, and numbers too large to be exact floats, cost a search.
    """
    kind = type(value)
    if kind is str or value is None:
        return value in items
    if kind is int and value in items:
        return True
    if kind is bool:
        return ("bool", value) in items
    if kind in _NUMBERS and -EXACT < value < EXACT:
        return _has_number(items, value)
    return any(equal(value, item) for item in items.values())


def is_plain(value: Value) -> bool:
    """Tell whether Python's ``==`` between `value` and any other value says what Harn's says.

    It does for strings, nil, and numbers; not for those that Python takes for a bool, NaN, and those that
    Harn rounds to a float where Python is exact.
    """
    kind = type(value)
    if kind is int or kind is float:
        return -EXACT < value < EXACT and value != 0 and value != 1  # type: ignore[no-any-return]
    return kind is str or value is None


#: Floats below it hold every int exactly.
EXACT = 1 << 53


def _has_number(items: dict[Any, Value], number: float) -> bool:
    if number in items or ("float", repr(float(number))) in items:
        return True
    return number == 0 and (("float", "0.0") in items or ("float", "-0.0") in items)


_PARTS: dict[type, Callable[[Any, Value], _Parts | None]] = {
    list: _list_parts,
    ListView: _list_parts,
    dict: _dict_parts,
    EnumValue: _enum_parts,
    StructValue: _struct_parts,
    PairValue: _pair_parts,
    RangeValue: _range_parts,
    Duration: _duration_parts,
    SetValue: _set_parts,
}


def compare(a: Value, b: Value) -> int:
    """Return -1, 0 or 1 as `a` comes before, with or after `b`; NaN and mixed kinds give 0."""
    pending = [(a, b)]
    while pending:
        x, y = pending.pop()
        if type(x) is PairValue and type(y) is PairValue:
            pending.append((x.second, y.second))
            pending.append((x.first, y.first))
        elif order := _compare_scalars(x, y):
            return order
    return 0


def _compare_scalars(a: Value, b: Value) -> int:
    kind = type(a)
    other = type(b)
    if kind is not other:
        if not (kind in _NUMBERS and other in _NUMBERS):
            return 0
        a, b = float(a), float(b)
    elif kind is not str and kind not in _NUMBERS:
        return 0
    return -1 if a < b else 1 if a > b else 0


_NUMBERS = frozenset({int, float})
