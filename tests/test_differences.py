"""Every departure from Harn 0.7.8 is documented, and does what the page says.

With ``HARN_ORIGINAL`` naming a binary of 0.7.8, that it does something else is checked as well.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.support import scripts

DOCS = Path(__file__).parent.parent / "docs"
SCRIPTS = sorted((DOCS / "differences").glob("*.harn"))
ORIGINAL = os.environ.get("HARN_ORIGINAL")


@pytest.fixture(autouse=True)
def _empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in a folder of its own, state included."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HARN_STATE_DIR", str(tmp_path / "state"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_script(path: Path) -> None:
    """The script of a departure prints and ends as it says."""
    scripts.check(path)


@pytest.mark.skipif(not ORIGINAL, reason="HARN_ORIGINAL is not set")
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_original_differs(path: Path) -> None:
    """Harn 0.7.8 prints or reports something else, ends otherwise, or does not end."""
    assert ORIGINAL
    output, ending, parts = scripts.expected(path.read_text(encoding="utf-8"))
    command = [ORIGINAL, "run", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)
    except subprocess.TimeoutExpired:
        return
    same_report = all(part in done.stderr for part in parts)
    same_ending = done.returncode == (1 if ending else 0)
    assert done.stdout.splitlines() != output or not same_report or not same_ending


def test_the_page_lists_every_script() -> None:
    """Each script is linked from the page, under its number, and each link leads to a script."""
    page = (DOCS / "differences.md").read_text(encoding="utf-8")
    linked = re.findall(r"^- \*\*(\d+)\*\* \[[^]]+\]\(differences/([\w.]+)\)", page, re.MULTILINE)
    assert sorted(name for _, name in linked) == [path.name for path in SCRIPTS]
    assert all(int(number) == int(name.split("_")[0]) for number, name in linked)


def test_numbers_are_used_once() -> None:
    """The page gives every number from 1 on to one departure."""
    page = (DOCS / "differences.md").read_text(encoding="utf-8")
    numbers = sorted(int(number) for number in re.findall(r"^- \*\*(\d+)\*\* ", page, re.MULTILINE))
    assert numbers == list(range(1, len(numbers) + 1))
