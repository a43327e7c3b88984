"""Sets. What counts as already in the set is decided by `identity_key`: 1 and 1.0 are two elements."""

from __future__ import annotations

from harnvm.builtins.args import arg
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.identity import identity_key
from harnvm.values.model import SetValue, Value
from harnvm.values.sets import make_set
from harnvm.values.view import is_list
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

AREA = Area("sets")


@AREA.builtin("set")
def make(ctx: Context, args: Args) -> Value:
    """Return a set of the arguments and of the elements of those that are lists or sets."""
    values: list[Value] = []
    for value in args:
        if is_list(value):
            values.extend(value)
        elif type(value) is SetValue:
            values.extend(value.items.values())
        else:
            values.append(value)
    return make_set(values)


@AREA.builtin("set_add")
def add(ctx: Context, args: Args) -> Value:
    """Return a set with one more element."""
    value = arg(args, 1)
    items = _first("set_add", args)
    return SetValue({**items, key: value} if (key := identity_key(value)) not in items else items)


@AREA.builtin("set_remove")
def remove(ctx: Context, args: Args) -> Value:
    """Return a set without an element."""
    unwanted = identity_key(arg(args, 1))
    items = _first("set_remove", args)
    return SetValue({key: value for key, value in items.items() if identity_key(value) != unwanted})


@AREA.builtin("set_contains")
def contains(ctx: Context, args: Args) -> Value:
    """Tell whether a set holds an element; what is no set holds none."""
    members = arg(args, 0)
    return type(members) is SetValue and identity_key(arg(args, 1)) in members.items


@AREA.builtin("set_union")
def union(ctx: Context, args: Args) -> Value:
    """Return the elements of either set, those of the first in front."""
    ours, theirs = _both("set_union", args)
    return SetValue(ours | theirs | ours)  # of what both hold, ours stays


@AREA.builtin("set_intersect")
def intersect(ctx: Context, args: Args) -> Value:
    """Return the elements of the first set that the second holds, too."""
    ours, theirs = _both("set_intersect", args)
    return SetValue({key: value for key, value in ours.items() if key in theirs})


@AREA.builtin("set_difference")
def difference(ctx: Context, args: Args) -> Value:
    """Return the elements of the first set that the second does not hold."""
    ours, theirs = _both("set_difference", args)
    return SetValue(_without(ours, theirs))


@AREA.builtin("set_symmetric_difference")
def symmetric_difference(ctx: Context, args: Args) -> Value:
    """Return the elements that only one of two sets holds."""
    ours, theirs = _both("set_symmetric_difference", args)
    return SetValue(_without(ours, theirs) | _without(theirs, ours))


@AREA.builtin("set_is_subset")
def is_subset(ctx: Context, args: Args) -> Value:
    """Tell whether the second set holds all elements of the first."""
    ours, theirs = arg(args, 0), arg(args, 1)
    return _are_sets(ours, theirs) and ours.items.keys() <= theirs.items.keys()


@AREA.builtin("set_is_superset")
def is_superset(ctx: Context, args: Args) -> Value:
    """Tell whether the first set holds all elements of the second."""
    ours, theirs = arg(args, 0), arg(args, 1)
    return _are_sets(ours, theirs) and ours.items.keys() >= theirs.items.keys()


@AREA.builtin("set_is_disjoint")
def is_disjoint(ctx: Context, args: Args) -> Value:
    """Tell whether two values have no element in common, as always when one is no set."""
    ours, theirs = arg(args, 0), arg(args, 1)
    return not _are_sets(ours, theirs) or ours.items.keys().isdisjoint(theirs.items.keys())


def _are_sets(a: Value, b: Value) -> bool:
    return type(a) is SetValue and type(b) is SetValue


def _without(items: dict[Any, Value], others: dict[Any, Value]) -> dict[Any, Value]:
    return {key: value for key, value in items.items() if key not in others}


def _first(name: str, args: Args) -> dict[Any, Value]:
    members = arg(args, 0)
    if type(members) is not SetValue:
        raise thrown(f"{name}: first argument must be a set")
    return members.items


def _both(name: str, args: Args) -> tuple[dict[Any, Value], dict[Any, Value]]:
    ours, theirs = arg(args, 0), arg(args, 1)
    if not _are_sets(ours, theirs):
        raise thrown(f"{name}: arguments must be sets")
    return ours.items, theirs.items
