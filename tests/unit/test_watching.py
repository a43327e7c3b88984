"""Noticing changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from harnvm.watching import next_change, snapshot


def script(*steps: Callable[[], object]) -> Callable[[float], None]:
    """Return a way to wait that does one step after the other instead."""
    left = list(steps)

    def sleep(seconds: float) -> None:
        assert seconds > 0
        if left:
            left.pop(0)()

    return sleep


def nothing() -> None:
    """Let time pass."""


def test_snapshot(tmp_path: Path) -> None:
    """Programs count at any depth, other files and broken links do not; a missing folder is empty."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.harn").write_text("1")
    (tmp_path / "notes.txt").write_text("1")
    (tmp_path / "gone.harn").symlink_to(tmp_path / "none.harn")
    assert [*snapshot(str(tmp_path))] == [str(tmp_path / "sub" / "a.harn")]
    assert snapshot(str(tmp_path / "none")) == {}


def test_changes(tmp_path: Path) -> None:
    """A new, changed, replaced or removed program is a change."""
    path, other = tmp_path / "a.harn", tmp_path / "new"
    steps = (
        lambda: path.write_text("1"),
        lambda: path.write_text("22"),
        lambda: (other.write_text("33"), os.replace(other, path)),
        path.unlink,
    )
    known = snapshot(str(tmp_path))
    for step in steps:
        changed = next_change(str(tmp_path), known, settle=1, sleep=script(nothing, step))
        assert changed != known
        known = changed


def test_burst(tmp_path: Path) -> None:
    """A burst of changes is one: it is over when nothing happens for a while."""
    path = tmp_path / "a.harn"
    steps = [lambda n=n: path.write_text("x" * n) for n in range(1, 5)]
    settled = next_change(str(tmp_path), {}, settle=1, sleep=script(*steps))
    assert settled[str(path)][1] == 4


def test_change_before_looking(tmp_path: Path) -> None:
    """A change since the known state is noticed at the first look, as when a program changes while it runs."""
    known = snapshot(str(tmp_path))
    (tmp_path / "a.harn").write_text("1")
    assert len(next_change(str(tmp_path), known, settle=1, sleep=script())) == 1
