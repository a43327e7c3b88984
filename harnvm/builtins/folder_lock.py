"""Keeping other programs out of a folder while files in it are changed.

The lock is advisory (`flock`), on the folder itself: it needs no file of its own, and the system gives it back
when a program dies. Some network file systems have none, and neither has Windows; there is no waiting there, and
of two programs that write at the same moment one loses.
"""

from __future__ import annotations

import os
from time import sleep

from harnvm.values.limits import Patience

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

#: Seconds to wait for others. Each of them needs milliseconds; who needs longer has been stopped.
LONGEST_WAIT = 5.0

#: Seconds between two attempts.
_PAUSE = 0.002


class FolderLock:
    """Holds a folder while it is entered.

    Attributes:
        is_held: Whether others are indeed kept out.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._descriptor: int | None = None
        self.is_held = False

    def __enter__(self) -> FolderLock:
        """Wait for the folder.

        Raises:
            OSError: It cannot be opened, or somebody else holds it for too long.
            HarnError: The program is to stop before that.
        """
        if os.name == "posix":
            self._descriptor = os.open(self._folder, os.O_RDONLY)
            try:
                self.is_held = self._lock(self._descriptor)
            except BaseException:
                os.close(self._descriptor)
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)  # gives the lock back
        self.is_held = False

    def _lock(self, descriptor: int) -> bool:
        """Wait for the lock; return False where there are none."""
        from fcntl import LOCK_EX, LOCK_NB, flock

        patience = Patience(LONGEST_WAIT)
        while True:
            try:
                flock(descriptor, LOCK_EX | LOCK_NB)
                return True
            except BlockingIOError:
                if not patience.lasts:
                    patience.lose()
                    raise OSError(f"{self._folder} is held by another program") from None
                sleep(_PAUSE)
            except OSError:
                return False

    def sync(self) -> None:
        """Make what was renamed in the folder durable, where folders can be opened at all."""
        if self._descriptor is not None:
            os.fsync(self._descriptor)
