"""Random programs do what they do on Harn 0.7.8, whose binary HARN_ORIGINAL names.

HARN_FUZZ_PROGRAMS says how many are tried; ``make fuzz`` tries 2,000. What differs on purpose is left out of the
programs: writes at depth (row 6 of docs/differences.md) and ``finally`` (row 2).
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.scripts import run
from tests.unit.tier2.programs import Programs
from tests.unit.tier2.support import is_modest

ORIGINAL = os.environ.get("HARN_ORIGINAL")
COUNT = int(os.environ.get("HARN_FUZZ_PROGRAMS", "50"))


class Portable(Programs):
    """Writes programs without what differs on purpose."""

    def _set_deep(self, depth: int) -> str:
        return self._set_index(depth)

    def program(self) -> str:
        """Return a program without ``finally``."""
        while True:
            text = super().program()
            if " finally " not in text:
                return text


def original(path: Path) -> tuple[str, int, str] | None:
    """Return output, exit status and error text of the original; None if it crashes or hangs."""
    assert ORIGINAL is not None
    try:
        done = subprocess.run(
            [ORIGINAL, "run", str(path)], capture_output=True, text=True, timeout=10, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return (done.stdout, done.returncode, done.stderr) if done.returncode in (0, 1) else None


@pytest.mark.skipif(not ORIGINAL, reason="HARN_ORIGINAL is not set")
def test_the_original_agrees(tmp_path: Path) -> None:
    """Output and reports of random programs are those of the original."""
    differing = []
    path = tmp_path / "program.harn"
    for seed in range(COUNT):
        text = Portable(seed).program()
        if not is_modest(text):
            continue
        path.write_text(text, encoding="utf-8")
        theirs = original(path)
        if theirs is None:
            continue
        outcome = run(text, str(path))
        output = "".join(line + "\n" for line in outcome.output)
        if (theirs[1] == 0 and (outcome.ending, output) != ("", theirs[0])) or (
            theirs[1] and outcome.report not in theirs[2]
        ):
            differing.append(seed)
    assert differing == []
