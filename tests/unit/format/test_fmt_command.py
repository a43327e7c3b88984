"""``harnvm fmt``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harnvm.cli.app import app

UNTIDY = "let a   = 1\n"
TIDY = "let a = 1\n"


def run(*args: object) -> Result:
    """Run the command line."""
    return CliRunner().invoke(app, ["fmt", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a project with an untidy file in it, and one in a folder below."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "b.harn").write_text(UNTIDY)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.harn").write_text(UNTIDY)
    (tmp_path / "d.txt").write_text(UNTIDY)
    return tmp_path


def test_files_are_changed_and_named(folder: Path) -> None:
    """A folder stands for the .harn files in it and below, and each that changes is named."""
    result = run(folder)
    assert result.exit_code == 0
    assert result.stdout == f"formatted {folder}/a/c.harn\nformatted {folder}/b.harn\n"
    assert (folder / "b.harn").read_text() == TIDY
    assert (folder / "d.txt").read_text() == UNTIDY
    assert run(folder).output == ""


def test_check_changes_nothing(folder: Path) -> None:
    """With --check untidy files are named, stay as they are, and fail the command."""
    path = folder / "b.harn"
    result = run("--check", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{path}: would be reformatted\n"
    assert path.read_text() == UNTIDY
    path.write_text(TIDY)
    assert (run("--check", path).exit_code, run("--check", path).output) == (0, "")


def test_a_tidy_file_is_not_written(folder: Path) -> None:
    """A file that is formatted already keeps its time."""
    path = folder / "b.harn"
    path.write_text(TIDY)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert run(path).exit_code == 0
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_mode_and_links_are_kept(folder: Path) -> None:
    """A changed file keeps its mode, and a link to it stays a link."""
    path, link = folder / "b.harn", folder / "link.harn"
    path.chmod(0o750)
    link.symlink_to(path)
    assert run(link).stdout == f"formatted {link}\n"
    assert link.is_symlink()
    assert path.read_text() == TIDY
    assert path.stat().st_mode & 0o777 == 0o750
    assert sorted(entry.name for entry in folder.iterdir()) == [".git", "a", "b.harn", "d.txt", "link.harn"]


def test_a_broken_file_fails_and_the_others_are_done(folder: Path) -> None:
    """What does not parse, or cannot be read, is reported in a line and left alone."""
    broken, missing = folder / "e.harn", folder / "f.harn"
    broken.write_text("let = 3\nfn (\n")
    result = run(broken, missing, folder / "b.harn")
    assert result.exit_code == 1
    assert result.stderr == (
        f"{broken}: Expected variable name or destructuring pattern, got = at 1:5\n"
        f"Error reading {missing}: No such file or directory (os error 2)\n"
    )
    assert result.stdout == f"formatted {folder}/b.harn\n"


def test_an_error_of_the_lexer(folder: Path) -> None:
    """Characters that begin nothing are reported as the lexer words it."""
    path = folder / "b.harn"
    path.write_text("let a = `\n")
    assert run(path).stderr == f"{path}: Unexpected character '`' at 1:9\n"


def test_a_folder_without_programs(folder: Path) -> None:
    """A folder without .harn files fails."""
    result = run(folder / ".git")
    assert (result.exit_code, result.stderr) == (1, "No .harn files found\n")


def test_widths_from_options_and_settings(folder: Path) -> None:
    """The widths of harn.toml hold, those of the command line before them."""
    path = folder / "b.harn"
    (folder / "harn.toml").write_text("[fmt]\nline_width = 5\nseparator-width = 12\n")
    text = "// ----\nlet a = [1, 2, 3]\n"
    path.write_text(text)
    run(path)
    assert path.read_text() == "// ---------\n\nlet a = [\n  1,\n  2,\n  3,\n]\n"
    path.write_text(text)
    run("--line-width", 30, "--separator-width", 10, path)
    assert path.read_text() == "// -------\n\nlet a = [1, 2, 3]\n"


def test_bad_settings_are_warned_about(folder: Path) -> None:
    """A harn.toml that cannot be used is named, and the usual widths hold."""
    (folder / "harn.toml").write_text("[fmt]\nline_width = true\n")
    result = run(folder / "b.harn")
    assert result.exit_code == 0
    assert result.stderr == f"warning: failed to parse {folder}/harn.toml: `line_width` is not an integer\n"
    assert (folder / "b.harn").read_text() == TIDY
