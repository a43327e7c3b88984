"""Iterators and pairs."""

from __future__ import annotations

import pytest


def test_iter_is_lazy(script):
    """An iterator shows whether it has run dry, and is its own iterator."""
    items = script.call("iter", [1])
    assert script.shown("iter", items) == "<iter>"
    assert script.call("iter", items) is items
    assert list(items) == [1]
    assert script.shown("iter", items) == "<iter (exhausted)>"


def test_dicts_give_pairs_in_key_order(script):
    """A dict is iterated as pairs of key and value."""
    assert [(p.first, p.second) for p in script.call("iter", {"b": 1, "a": 2})] == [("a", 2), ("b", 1)]


@pytest.mark.parametrize("value", [None, 5, True])
def test_what_has_no_elements_is_refused(script, value):
    """Scalars have no iterator, and neither has no argument."""
    kind = script.call("type_of", value)
    assert script.message("iter", value) == f"Type error: iter: value of type {kind} is not iterable"
    assert script.message("iter") == "Type error: iter: expected 1 argument"


def test_pairs_hold_two_values(script):
    """A pair needs exactly two arguments."""
    assert script.shown("pair", 1, "x") == "(1, x)"
    assert script.message("pair", 1) == "Type error: pair: expected 2 arguments, got 1"
    assert script.message("pair", 1, 2, 3) == "Type error: pair: expected 2 arguments, got 3"
