"""Documentation is executed: what README and docs/ show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import scripts

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return the language and the text of each fenced block of a page."""
    return _BLOCK.findall(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples(page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The Python blocks of a page run, one after the other, in one namespace."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "example"}
    for language, text in blocks(page):
        if language == "python":
            exec(compile(text, str(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_harn_examples(page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A Harn block that an output block follows prints what that block says."""
    monkeypatch.chdir(tmp_path)
    found = blocks(page)
    for (language, text), (following, output) in zip(found, [*found[1:], ("", "")], strict=False):
        if language == "harn" and following == "output":
            outcome = scripts.run(text, page.name)
            assert outcome.output + outcome.report.splitlines() == output.splitlines()


def test_examples_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every script under examples/ runs to its end."""
    monkeypatch.chdir(tmp_path)
    for example in sorted((ROOT / "examples").glob("*.harn")):
        assert not scripts.run(example.read_text(encoding="utf-8"), str(example)).report
