"""Writing files that outlive a run: private to the user, and whole at every moment.

A file is written beside the old one and then takes its place, so that a crash leaves one of the two, and perhaps
a draft, which the next run removes. A symbolic link stays one; it is the file it leads to that is replaced.
This module knows bytes and folders. It does not know what is in a file, nor which error a script gets.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from harnvm.builtins.folder_lock import FolderLock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    #: Tells one state of a file from another: every change makes a new file.
    Stamp: TypeAlias = "tuple[int, int, int]"


def stamp_of(file: str | int) -> Stamp | None:
    """Return the stamp of a file given by path or descriptor, None if there is no file."""
    try:
        found = os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def make_folder(folder: str) -> None:
    """Make a folder, and those it is in, as far as they are missing."""
    if not folder or os.path.isdir(folder):
        return
    make_folder(os.path.dirname(folder))
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise


class Place:
    """The place of a file that nobody else writes meanwhile."""

    def __init__(self, path: str, lock: FolderLock) -> None:
        self._path = path
        self._lock = lock

    def fill(self, content: bytes) -> Stamp | None:
        """Put a file there, in place of the old one and safely on the disk, and return its stamp."""
        draft = f"{self._path}.{os.getpid()}.{os.urandom(4).hex()}.tmp"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
                stamp = stamp_of(descriptor)
            os.replace(draft, self._path)
        except BaseException:
            os.unlink(draft)
            raise
        self._lock.sync()
        return stamp

    def sweep(self) -> None:
        """Remove the drafts of programs that were killed, if it is sure that nobody is at work on them."""
        if not self._lock.is_held:
            return
        folder, name = os.path.split(self._path)
        for entry in os.listdir(folder):
            if entry.startswith(f"{name}.") and _is_draft(entry[len(name) + 1 :]):
                os.unlink(os.path.join(folder, entry))


def _is_draft(ending: str) -> bool:
    """Tell whether the name of a file that begins like ours goes on like that of a draft."""
    process, _, rest = ending.partition(".")
    return process.isdigit() and len(rest) == len("01234567.tmp") and rest.endswith(".tmp")


@contextmanager
def writing(path: str) -> Iterator[Place]:
    """Keep others from writing a file whose folder exists.

    Raises:
        OSError: The folder cannot be used, or somebody else is at work in it for too long.
    """
    target = os.path.realpath(path)
    with FolderLock(os.path.dirname(target)) as lock:
        yield Place(target, lock)
