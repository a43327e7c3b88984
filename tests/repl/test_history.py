"""The file of lines typed before."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

pytest.importorskip("prompt_toolkit")

from prompt_toolkit.history import FileHistory

from harnvm.repl.history import KEPT, history_file, open_history


def test_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is where the user wants it, else in the user's state folder; empty means nowhere."""
    monkeypatch.setenv("HARNVM_HISTORY", "/somewhere/else")
    assert history_file() == "/somewhere/else"
    monkeypatch.setenv("HARNVM_HISTORY", "")
    assert history_file() is None
    monkeypatch.delenv("HARNVM_HISTORY")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert history_file() == "/state/harnvm/repl_history"
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", "/home/me")
    assert history_file() == "/home/me/.local/state/harnvm/repl_history"


def test_it_is_private(tmp_path: Path) -> None:
    """Folder and file are the user's alone, even where the file was open to all before."""
    path = tmp_path / "state" / "history"
    open_history(str(path))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    history, problem = open_history(str(path))
    assert problem is None
    history.append_string("secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_not_endless(tmp_path: Path) -> None:
    """The oldest lines go when there are many, and inputs of several lines stay whole."""
    path = str(tmp_path / "history")
    history, _ = open_history(path)
    for number in range(2 * KEPT + 1):
        history.store_string(f"line {number}\nand more")
    open_history(path)
    kept = list(FileHistory(path).load_history_strings())
    assert len(kept) == KEPT
    assert kept[0] == f"line {2 * KEPT}\nand more"
    assert os.listdir(tmp_path) == ["history"]


def test_where_it_cannot_be(tmp_path: Path) -> None:
    """A history that cannot be kept is no reason not to start."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    for path in (str(tmp_path), str(link), "/dev/null/x"):
        history, problem = open_history(path)
        history.append_string("works")
        assert problem is not None
        assert problem.startswith(f"the history {path} is not kept: ")
