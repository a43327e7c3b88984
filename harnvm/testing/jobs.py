"""What is to be run: one file at a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """A file, and how to run it.

    Attributes:
        file: The absolute path.
        suite: The root of the conformance suite that it belongs to; None for a file of user tests.
        filter: Which tests of the file are wanted; see `harnvm.testing.patterns.name_filter`.
        timeout: For how long each test may run, in milliseconds.
        folder: The working folder of the tests; None for the folder of the file.
        verbose: Whether failures are told in full.
    """

    file: str
    suite: str | None = None
    filter: str | None = None
    timeout: int = 30_000
    folder: str | None = None
    verbose: bool = False

    def pack(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)
