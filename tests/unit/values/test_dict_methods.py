"""Dict methods."""

from __future__ import annotations

import pytest

from harnvm.values.display import display

from .support import Function, method

ENTRIES = {"b": 2, "a": 1, "count": None}

RESULTS = [
    (ENTRIES, "keys", (), "[a, b, count]"),
    (ENTRIES, "values", (), "[1, 2, nil]"),
    ({"a": 1}, "entries", (), "[{key: a, value: 1}]"),
    (ENTRIES, "count", (), "3"),
    (ENTRIES, "has", ("a",), "true"),
    ({"1": 0}, "has", (1,), "true"),
    ({"": 0}, "has", (), "true"),
    (ENTRIES, "get", ("a",), "1"),
    (ENTRIES, "get", ("x",), "nil"),
    (ENTRIES, "get", ("x", 5), "5"),
    (ENTRIES, "get", ("count", 5), "nil"),
    ({"a": 1}, "merge", ({"b": 2, "a": 3},), "{a: 3, b: 2}"),
    ({"a": 1}, "merge", (5,), "{a: 1}"),
    ({"b": 1, "a": 2}, "map_values", (lambda v: v * 10,), "{a: 20, b: 10}"),
    ({"b": 1, "a": 2}, "rekey", (lambda k: k + k,), "{aa: 2, bb: 1}"),
    ({"b": 1, "a": 2}, "map_keys", (lambda k: 1,), "{1: 1}"),
    ({"b": 1, "a": 0}, "filter", (lambda v: v,), "{b: 1}"),
    ({"a": 1, "b": 2}, "remove", ("a",), "{b: 2}"),
    ({"a": 1}, "remove", ("x",), "{a: 1}"),
    ({"a": 1}, "map_values", (), "nil"),
    ({"a": 1}, "rekey", (5,), "nil"),
    ({"a": 1}, "filter", (), "nil"),
    ({"a": 1}, "iter", (), "<iter>"),
    ({"a": 1}, "a", (), "nil"),
    ({"a": 1}, "nope", (), "nil"),
    ({"a": 1}, "empty", (), "nil"),
]


@pytest.mark.parametrize(("entries", "name", "args", "shown"), RESULTS)
def test_results(entries, name, args, shown):
    """Each dict method gives what it gives in Harn 0.7.8."""
    before = dict(entries)
    assert display(method(entries, name, *args)) == shown
    assert entries == before


def test_stored_functions_are_called():
    """A function stored in a dict is called with the arguments of the call, and not with the dict."""
    assert method({"f": Function(lambda *args: list(args))}, "f", 1, 2) == [1, 2]


def test_methods_win_over_stored_functions():
    """A function stored under the name of a method cannot be reached."""
    assert method({"count": Function(lambda: 9)}, "count") == 1


def test_callbacks_come_in_key_order():
    """Entries are visited by key, whatever order they were added in."""
    seen: list[object] = []
    method({"b": 2, "a": 1}, "map_values", seen.append)
    method({"b": 2, "a": 1}, "rekey", seen.append)
    method({"b": 2, "a": 1}, "filter", seen.append)
    assert seen == [1, 2, "a", "b", 1, 2]
