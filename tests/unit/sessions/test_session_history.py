"""The persistent history underneath every session."""

from __future__ import annotations

import random
import sys
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harnvm.sessions.events import Entry
from harnvm.sessions.history import Events, History, Messages
from harnvm.values.view import ListView

CHUNK = 64


def history_of(*numbers: int) -> History:
    return History.of(Entry({"role": "user", "n": number}) for number in numbers)


def numbers(history: History) -> list[int]:
    return [message["n"] for message in history.messages()]


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 4095, 4096, 4097, 5000])
def test_keeps_what_was_appended_in_order(size: int) -> None:
    """A history of any size reads back as it was written, whole, by index and by iteration."""
    history = history_of(*range(size))
    assert len(history) == size
    assert numbers(history) == list(range(size))
    assert [entry.message["n"] for entry in history] == list(range(size))
    for index in {0, size // 2, size - 1} & set(range(size)):
        assert history.entry(index).message["n"] == index


def test_four_levels_of_chunks() -> None:
    """The tree grows beyond three levels without losing a message."""
    size = CHUNK**3 + 3 * CHUNK
    entry = Entry({"role": "user", "n": 0})
    history = History.of([entry] * (size - 1)).append(Entry({"role": "user", "n": 1}))
    assert len(history) == size
    assert history.entry(0) is entry
    assert history.entry(size - 1).message["n"] == 1


def test_older_histories_do_not_see_appends() -> None:
    """Appending to a history leaves every earlier one as it was."""
    held = []
    history = History.empty()
    for number in range(200):
        held.append(history)
        history = history.append(Entry({"role": "user", "n": number}))
    assert all(numbers(old) == list(range(size)) for size, old in enumerate(held))


def test_branches_out_of_one_tail_are_independent() -> None:
    """Two histories that grow out of the same point do not see each other's messages."""
    base = history_of(1, 2, 3)
    left = base.append(Entry({"role": "user", "n": 4}))
    right = base.append(Entry({"role": "user", "n": 5}))
    assert (numbers(base), numbers(left), numbers(right)) == ([1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 5])


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_behaves_as_lists_do(data: st.DataObject) -> None:
    """Any sequence of appends and cuts on any of many branches gives what Python lists give."""
    branches: list[tuple[History, list[int]]] = [(History.empty(), [])]
    counter = 0
    for _ in range(data.draw(st.integers(1, 30))):
        history, model = branches[data.draw(st.integers(0, len(branches) - 1))]
        operation = data.draw(st.sampled_from(["append", "many", "last", "first"]))
        if operation in ("append", "many"):
            for _ in range(1 if operation == "append" else data.draw(st.integers(1, 300))):
                counter += 1
                history = history.append(Entry({"role": "user", "n": counter}))
                model = [*model, counter]
        else:
            count = data.draw(st.integers(0, len(model) + 2))
            history = history.last(count) if operation == "last" else history.first(count)
            model = model[max(len(model) - count, 0) :] if operation == "last" else model[:count]
        branches.append((history, model))
        assert numbers(history) == model
    for history, model in branches:
        assert numbers(history) == model
        if model:
            start = data.draw(st.integers(0, len(model)))
            assert [m["n"] for m in history.messages(start)] == model[start:]


def test_views_follow_the_rules_of_sequences() -> None:
    """Messages are read through a view by index, negative index, slice and iteration."""
    view = Messages(history_of(*range(100)))
    assert view[-1]["n"] == 99
    assert [message["n"] for message in view[10:20:3]] == [10, 13, 16, 19]
    with pytest.raises(IndexError):
        view[100]
    lent = ListView(view)
    assert [message["n"] for message in lent[95:]] == [95, 96, 97, 98, 99]
    assert list(lent) == lent.as_list()


def test_events_come_once_and_extra_ones_last() -> None:
    """Each message has one event however often it is read, and events without a message follow."""
    history = history_of(1, 2)
    extra = {"id": "x", "kind": "other"}
    first, second = Events(history, [extra]), Events(history, [extra])
    assert [event["id"] for event in first] == [event["id"] for event in second]
    assert first[0] is second[0]
    assert first[2] is extra
    assert len(first) == 3


def test_a_message_costs_at_most_three_of_its_dicts() -> None:
    """Storing a message adds less than twice the size of a small dict."""
    messages = [{"role": "user", "content": "x"} for _ in range(20_000)]
    tracemalloc.start()
    history = History.of(Entry(message) for message in messages)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(history) == len(messages)
    assert used / len(messages) < 2 * sys.getsizeof(messages[0])


def test_a_sliding_window_does_not_keep_what_left_it() -> None:
    """Appending and cutting for a long time keeps memory bounded, though positions never change."""
    history = History.empty()
    tracemalloc.start()
    for number in range(30_000):
        history = history.append(Entry({"role": "user", "n": number})).last(50)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert numbers(history) == list(range(29_950, 30_000))
    assert used < 200_000


def test_a_prefix_does_not_keep_the_rest() -> None:
    """The first messages of a long history do not keep the others alive."""
    tracemalloc.start()
    history = history_of(*range(20_000)).first(10)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert numbers(history) == list(range(10))
    assert used < 100_000


def test_random_access_on_cut_histories() -> None:
    """Indexing works at every place of a history cut at both ends."""
    history = history_of(*range(10_000)).last(7000).first(5000)
    for index in random.Random(1).sample(range(5000), 200):
        assert history.entry(index).message["n"] == 3000 + index
