"""List methods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.display import display
from harnvm.values.model import BuiltinRef, Duration, PairValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

from .support import Function, call, method, plain_values

NAN = float("nan")

RESULTS = [
    ([1, 2], "count", (), "2"),
    ([], "empty", (), "true"),
    ([1, 2, 3], "contains", (2.0,), "true"),
    ([None], "contains", (), "true"),
    ([1, "a", [2]], "index_of", ([2.0],), "2"),
    ([1], "index_of", (9,), "-1"),
    ([1, "a", None], "join", ("-",), "1-a-nil"),
    (["a", "b"], "join", (), "ab"),
    (["a", "b"], "join", (1,), "a1b"),
    ([3, 1, 2], "sort", (), "[1, 2, 3]"),
    ([3, 1, 2], "sort", (lambda a, b: b - a,), "[1, 2, 3]"),
    ([1, 2], "reverse", (), "[2, 1]"),
    (["a"], "enumerate", (), "[{index: 0, value: a}]"),
    ([1, 2, 3], "zip", (["a", "b"], ["x", "y"]), "[[1, a], [2, b]]"),
    ([1, 2], "zip", (make_set([1]),), "[]"),
    ([1, 2, 3, 4], "slice", (1, 3), "[2, 3]"),
    ([1, 2, 3, 4], "slice", (-2,), "[3, 4]"),
    ([1, 2, 3, 4], "slice", (3, 1), "[]"),
    ([1, 2, 3, 4], "slice", (1, "x"), "[2, 3, 4]"),
    ([1, 1.0, True, 1, NAN, NAN], "unique", (), "[1, 1.0, true, NaN]"),
    (["b", "a", "b"], "unique", (), "[b, a]"),
    ([1, 2, 3], "take", (2,), "[1, 2]"),
    ([1, 2, 3], "take", (), "[]"),
    ([1, 2, 3], "take", (-1,), "[]"),
    ([1, 2, 3], "skip", (2,), "[3]"),
    ([1, 2, 3], "skip", (-1,), "[1, 2, 3]"),
    ([1, 2, "x", None], "sum", (), "3"),
    ([1, 2.5], "sum", (), "3.5"),
    ([2**63 - 1, 1], "sum", (), str(-(2**63))),
    ([], "sum", (), "0"),
    ([3, 1.0, 1], "min", (), "1.0"),
    (["a", 5, 3], "max", (), "a"),
    ([], "min", (), "nil"),
    ([1, [2, [3]], 4], "flatten", (), "[1, 2, [3], 4]"),
    ([1], "push", (2, 3), "[1, 2]"),
    ([1], "push", (), "[1]"),
    ([1, 2], "pop", (), "[1]"),
    ([], "pop", (), "[]"),
    ([1, 2, 3], "first", (), "1"),
    ([1, 2, 3], "first", (2,), "[1, 2]"),
    ([1, 2, 3], "first", ("2",), "1"),
    ([1, 2, 3], "last", (2,), "[2, 3]"),
    ([1, 2, 3], "last", (0,), "[]"),
    ([1, 2, 3], "last", (9,), "[1, 2, 3]"),
    ([], "first", (), "nil"),
    ([1, 2, 3], "chunk", (2,), "[[1, 2], [3]]"),
    ([1, 2], "chunk", (0,), "[[1], [2]]"),
    ([1, 2], "each_slice", ("x",), "[[1], [2]]"),
    ([1, 2, 3], "window", (), "[[1, 2], [2, 3]]"),
    ([1, 2, 3], "window", (0,), "[[1], [2], [3]]"),
    ([1, 2, 3], "each_cons", (3,), "[[1, 2, 3]]"),
    ([1, 2, 3], "sliding_window", (4,), "[]"),
    ([1, None, 0, False], "compact", (), "[1, 0, false]"),
    ([1, "1", 1.0, "a"], "tally", (), "{1: 2, 1.0: 1, a: 1}"),
    ([1], "iter", (), "<iter>"),
    ([1], "nope", (), "nil"),
    ([1], "len", (), "nil"),
]


@pytest.mark.parametrize(("items", "name", "args", "shown"), RESULTS)
def test_results(items, name, args, shown):
    """Each list method gives what it gives in Harn 0.7.8, for lent lists too."""
    assert display(method(items, name, *args)) == shown
    assert display(method(ListView(tuple(items)), name, *args)) == shown


CALLBACKS = [
    ([1, 2], "map", (lambda x: [x],), "[[1], [2]]"),
    ([0, 1, "", "a"], "filter", (lambda x: x,), "[1, a]"),
    ([1, 2, 3], "reduce", (10, Function(lambda a, x: a + x)), "16"),
    ([1, 2, 3], "find", (lambda x: x > 1,), "2"),
    ([1], "find", (lambda x: None,), "nil"),
    ([1, 2, 3], "find_index", (lambda x: x > 1,), "1"),
    ([1], "find_index", (lambda x: 0,), "-1"),
    ([0, 2], "any", (lambda x: x,), "true"),
    ([0, 2], "all", (lambda x: x,), "false"),
    ([0, 2], "every", (lambda x: 1,), "true"),
    ([0, 2], "all?", (lambda x: 1,), "true"),
    ([0, 2], "none", (lambda x: 0,), "true"),
    ([0, 2], "none?", (lambda x: x,), "false"),
    ([1, 2], "flat_map", (lambda x: [x, [x]] if x > 1 else x,), "[1, 2, [2]]"),
    (["bb", "a", "cc"], "sort_by", (lambda x: len(x),), "[a, bb, cc]"),
    (["bb", "a", "c"], "min_by", (lambda x: len(x),), "a"),
    (["a", "bb", "cc"], "max_by", (lambda x: len(x),), "bb"),
    ([], "max_by", (lambda x: x,), "nil"),
    ([1, 2, 3], "partition", (lambda x: x > 1,), "[[2, 3], [1]]"),
    ([1, 2, 3], "group_by", (lambda x: x > 1,), "{false: [1], true: [2, 3]}"),
    ([1, "1"], "group_by", (lambda x: x,), "{1: [1, 1]}"),
]


@pytest.mark.parametrize(("items", "name", "args", "shown"), CALLBACKS)
def test_callbacks(items, name, args, shown):
    """Methods with a callback go by its truth, its value or its display."""
    assert display(method(items, name, *args)) == shown
    assert display(method(ListView(tuple(items)), name, *args)) == shown


WITHOUT = [
    ("map", "nil"),
    ("filter", "nil"),
    ("reduce", "nil"),
    ("find", "nil"),
    ("find_index", "-1"),
    ("any", "false"),
    ("all", "true"),
    ("none", "false"),
    ("flat_map", "nil"),
    ("sort_by", "nil"),
    ("min_by", "nil"),
    ("max_by", "nil"),
    ("partition", "nil"),
    ("group_by", "nil"),
]


@pytest.mark.parametrize(("name", "shown"), WITHOUT)
def test_without_a_callback(name, shown):
    """Nothing to call is no error."""
    assert display(method([1, 2], name)) == shown
    assert display(method([1, 2], name, 5)) == shown


def test_none_of_nothing():
    """Without a callback, ``none`` asks whether the list is empty."""
    assert method([], "none") is True


def test_builtins_can_be_called_back():
    """A builtin's name serves as a callback."""
    from harnvm.values.methods import call_method

    assert call_method([1], "map", [BuiltinRef("len")], lambda function, args: (function.name, args)) == [
        ("len", [1])
    ]


def test_a_search_stops_at_its_end():
    """``find``, ``any``, ``all`` and ``none`` call no more often than they must."""
    seen: list[int] = []

    def note(x):
        seen.append(x)
        return x == 2

    for name in ("find", "any", "find_index", "none"):
        method([1, 2, 3], name, note)
    assert seen == [1, 2] * 4


@given(
    st.lists(plain_values),
    st.sampled_from(["reverse", "push", "pop", "unique", "compact", "sort", "flatten"]),
)
def test_receivers_stay_as_they_are(items, name):
    """No method changes its list."""
    before = list(items)
    method(items, name, 1)
    assert len(items) == len(before)
    assert all(a is b for a, b in zip(items, before, strict=True))


@given(st.lists(st.integers(), max_size=9), st.integers(1, 4))
def test_chunks_make_up_the_list(items, size):
    """Chunks put together are the list; all but the last are full."""
    chunks = method(items, "chunk", size)
    assert [item for chunk in chunks for item in chunk] == items
    assert all(len(chunk) == size for chunk in chunks[:-1])


def test_unknown_receivers_have_no_methods():
    """Nil, numbers, pairs and the like answer every method with nil."""
    for value in (None, 1, 2.5, True, PairValue(1, 2), Duration(5), Function(lambda x: x)):
        assert method(value, "count") is None
        assert method(value, "iter") is None


def test_call_is_handed_through():
    """Callbacks get exactly the arguments of the original."""
    calls: list[list[object]] = []

    def note(*args):
        calls.append(list(args))
        return args[0]

    method([5], "map", Function(note))
    method([5], "reduce", 1, Function(note))
    assert calls == [[5], [1, 5]]
    assert call(Function(lambda x: x), [3]) == 3
