"""List methods that call back with each element. Without something to call most of them give nil."""

from __future__ import annotations

from itertools import compress, count

from harnvm.values.display import display
from harnvm.values.methods.arguments import Table, call_each, call_in_turn, callback, fold, is_callable
from harnvm.values.model import Call, Value
from harnvm.values.ops import less
from harnvm.values.sorting import is_of_one_kind, sort_values
from harnvm.values.view import ListView, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

_List = list[Value] | ListView

#: Tells whether a key is better than the best so far.
_Test: TypeAlias = "Callable[[Value, Value], bool]"


def _map(items: _List, args: list[Value], call: Call) -> Value:
    function = callback(args)
    return None if function is None else call_each(call, function, items)


def _filter(items: _List, args: list[Value], call: Call) -> Value:
    function = callback(args)
    return None if function is None else list(compress(items, call_each(call, function, items)))


def _reduce(items: _List, args: list[Value], call: Call) -> Value:
    """Fold the list: the start value is the first argument, the function the second."""
    if len(args) < 2 or not is_callable(args[1]):
        return None
    return fold(call, args[1], args[0], items)


def _find(items: _List, args: list[Value], call: Call) -> Value:
    function = callback(args)
    return None if function is None else next(compress(items, call_in_turn(call, function, items)), None)


def _find_index(items: _List, args: list[Value], call: Call) -> int:
    function = callback(args)
    return -1 if function is None else next(compress(count(), call_in_turn(call, function, items)), -1)


def _any(items: _List, args: list[Value], call: Call) -> bool:
    function = callback(args)
    return function is not None and any(call_in_turn(call, function, items))


def _all(items: _List, args: list[Value], call: Call) -> bool:
    function = callback(args)
    return function is None or all(call_in_turn(call, function, items))


def _none(items: _List, args: list[Value], call: Call) -> bool:
    function = callback(args)
    if function is None:
        return not items
    return not any(call_in_turn(call, function, items))


def _flat_map(items: _List, args: list[Value], call: Call) -> Value:
    function = callback(args)
    if function is None:
        return None
    flat: list[Value] = []
    for result in call_each(call, function, items):
        if is_list(result):
            flat.extend(result)
        else:
            flat.append(result)
    return flat


def _sort_by(items: _List, args: list[Value], call: Call) -> Value:
    function = callback(args)
    return None if function is None else sort_values(items, call_each(call, function, items))


def _min_by(items: _List, args: list[Value], call: Call) -> Value:
    return _best_by(items, args, call, min, lambda key, best: less(key, best))


def _max_by(items: _List, args: list[Value], call: Call) -> Value:
    return _best_by(items, args, call, max, lambda key, best: less(best, key))


def _best_by(
    items: _List, args: list[Value], call: Call, best_of: Callable[..., int], is_better: _Test
) -> Value:
    """Return the first item with the best key; `best_of` finds it if Python orders the keys as Harn does."""
    function = callback(args)
    if not items or function is None:
        return None
    keys = call_each(call, function, items)
    if is_of_one_kind(keys):
        return items[best_of(range(len(keys)), key=keys.__getitem__)]
    best = 0
    for place, key in enumerate(keys):
        if is_better(key, keys[best]):
            best = place
    return items[best]


def _partition(items: _List, args: list[Value], call: Call) -> Value:
    """Return two lists: the elements the function holds for, and the others."""
    function = callback(args)
    if function is None:
        return None
    parts: list[Value] = [[], []]
    for item, holds in zip(items, call_each(call, function, items), strict=True):
        parts[0 if holds else 1].append(item)
    return parts


def _group_by(items: _List, args: list[Value], call: Call) -> Value:
    function = callback(args)
    if function is None:
        return None
    groups: dict[str, list[Value]] = {}
    for item, key in zip(items, call_each(call, function, items), strict=True):
        groups.setdefault(display(key), []).append(item)
    return groups


CALLBACK_METHODS: Table = {
    "map": _map,
    "filter": _filter,
    "reduce": _reduce,
    "find": _find,
    "find_index": _find_index,
    "any": _any,
    "all": _all,
    "all?": _all,
    "every": _all,
    "none": _none,
    "none?": _none,
    "flat_map": _flat_map,
    "sort_by": _sort_by,
    "min_by": _min_by,
    "max_by": _max_by,
    "partition": _partition,
    "group_by": _group_by,
}
