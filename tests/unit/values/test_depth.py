"""Values nested far deeper than Python can recurse."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harnvm.values.display import display
from harnvm.values.equal import compare, equal
from harnvm.values.identity import identity_key
from harnvm.values.model import EnumValue, PairValue, SetValue, StructValue, Value
from harnvm.values.sets import make_set

from .support import message

DEPTH = 20_000

WRAPPERS: list[Callable[[Value], Value]] = [
    lambda value: [value],
    lambda value: {"a": value},
    lambda value: PairValue(value, 1),
    lambda value: PairValue(1, value),
    lambda value: EnumValue("E", "B", [value]),
    lambda value: StructValue("P", {"x": value}),
]


def _nest(wrap: Callable[[Value], Value]) -> Value:
    value: Value = 1
    for _ in range(DEPTH):
        value = wrap(value)
    return value


@pytest.mark.parametrize("wrap", WRAPPERS)
def test_deep_values(wrap):
    """They are shown, compared and put into sets like others."""
    a, b = _nest(wrap), _nest(wrap)
    assert len(display(a)) > DEPTH
    assert equal(a, b)
    assert compare(a, b) == 0
    assert identity_key(a) == identity_key(b)
    assert len(make_set([a, b]).items) == 1


def test_deep_sets_are_refused():
    """Sets within sets recurse: too many are an error, not a crash."""
    a, b = (_nest(lambda value: SetValue({0: value})) for _ in range(2))
    assert len(display(a)) > DEPTH
    assert message(equal, a, b) == "Runtime error: sets are nested too deeply to compare"
    assert message(identity_key, a) == "Runtime error: sets are nested too deeply to tell apart"
