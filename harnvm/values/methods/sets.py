"""Set methods. They go by `equal`, unlike the ``set_…`` builtins (see `harnvm.values.sets`)."""

from __future__ import annotations

from itertools import compress

from harnvm.values.equal import equal, has_member
from harnvm.values.identity import SELF_KEYED
from harnvm.values.iteration import make_iter
from harnvm.values.methods.arguments import Table, argument, call_each, call_in_turn, callback
from harnvm.values.model import Call, SetValue, Value
from harnvm.values.sets import add_equal, equal_set, set_of_all


def _other(args: list[Value]) -> SetValue | None:
    other = argument(args)
    return other if type(other) is SetValue else None


def _keep(members: SetValue, other: SetValue, shared: bool) -> SetValue:
    """Return the members that are, or are not, in the other set too."""
    theirs = other.items
    if _are_keys(members, other):
        return SetValue({k: v for k, v in members.items.items() if (k in theirs) is shared})
    return SetValue({k: v for k, v in members.items.items() if has_member(theirs, v) is shared})


def _are_keys(*sets: SetValue) -> bool:
    """Tell whether all members are their own keys, so that two are equal just if their keys are."""
    return all(SELF_KEYED.issuperset(map(type, members.items)) for members in sets)


def _add(members: SetValue, args: list[Value], call: Call) -> SetValue:
    items = members.items.copy()
    add_equal(items, argument(args))
    return SetValue(items)


def _remove(members: SetValue, args: list[Value], call: Call) -> SetValue:
    unwanted = argument(args)
    if type(unwanted) in SELF_KEYED and _are_keys(members):
        items = members.items.copy()
        items.pop(unwanted, None)
        return SetValue(items)
    return SetValue({k: v for k, v in members.items.items() if not equal(v, unwanted)})


def _union(members: SetValue, args: list[Value], call: Call) -> SetValue:
    other = _other(args)
    if other is None:
        return members
    if _are_keys(members, other):
        return SetValue(members.items | other.items)
    items = members.items.copy()
    for value in other.items.values():
        add_equal(items, value)
    return SetValue(items)


def _intersection(members: SetValue, args: list[Value], call: Call) -> SetValue:
    other = _other(args)
    return SetValue({}) if other is None else _keep(members, other, shared=True)


def _difference(members: SetValue, args: list[Value], call: Call) -> SetValue:
    other = _other(args)
    return members if other is None else _keep(members, other, shared=False)


def _symmetric_difference(members: SetValue, args: list[Value], call: Call) -> SetValue:
    other = _other(args)
    if other is None:
        return members
    ours = _keep(members, other, shared=False).items.values()
    theirs = _keep(other, members, shared=False).items.values()
    return set_of_all([*ours, *theirs])


def _is_subset(members: SetValue, args: list[Value], call: Call) -> bool:
    other = _other(args)
    return other is not None and _holds_all(other, members)


def _is_superset(members: SetValue, args: list[Value], call: Call) -> bool:
    other = _other(args)
    return other is not None and _holds_all(members, other)


def _holds_all(members: SetValue, others: SetValue) -> bool:
    if _are_keys(members, others):
        return members.items.keys() >= others.items.keys()
    return all(has_member(members.items, value) for value in others.items.values())


def _is_disjoint(members: SetValue, args: list[Value], call: Call) -> bool:
    other = _other(args)
    return other is None or not any(has_member(other.items, v) for v in members.items.values())


def _map(members: SetValue, args: list[Value], call: Call) -> Value:
    function = callback(args)
    if function is None:
        return None
    return equal_set(call_each(call, function, members.items.values()))


def _filter(members: SetValue, args: list[Value], call: Call) -> Value:
    function = callback(args)
    if function is None:
        return None
    return SetValue(dict(compress(members.items.items(), call_each(call, function, members.items.values()))))


def _any(members: SetValue, args: list[Value], call: Call) -> bool:
    function = callback(args)
    return function is not None and any(call_in_turn(call, function, members.items.values()))


def _all(members: SetValue, args: list[Value], call: Call) -> bool:
    function = callback(args)
    return function is None or all(call_in_turn(call, function, members.items.values()))


def _count(members: SetValue, args: list[Value], call: Call) -> int:
    return len(members.items)


SET_METHODS: Table = {
    "count": _count,
    "len": _count,
    "empty": lambda members, args, call: not members.items,
    "contains": lambda members, args, call: has_member(members.items, argument(args)),
    "add": _add,
    "remove": _remove,
    "delete": _remove,
    "union": _union,
    "intersect": _intersection,
    "intersection": _intersection,
    "difference": _difference,
    "symmetric_difference": _symmetric_difference,
    "is_subset": _is_subset,
    "is_superset": _is_superset,
    "is_disjoint": _is_disjoint,
    "to_list": lambda members, args, call: list(members.items.values()),
    "map": _map,
    "filter": _filter,
    "any": _any,
    "all": _all,
    "every": _all,
    "iter": lambda members, args, call: make_iter(members),
}
