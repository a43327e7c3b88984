"""Small projects and what ``harnvm check`` says of them.

The files in ``cases`` hold cases of the form::

    === what the case claims [brief]
    --- the name of a file, or of a folder with a slash
    what stands in it
    --- check arguments -> exit status # in a folder
    what is printed, standard output first

All of it was recorded from Harn 0.7.8. Of a brief case only severity, place and message are shown.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from harnvm.cli.app import app

FOLDER = Path(__file__).parent / "cases"
_PART = re.compile(r"^--- (.*)\n", re.MULTILINE)
_CHECK = re.compile(r"check (.*) -> (\d)(?: # in (.*))?")
_REPORT = re.compile(r"^(\w+): (.*)\n +--> (.*)\n(?: .*\n| *\d+ \|.*\n)*", re.MULTILINE)


class Case(NamedTuple):
    """A claim, the files of a project, how it is checked, and what is said."""

    claim: str
    files: dict[str, str]
    arguments: list[str]
    folder: str
    status: int
    expected: str

    def build(self, root: Path) -> None:
        """Write the project."""
        (root / ".git").mkdir(parents=True)
        for name, text in self.files.items():
            path = root / name
            if name.endswith("/"):
                path.mkdir(parents=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def case(text: str) -> Case:
    """Take a case apart."""
    claim, *parts = _PART.split(text)
    *files, command, expected = parts
    match = _CHECK.fullmatch(command)
    assert match is not None, command
    arguments, status, folder = match.groups()
    contents = dict(zip(files[::2], files[1::2], strict=True))
    return Case(claim.strip(), contents, shlex.split(arguments), folder or ".", int(status), expected)


def read_cases(path: Path) -> list[Case]:
    """Take a file of cases apart."""
    text = path.read_text(encoding="utf-8").removeprefix("=== ").removesuffix("\n")
    return [case(part + "\n") for part in text.split("\n\n=== ")]


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a function that runs the command in a folder."""

    def check(arguments: list[str], folder: Path) -> Result:
        monkeypatch.chdir(folder)
        return CliRunner().invoke(app, ["check", *arguments])

    return check


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_cases(path: Path, tmp_path: Path, check: Callable[..., Result]) -> None:
    """Every project of a file is told exactly what it expects."""
    for number, case in enumerate(read_cases(path)):
        root = tmp_path / str(number)
        case.build(root)
        done = check(case.arguments, root / case.folder)
        said = (done.stdout + done.stderr).replace(str(root.resolve()), "/project")
        if case.claim.endswith("[brief]"):
            said = _REPORT.sub(r"\1 \3 \2\n", said)
        assert said == case.expected, case.claim
        assert done.exit_code == case.status, case.claim
