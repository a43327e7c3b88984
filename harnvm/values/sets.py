"""Building sets.

Harn 0.7.8 has two notions of "already in the set", and scripts can tell: `make_set` and the ``set_…``
builtins go by `identity_key`, the methods by `equal`. So ``set(1, 1.0)`` has two elements, but
``set(1).add(1.0)`` has one; and a NaN can be added twice.
"""

from __future__ import annotations

from harnvm.values.equal import has_member
from harnvm.values.identity import SELF_KEYED, identity_key
from harnvm.values.model import SetValue, Value
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def make_set(values: Iterable[Value]) -> SetValue:
    """Return the set of `values`, each kept where its `identity_key` comes first."""
    return SetValue(by_identity(list(values)))


def by_identity(values: list[Value] | ListView) -> dict[Any, Value]:
    """Return values by their `identity_key`, of those that share one the first."""
    if SELF_KEYED.issuperset(map(type, values)):
        return dict(zip(values, values, strict=True))  # whichever of two equal ones stays, nobody can tell
    items: dict[Any, Value] = {}
    for value in values:
        items.setdefault(value if type(value) is str else identity_key(value), value)
    return items


def set_of_all(values: Iterable[Value]) -> SetValue:
    """Return the set of `values` that are known to belong in one set together."""
    items: dict[Any, Value] = {}
    for value in values:
        _insert(items, value)
    return SetValue(items)


def equal_set(values: Iterable[Value]) -> SetValue:
    """Return the set of `values` in which no two are equal."""
    items: dict[Any, Value] = {}
    for value in values:
        add_equal(items, value)
    return SetValue(items)


def add_equal(items: dict[Any, Value], value: Value) -> None:
    """Add `value` to the `items` of a set under construction, unless one of them equals it."""
    if not has_member(items, value):
        _insert(items, value)


def _insert(items: dict[Any, Value], value: Value) -> None:
    """Add `value` under its identity key, or one of its own if that is taken, as NaN's can be."""
    key = identity_key(value)
    items[object() if key in items else key] = value
