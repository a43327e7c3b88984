"""Conformance suites."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from harnvm.testing.conformance import run_case
from harnvm.testing.jobs import Job
from harnvm.testing.results import CaseResult
from harnvm.testing.suites import SelectionError, select

Write = Callable[[str, str], str]


@pytest.fixture
def case(write: Write, tmp_path: Path) -> Callable[..., CaseResult]:
    """Return a function that runs a program with its expectations."""

    def case(text: str, **expectations: str) -> CaseResult:
        path = write("suite/x.harn", text)
        for suffix, expectation in expectations.items():
            write(f"suite/x.{suffix}", expectation)
        job = Job(path, str(tmp_path / "suite"), None, 300, str(tmp_path), verbose=False)
        return run_case(job)

    return case


def test_expected_output(case: Callable[..., CaseResult]) -> None:
    """Output must be what is expected but for blank space at its very end."""
    assert case('println("a ")\nprintln("b")', expected="a \nb\n\n").passed
    assert not case('println("a ")\nprintln("b")', expected="a\nb").passed


def test_wrong_output(case: Callable[..., CaseResult]) -> None:
    """A failure shows the lines side by side."""
    result = case('println("a")\nprintln("c")', expected="a\nb\n")
    assert result.message() == "x.harn:\n  a\n- b\n+ c\n"
    coloured = result.message(lambda colour, text: f"<{colour}>{text}")
    assert coloured == "x.harn:\n  a\n<red>- b\n<green>+ c\n"


def test_verbose_failure(write: Write, tmp_path: Path) -> None:
    """A verbose failure shows both outputs as well."""
    path = write("x.harn", 'println("c")')
    write("x.expected", "a\nb")
    result = run_case(Job(path, str(tmp_path), verbose=True))
    assert result.message() == (
        "x.harn:\n  expected:\n    a\n    b\n  actual:\n    c\n  diff:\n- a\n+ c\n- b\n+ \n"
    )


def test_warnings_are_output(case: Callable[..., CaseResult]) -> None:
    """What the checker warns of stands before what the program prints."""
    text = 'fn f() { return 1\n println("never") }\nprintln("x")'
    assert case(text, expected="warning: unreachable code\nx").passed


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('throw "boom"', "Thrown: boom"),
        ("let y = 1 / 0", "re: ^Runtime error: Division by zero"),
        ('let x: int = "a"', "'x' declared as int, but assigned string"),
        ("pipeline a( {", "Expected parameter name, got {"),
        ("let x = `", "re: ^Unexpected character '`' at 1:9$"),
        ("break", "re: ^Compile error at line 1: break outside of loop$"),
        ("exit(3)", "exit(3)"),
    ],
)
def test_expected_errors(case: Callable[..., CaseResult], text: str, error: str) -> None:
    """The first error counts, without its place, in the words of whatever refuses the program."""
    assert case(text, error=error).message() == ""


def test_wrong_errors(case: Callable[..., CaseResult]) -> None:
    """A failure says what was expected and what came."""
    assert case('throw "boom"', error="bang").error == (
        "x.harn:\n  expected error containing: bang\n  actual error: Thrown: boom"
    )
    assert case("println(1)", error="bang").error == (
        "x.harn: expected error containing 'bang', but succeeded"
    )


def test_error_instead_of_output(case: Callable[..., CaseResult]) -> None:
    """An error where output is expected is a failure; so is taking too long."""
    assert case('throw "a"', expected="x").error == "x.harn: runtime error: Thrown: a"
    late = case("while true {}", expected="x")
    assert (late.error, late.milliseconds) == ("x.harn: timed out after 300ms", 300)


def test_output_goes_before_error(case: Callable[..., CaseResult]) -> None:
    """Where both are stated, the output counts."""
    assert case("println(1)", expected="1", error="boom").passed


def test_unreadable_expectation(case: Callable[..., CaseResult], tmp_path: Path) -> None:
    """What cannot be read is a failure of its own."""
    (tmp_path / "suite").mkdir()
    (tmp_path / "suite" / "x.expected").write_bytes(b"\xff")
    assert case("println(1)").error == (
        "x.harn: IO error reading expected: stream did not contain valid UTF-8"
    )


@pytest.fixture
def suite(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A suite in the current folder; its path."""
    for name in ("tests/b.harn", "tests/a.harn", "tests/lib/helper.harn", "errors/c.harn"):
        write(f"conformance/{name}", "")
    for name in ("tests/a.expected", "tests/b.expected", "errors/c.error", "tests/notes.txt"):
        write(f"conformance/{name}", "")
    write("other/d.harn", "")
    write("other/d.expected", "")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return str(tmp_path / "conformance")


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        (None, ["errors/c.harn", "tests/a.harn", "tests/b.harn"]),
        ("tests", ["tests/a.harn", "tests/b.harn"]),
        ("conformance/tests/b.harn", ["tests/b.harn"]),
        ("tests/lib", []),
        ("other", ["d.harn"]),
    ],
)
def test_selections(suite: str, selection: str | None, names: list[str]) -> None:
    """A selection is a part of the suite at hand, or a suite elsewhere; helpers have no expectation."""
    selected = select(selection)
    jobs = selected.jobs(None, timeout=1, verbose=False)
    assert [os.path.relpath(job.file, selected.root) for job in jobs] == names
    assert {job.folder for job in jobs} <= {os.path.dirname(suite)}


@pytest.mark.parametrize(
    ("selection", "why"),
    [
        ("nope", "Conformance target not found: nope. Expected a file or directory under {suite}"),
        ("tests/notes.txt", "Conformance target must be a .harn file or directory: {suite}/tests/notes.txt"),
        ("other/d.harn", "Conformance target must be inside {suite}: other/d.harn"),
        ("empty", "No .harn conformance tests found under empty"),
    ],
)
def test_nothing_to_run(suite: str, selection: str, why: str) -> None:
    """What is no part of a suite is refused."""
    with pytest.raises(SelectionError) as refused:
        select(selection)
    assert str(refused.value) == why.format(suite=suite)


def test_no_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a suite in the current folder there is nothing to run."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SelectionError, match="Directory not found: conformance"):
        select(None)


def test_suite_filter(suite: str) -> None:
    """A filter of a suite is about paths."""
    jobs = select(None).jobs("errors|b.harn", timeout=1, verbose=False)
    assert [os.path.relpath(job.file, suite) for job in jobs] == ["errors/c.harn", "tests/b.harn"]
