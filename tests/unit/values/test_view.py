"""Lists that are lent without being copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.view import ListView, as_list, is_list


class Counting(Sequence[int]):
    """A sequence that counts how often it is read."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.reads = 0

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: Any) -> Any:
        if not 0 <= index < self.size:
            raise IndexError(index)
        self.reads += 1
        return index


indices = st.none() | st.integers(-9, 9)


@given(st.lists(st.integers(), max_size=8), indices, indices)
def test_slices_are_those_of_a_list(items, low, high):
    """Slices of a view are views, and of slices slices, with a list's elements."""
    view = ListView(tuple(items))[low:high]
    assert type(view) is ListView
    assert list(view) == items[low:high]
    assert len(view) == len(items[low:high])
    assert list(view[1:-1]) == items[low:high][1:-1]
    assert list(view[::-1]) == items[low:high][::-1]


@given(st.lists(st.integers(), max_size=8), st.integers(-9, 9))
def test_indices_are_those_of_a_list(items, index):
    """An index finds what it finds in a list, or nothing."""
    view = ListView([0, *items, 0], 1, len(items) + 1)
    try:
        expected = items[index]
    except IndexError:
        with pytest.raises(IndexError):
            view[index]
    else:
        assert view[index] == expected


def test_slicing_reads_nothing():
    """Length, truth and slices cost no look at the elements."""
    source = Counting(1000)
    view = ListView(source)[10:-10][5:]
    assert (len(view), bool(view), source.reads) == (975, True, 0)
    assert view[0] == 15
    assert source.reads == 1


def test_as_list_copies_once():
    """A view becomes a list at most once; a list is itself."""
    view = ListView(Counting(3))
    assert as_list(view) is as_list(view)
    assert as_list(view) == list(view) == [0, 1, 2]
    items = [1]
    assert as_list(items) is items


def test_bounds_are_clamped():
    """A view never reaches beyond its source."""
    assert list(ListView((1, 2), -3, 9)) == [1, 2]
    assert list(ListView((1, 2), 5)) == []


def test_is_list():
    """Both forms are Harn lists, tuples are not."""
    assert is_list([])
    assert is_list(ListView(()))
    assert not is_list(())
