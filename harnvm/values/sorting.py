"""Sorting: stable, ascending, and defined even where Harn's order is not consistent."""

from __future__ import annotations

from _operator import ne  # operator without the cost of its module

from harnvm.values.equal import EXACT, compare
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
    """Tell whether Python sorts these as Harn does: all strings, or numbers without NaN."""
    kinds = set(map(type, keys))
    if kinds == {int} or kinds == {str}:
        return True
    if not kinds <= {int, float} or any(map(ne, keys, keys)):
        return False
    return kinds == {float} or all(-EXACT <= key <= EXACT for key in keys if type(key) is int)


def _sort_mixed(items: list[Value], keys: list[Value]) -> list[Value]:
    """Sort where there may be no consistent order: runs of some elements by insertion, then merged.

    Python's own sort would do, but what it makes of such keys changes from version to version.
    """
    positions = range(len(items))
    runs = [_inserted(positions[start : start + _RUN], keys) for start in positions[::_RUN]] or [[]]
    while len(runs) > 1:
        pairs = zip(runs[::2], runs[1::2], strict=False)
        runs = [_merged(left, right, keys) for left, right in pairs] + runs[len(runs) & ~1 :]
    return [items[position] for position in runs[0]]


_RUN = 20


def _inserted(positions: range, keys: list[Value]) -> list[int]:
    order: list[int] = []
    for position in positions:
        place = len(order)
        while place and compare(keys[position], keys[order[place - 1]]) < 0:
            place -= 1
        order.insert(place, position)
    return order


def _merged(left: list[int], right: list[int], keys: list[Value]) -> list[int]:
    order: list[int] = []
    taken = 0
    for position in right:
        while taken < len(left) and compare(keys[position], keys[left[taken]]) >= 0:
            order.append(left[taken])
            taken += 1
        order.append(position)
    return order + left[taken:]
