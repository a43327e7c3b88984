"""Copying one file, with its permissions, and never onto itself."""

from __future__ import annotations

import os
from shutil import copyfileobj
from stat import S_IMODE, S_ISREG


class CopyRefused(OSError):
    """The files named cannot be copied; the message says why."""


def copy(source: str, target: str) -> None:
    """Copy the regular file `source` to `target`, in place of what is there."""
    found = os.stat(source)
    if not S_ISREG(found.st_mode):
        raise CopyRefused("the source path is neither a regular file nor a symlink to a regular file")
    if os.path.exists(target) and os.path.samestat(found, os.stat(target)):
        raise CopyRefused("source and target are the same file")
    with open(source, "rb") as reader, open(target, "wb") as writer:
        copyfileobj(reader, writer)
    os.chmod(target, S_IMODE(found.st_mode))
