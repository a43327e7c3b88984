"""Set builtins."""

from __future__ import annotations

import pytest

from harnvm.values.model import RangeValue
from harnvm.values.sets import make_set


def test_set_takes_elements_lists_and_sets(script):
    """Lists and sets among the arguments are emptied into the set, one level deep."""
    assert script.shown("set") == "set()"
    assert script.shown("set", [1, 2, 1], make_set([3, 2]), 4, [[1]]) == "set(1, 2, 3, 4, [1])"
    assert script.shown("set", 1, 1.0, "1", True) == "set(1, 1.0, 1, true)"
    assert script.shown("set", RangeValue(1, 3, True)) == "set(1 to 3)"


def test_elements_come_and_go(script):
    """Adding what is there and removing what is not change nothing."""
    members = make_set([1, 2])
    assert script.shown("set_add", members, 2) == "set(1, 2)"
    assert script.shown("set_add", members, 2.0) == "set(1, 2, 2.0)"
    assert script.shown("set_add", members) == "set(1, 2, nil)"
    assert script.shown("set_remove", members, 1) == "set(2)"
    assert script.shown("set_remove", members, 1.0) == "set(1, 2)"
    assert script.shown("set_remove", make_set([float("nan")]), float("nan")) == "set()"
    assert members.items == make_set([1, 2]).items


def test_membership(script):
    """Membership goes by identity; what is no set has no members."""
    assert script.call("set_contains", make_set([1, [2]]), [2])
    assert not script.call("set_contains", make_set([1]), 1.0)
    assert not script.call("set_contains", [1], 1)
    assert not script.call("set_contains")


def test_two_sets_combine(script):
    """Results keep the order of the first set, then that of the second."""
    a, b = make_set([3, 1, 2]), make_set([2, 4, 3])
    assert script.shown("set_union", a, b) == "set(3, 1, 2, 4)"
    assert script.shown("set_intersect", a, b) == "set(3, 2)"
    assert script.shown("set_difference", a, b) == "set(1)"
    assert script.shown("set_symmetric_difference", a, b) == "set(1, 4)"


def test_two_sets_compare(script):
    """Subsets may be equal; only sets have subsets, and what is no set is disjoint from all."""
    small, large = make_set([1]), make_set([1, 2])
    assert script.call("set_is_subset", small, large)
    assert not script.call("set_is_subset", large, small)
    assert script.call("set_is_superset", large, large)
    assert not script.call("set_is_disjoint", small, large)
    assert script.call("set_is_disjoint", small, make_set([2]))
    assert not script.call("set_is_subset", [], large)
    assert not script.call("set_is_superset", large)
    assert script.call("set_is_disjoint", [1], small)


@pytest.mark.parametrize("name", ["set_union", "set_intersect", "set_difference", "set_symmetric_difference"])
def test_combining_needs_sets(script, name):
    """Anything but two sets is refused."""
    assert script.message(name, make_set([1]), [1]) == f"Thrown: {name}: arguments must be sets"
    assert script.message(name) == f"Thrown: {name}: arguments must be sets"


@pytest.mark.parametrize("name", ["set_add", "set_remove"])
def test_changing_needs_a_set(script, name):
    """Anything but a set is refused."""
    assert script.message(name, [1], 1) == f"Thrown: {name}: first argument must be a set"
