"""Iterator and generator methods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.errors import HarnThrown, thrown
from harnvm.values.display import display
from harnvm.values.iteration import make_iter
from harnvm.values.methods import call_method
from harnvm.values.model import Generator, Iter, Opaque, PairValue, RangeValue, Value

from .support import Function, call, message, method

NAN = float("nan")


def _chain(items: Value, *steps: tuple[str, list[Value]]) -> Value:
    """Call methods on an iterator one after the other; an iterator in the end becomes a list."""
    result: Value = make_iter(items)
    for name, args in steps:
        result = call_method(result, name, args, call)
    return list(result) if isinstance(result, Iter) else result


COMBINATORS = [
    ([1, 2], "map", [Function(lambda x: x * 2)], "[2, 4]"),
    ([0, 1, 2], "filter", [Function(lambda x: x)], "[1, 2]"),
    ([1, 2], "flat_map", [Function(lambda x: [x, x])], "[1, 1, 2, 2]"),
    ([1], "flat_map", [Function(lambda x: "ab")], "[a, b]"),
    ([1, 2, 3], "take", [2], "[1, 2]"),
    ([1, 2, 3], "take", [0], "[]"),
    ([1, 2, 3], "skip", [2], "[3]"),
    ([1, 2, 3], "skip", [9], "[]"),
    ([1, 2, 1], "take_while", [Function(lambda x: x < 2)], "[1]"),
    ([1, 2, 1], "skip_while", [Function(lambda x: x < 2)], "[2, 1]"),
    ([1, 2, 3], "zip", ["ab"], "[(1, a), (2, b)]"),
    (["a", "b"], "enumerate", [], "[(0, a), (1, b)]"),
    ([1], "chain", [{"a": 2}], "[1, (a, 2)]"),
    ([1, 2, 3], "chunks", [2], "[[1, 2], [3]]"),
    ([], "chunks", [2], "[]"),
    ([1, 2, 3], "windows", [2], "[[1, 2], [2, 3]]"),
    ([1, 2], "windows", [3], "[]"),
    ([1], "iter", [], "[1]"),
]


@pytest.mark.parametrize(("items", "name", "args", "shown"), COMBINATORS)
def test_combinators(items, name, args, shown):
    """Each combinator gives the elements that it gives in Harn 0.7.8."""
    assert display(_chain(items, (name, args))) == shown


SINKS = [
    ([1, 2], "to_list", [], "[1, 2]"),
    ([1, 1.0, NAN, NAN], "to_set", [], "set(1, NaN, NaN)"),
    ({"b": 1, "a": 2}, "to_dict", [], "{a: 2, b: 1}"),
    ([1, 2], "count", [], "2"),
    ([1, 2], "sum", [], "3"),
    ([1, 2.5], "sum", [], "3.5"),
    ([], "sum", [], "0"),
    ([2**63 - 1, 1], "sum", [], str(-(2**63))),
    ([3, 1, 2], "min", [], "1"),
    (["x", 5, 3], "max", [], "x"),
    ([], "max", [], "nil"),
    ([1, 2], "reduce", [10, Function(lambda a, x: a + x)], "13"),
    ([1, 2], "first", [], "1"),
    ([1, 2], "last", [], "2"),
    ([], "last", [], "nil"),
    ([0, 1], "any", [Function(lambda x: x)], "true"),
    ([0, 1], "all", [Function(lambda x: x)], "false"),
    ([0, 1, 2], "find", [Function(lambda x: x)], "1"),
    ([0], "find", [Function(lambda x: x)], "nil"),
    ([1], "for_each", [Function(lambda x: x)], "nil"),
    ([1], "next", [], "nil"),
    ([1], "len", [], "nil"),
]


@pytest.mark.parametrize(("items", "name", "args", "shown"), SINKS)
def test_sinks(items, name, args, shown):
    """Each sink gives what it gives in Harn 0.7.8."""
    assert display(_chain(items, (name, args))) == shown


REFUSALS = [
    ("map", [], "iter.map: expected callable"),
    ("filter", [5], "iter.filter: expected callable"),
    ("flat_map", [], "iter.flat_map: expected callable"),
    ("take", [-1], "iter.take: expected non-negative int"),
    ("take", [True], "iter.take: expected non-negative int"),
    ("skip", [], "iter.skip: expected non-negative int"),
    ("take_while", [], "iter.take_while: expected callable"),
    ("skip_while", [], "iter.skip_while: expected callable"),
    ("zip", [], "iter.zip: expected iterable argument"),
    ("zip", [5], "iter: value of type int is not iterable"),
    ("chain", [], "iter.chain: expected iterable argument"),
    ("chunks", [0], "iter.chunks: chunk size must be positive"),
    ("windows", ["2"], "iter.windows: window size must be positive"),
    ("to_dict", [], "iter.to_dict: expected pair, got int"),
    ("reduce", [1], "iter.reduce: expected (init, fn)"),
    ("reduce", [1, 2], "iter.reduce: second arg must be callable"),
    ("any", [], "iter.any: expected callable"),
    ("all", [], "iter.all: expected callable"),
    ("find", [], "iter.find: expected callable"),
    ("for_each", [None], "iter.for_each: expected callable"),
]


@pytest.mark.parametrize(("name", "args", "text"), REFUSALS)
def test_refusals(name, args, text):
    """Iterators refuse wrong arguments, in the words of Harn 0.7.8."""
    assert message(_chain, [1, 2], (name, args)) == "Type error: " + text


def test_refused_elements():
    """Sinks refuse elements that they cannot use, and ``flat_map`` results without elements."""
    assert message(_chain, [1, "a"], ("sum", [])) == "Type error: iter.sum: expected number, got string"
    assert message(_chain, [True], ("sum", [])) == "Type error: iter.sum: expected number, got bool"
    text = "Type error: iter.to_dict: expected string key, got int"
    assert message(_chain, [PairValue(1, 2)], ("to_dict", [])) == text
    step = ("flat_map", [Function(lambda x: x)])
    assert message(_chain, [1], step) == "Type error: iter: value of type int is not iterable"


def test_combinators_are_lazy():
    """Nothing is called before an element is asked for, and no more than is needed."""
    seen: list[int] = []

    def note(x):
        seen.append(x)
        return x

    items = call_method(make_iter(RangeValue(1, 2**62, True)), "map", [Function(note)], call)
    assert seen == []
    assert _chain(items, ("filter", [Function(lambda x: x % 2 == 0)]), ("take", [2])) == [2, 4]
    assert seen == [1, 2, 3, 4]


def test_combinators_share_their_source():
    """What one consumer has taken is gone for the others."""
    items = make_iter([1, 2, 3, 4])
    assert _chain(call_method(items, "take", [2], call)) == [1, 2]
    assert _chain(items) == [3, 4]
    assert items.done


def test_a_throw_does_not_end_an_iterator():
    """After a callback has thrown, the iterator goes on with the next element."""

    def body(x):
        if x == 2:
            raise thrown("two")
        return x * 10

    items = call_method(make_iter([1, 2, 3]), "map", [Function(body)], call)
    with pytest.raises(HarnThrown):
        list(items)
    assert display(items) == "<iter>"
    assert list(items) == [30]


def test_exhausted_iterators_stay_so():
    """An iterator that has run dry never gives again."""
    source = iter([[1], [], [2]])
    items = Iter(iter(lambda: next(source), []))
    assert list(items) == [[1]]
    assert list(items) == []


@given(st.lists(st.integers(), max_size=8), st.integers(1, 4))
def test_chunks_and_windows(items, size):
    """Iterators cut like lists."""
    assert _chain(items, ("chunks", [size])) == method(items, "chunk", size)
    assert _chain(items, ("windows", [size])) == method(items, "window", size)


def test_generators_step():
    """``next`` tells whether there was a value, and keeps saying so."""
    generator = Generator(iter([1]))
    assert method(generator, "next") == {"value": 1, "done": False}
    assert method(generator, "next") == {"value": None, "done": True}
    assert method(generator, "next") == {"value": None, "done": True}
    assert method(generator, "map", lambda x: x) is None


def test_generators_lift():
    """``iter`` gives a generator the methods of iterators."""
    assert _chain(Generator(iter([1, 2])), ("count", [])) == 2
    assert display(method(Generator(iter([])), "iter")) == "<iter>"


def test_handles_lift():
    """A handle that can be drained has ``iter``, others answer nil."""

    class Channel(Opaque):
        def iterate(self):
            return iter([1])

    assert _chain(method(Channel(), "iter"), ("to_list", [])) == [1]
    assert method(Opaque(), "iter") is None
    assert method(Opaque(), "count") is None
