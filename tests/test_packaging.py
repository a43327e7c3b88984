"""The package finds its grammar, tables and standard modules however it is installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = 'import "std/collections"\nprintln(filter_nil({a: 1, b: nil}))\n'


def run_python(*arguments: str, path: Path | None = None, cwd: Path) -> str:
    """Run the interpreter of the tests with another search path and return what it prints."""
    environment = {"PATH": "", "HARNVM_CACHE_DIR": ""}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=cwd, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    code = f"import hatchling.build; print(hatchling.build.build_wheel({str(folder)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_wheel_carries_everything(wheel: Path) -> None:
    """Grammar, prebuilt tables, standard modules and the typing marker are inside."""
    names = set(zipfile.ZipFile(wheel).namelist())
    data = "harnvm/_data"
    assert {"harnvm/py.typed", f"{data}/grammar/harn.lark", f"{data}/tables/harn.tables"} <= names
    modules = {path.name for path in (ROOT / "stdlib").glob("*.harn")}
    assert {f"{data}/stdlib/{module}" for module in modules} <= names


def test_installed_wheel_runs_without_lark(wheel: Path, tmp_path: Path) -> None:
    """An installation parses with the tables it brought and finds its standard modules."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = tmp_path / "hello.harn"
    script.write_text(SCRIPT)
    probe = (
        "import sys; from harnvm.__main__ import main; import harnvm; "
        f"status = main(['run', {str(script)!r}]); "
        "print('lark' in sys.modules, 'site' in harnvm.__file__, status)"
    )
    printed = run_python("-c", probe, path=tmp_path / "site", cwd=tmp_path)
    assert printed == "{a: 1}\nFalse True 0\n"


def test_checkout_runs(tmp_path: Path) -> None:
    """A checkout on the search path, which is also what an editable install is, finds its own files."""
    script = tmp_path / "hello.harn"
    script.write_text(SCRIPT)
    printed = run_python("-m", "harnvm", "run", str(script), path=ROOT, cwd=tmp_path)
    assert printed == "{a: 1}\n"
