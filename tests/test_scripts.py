"""Language behaviour, written in Harn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import scripts

SCRIPTS = Path(__file__).parent / "scripts"


@pytest.mark.parametrize("tier", [1, 2])
@pytest.mark.parametrize(
    "path",
    sorted(p for p in SCRIPTS.rglob("*.harn") if p.is_file()),
    ids=lambda path: str(path.relative_to(SCRIPTS)),
)
def test_script(path: Path, tier: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each script prints and ends as it says, in the dispatch loop and as generated Python."""
    if "modules" in path.parent.name:
        pytest.skip("imported by other scripts")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HARN_STATE_DIR", str(tmp_path / "state"))
    scripts.check(path, tier=tier)
