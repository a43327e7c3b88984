"""Which programs of which conformance suite are to be run."""

from __future__ import annotations

import os
from dataclasses import dataclass

from harnvm.testing.conformance import case_name, is_case
from harnvm.testing.files import programs_under
from harnvm.testing.jobs import Job
from harnvm.testing.patterns import name_filter

#: The suite that is meant where none is named, in the current folder.
DEFAULT_SUITE = "conformance"


class SelectionError(Exception):
    """There is nothing to run; the message says why."""


@dataclass(frozen=True, slots=True)
class Suite:
    """Programs of a suite.

    Attributes:
        root: The absolute path of the suite.
        files: The absolute paths of its programs, those without a stated outcome included.
        folder: The working folder to run them in: that in which the suite stands.
    """

    root: str
    files: list[str]
    folder: str

    def jobs(self, pattern: str | None, *, timeout: int, verbose: bool) -> list[Job]:
        """Return what is to be done to run the programs that a filter wants."""
        wanted = name_filter(pattern)
        return [
            Job(file, self.root, None, timeout, self.folder, verbose)
            for file in self.files
            if is_case(file) and wanted(case_name(file, self.root))
        ]


def select(selection: str | None) -> Suite:
    """Return a suite, or a part of the one in the current folder.

    Args:
        selection: A program or a folder of the suite in the current folder, named from the current folder or
            from the suite; or else a folder that is a suite itself. None for all of the one in the current
            folder.

    Raises:
        SelectionError: There is no such suite, or nothing in it to be run.
    """
    if selection is not None and os.path.isdir(selection) and not _is_inside(selection, DEFAULT_SUITE):
        root = os.path.realpath(selection)
        return Suite(root, _programs(root, selection), os.path.dirname(root))
    if not os.path.exists(DEFAULT_SUITE):
        raise SelectionError(f"Directory not found: {DEFAULT_SUITE}")
    root = os.path.realpath(DEFAULT_SUITE)
    files = [*programs_under(root)] if selection is None else _selected(root, selection)
    return Suite(root, files, os.getcwd())


def _selected(root: str, selection: str) -> list[str]:
    found = next((path for path in (selection, os.path.join(root, selection)) if os.path.exists(path)), None)
    if found is None:
        raise SelectionError(
            f"Conformance target not found: {selection}. Expected a file or directory under {root}"
        )
    if not _is_inside(found, root):
        raise SelectionError(f"Conformance target must be inside {root}: {found}")
    path = os.path.realpath(found)
    if os.path.isdir(path):
        return _programs(path, found)
    if os.path.splitext(path)[1] != ".harn":
        raise SelectionError(f"Conformance target must be a .harn file or directory: {found}")
    return [path]


def _programs(folder: str, shown: str) -> list[str]:
    files = [*programs_under(folder)]
    if not files:
        raise SelectionError(f"No .harn conformance tests found under {shown}")
    return files


def _is_inside(path: str, folder: str) -> bool:
    real, root = os.path.realpath(path), os.path.realpath(folder)
    return real == root or real.startswith(os.path.join(root, ""))
