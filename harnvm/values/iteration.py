"""What loops walk over.

`iterate` serves ``for``: any value can stand there, and what has no elements gives none. `make_iter` serves
``iter(…)`` and the lazy methods: it gives pairs for dicts and characters for strings, and refuses the rest.
"""

from __future__ import annotations

from harnvm.errors import type_error
from harnvm.values.display import type_name
from harnvm.values.model import Generator, Iter, Opaque, PairValue, RangeValue, SetValue, Value
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: Ranges up to this length are walked over at once.
_SHORT = 1 << 16


def iterate(value: Value) -> Iterator[Value]:
    """Return what ``for x in value`` walks over; strings, nil, numbers and their like give nothing."""
    kind = type(value)
    if kind is list or kind is ListView:
        return iter(value)
    if kind is RangeValue:
        return iter(value.python())
    if kind is dict:
        return ({"key": key, "value": value[key]} for key in sorted(value))
    return _iterate_rest(value) or iter(())


def make_iter(value: Value) -> Iter:
    """Return a lazy iterator over `value`, or `value` itself if it is one."""
    if isinstance(value, Iter):
        return Iter(value) if isinstance(value, Generator) else value
    kind = type(value)
    if kind is list or kind is ListView or kind is str:
        return Iter(iter(value))
    if kind is RangeValue:
        return Iter(_numbers(value))
    if kind is dict:
        keys = sorted(value)
        return Iter(map(PairValue, keys, map(value.__getitem__, keys)))
    source = _iterate_rest(value)
    if source is None:
        raise type_error(f"iter: value of type {type_name(value)} is not iterable")
    return Iter(source)


def _numbers(value: RangeValue) -> Iterator[int]:
    if value.high - value.low <= _SHORT:
        return iter(value.python())
    from harnvm.values.limits import paced

    return paced(value.python())


def _iterate_rest(value: Value) -> Iterator[Value] | None:
    if type(value) is SetValue:
        return iter(value.items.values())
    if isinstance(value, Iter):
        return iter(value)
    return value.iterate() if isinstance(value, Opaque) else None
