"""The files and folders that commands over programs are given."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from harnvm.cli.output import ERRORS
from harnvm.errors import HarnSyntaxError
from harnvm.files import os_error_text, read_text
from harnvm.host.settings import CheckSettings, Projects
from harnvm.lint import imported_names
from harnvm.source import Report, SourceFile
from harnvm.syntax import parse
from harnvm.syntax.nodes import Program
from harnvm.testing.files import programs_under


class ProgramFile:
    """A file that could be read.

    Attributes:
        path: Its path, as it is shown.
        source: Its text.
        program: What was parsed; an empty program where it does not parse.
        refusals: Why it does not parse; empty if it does.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.source = SourceFile(path, text)
        self.refusals: tuple[Report, ...] = ()
        try:
            self.program = parse(self.source)
        except HarnSyntaxError as error:
            self.refusals = tuple(error.reports)
            self.program = Program([], [])


class Targets:
    """The programs a command is about.

    Attributes:
        files: Those that could be read, in the order of their paths; the others were reported.
        unread: Those others, and why.
        imported: The names that some file imports one by one.
    """

    def __init__(self, targets: Iterable[str]) -> None:
        """Read the files meant. Ends the command when there is none."""
        paths = harn_files(targets)
        if not paths:
            raise wrong_use("no .harn files found under the given target(s)")
        self.files: list[ProgramFile] = []
        self.unread: dict[str, str] = {}
        for path in paths:
            self._read(path)
        self.imported = {name for file in self.files for name in imported_names(file.program)}
        self._projects = Projects()

    def _read(self, path: str) -> None:
        try:
            text = read_text(path)
        except (OSError, ValueError) as error:
            self.unread[path] = os_error_text(error)
            ERRORS.write(f"Error reading {path}: {self.unread[path]}\n")
        else:
            self.files.append(ProgramFile(path, text))

    def settings(self, file: ProgramFile) -> CheckSettings:
        """Return the settings that hold for a file; report harn.toml once if it cannot be used."""
        return settings_of(file.path, self._projects)


def settings_of(path: str, projects: Projects) -> CheckSettings:
    """Return the settings that hold for a file or folder; report harn.toml once if it cannot be used."""
    return project_of(path, projects) or CheckSettings()


def project_of(path: str, projects: Projects) -> CheckSettings | None:
    """Return the settings of the project a file or folder is in, or None; report what `settings_of` does."""
    project = projects.project(path)
    for problem in projects.problems:
        ERRORS.write(f"warning: {problem}\n")
    projects.problems.clear()
    return project


def wrong_use(message: str) -> click.exceptions.Exit:
    """Report a wrong use of a command, and return what ends it."""
    click.echo(f"error: {message}", err=True)
    return click.exceptions.Exit(2)


def harn_files(targets: Iterable[str]) -> list[str]:
    """Return the files meant, those below folders included, each once, in the order of their paths."""
    found: dict[tuple[str, ...], str] = {}
    for target in targets:
        for path in programs_under(target) if os.path.isdir(target) else [target]:
            found.setdefault(_parts(path), path)
    return [found[key] for key in sorted(found)]


def _parts(path: str) -> tuple[str, ...]:
    """Return the parts of a path, without those inside it that mean nothing."""
    first, *others = path.split(os.sep)
    return (first, *(part for part in others if part not in ("", ".")))


def rewrite(path: str, text: str, complaint: str = "Failed to write") -> bool:
    """Replace the text of a file, wholly or not at all; report the problem and return False if that fails.

    Args:
        path: The file.
        text: What is to stand in it.
        complaint: How the report of a problem begins.
    """
    import shutil
    import tempfile

    target = os.path.realpath(path)  # a link stays a link
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=os.path.dirname(target), prefix=".harn-", delete=False
        ) as stream:
            temporary = stream.name
            stream.write(text)
        shutil.copymode(target, temporary)
        os.replace(temporary, target)
    except OSError as error:
        ERRORS.write(f"{complaint} {path}: {os_error_text(error)}\n")
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        return False
    return True
