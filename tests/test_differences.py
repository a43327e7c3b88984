"""Every departure from Harn 0.7.8 is listed, with a script that shows it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import scripts

DOCS = Path(__file__).parent.parent / "docs"
SCRIPTS = sorted((DOCS / "differences").glob("[0-9]*.harn"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_difference(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A script of the page does what it says."""
    folder = tmp_path / "differences"
    shutil.copytree(path.parent, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HARN_STATE_DIR", str(tmp_path / "state"))
    scripts.check(folder / path.name)


def test_the_page_lists_every_script() -> None:
    """No script is left out of the page."""
    page = (DOCS / "differences.md").read_text(encoding="utf-8")
    assert all(f"differences/{path.name}" in page for path in SCRIPTS)
