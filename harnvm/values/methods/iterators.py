"""Iterator methods: combinators, which give a new lazy iterator, and sinks, which consume theirs.

Unlike lists, iterators refuse what is no callback or no valid size. A combinator goes through the iterator it
was called on, so that both see what the other has consumed. A callback that throws does not end it.
"""

from __future__ import annotations

from itertools import chain, count, dropwhile, islice, takewhile
from operator import length_hint

from harnvm.errors import stack_overflow, type_error
from harnvm.values.display import type_name
from harnvm.values.iteration import make_iter
from harnvm.values.limits import check_items, max_items
from harnvm.values.methods.arguments import Table, argument, callback, is_callable
from harnvm.values.methods.lazy import Chunks, FlatMap, Take, Windows
from harnvm.values.model import Call, Iter, PairValue, SetValue, Value, wrap
from harnvm.values.ops import less
from harnvm.values.sets import equal_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.values.methods.arguments import Method


def _function(args: list[Value], name: str) -> Value:
    function = callback(args)
    if function is None:
        raise type_error(f"iter.{name}: expected callable")
    return function


def _each(args: list[Value], name: str, call: Call) -> Callable[[Value], Value]:
    function = _function(args, name)
    return lambda value: call(function, [value])


def _size(args: list[Value], lowest: int, complaint: str) -> int:
    size = argument(args)
    if type(size) is not int or size < lowest:
        raise type_error(complaint)
    return size


def _second(args: list[Value], name: str) -> Iter:
    if not args:
        raise type_error(f"iter.{name}: expected iterable argument")
    return make_iter(args[0])


def _take(items: Iter, args: list[Value], call: Call) -> Iter:
    return Take(items, _size(args, 0, "iter.take: expected non-negative int"))


def _skip(items: Iter, args: list[Value], call: Call) -> Iter:
    return Iter(islice(items, _size(args, 0, "iter.skip: expected non-negative int"), None))


def _chunks(items: Iter, args: list[Value], call: Call) -> Iter:
    return Iter(Chunks(items, _size(args, 1, "iter.chunks: chunk size must be positive")))


def _windows(items: Iter, args: list[Value], call: Call) -> Iter:
    return Iter(Windows(items, _size(args, 1, "iter.windows: window size must be positive")))


COMBINATORS: Table = {
    "iter": lambda items, args, call: items,
    "map": lambda items, args, call: Iter(map(_each(args, "map", call), items)),
    "filter": lambda items, args, call: Iter(filter(_each(args, "filter", call), items)),
    "flat_map": lambda items, args, call: Iter(FlatMap(items, _each(args, "flat_map", call))),
    "take": _take,
    "skip": _skip,
    "take_while": lambda items, args, call: Iter(takewhile(_each(args, "take_while", call), items)),
    "skip_while": lambda items, args, call: Iter(dropwhile(_each(args, "skip_while", call), items)),
    "zip": lambda items, args, call: Iter(map(PairValue, items, _second(args, "zip"))),
    "enumerate": lambda items, args, call: Iter(map(PairValue, count(), items)),
    "chain": lambda items, args, call: Iter(chain(items, _second(args, "chain"))),
    "chunks": _chunks,
    "windows": _windows,
}

#: Each stage asks the one below it for a value, on the stack of the machine; 0.7.8 dies of some thousands.
_MAX_STAGES = 2_000


def _counted(combine: Method) -> Method:
    """Return a combinator that counts stages, and refuses too many."""

    def counted(items: Iter, args: list[Value], call: Call) -> Value:
        made = combine(items, args, call)
        if made is not items:
            others = [other.stages for other in args if isinstance(other, Iter)]
            made.stages = max([items.stages, *others]) + 1
            if made.stages > _MAX_STAGES:
                raise stack_overflow()
        return made

    return counted


def _to_list(items: Iter, args: list[Value], call: Call) -> list[Value]:
    check_items(length_hint(items.source))
    drained = list(islice(items, max_items() + 1))
    check_items(len(drained))
    return drained


def _to_set(items: Iter, args: list[Value], call: Call) -> SetValue:
    return equal_set(_to_list(items, args, call))


def _to_dict(items: Iter, args: list[Value], call: Call) -> dict[str, Value]:
    entries: dict[str, Value] = {}
    for item in _to_list(items, args, call):
        if type(item) is not PairValue:
            raise type_error(f"iter.to_dict: expected pair, got {type_name(item)}")
        if type(item.first) is not str:
            raise type_error(f"iter.to_dict: expected string key, got {type_name(item.first)}")
        entries[item.first] = item.second
    return entries


def _count(items: Iter, args: list[Value], call: Call) -> int:
    number = 0
    for _ in items:
        number += 1
    return number


def _sum(items: Iter, args: list[Value], call: Call) -> int | float:
    """Return the sum, a float if one of the numbers is; what is no number is refused, after draining."""
    numbers = _to_list(items, args, call)
    kinds = set(map(type, numbers))
    if not kinds <= {int, float}:
        odd = next(number for number in numbers if type(number) not in (int, float))
        raise type_error(f"iter.sum: expected number, got {type_name(odd)}")
    if float not in kinds:
        return wrap(sum(numbers))
    total = 0.0
    for number in numbers:
        total += number
    return total


def _min(items: Iter, args: list[Value], call: Call) -> Value:
    best = next(items, None)
    for item in items:
        if less(item, best):
            best = item
    return best


def _max(items: Iter, args: list[Value], call: Call) -> Value:
    best = next(items, None)
    for item in items:
        if less(best, item):
            best = item
    return best


def _reduce(items: Iter, args: list[Value], call: Call) -> Value:
    if len(args) < 2:
        raise type_error("iter.reduce: expected (init, fn)")
    result, function = args[:2]
    if not is_callable(function):
        raise type_error("iter.reduce: second arg must be callable")
    for item in items:
        result = call(function, [result, item])
    return result


def _last(items: Iter, args: list[Value], call: Call) -> Value:
    last = None
    for item in items:
        last = item
    return last


def _any(items: Iter, args: list[Value], call: Call) -> bool:
    return any(map(_each(args, "any", call), items))


def _all(items: Iter, args: list[Value], call: Call) -> bool:
    return all(map(_each(args, "all", call), items))


def _find(items: Iter, args: list[Value], call: Call) -> Value:
    return next(filter(_each(args, "find", call), items), None)


def _for_each(items: Iter, args: list[Value], call: Call) -> None:
    function = _function(args, "for_each")
    for item in items:
        call(function, [item])


ITER_METHODS: Table = {
    **{name: _counted(combine) for name, combine in COMBINATORS.items()},
    "to_list": _to_list,
    "to_set": _to_set,
    "to_dict": _to_dict,
    "count": _count,
    "sum": _sum,
    "min": _min,
    "max": _max,
    "reduce": _reduce,
    "first": lambda items, args, call: next(items, None),
    "last": _last,
    "any": _any,
    "all": _all,
    "find": _find,
    "for_each": _for_each,
}
