"""What came of a test, and of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any

#: Colours a text: ``paint("red", "FAIL")``.
Paint = Callable[[str, str], str]


def plain(colour: str, text: str) -> str:
    """Leave a text as it is; the paint of what is no terminal."""
    return text


class Clock(IntEnum):
    """From which wish for detail on the time of a conformance case is shown, as in Harn 0.7.8."""

    TIMING = 1
    VERBOSE = 2
    NEVER = 3


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one test.

    Attributes:
        name: The pipeline, or the path of a program within its suite.
        file: Where it stands.
        passed: Whether it did what it should.
        milliseconds: How long that took.
        error: Why it failed; None if it passed.
        diff: Lines that go on where `error` ends: each begins with two blanks, ``- `` or ``+ ``.
        output: What it printed.
        clock: When its time is shown.
        warnings: What is wrong with the expectation itself.
    """

    name: str
    file: str
    passed: bool
    milliseconds: int = 0
    error: str | None = None
    diff: list[str] = field(default_factory=list)
    output: str = ""
    clock: Clock = Clock.TIMING
    warnings: list[str] = field(default_factory=list)

    def message(self, paint: Paint = plain) -> str:
        """Return why it failed, the difference included."""
        lines = [paint(_COLOURS[line[0]], line) if line[0] in _COLOURS else line for line in self.diff]
        return "\n".join([self.error or "", *lines, ""]) if lines else self.error or ""

    def pack(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    @classmethod
    def unpack(cls, packed: dict[str, Any]) -> CaseResult:
        """Rebuild what `pack` returned."""
        return cls(**{**packed, "clock": Clock(packed["clock"])})


_COLOURS = {"-": "red", "+": "green"}


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of all tests, in order, and how long it took altogether."""

    results: list[CaseResult]
    milliseconds: int

    @property
    def passed(self) -> int:
        """How many passed."""
        return sum(result.passed for result in self.results)

    @property
    def failed(self) -> int:
        """How many did not."""
        return len(self.results) - self.passed

    def as_dict(self) -> dict[str, Any]:
        """Return it in the form that machines read."""
        return {
            "tests": [_as_dict(result) for result in self.results],
            "passed": self.passed,
            "failed": self.failed,
            "total": len(self.results),
            "duration_ms": self.milliseconds,
        }


def _as_dict(result: CaseResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "file": result.file,
        "passed": result.passed,
        "duration_ms": result.milliseconds,
        "error": None if result.passed else result.message(),
        "output": result.output,
    }
