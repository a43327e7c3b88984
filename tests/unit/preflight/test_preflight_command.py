"""What ``harnvm check`` does about needs where Harn 0.7.8 does otherwise, or cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harnvm.cli.app import app


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty project."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def check(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["check", *arguments])


def test_a_broken_import_does_not_hide_the_rest() -> None:
    """Files that import a broken one are checked, and so are the others."""
    Path("a.harn").write_text('import "z"\nprintln(host_call("a.b"))\n')
    Path("b.harn").write_text("println(1)\n")
    Path("z.harn").write_text("let x = )\n")
    done = check(".")
    assert done.exit_code == 1
    assert "error: expected expression, found )" in done.stderr
    assert "unknown host capability/operation 'a.b'" in done.stderr
    assert done.stdout == "./b.harn: ok\n"


def test_json_names_the_file_of_the_place(tmp_path: Path) -> None:
    """What is missing for an imported file is told with that file."""
    Path("a.harn").write_text('import { f } from "lib"\n\nf()\n')
    Path("lib.harn").write_text('/** f */\npub fn f() {\n  return render("no.txt")\n}\n')
    [found] = json.loads(check("a.harn", "--json").stdout)
    place = {key: found[key] for key in ("file", "line", "column", "length", "label", "severity")}
    assert place == {
        "file": str(tmp_path / "lib.harn"),
        "line": 3,
        "column": 17,
        "length": 8,
        "label": "preflight",
        "severity": "error",
    }


@pytest.mark.parametrize(
    ("manifest", "arguments", "message"),
    [
        (
            None,
            [],
            "`harnvm check` requires at least one target path, or `--workspace` with `[workspace].pipelines`",
        ),
        (None, ["--workspace"], "--workspace could not find a harn.toml walking up from the target(s)"),
        ("", ["--workspace"], "--workspace requires `[workspace].pipelines` in the nearest harn.toml"),
        ("[workspace]\npipelines = ['x']", ["--workspace"], "no .harn files found under the given target(s)"),
    ],
)
def test_nothing_to_check(manifest: str | None, arguments: list[str], message: str) -> None:
    """Without a program to check the command is used wrongly."""
    Path("x").mkdir()
    if manifest is not None:
        Path("harn.toml").write_text(manifest)
    done = check(*arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize(
    "manifest",
    [
        "[workspace",
        "[workspace]\npipelines = 'x'",
        "[check]\nbundle_root = 3",
        "[check.host_capabilities]\na = 'b'",
    ],
)
def test_a_broken_manifest_is_no_project(manifest: str) -> None:
    """A harn.toml that cannot be used is warned of, and has no programs."""
    Path("harn.toml").write_text(manifest)
    done = check("--workspace")
    assert done.exit_code == 2
    assert "warning: failed to parse" in done.stderr


def test_what_the_compiler_refuses_is_an_error() -> None:
    """A report that has no place is drawn as an error, too."""
    Path("a.harn").write_text("match [1] {\n  [...rest] -> { println(rest) }\n}\n")
    done = check("a.harn")
    assert done.exit_code == 1
    assert "\nerror: compile error: Compile error at line 2: spread (...)" in f"\n{done.stderr}"


def test_deep_chains_of_imports() -> None:
    """A long chain of imports needs no stack."""
    for number in range(1500):
        Path(f"m{number}.harn").write_text(f'import "m{number + 1}"\n')
    done = check("m0.harn")
    assert done.stderr.count("error:") == 1
    assert "unresolved import 'm1500'" in done.stderr
