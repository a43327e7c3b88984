"""``harnvm test``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]

PROGRAM = 'pipeline test_good(task) { println("hi") }\npipeline test_bad(task) { throw "no" }\n'


def timeless(text: str) -> str:
    """Return a report without the times, which differ."""
    return re.sub(r"\d+ ms", "N ms", text)


@pytest.fixture
def project(tmp_path: Path) -> str:
    """A folder ``tests`` with one file; the path of the file."""
    (tmp_path / "tests").mkdir()
    path = tmp_path / "tests" / "t.harn"
    path.write_text(PROGRAM)
    return str(path)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A conformance suite with two programs, of which one fails."""
    suite = tmp_path / "conformance"
    suite.mkdir()
    for name, expected in (("a", "1\n"), ("b", "2\n")):
        (suite / f"{name}.harn").write_text("println(1)")
        (suite / f"{name}.expected").write_text(expected)
    return suite


def test_report(command: Command, project: str) -> None:
    """The tests of ``tests/`` run by default; a failure makes the exit status 1."""
    done = command("test")
    assert (done.status, done.err) == (1, "")
    assert timeless(done.out) == (
        "Running 2 tests from 1 file...\n\n"
        f"  PASS  test_good [{project}] (N ms)\n"
        f"  FAIL  test_bad [{project}]\n"
        "        error: Thrown: no\n"
        f"          --> {project}:2:33\n"
        "           |\n"
        '         2 | pipeline test_bad(task) { throw "no" }\n'
        "           |                                 ^\n"
        "\n1 passed, 1 failed, 2 total (N ms)\n"
    )


def test_success(command: Command, project: str) -> None:
    """Without a failure the exit status is 0."""
    done = command("test", project, "--filter", "good")
    assert done.status == 0
    assert timeless(done.out).endswith("\n1 passed, 1 total (N ms)\n")


def test_nothing_found(command: Command, project: str) -> None:
    """No tests are no failure."""
    assert command("test", "--filter", "zzz") == (0, "\nNo test pipelines found\n", "")


def test_wrong_use(command: Command, tmp_path: Path) -> None:
    """A missing path is said so; what makes no sense is wrong usage."""
    assert command("test", "nope") == (1, "", "Path not found: nope\n")
    assert command("test", "conformance") == (1, "", "Directory not found: conformance\n")
    done = command("test")
    assert done.status == 2
    assert "no path specified and no tests/ directory found" in done.err
    done = command("test", "a", "b")
    assert done.status == 2
    assert "only `harnvm test conformance` accepts a second positional target" in done.err


def test_more_detail(command: Command, project: str) -> None:
    """``-v`` shows what tests print, ``--timing`` the slowest."""
    out = timeless(command("test", "--filter", "good", "-v", "--timing").out)
    assert "        | hi\n" in out
    assert "Per-test: avg=N ms  p50=N ms  p95=N ms  p99=N ms\n" in out


def test_json(command: Command, project: str) -> None:
    """Standard output is one JSON document."""
    done = command("test", "--json", "--junit", "report.xml")
    told = json.loads(done.out)
    assert (done.status, told["passed"], told["failed"]) == (1, 1, 1)
    assert told["tests"][1]["error"].startswith("error: Thrown: no\n")
    assert Path("report.xml").exists()


def test_junit(command: Command, project: str) -> None:
    """The report for continuous integration is written, and that it was is said."""
    done = command("test", "--filter", "good", "--junit", "report.xml")
    assert done.out.endswith("\nJUnit XML written to report.xml\n")
    assert '<testsuite name="harn" tests="1" failures="0"' in Path("report.xml").read_text()


def test_junit_that_cannot_be_written(command: Command, project: str) -> None:
    """A report that cannot be written is complained of; the tests decide the exit status."""
    done = command("test", "--filter", "good", "--junit", "none/report.xml")
    assert done.status == 0
    assert done.err == (
        "Failed to write JUnit XML to none/report.xml: No such file or directory (os error 2)\n"
    )


def test_parallel(command: Command, project: str, tmp_path: Path) -> None:
    """Several files share several processes; the report is the same."""
    (tmp_path / "tests" / "u.harn").write_text("pipeline test_more(task) {}")
    assert timeless(command("test", "--parallel").out) == timeless(command("test").out)


def test_suite(command: Command, suite: Path) -> None:
    """A suite is reported program by program, and the failures at the end."""
    done = command("test", "conformance")
    assert done == (
        1,
        "  PASS  a.harn\n  FAIL  b.harn\n\n1 passed, 1 failed, 2 total\n\nFailures:\n  b.harn:\n- 2\n+ 1\n\n",
        "",
    )


def test_suite_elsewhere(command: Command, suite: Path) -> None:
    """A folder that is a suite can be named."""
    suite.rename(suite.parent / "cases")
    done = command("test", "conformance", "cases", "--filter", "a.harn")
    assert done == (0, "  PASS  a.harn\n\n1 passed, 0 failed, 1 total\n", "")


def test_suite_times(command: Command, suite: Path) -> None:
    """``-v`` shows times and both outputs."""
    out = timeless(command("test", "conformance", "b.harn", "-v").out)
    assert out.startswith("  FAIL  b.harn (N ms)\n\n0 passed, 1 failed, 1 total\n\nTotal time: N ms\n")
    assert out.endswith("b.harn:\n  expected:\n    2\n  actual:\n    1\n  diff:\n- 2\n+ 1\n\n")


def test_suite_warnings(command: Command, suite: Path) -> None:
    """An expectation that is faulty itself is warned of."""
    (suite / "c.harn").write_text("throw 1")
    (suite / "c.error").write_text("re:[")
    done = command("test", "conformance", "c.harn")
    assert (done.status, done.err) == (1, "    warning: invalid regex in .error file: [\n")


def test_suite_as_json(command: Command, suite: Path) -> None:
    """The results of a suite have the same form for machines."""
    told = json.loads(command("test", "conformance", "--json").out)
    assert [(test["name"], test["error"]) for test in told["tests"]] == [
        ("a.harn", None),
        ("b.harn", "b.harn:\n- 2\n+ 1\n"),
    ]
