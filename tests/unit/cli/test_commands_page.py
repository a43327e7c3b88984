"""``docs/commands.md`` is executed, from its beginning to its end, in one folder."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

PAGE = Path(__file__).parents[3] / "docs" / "commands.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"// file: (\S+)\n")
_STATUS = re.compile(r"# exit status (\d+)")


def alike(text: str, folder: str) -> str:
    """Return output without what differs: times, and where the project is."""
    return re.sub(r"\d+(\.\d+)? ms", "N ms", text).replace(folder, "/project")


def steps(block: str) -> list[tuple[str, str]]:
    """Return the commands of a console block and what they print."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert not parts[0]
    return list(zip(parts[1::2], parts[2::2], strict=True))


def check(command: Callable[..., Any], line: str, output: str, folder: str) -> None:
    """Run a command and compare what it prints, and its exit status, with what the page says."""
    name, *arguments = shlex.split(line, comments=True)
    assert name == "harnvm"
    done = command(*arguments)
    status = _STATUS.search(line)
    assert alike(done.out + done.err, folder) == alike(output, folder), line
    assert done.status == (int(status[1]) if status else 0), line


def test_page(command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks that name a file are written, and commands print what the page says."""
    monkeypatch.setenv("NO_COLOR", "1")
    for language, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        named = _FILE.match(text)
        if named is not None:
            path = tmp_path / named[1]
            path.parent.mkdir(exist_ok=True)
            path.write_text(text[named.end() :], encoding="utf-8")
        elif language == "console":
            for line, output in steps(text):
                check(command, line, output, str(tmp_path))


def test_page_tells_of_every_command() -> None:
    """No command is left out."""
    from harnvm.cli.app import COMMANDS

    titles = " ".join(re.findall(r"^## (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(COMMANDS) <= set(titles.split())


def _told(option: str, pages: str) -> bool:
    return re.search(rf"[ `]{option}\b", pages) is not None


def test_the_documentation_tells_of_every_option() -> None:
    """The pages leave no option out, and README has a row for each command, with options that it has."""
    from harnvm.cli.app import COMMANDS, app

    root = PAGE.parents[1]
    pages = "".join(path.read_text(encoding="utf-8") for path in root.glob("docs/*.md"))
    readme = (root / "README.md").read_text(encoding="utf-8")
    context = click.Context(app)
    for name in COMMANDS:
        command = app.get_command(context, name)
        assert command is not None
        groups = [parameter.opts for parameter in command.params if isinstance(parameter, click.Option)]
        assert [group for group in groups if not any(_told(option, pages) for option in group)] == []
        row = re.search(rf"^\| `harnvm {name}\b(.*)$", readme, re.MULTILINE)
        assert row is not None, name
        assert set(re.findall(r"`(-[\w-]+)", row[1])) <= {option for group in groups for option in group}
