"""What loops walk over."""

from __future__ import annotations

import pytest

from harnvm.values.display import display
from harnvm.values.iteration import iterate, make_iter
from harnvm.values.model import INT_MAX, Generator, Iter, Opaque, RangeValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

from .support import message, mixed

LOOPS = [
    ([1, [2]], "[1, [2]]"),
    (ListView((1, 2, 3), 1), "[2, 3]"),
    ({"b": 1, "a": 2}, "[{key: a, value: 2}, {key: b, value: 1}]"),
    (make_set([3, 1]), "[3, 1]"),
    (RangeValue(1, 3, True), "[1, 2, 3]"),
    (RangeValue(1, 3, False), "[1, 2]"),
    (RangeValue(3, 1, True), "[]"),
    (RangeValue(INT_MAX, INT_MAX, True), f"[{INT_MAX}]"),
    (Iter(iter([1, 2])), "[1, 2]"),
    (Generator(iter([1, 2])), "[1, 2]"),
]


@pytest.mark.parametrize(("value", "shown"), LOOPS)
def test_iterate(value, shown):
    """Loops walk over elements, entries in key order, and ints."""
    assert display(list(iterate(value))) == shown


@pytest.mark.parametrize(
    "kind", ["nil", "bool", "int", "float", "string", "duration", "enum", "struct", "pair"]
)
def test_loops_over_the_rest_do_nothing(kind):
    """A loop over what has no elements ends at once, without an error; strings are such."""
    assert list(iterate(mixed()[kind])) == []


def test_handles_may_be_drained():
    """A handle gives an iterator of its own, or none."""

    class Channel(Opaque):
        type_name = "channel"

        def iterate(self):
            return iter([1, 2])

    assert list(iterate(Channel())) == [1, 2]
    assert list(make_iter(Channel())) == [1, 2]
    assert list(iterate(Opaque())) == []
    assert message(make_iter, Opaque()) == "Type error: iter: value of type opaque is not iterable"


def test_make_iter():
    """Iterators over dicts give pairs, over strings characters."""
    assert display(list(make_iter({"b": 1, "a": 2}))) == "[(a, 2), (b, 1)]"
    assert list(make_iter("aé")) == ["a", "é"]
    assert list(make_iter(RangeValue(1, 3, True))) == [1, 2, 3]
    assert list(make_iter(make_set([2, 1]))) == [2, 1]


def test_make_iter_of_iterators():
    """An iterator is its own; a generator gets one that shares its progress."""
    items = Iter(iter([1]))
    assert make_iter(items) is items
    generator = Generator(iter([1, 2]))
    lifted = make_iter(generator)
    assert display(lifted) == "<iter>"
    assert next(lifted) == 1
    assert next(generator) == 2


@pytest.mark.parametrize("kind", ["nil", "int", "pair", "duration", "closure", "struct"])
def test_make_iter_refuses(kind):
    """``iter`` refuses what a loop would pass over in silence."""
    text = f"Type error: iter: value of type {kind} is not iterable"
    assert message(make_iter, mixed()[kind]) == text
