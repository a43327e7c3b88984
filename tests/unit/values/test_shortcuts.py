"""Where all values are of kinds that Python treats as Harn does, work is left to Python; these hold it to Harn."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.display import display
from harnvm.values.equal import equal
from harnvm.values.identity import identity_key
from harnvm.values.model import SetValue
from harnvm.values.ops import less
from harnvm.values.sets import equal_set, make_set
from harnvm.values.view import ListView

from .support import method, plain_values

NAN = float("nan")
BIG = 1 << 53

#: Lists of one kind, of kinds that Python mixes up, and of numbers that it tells apart and Harn does not.
KINDS = [
    [1, 2, 3, -7],
    ["a", "b", "ab", ""],
    [0.5, 1.5, -2.0],
    [0.0, -0.0, NAN, float("inf"), -float("inf")],
    [True, False, 1, 0, 1.0, 0.0],
    [BIG, BIG + 1, float(BIG), BIG - 1],
    ["1", 1, None, [1], 2.5],
]

one_kind = st.sampled_from(KINDS).flatmap(lambda kind: st.lists(st.sampled_from(kind), max_size=20))
any_list = one_kind | st.lists(plain_values, max_size=5)
wanted = st.sampled_from([value for kind in KINDS for value in kind])


def same(a, b):
    """Tell whether two results show the same, kind and sign included."""
    return type(a) is type(b) and repr(a) == repr(b)


@given(any_list, wanted)
def test_searching_goes_by_equality(items, value):
    """An element is found where comparing with one after the other finds it."""
    places = [place for place, item in enumerate(items) if equal(item, value)]
    assert method(items, "index_of", value) == (places[0] if places else -1)
    assert method(items, "contains", value) is bool(places)
    assert method(ListView(items), "index_of", value) == (places[0] if places else -1)


@given(any_list, any_list)
def test_lists_are_equal_by_their_elements(items, others):
    """Long lists, too, are equal just if each pair of elements is."""
    pairs = [equal(a, b) for a, b in zip(items, others, strict=False)]
    assert equal(items, others) == (len(items) == len(others) and all(pairs))
    assert equal(items, items) == all(equal(item, item) for item in items)
    assert equal({"k": items}, {"k": ListView(items)}) == equal(items, items)


@given(any_list)
def test_extremes(items):
    """The smallest and the largest element are the first that none goes before."""
    low = high = items[0] if items else None
    for item in items[1:]:
        low = item if less(item, low) else low
        high = item if less(high, item) else high
    assert same(method(items, "min"), low)
    assert same(method(items, "max"), high)
    assert same(method(items, "min_by", lambda item: item), low)
    assert same(method(items, "max_by", lambda item: item), high)


@given(st.lists(st.integers(-9, 9) | st.floats() | st.sampled_from(["a", None, True, 0.1]), max_size=12))
def test_sums(items):
    """Numbers are added from the left; a sum of floats is rounded at each step."""
    numbers = [item for item in items if type(item) in (int, float)]
    total = 0.0 if any(type(item) is float for item in numbers) else 0
    for number in numbers:
        total += number
    assert same(method(items, "sum"), total)


@given(any_list)
def test_unique_and_sets_go_by_identity(items):
    """Of elements with one identity key the first is kept, in its place."""
    kept = {}
    for item in items:
        kept.setdefault(identity_key(item), item)
    assert display(method(items, "unique")) == display(list(kept.values()))
    assert list(make_set(items).items) == list(kept)


@given(any_list)
def test_tally_counts_displays(items):
    """What shows alike is counted together."""
    shown = [display(item) for item in items]
    assert method(items, "tally") == {text: shown.count(text) for text in shown}


@given(one_kind, one_kind, wanted)
def test_set_methods_go_by_equality(ours, theirs, value):
    """Each method tells members apart by comparing them, whatever their keys are."""
    a, b = make_set(ours), make_set(theirs)
    shared = [item for item in a.items.values() if any(equal(item, other) for other in b.items.values())]
    results = {
        "union": display(_grown(a, b)),
        "intersect": f"set({', '.join(map(display, shared))})",
        "is_superset": all(any(equal(x, y) for y in a.items.values()) for x in b.items.values()),
        "is_subset": len(shared) == len(a.items),
    }
    for name, result in results.items():
        found = method(a, name, b)
        assert (display(found) if type(found) is SetValue else found) == result
    rest = [item for item in a.items.values() if not equal(item, value)]
    assert list(method(a, "remove", value).items.values()) == rest


def _grown(a, b):
    """Return a set with the members of another added one by one."""
    for value in b.items.values():
        a = method(a, "add", value)
    return a


@given(st.lists(st.sampled_from(["a", 1, 2.5, None, ["x"]]), max_size=6), st.sampled_from(["", ", "]))
def test_join_shows_elements(items, separator):
    """Elements that are no strings are shown as text."""
    assert method(items, "join", separator) == separator.join(map(display, items))
    assert method(ListView(items), "join", separator) == separator.join(map(display, items))


@pytest.mark.parametrize("depth", [1, 19, 20, 21, 22, 45])
def test_nested_values_show_alike_at_any_depth(depth):
    """Lists and dicts show the same whether they are near the surface or deep inside."""
    value, text = equal_set([1]), "set(1)"
    for _ in range(depth):
        value, text = [value, {"b": None, "a": value}], f"[{text}, {{a: {text}, b: nil}}]"
        if len(text) > 1000:
            value, text = ["..."], "[...]"
    assert display(value) == text


ties = st.builds(lambda digits, power: digits / 2.0**power, st.integers(0, 1 << 53), st.integers(0, 60))
large = st.builds(lambda digits, power: float(digits << power), st.integers(0, 1 << 53), st.integers(0, 60))


@given(
    (ties | large | st.floats(allow_nan=False, allow_infinity=False)).flatmap(
        lambda x: st.sampled_from([x, -x])
    )
)
def test_of_two_nearest_texts_the_larger_is_shown(number):
    """A float shows the digits that Python finds, unless one unit more in the last place is just as near."""
    python, exact = abs(Fraction(repr(number))), abs(Fraction(number))
    mantissa, _, exponent = repr(number).partition("e")
    places = len(mantissa.removesuffix(".0").partition(".")[2]) - int(exponent or 0)
    unit = Fraction(10) ** -places
    is_tie = exact - python == unit / 2
    assert abs(Fraction(display(number))) == (python + unit if is_tie else python)
