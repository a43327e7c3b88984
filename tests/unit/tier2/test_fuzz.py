"""Random programs do the same in both tiers."""

from __future__ import annotations

import warnings

import pytest

from tests.unit.tier2.programs import Programs
from tests.unit.tier2.support import outcomes

#: Programs that take long in every mode: their values double again and again.
_SLOW = frozenset[int]()


@pytest.fixture(autouse=True)
def _unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The static checker would refuse most of what is worth trying."""
    monkeypatch.setattr("harnvm.host.front._checked", lambda program, source: ())


@pytest.mark.parametrize("seed", [seed for seed in range(100) if seed not in _SLOW])
def test_tiers_agree(seed: int) -> None:
    """A random program prints and fails alike in the loop, as generated Python, and when promoted midway."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", SyntaxWarning)
        outcomes(Programs(seed).program())
