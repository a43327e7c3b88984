"""What std/project finds in a project's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import scripts

NOTHING = {"pyproject.toml": "", "package.json": "{}", "go.mod": "", "Cargo.toml": ""}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty project's folder, made the current one."""
    (tmp_path / "harn.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(project: Path, code: str) -> list[str]:
    """Run a script of the project and return what it prints."""
    text = f'import "std/project"\n{code}\n'
    script = project / "script.harn"
    script.write_text(text)
    outcome = scripts.run(text, str(script))
    assert outcome.ending == "", outcome.report
    return outcome.output


def package(project: Path, **manifests: str) -> list[str]:
    """Return the package name found in a project with some manifests, the others saying nothing."""
    for name, text in (NOTHING | manifests).items():
        (project / name).write_text(text)
    return printed(project, "println(project_root_package())")


@pytest.mark.parametrize(
    ("manifest", "text", "name"),
    [
        ("pyproject.toml", '[project]\n  name = "py"\n', "py"),
        ("pyproject.toml", "name = 'single'\n", "single"),
        ("pyproject.toml", 'names\nname = bare\nname = "later"\n', "later"),
        ("package.json", '{\n  "name": "js"\n}\n', "js"),
        ("go.mod", "module example.com/org/tool\n\ngo 1.22\n", "tool"),
        ("go.mod", "module tool\n", "tool"),
        ("Cargo.toml", '[package]\nname = "crate"\n', "crate"),
    ],
)
def test_package_name_comes_from_a_manifest(project: Path, manifest: str, text: str, name: str) -> None:
    """The package is called what a manifest calls it."""
    assert package(project, **{manifest: text}) == [name]


def test_first_manifest_wins(project: Path) -> None:
    """Manifests are asked in the order Python, JavaScript, Go, Rust."""
    manifests = {"package.json": '"name": "js"', "go.mod": "module go", "Cargo.toml": 'name = "rust"'}
    assert package(project, **manifests) == ["js"]


def test_an_empty_name_passes_the_question_on(project: Path) -> None:
    """A manifest with an empty name is as good as one without."""
    assert package(project, **{"pyproject.toml": 'name = ""\nname = "no"\n', "go.mod": "module go"}) == ["go"]


def test_only_double_quotes_name_a_crate(project: Path) -> None:
    """A crate's name in single quotes is not seen."""
    assert package(project, **{"Cargo.toml": "name = 'crate'\n"}) == [""]


def test_a_missing_manifest_is_an_error(project: Path) -> None:
    """The search ends with the error of the first manifest that cannot be read."""
    (project / "pyproject.toml").write_text("")
    [report] = printed(project, "println(try { project_root_package() })")
    assert report.startswith("Result.Err(Failed to read file ")
    assert "package.json" in report


def test_unhashed_folders_require_a_refresh(project: Path) -> None:
    """A namespace wants a refresh while one of its folders was never hashed."""
    code = """
        mkdir("src")
        metadata_set("src", "info", {b: 2})
        println(project_stale("info"))
        println(project_stale_dirs("info"))
        println(project_requires_refresh("info"))
        println(project_requires_refresh("none"))
    """
    assert printed(project, code) == ["{any_stale: false, tier1: [], tier2: []}", "[]", "true", "false"]
