"""Noticing that the programs of a folder have changed.

By looking at them: the notifications of operating systems differ from one to the next and miss network
folders. The cost is bounded, because the pauses between looks grow with what a look takes. This module knows
files and times; what is done about a change is up to the caller.
"""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    #: What tells a file from a later state of it, by path.
    Snapshot = dict[str, tuple[int, int, int]]

#: Seconds between two looks, at least; and how many times as long as a look takes.
_PAUSE = 0.1
_SHARE = 10


def snapshot(folder: str) -> Snapshot:
    """Return the state of the ``.harn`` files below a folder; one that does not exist has none."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".harn"):
                path = os.path.join(parent, name)
                try:
                    status = os.stat(path)
                except OSError:  # gone since it was listed, or a broken link
                    continue
                found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def next_change(
    folder: str, known: Snapshot, *, settle: float, sleep: Callable[[float], object] = time.sleep
) -> Snapshot:
    """Wait until the files of a folder are not as they were, and return their new state.

    Args:
        folder: The folder.
        known: Their state as the caller knows it.
        settle: For how many seconds nothing more must change: editors and checkouts write in bursts.
        sleep: How to wait.
    """
    while True:
        start = time.monotonic()
        changed = snapshot(folder)
        if changed != known:
            return _settled(folder, changed, settle, sleep)
        sleep(max(_PAUSE, (time.monotonic() - start) * _SHARE))


def _settled(folder: str, changed: Snapshot, settle: float, sleep: Callable[[float], object]) -> Snapshot:
    while True:
        sleep(settle)
        later = snapshot(folder)
        if later == changed:
            return later
        changed = later
