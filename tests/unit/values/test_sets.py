"""Building sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harnvm.values.display import display
from harnvm.values.equal import equal
from harnvm.values.identity import identity_key
from harnvm.values.sets import equal_set, make_set, set_of_all

from .support import plain_values

NAN = float("nan")


def test_make_set_goes_by_identity():
    """``set`` keeps 1, 1.0 and true apart, and holds NaN once."""
    assert (
        display(make_set([1, 1.0, True, 1, NAN, NAN, "1", 0.0, -0.0]))
        == "set(1, 1.0, true, NaN, 1, 0.0, -0.0)"
    )


def test_equal_set_goes_by_equality():
    """Set methods merge what is equal, and NaN is not."""
    assert display(equal_set([1, 1.0, True, NAN, NAN, 0.0, -0.0])) == "set(1, true, NaN, NaN, 0.0)"


def test_set_of_all_keeps_everything():
    """What was in one set comes back as one, even twice the same NaN."""
    assert display(set_of_all([NAN, NAN, 1])) == "set(NaN, NaN, 1)"


@given(st.lists(plain_values))
def test_members_have_distinct_keys(values):
    """A set holds the first value of each identity, in order."""
    members = list(make_set(values).items.values())
    keys = [identity_key(value) for value in members]
    assert len(set(keys)) == len(keys)
    assert keys == list(dict.fromkeys(map(identity_key, values)))


@given(st.lists(plain_values, max_size=6))
def test_members_of_an_equal_set_are_unequal(values):
    """No two members of an `equal_set` are equal, and every value has its like in it."""
    members = list(equal_set(values).items.values())
    assert not any(equal(a, b) for i, a in enumerate(members) for b in members[:i])
    assert all(any(v is m or equal(v, m) for m in members) for v in values)
