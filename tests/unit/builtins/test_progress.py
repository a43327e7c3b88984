"""Progress lines."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("build", "start"), "[build] start"),
        (("build", "half", 50), "[build] half (50%)"),
        (("build", "step", 3, 5), "[build] step (3/5)"),
        (("build", "text", "50", 5), "[build] text"),
        (("b", "f", 2.5, 5), "[b] f"),
        (("only",), "[only] "),
        ((), "[] "),
        ((1, 2, 3, 4), "[1] 2 (3/4)"),
    ],
)
def test_counts_follow_the_message(script, args, line):
    """One int is a percentage, two are a fraction, other kinds are ignored."""
    assert script.printed("progress", *args) == line + "\n"


@pytest.mark.parametrize(
    ("options", "rest"),
    [
        ({"mode": "bar", "current": 3, "total": 5}, "[######----] m (3/5)"),
        ({"mode": "bar", "current": 9, "total": 5, "width": 4}, "[####] m (9/5)"),
        ({"mode": "bar", "current": 1, "total": 0}, "[----------] m (1/0)"),
        ({"mode": "bar", "current": -1, "total": 4, "width": 1}, "[---] m (-1/4)"),
        ({"mode": "bar", "current": 1, "total": 3, "width": 100}, f"[{'#' * 13}{'-' * 27}] m (1/3)"),
        ({"mode": "spinner", "step": 0}, "| m"),
        ({"mode": "spinner", "step": 1}, "/ m"),
        ({"mode": "spinner", "current": 2}, "- m"),
        ({"mode": "spinner", "step": -1}, "\\ m"),
        ({"mode": "other"}, "m"),
        ({"current": 1, "total": 2}, "m"),
    ],
)
def test_modes_draw_bars_and_spinners(script, options, rest):
    """Bars are 3 to 40 wide and full at most, spinners turn by step; other modes draw nothing."""
    assert script.printed("progress", "b", "m", options) == f"[b] {rest}\n"
