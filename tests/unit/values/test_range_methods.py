"""Range methods."""

from __future__ import annotations

import pytest

from harnvm.values.display import display
from harnvm.values.iteration import make_iter
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
    ((-3, 2, False), "sum", (), "-5"),
    ((5, 1, True), "sum", (), "0"),
    ((1, 9_999_999_999_999, True), "sum", (), "7954484891797073920"),
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
    text = "Runtime error: too many elements: "
    assert message(method, RangeValue(1, 1001, True), "to_list") == text + "1001"
    assert message(method, RangeValue(0, INT_MAX, True), "to_list") == text + str(INT_MAX)


@pytest.mark.parametrize("limit", [1, 1 << 20])
def test_how_much_is_left_is_known(monkeypatch, limit):
    """What was taken from a long range does not count any more, to within some stretch of it."""
    from harnvm.values import limits

    monkeypatch.setattr(limits, "MAX_ITEMS", limit)
    numbers = make_iter(RangeValue(1, 100_000, True))
    for _ in range(99_999):
        next(numbers)
    assert method(numbers, "to_list") == [100_000]
