"""The cache of compiled programs trusts nothing that somebody else could have written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from harnvm.bytecode import cache
from harnvm.bytecode.cache import CodeCache


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def entry_of(folder: Path) -> Path:
    """Return the only entry."""
    (entry,) = folder.iterdir()
    return entry


def test_what_was_stored_comes_back(folder: Path) -> None:
    """An entry is found under the same text, kind and fingerprint only."""
    CodeCache(str(folder), "x").put("chunk", "text", (1, ("a", None)))
    assert CodeCache(str(folder), "x").get("chunk", "text") == (1, ("a", None))
    assert CodeCache(str(folder), "x").get("module", "text") is None
    assert CodeCache(str(folder), "x").get("chunk", "other") is None
    assert CodeCache(str(folder), "y").get("chunk", "text") is None


def test_entries_are_private(folder: Path) -> None:
    """Folder and files can be read by their owner only."""
    CodeCache(str(folder)).put("chunk", "text", (1,))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert entry_of(folder).stat().st_mode & 0o777 == 0o600


def test_a_folder_open_to_others_is_not_used(folder: Path) -> None:
    """A folder that others may enter is neither read nor written."""
    store = CodeCache(str(folder))
    store.put("chunk", "text", (1,))
    folder.chmod(0o755)
    assert store.get("chunk", "text") is None
    store.put("chunk", "more", (2,))
    assert len(list(folder.iterdir())) == 1


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    """Neither a linked folder nor a linked entry is trusted."""
    store = CodeCache(str(folder))
    store.put("chunk", "text", (1,))
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert CodeCache(str(link)).get("chunk", "text") is None
    entry = entry_of(folder)
    moved = tmp_path / "moved"
    os.replace(entry, moved)
    entry.symlink_to(moved)
    assert store.get("chunk", "text") is None


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 20 + b"garbage", b"x" * 400])
def test_broken_entries_are_ignored(folder: Path, content: bytes) -> None:
    """A truncated or altered entry is as good as none, and is replaced."""
    store = CodeCache(str(folder))
    store.put("chunk", "text", (1,))
    entry_of(folder).write_bytes(content)
    assert store.get("chunk", "text") is None
    store.put("chunk", "text", (2,))
    assert store.get("chunk", "text") == (2,)


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Where a file stands in the way, nothing is kept and nothing fails."""
    (tmp_path / "file").write_text("")
    store = CodeCache(str(tmp_path / "file"))
    store.put("chunk", "text", (1,))
    assert store.get("chunk", "text") is None


def test_the_number_of_entries_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest entries go when there are too many."""
    monkeypatch.setattr(cache, "MAX_ENTRIES", 10)
    store = CodeCache(str(folder))
    for number in range(30):
        store.put("chunk", str(number), (number,))
    assert len(list(folder.iterdir())) <= 11
    assert store.get("chunk", "29") == (29,)


def test_default_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """HARNVM_CACHE_DIR decides, empty for none; else the user's cache folder."""
    monkeypatch.setenv("HARNVM_CACHE_DIR", "/somewhere")
    assert cache.default_folder() == "/somewhere"
    monkeypatch.setenv("HARNVM_CACHE_DIR", "")
    assert cache.default_folder() is None
    monkeypatch.delenv("HARNVM_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    assert cache.default_folder() == "/xdg/harnvm"
