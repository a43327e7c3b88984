"""Set methods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.display import display
from harnvm.values.sets import make_set

from .support import method, scalars

NAN = float("nan")


def _s(*values):
    return make_set(values)


RESULTS = [
    (_s(1, 2), "count", (), "2"),
    (_s(1, 2), "len", (), "2"),
    (_s(), "empty", (), "true"),
    (_s(1, "a", [1]), "contains", ([1.0],), "true"),
    (_s(1), "contains", (True,), "false"),
    (_s(None), "contains", (), "true"),
    (_s(1), "add", (2,), "set(1, 2)"),
    (_s(1), "add", (1.0,), "set(1)"),
    (_s(NAN), "add", (NAN,), "set(NaN, NaN)"),
    (_s(1), "add", (), "set(1, nil)"),
    (_s(1, 1.0, 2), "remove", (1,), "set(2)"),
    (_s(1, 2), "delete", (3,), "set(1, 2)"),
    (_s(1, 2), "union", (_s(2.0, 3),), "set(1, 2, 3)"),
    (_s(1), "union", ([2],), "set(1)"),
    (_s(1, 2, 3), "intersect", (_s(3, 2),), "set(2, 3)"),
    (_s(1, 2), "intersection", ([1],), "set()"),
    (_s(1, 2, 3), "difference", (_s(2),), "set(1, 3)"),
    (_s(1), "difference", (None,), "set(1)"),
    (_s(1, 2), "symmetric_difference", (_s(2, 3),), "set(1, 3)"),
    (_s(NAN), "symmetric_difference", (_s(NAN),), "set(NaN, NaN)"),
    (_s(1), "is_subset", (_s(1.0, 2),), "true"),
    (_s(1, 3), "is_subset", (_s(1, 2),), "false"),
    (_s(1), "is_subset", ([1],), "false"),
    (_s(1, 2), "is_superset", (_s(1),), "true"),
    (_s(1), "is_disjoint", (_s(2),), "true"),
    (_s(1), "is_disjoint", (_s(1.0),), "false"),
    (_s(1), "is_disjoint", ([1],), "true"),
    (_s(3, 1), "to_list", (), "[3, 1]"),
    (_s(1, 2, 3), "map", (lambda x: x // 2,), "set(0, 1)"),
    (_s(1), "map", (), "nil"),
    (_s(0, 1, 2), "filter", (lambda x: x,), "set(1, 2)"),
    (_s(0, 1), "any", (lambda x: x,), "true"),
    (_s(0, 1), "any", (), "false"),
    (_s(0, 1), "all", (lambda x: x,), "false"),
    (_s(0, 1), "every", (), "true"),
    (_s(1), "iter", (), "<iter>"),
    (_s(1), "first", (), "nil"),
]


@pytest.mark.parametrize(("members", "name", "args", "shown"), RESULTS)
def test_results(members, name, args, shown):
    """Each set method gives what it gives in Harn 0.7.8."""
    before = display(members)
    assert display(method(members, name, *args)) == shown
    assert display(members) == before


sets = st.lists(scalars.filter(lambda value: value == value), max_size=6).map(make_set)


@given(sets, sets)
def test_algebra(a, b):
    """The operations on sets belong together."""
    union = method(a, "union", b)
    shared = method(a, "intersection", b)
    assert method(a, "is_subset", union)
    assert method(union, "is_superset", b)
    assert method(a, "is_disjoint", b) == (not shared)
    assert len(method(a, "difference", b).items) + len(shared.items) == len(a.items)
    assert method(method(a, "symmetric_difference", b), "is_disjoint", shared)
