"""Translations outlive the run: what was hot once is not translated again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from harnvm import VM
from harnvm.bytecode.cache import CodeCache
from harnvm.errors import HarnError
from harnvm.tier2 import promote, regions

PROGRAM = """\
fn area(r) { return r * r + 1 }
fn steps(n) { for i in 0 to n exclusive { yield area(i) } }
var sum = 0
for i in 0 to 400 { sum = sum + area(i) }
for s in steps(300) { sum = sum + s }
println(sum)
"""


def run(folder: Path, text: str = PROGRAM, name: str = "program.harn") -> str:
    """Run a program with a cache and return its output."""
    output = io.StringIO()
    VM(stdout=output, cache=CodeCache(str(folder))).run_text(text, name)
    return output.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a private folder."""
    made = tmp_path / "cache"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def translated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with each part that is translated."""
    noted: list[str] = []
    for module, name in ((promote, "translate_function"), (regions, "translate_region")):
        original = getattr(module, name)

        def noting(*args: object, _original: object = original, _name: str = name) -> object:
            noted.append(_name)
            return _original(*args)  # type: ignore[operator]

        monkeypatch.setattr(module, name, noting)
    return noted


def test_the_third_run_translates_nothing(folder: Path, translated: list[str]) -> None:
    """The first run translates what is hot; later ones find it, and print the same."""
    first = run(folder)
    assert translated
    run(folder)
    translated.clear()
    assert run(folder) == first
    assert translated == []


def test_without_a_cache_nothing_is_kept(translated: list[str]) -> None:
    """A VM without a cache translates each time."""
    for _ in range(2):
        translated.clear()
        VM(stdout=io.StringIO()).run_text(PROGRAM, "program.harn")
        assert translated


def test_damaged_entries_are_made_anew(folder: Path) -> None:
    """What is no sound entry is ignored."""
    first = run(folder)
    for entry in folder.iterdir():
        entry.write_bytes(entry.read_bytes()[:-3] + b"xyz")
    assert run(folder) == first


def test_reports_name_the_file_at_hand(folder: Path) -> None:
    """Code from the cache, compiled under another name, reports errors under the name of this run."""
    text = 'fn f(x) { return x - 1 }\nfor i in 0 to 300 { f(i == 299 ? "a" : i) }\n'
    frames = []
    for name in ("first.harn", "second.harn", "third.harn"):
        with pytest.raises(HarnError) as caught:
            run(folder, text, name)
        frames.append([(frame.file, frame.line, frame.column) for frame in caught.value.frames])
    (first, *_) = frames
    assert [file for file, _, _ in first] == ["first.harn"] * len(first)
    assert frames[2] == [("third.harn", line, column) for _, line, column in first]


def test_another_meaning_of_a_name_is_another_translation(folder: Path, translated: list[str]) -> None:
    """A host's function of the name of a builtin is heard, although the text is the same."""
    text = "var n = 0\nfor i in 0 to 400 { n = n + len([1, 2]) }\nprintln(n)\n"
    assert run(folder, text) == run(folder, text) == "802\n"
    output = io.StringIO()
    vm = VM(stdout=output, cache=CodeCache(str(folder)))

    @vm.builtin(name="len")
    def length(items: list[object]) -> int:
        return 5

    vm.run_text(text, "program.harn")
    assert output.getvalue() == "2005\n"
