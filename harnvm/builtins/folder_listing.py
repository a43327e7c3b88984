"""What is in folders: listings with patterns, and digests that change when a folder does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from stat import S_ISDIR
from typing import NamedTuple

from harnvm.builtins.hashing import fnv1a
from harnvm.builtins.native_path import shown_name


class Found(NamedTuple):
    """A file or folder; links are not followed."""

    name: str
    path: str
    size: int
    modified: int
    is_folder: bool


class ScanOptions(NamedTuple):
    """What a scan reports: how deep it goes (0 is the folder itself), and which paths and kinds count."""

    pattern: str | None = None
    max_depth: int = 5
    include_hidden: bool = False
    include_dirs: bool = True
    include_files: bool = True


def structure_hash(folder: str) -> str:
    """Return a digest of the names and sizes in a folder; a missing one is like an empty one."""
    return _digest([f"{found.name}:{found.size}" for found in _list(folder)])


def content_hash(folder: str) -> str:
    """Return a digest of the names, sizes and times of change in a folder."""
    return _digest([f"{found.name}:{found.size}:{found.modified}" for found in _list(folder)])


def _digest(lines: list[str]) -> str:
    return f"{fnv1a('|'.join(sorted(lines)).encode()):x}"


def _list(folder: str) -> list[Found]:
    """Return what is in a folder by name; what cannot be looked at is left out."""
    try:
        with os.scandir(folder) as entries:
            return sorted(filter(None, map(_look, entries)))
    except (OSError, ValueError):
        return []


def _look(entry: os.DirEntry[str]) -> Found | None:
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    modified = max(stat.st_mtime_ns // 1_000_000_000, 0)
    return Found(shown_name(entry.name), entry.path, stat.st_size, modified, S_ISDIR(stat.st_mode))


def scan(root: str, given: str, options: ScanOptions) -> Iterator[tuple[str, Found]]:
    """Yield what is below a folder, each with its path as a script sees it, a folder before its content.

    Args:
        root: The working folder, absolute.
        given: The folder to scan, relative to `root` or absolute.
        options: What to report.
    """
    pending = [(_shown_folder(root, given), found, 0) for found in _list_reversed(os.path.join(root, given))]
    while pending:
        folder, found, depth = pending.pop()
        if found.name.startswith(".") and not options.include_hidden:
            continue
        path = os.path.join(folder, found.name)
        wanted = options.include_dirs if found.is_folder else options.include_files
        if wanted and (options.pattern is None or matches(options.pattern, path)):
            yield path, found
        if found.is_folder and depth < options.max_depth:
            pending += [(path, inner, depth + 1) for inner in _list_reversed(found.path)]


def _list_reversed(folder: str) -> list[Found]:
    return _list(folder)[::-1]


def _shown_folder(root: str, given: str) -> str:
    """Return a folder relative to the working folder if it is inside, as given otherwise."""
    parts = _parts(given)
    if given.startswith("/"):
        start = _parts(root)
        if parts[: len(start)] != start:
            return given
        parts = parts[len(start) :]
    return "/".join(parts)


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def matches(pattern: str, path: str) -> bool:
    """Tell whether a path fits a pattern with one ``**`` or one ``*``, or contains one without."""
    for wildcard in ("**", "*"):
        before, found, after = pattern.partition(wildcard)
        if found and wildcard not in after:
            if wildcard == "**":
                before, after = before.rstrip("/"), after.lstrip("/")
            return path.startswith(before) and path.endswith(after)
    return pattern in path
