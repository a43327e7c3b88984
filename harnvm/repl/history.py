"""The lines typed before: where they are kept, privately."""

from __future__ import annotations

import os
import stat

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

#: So many lines are kept; the file is cut down to them when it holds twice as many.
KEPT = 1_000


def history_file() -> str | None:
    """Return the file to use: ``HARNVM_HISTORY`` (empty: none), else one in the user's state folder."""
    chosen = os.environ.get("HARNVM_HISTORY")
    if chosen is not None:
        return os.path.expanduser(chosen) or None
    base = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(base, "harnvm", "repl_history") if os.path.isabs(base) else None


def open_history(path: str | None) -> tuple[History, str | None]:
    """Return the history, and why it will not outlive the session if it will not.

    What is typed may hold secrets: the file belongs to the user alone, or it is not used.
    """
    if path is None:
        return InMemoryHistory(), None
    try:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
        _make_private(path)
        _cut(path)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return InMemoryHistory(), f"the history {path} is not kept: {reason.lower()}"
    return FileHistory(path), None


def _make_private(path: str) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is not a file")
        if status.st_uid != os.getuid():
            raise ValueError("it belongs to somebody else")
        if stat.S_IMODE(status.st_mode) & 0o077:
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _cut(path: str) -> None:
    """Drop the oldest entries of a long file. An entry is a comment with the time, and lines marked ``+``."""
    with open(path, "rb") as stream:
        entries = stream.read().split(b"\n# ")
    if len(entries) <= 2 * KEPT:
        return
    temporary = f"{path}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(b"\n# " + b"\n# ".join(entries[-KEPT:]))
    os.replace(temporary, path)
