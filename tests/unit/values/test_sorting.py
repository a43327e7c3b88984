"""Sorting."""

from __future__ import annotations

from functools import cmp_to_key
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.display import display
from harnvm.values.equal import compare
from harnvm.values.model import PairValue
from harnvm.values.sorting import sort_values
from harnvm.values.view import ListView

from .support import scalars

NAN = float("nan")


def test_one_kind():
    """Numbers and strings are sorted in their order."""
    assert sort_values([3, 1, 2]) == [1, 2, 3]
    assert sort_values(["b", "Z", "é", "a"]) == ["Z", "a", "b", "é"]
    assert sort_values([2, 1.5, 1]) == [1, 1.5, 2]
    assert sort_values(ListView((2, 1))) == [1, 2]


def test_mixed_kinds_move_as_in_an_insertion_sort():
    """An element moves left past greater ones until one does not compare as greater."""
    assert display(sort_values([1, 5, "b", 9, 8, "a"])) == "[1, 5, b, 8, 9, a]"
    assert display(sort_values([3.0, NAN, 1.0, 2])) == "[3.0, NaN, 1.0, 2]"
    assert display(sort_values([True, False, None])) == "[true, false, nil]"


def test_pairs_are_sorted_by_first_then_second():
    """Pairs have the order of their parts."""
    pairs = [PairValue(2, "a"), PairValue(1, "b"), PairValue(1, "a")]
    assert display(sort_values(pairs)) == "[(1, a), (1, b), (2, a)]"


@given(st.lists(st.integers(0, 3)))
def test_sorting_is_stable(keys):
    """Elements with equal keys keep their order."""
    labels = [f"{key}.{position}" for position, key in enumerate(keys)]
    expected = [label for _, label in sorted(zip(keys, labels, strict=True), key=lambda entry: entry[0])]
    assert sort_values(labels, keys) == expected


@given(st.lists(st.floats(allow_nan=False, width=32) | st.integers(-1000, 1000)))
def test_numbers_end_up_ascending(numbers):
    """Ints and floats together are sorted by value."""
    result = sort_values(numbers)
    assert all(compare(a, b) <= 0 for a, b in pairwise(result))


@given(st.lists(scalars, max_size=40))
def test_any_list_is_permuted(values):
    """Whatever is in a list, sorting loses and invents nothing, and never fails."""
    assert sorted(map(id, sort_values(values))) == sorted(map(id, values))


def test_input_is_left_alone():
    """Sorting gives a new list."""
    items = [2, 1]
    assert sort_values(items) is not items
    assert items == [2, 1]


@given(st.lists(st.sampled_from([1.5, 2, -3, 2**60, -(2**61), 0.0, 7]), max_size=90))
def test_numbers_beyond_what_floats_hold(numbers: list[float]):
    """Large ints among floats are merged in Harn's order, and equal ones stay as they were."""
    assert sort_values(numbers) == sorted(numbers, key=cmp_to_key(compare))
    places = list(range(len(numbers)))
    assert sort_values(places, numbers) == sorted(
        places, key=lambda place: cmp_to_key(compare)(numbers[place])
    )


def test_long_lists_without_an_order_are_merged():
    """Runs of twenty are sorted by themselves, and merged in pairs."""
    values = [*range(20, 0, -1), "a", *range(40, 21, -1), 5]
    assert sort_values(values) == [*range(1, 6), 5, *range(6, 21), "a", *range(22, 41)]
