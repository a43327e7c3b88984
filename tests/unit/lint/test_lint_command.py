"""``harnvm lint`` and the settings it and ``harnvm check`` follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harnvm.cli.app import app

FOUND = """\
warning: variable `a` is declared but never used
  --> {path}:1:1
   |
 1 | let a = 1
   | ^^^^^^^^^ lint[unused-variable]
   = help: prefix with underscore: `_a`
"""


def run(*args: object) -> Result:
    """Run the command line."""
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file with one finding, in a project of its own."""
    (tmp_path / ".git").mkdir()
    path = tmp_path / "a.harn"
    path.write_text("let a = 1\n")
    return path


def test_findings_go_to_standard_error(path: Path) -> None:
    """Warnings are drawn and do not fail."""
    result = run("lint", path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", FOUND.format(path=path))


def test_check_shows_findings_too(path: Path) -> None:
    """The check draws the same as the linter."""
    result = run("check", path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", FOUND.format(path=path))


def test_a_clean_file_is_named(path: Path) -> None:
    """Where there is nothing to find, that is said."""
    path.write_text("println(1)\n")
    assert run("lint", path).stdout == f"{path}: no issues found\n"


def test_errors_fail(path: Path) -> None:
    """A finding that is an error makes the exit status 1."""
    path.write_text("break\n")
    assert run("lint", path).exit_code == 1


def test_a_folder_needs_programs(path: Path) -> None:
    """A folder without programs is a wrong use of the command."""
    path.unlink()
    result = run("lint", path.parent)
    assert (result.exit_code, result.stderr) == (
        2,
        "error: no .harn files found under the given target(s)\n",
    )


def test_broken_files_do_not_hide_others(path: Path) -> None:
    """A file that does not parse fails the command; the others are linted."""
    (path.parent / "b.harn").write_text("let")
    result = run("lint", path.parent)
    assert result.exit_code == 1
    assert FOUND.format(path=path) in result.stderr


def test_fix_rewrites_the_file(path: Path) -> None:
    """What can be mended is, and counted; what is left is shown."""
    path.write_text("let a = 1\nbreak\n")
    path.chmod(0o600)
    result = run("lint", "--fix", path)
    assert (result.exit_code, result.stdout) == (0, f"{path}: applied 1 fix(es)\n")
    assert path.read_text() == "let _a = 1\nbreak\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert " 2 | break\n" in result.stderr
    assert [entry.name for entry in path.parent.iterdir() if entry.name != ".git"] == ["a.harn"]


def test_fix_says_nothing_where_nothing_is_mended(path: Path) -> None:
    """A file that cannot be mended is left alone."""
    path.write_text("break\n")
    result = run("lint", "--fix", path)
    assert (result.exit_code, result.output) == (0, "")


def test_file_header_can_be_asked_for(path: Path) -> None:
    """The option turns on the rule that is off."""
    assert "lint[require-file-header]" in run("lint", "--require-file-header", path).stderr


def test_json(path: Path) -> None:
    """Findings can be read by a machine."""
    [found] = json.loads(run("lint", "--json", path).stdout)
    assert found == {
        "file": str(path),
        "rule": "unused-variable",
        "severity": "warning",
        "message": "variable `a` is declared but never used",
        "line": 1,
        "column": 1,
        "length": 9,
        "help": "prefix with underscore: `_a`",
        "fixable": True,
    }


def test_help_lists_the_rules() -> None:
    """The help names each rule."""
    assert "unused-variable " in run("lint", "--help").stdout


@pytest.mark.parametrize(
    ("manifest", "lint", "check"),
    [
        ('[lint]\ndisabled = ["unused-variable"]', False, True),
        ('[check]\ndisable_rules = ["unused-variable"]', False, False),
        ('[lint]\ndisabled = "all"', True, True),
    ],
)
def test_rules_are_left_out_by_the_manifest(path: Path, manifest: str, lint: bool, check: bool) -> None:
    """The linter follows both sections, the check its own; a wrong setting is warned about and ignored."""
    (path.parent / "harn.toml").write_text(manifest)
    for command, found in (("lint", lint), ("check", check)):
        result = run(command, path)
        assert ("unused-variable" in result.stderr) == found
        assert ("warning: failed to parse" in result.stderr) == ('"all"' in manifest)


def test_strict_projects_fail_on_warnings(path: Path) -> None:
    """With `strict`, warnings fail lint and check."""
    (path.parent / "harn.toml").write_text("[check]\nstrict = true")
    assert [run(command, path).exit_code for command in ("lint", "check")] == [1, 1]


def test_other_projects_do_not_count(path: Path) -> None:
    """A harn.toml outside of the repository is not looked at."""
    inner = path.parent / "inner"
    (inner / ".git").mkdir(parents=True)
    (path.parent / "harn.toml").write_text("[check]\nstrict = true")
    path.rename(inner / "a.harn")
    assert run("lint", inner / "a.harn").exit_code == 0
