"""Finding and reading the files that tests stand in."""

from __future__ import annotations

import os
from collections.abc import Iterator

from harnvm import files

#: A file of a folder is looked into only if it holds one of these.
_SIGNS = ("test_", "@test")


class Unreadable(Exception):
    """A file cannot be read; the message says why, in the system's words."""


def read_text(path: str) -> str:
    """Return the text of a file. Raises Unreadable."""
    try:
        return files.read_text(path)
    except (OSError, ValueError) as error:
        raise Unreadable(files.os_error_text(error)) from None


def programs_under(folder: str) -> Iterator[str]:
    """Yield the ``.harn`` files below a folder, in the order of their paths, those of linked folders too."""
    yield from _walk(folder, set())


def _walk(folder: str, seen: set[str]) -> Iterator[str]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            yield from _walk(path, seen)
        elif os.path.splitext(name)[1] == ".harn":
            yield path


def test_files(target: str) -> list[str]:
    """Return the absolute paths of a file, or of the files of a folder that may have tests."""
    path = os.path.realpath(target)
    if not os.path.isdir(path):
        return [path]
    found = [os.path.realpath(file) for file in programs_under(path) if _may_have_tests(file)]
    return sorted(found, key=lambda file: file.split(os.sep))


def _may_have_tests(path: str) -> bool:
    try:
        text = read_text(path)
    except Unreadable:
        return False
    return any(sign in text for sign in _SIGNS)
