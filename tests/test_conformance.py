"""The conformance suite of Harn 0.7.8, run from the folder that HARN_CONFORMANCE names.

The suite is not part of this project. Each program states its exact output in an ``.expected`` file, or parts
of the errors it must end with in an ``.error`` file (``re:`` starts a regular expression; any line may match).
Parse errors are compared without regard to case: the suite states them as the parser words them, "Expected …",
and the command line reports "expected …".
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = os.environ.get("HARN_CONFORMANCE")
_TIMER = re.compile(r"(\[timer\] [^:]*: )\d+ms")


def programs() -> list[Path]:
    """Return the programs of the suite that have an expectation."""
    if not FOLDER:
        return []
    found = [*Path(FOLDER).glob("tests/*.harn"), *Path(FOLDER).glob("errors/*.harn")]
    return sorted(p for p in found if p.with_suffix(".expected").exists() or p.with_suffix(".error").exists())


def normalised(text: str) -> str:
    """Return output with what may differ between runs taken out."""
    lines = [_TIMER.sub(r"\1Nms", line.rstrip()) for line in text.rstrip().splitlines()]
    return "\n".join(lines)


@pytest.mark.skipif(not FOLDER, reason="HARN_CONFORMANCE is not set")
@pytest.mark.parametrize("path", programs(), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_program(path: Path) -> None:
    """Each program of the suite prints, or fails, as the suite says."""
    assert FOLDER is not None
    done = subprocess.run(
        [sys.executable, "-m", "harnvm", "run", str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=FOLDER,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parent.parent)},
        check=False,
    )
    expected = path.with_suffix(".expected")
    if expected.exists():
        assert not done.stderr
        assert normalised(done.stdout) == normalised(expected.read_text(encoding="utf-8"))
        return
    assert done.returncode != 0
    patterns = path.with_suffix(".error").read_text(encoding="utf-8").split("\n")
    assert any(matches(pattern.strip(), done.stderr) for pattern in patterns if pattern.strip())


def matches(pattern: str, text: str) -> bool:
    """Tell whether an error report is what an ``.error`` line asks for."""
    if pattern.startswith("re:"):
        return re.search(pattern[3:].strip(), text) is not None
    return pattern in text or pattern.lower() in text
