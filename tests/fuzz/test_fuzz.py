"""Random programs do the same in both tiers, and what they do on Harn 0.7.8, whose binary HARN_ORIGINAL names.

HARN_FUZZ_PROGRAMS says how many of each sort are tried against the original; ``make fuzz`` tries 2,000. What
fails is reported by its seed: ``program(seed)`` of the sort's module gives the text.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from harnvm.source import Report, render_report
from tests.fuzz import library, programs, state, typed
from tests.fuzz.mutations import mutate
from tests.support.scripts import run

ORIGINAL = os.environ.get("HARN_ORIGINAL")
COUNT = int(os.environ.get("HARN_FUZZ_PROGRAMS", "50"))
NAME = "program.harn"
_GUESS = re.compile(r" \(did you mean `\w+`\?\)")


def damaged(seed: int) -> str:
    """Return a program with some tokens changed; what it declares first is left as it is."""
    text = programs.program(seed)
    head = len(programs.PRELUDE)
    return text[:head] + mutate(text[head:], Random(seed))


SORTS: dict[str, Callable[[int], str]] = {
    "programs": programs.program,
    "damaged": damaged,
    "typed": typed.program,
    "library": library.program,
    "state": state.program,
}


@pytest.fixture(autouse=True)
def _empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in a folder of its own, state included, without colours."""
    (tmp_path / "run").mkdir()
    monkeypatch.chdir(tmp_path / "run")
    monkeypatch.setenv("HARN_STATE_DIR", str(tmp_path / "run" / "state"))
    monkeypatch.setenv("NO_COLOR", "1")


def write(text: str) -> None:
    """Write the program into the folder, and leave nothing else there."""
    for entry in Path().iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    Path(NAME).write_text(text, encoding="utf-8", newline="")


def ours(text: str, tier: int | None) -> tuple[list[str], str, str]:
    """Return output, ending and error text of a program. Anything but a HarnError is raised."""
    write(text)
    warnings: list[Report] = []
    outcome = run(text, NAME, tier=tier, on_warning=warnings.append)
    errors = "".join(render_report(warning, text) for warning in warnings) + outcome.report
    return outcome.output, outcome.ending, errors.strip()


def original(text: str) -> tuple[list[str], int, str] | None:
    """Return output, exit status and error text of the original; None if it crashes or hangs."""
    assert ORIGINAL is not None
    write(text)
    try:
        done = subprocess.run([ORIGINAL, "run", NAME], capture_output=True, timeout=10, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode not in (0, 1):
        return None
    output, errors = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    return output.splitlines(), done.returncode, errors.strip()


def agree(mine: tuple[list[str], str, str], theirs: tuple[list[str], int, str]) -> bool:
    """Compare. A program that fails loses its output on the original.

    Which name an undefined one is taken for is left out then: the original offers names of scopes that a
    ``continue`` has left open.
    """
    if mine[1] or theirs[1]:
        return bool(mine[1]) == bool(theirs[1]) and _GUESS.sub("", mine[2]) == _GUESS.sub("", theirs[2])
    return (mine[0], mine[2]) == (theirs[0], theirs[2])


@pytest.mark.parametrize("sort", SORTS)
def test_the_tiers_agree(sort: str) -> None:
    """Random programs print and fail alike in the dispatch loop and as generated Python, and only as they may."""
    texts = [SORTS[sort](seed) for seed in range(25)]
    assert [ours(text, 1) for text in texts] == [ours(text, 2) for text in texts]


@pytest.mark.skipif(not ORIGINAL, reason="HARN_ORIGINAL is not set")
@pytest.mark.parametrize("sort", SORTS)
def test_the_original_agrees(sort: str) -> None:
    """Output, exit status and reports of random programs are those of the original."""
    differing = []
    for seed in range(COUNT):
        text = SORTS[sort](seed)
        theirs = original(text)
        if theirs is None:
            continue
        mine = ours(text, None)
        if sort == "damaged" and not mine[1] and not theirs[1]:
            continue  # damage may lead to what differs on purpose, such as a task that nobody awaits
        if not agree(mine, theirs):
            differing.append(seed)
    assert differing == []
