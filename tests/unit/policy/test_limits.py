"""The limits that a host states."""

from __future__ import annotations

import pytest

from harnvm.policy.limits import Limits


def test_limits_are_what_was_given() -> None:
    """What is not given is no limit."""
    limits = Limits(seconds=1.5, items=10)
    assert (limits.seconds, limits.items) == (1.5, 10)
    assert limits.steps is limits.frames is limits.output is None


def test_limits_do_not_change() -> None:
    """A host can share them."""
    with pytest.raises(AttributeError):
        Limits().steps = 1


@pytest.mark.parametrize(
    "arguments",
    [{"steps": -1}, {"items": 1.5}, {"seconds": "1"}, {"seconds": float("nan")}, {"frames": True}],
)
def test_senseless_limits_are_refused(arguments: dict[str, object]) -> None:
    """A limit is a number that is not negative; all but seconds are counted."""
    with pytest.raises(ValueError, match=next(iter(arguments))):
        Limits(**arguments)  # type: ignore[arg-type]


def test_equal_limits_are_equal() -> None:
    """Limits compare, hash and show by their numbers."""
    assert Limits(steps=5) == Limits(steps=5) != Limits(steps=6)
    assert hash(Limits(steps=5)) == hash(Limits(steps=5))
    assert repr(Limits(steps=5)) == "Limits(seconds=None, steps=5, frames=None, items=None, output=None)"
