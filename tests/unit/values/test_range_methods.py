"""Range methods."""

from __future__ import annotations

import pytest

from harnvm.values.display import display
from harnvm.values.model import INT_MAX, INT_MIN, RangeValue

from .support import message, method

RESULTS = [
    ((1, 5, True), "len", (), "5"),
    ((1, 5, False), "count", (), "4"),
    ((5, 1, True), "empty", (), "true"),
    ((1, 5, True), "contains", (5,), "true"),
    ((1, 5, False), "contains", (5,), "false"),
    ((1, 5, True), "contains", (2.0,), "false"),
    ((1, 5, True), "contains", (), "false"),
    ((1, 5, True), "first", (), "1"),
    ((1, 5, True), "first", (2,), "1"),
    ((1, 5, False), "last", (), "4"),
    ((5, 1, True), "first", (), "nil"),
    ((5, 1, True), "last", (), "nil"),
    ((1, 5, False), "to_string", (), "1 to 5 exclusive"),
    ((INT_MIN, INT_MAX, True), "len", (), str(INT_MAX)),
    ((INT_MIN, INT_MAX, True), "last", (), str(INT_MAX)),
    ((1, 3, True), "to_list", (), "[1, 2, 3]"),
    ((1, 3, True), "map", (lambda x: x,), "<iter>"),
    ((1, 3, True), "iter", (), "<iter>"),
    ((1, 3, True), "sum", (), "6"),
    ((1, 3, True), "join", (",",), "nil"),
]


@pytest.mark.parametrize(("bounds", "name", "args", "shown"), RESULTS)
def test_results(bounds, name, args, shown):
    """What needs no iteration is computed, the rest is the business of an iterator over the range."""
    assert display(method(RangeValue(*bounds), name, *args)) == shown


def test_too_many_elements_are_refused(monkeypatch):
    """A list of more elements than memory should hold is an error."""
    from harnvm.values import limits

    monkeypatch.setattr(limits, "MAX_ITEMS", 1000)
    assert len(method(RangeValue(1, 1000, True), "to_list")) == 1000
    text = "Runtime error: too many elements: 1001"
    assert message(method, RangeValue(0, INT_MAX, True), "to_list") == text
