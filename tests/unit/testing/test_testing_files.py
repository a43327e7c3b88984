"""Finding files, and comparing output."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from harnvm.testing.comparison import difference, normalised
from harnvm.testing.files import Unreadable, programs_under, read_text
from harnvm.testing.files import test_files as files_of

Write = Callable[[str, str], str]


def test_files_in_order(write: Write, tmp_path: Path) -> None:
    """Folders are searched at any depth; the order is that of the parts of the paths."""
    names = ["b.harn", "a-c/x.harn", "a/z.harn", "a/y/x.harn", "a.harn"]
    for name in names:
        write(name, "pipeline test_it(task) {}")
    found = [os.path.relpath(path, tmp_path) for path in files_of(str(tmp_path))]
    assert found == ["a/y/x.harn", "a/z.harn", "a-c/x.harn", "a.harn", "b.harn"]


def test_files_without_tests(write: Write, tmp_path: Path) -> None:
    """Of a folder, only programs are looked into in which a test may stand; a file is taken as it is."""
    named = write("named.harn", "pipeline test_it(task) {}")
    marked = write("marked.harn", "@test\npipeline it(task) {}")
    other = write("other.harn", "pipeline it(task) {}")
    write("test_notes.txt", "test_")
    assert files_of(str(tmp_path)) == [marked, named]
    assert files_of(other) == [other]


def test_linked_folders_end(write: Write, tmp_path: Path) -> None:
    """A link to a folder around it is followed once."""
    path = write("a/x.harn", "")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert [*programs_under(str(tmp_path))] == [path]


def test_unreadable_files(tmp_path: Path) -> None:
    """What cannot be read is said in the system's words."""
    with pytest.raises(Unreadable, match=r"No such file or directory \(os error 2\)"):
        read_text(str(tmp_path / "none.harn"))
    (tmp_path / "bad.harn").write_bytes(b"\xff")
    with pytest.raises(Unreadable, match="stream did not contain valid UTF-8"):
        read_text(str(tmp_path / "bad.harn"))


def test_normalising() -> None:
    """Line ends are alike and the times of timers do not count; blanks inside do."""
    assert normalised("a\r\n[timer] x: 12ms\nb ") == "a\n[timer] x: <ms>\nb "
    assert normalised("took: 12ms\n[timer] 12ms") == "took: 12ms\n[timer] 12ms"


def test_difference() -> None:
    """Lines are compared one by one; a side that ends early has empty lines."""
    assert difference("a\nb\nc", "a\nx") == ["  a", "- b", "+ x", "- c", "+ "]
