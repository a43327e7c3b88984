"""Random programs do the same in both tiers."""

from __future__ import annotations

import warnings

import pytest

from tests.unit.tier2.programs import Programs
from tests.unit.tier2.support import is_modest, outcomes


@pytest.fixture(autouse=True)
def _unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The static checker would refuse most of what is worth trying."""
    monkeypatch.setattr("harnvm.host.front._checked", lambda program, source: ())


@pytest.mark.parametrize("seed", range(120))
def test_tiers_agree(seed: int) -> None:
    """A random program prints and fails alike in the loop, as generated Python, and when promoted midway."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", SyntaxWarning)
        program = Programs(seed).program()
        if is_modest(program):
            outcomes(program)
