"""Sorting: stable, ascending, and defined even where Harn's order is not consistent."""

from __future__ import annotations

from _operator import ne  # operator without the cost of its module

from harnvm.values.equal import compare
from harnvm.values.model import Value
from harnvm.values.view import ListView, as_list


def sort_values(values: list[Value] | ListView, keys: list[Value] | None = None) -> list[Value]:
    """Return `values` sorted in ascending order of `keys` (of themselves without any).

    The sort is stable. Lists of one kind take the fast way. Lists that mix kinds or hold NaN have no
    consistent order; up to 20 elements get what an insertion sort makes of them, which scripts can see.
    """
    items = as_list(values)
    if keys is None:
        return sorted(items) if _is_ordered(items) else _sort_mixed(items, items)
    if _is_ordered(keys):
        order = sorted(range(len(items)), key=keys.__getitem__)
        return [items[position] for position in order]
    return _sort_mixed(items, keys)


def is_of_one_kind(values: list[Value] | ListView) -> bool:
    """Tell whether `values` are all ints, all floats or all strings, which Python and Harn compare alike."""
    kinds = set(map(type, values))
    return kinds == {int} or kinds == {str} or kinds == {float}


def _is_ordered(keys: list[Value]) -> bool:
    """Tell whether Python sorts these as Harn does: of one kind, and without NaN."""
    if not is_of_one_kind(keys):
        return False
    if type(keys[0]) is not float:
        return True
    total = sum(keys)  # NaN if there is one, and for opposite infinities
    return total == total or not any(map(ne, keys, keys))


def _sort_mixed(items: list[Value], keys: list[Value]) -> list[Value]:
    if len(items) > _INSERTION_LIMIT:
        from functools import cmp_to_key

        rank = cmp_to_key(compare)
        order = sorted(range(len(items)), key=lambda position: rank(keys[position]))
    else:
        order = []
        for position in range(len(items)):
            _insert(order, position, keys)
    return [items[position] for position in order]


_INSERTION_LIMIT = 20


def _insert(order: list[int], position: int, keys: list[Value]) -> None:
    place = len(order)
    while place and compare(keys[position], keys[order[place - 1]]) < 0:
        place -= 1
    order.insert(place, position)
