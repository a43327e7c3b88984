"""User tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from harnvm.testing.jobs import Job
from harnvm.testing.results import CaseResult
from harnvm.testing.runner import run_job, run_jobs, user_jobs

Write = Callable[[str, str], str]


def run(path: str, pattern: str | None = None, timeout: int = 30_000) -> list[CaseResult]:
    """Run the tests of a file."""
    return [*run_job(Job(path, filter=pattern, timeout=timeout))]


def outcome(results: list[CaseResult]) -> list[tuple[str, bool]]:
    """Return names and whether the tests passed."""
    return [(result.name, result.passed) for result in results]


def test_which_pipelines_are_tests(write: Write) -> None:
    """Names that begin with ``test_`` and pipelines marked ``@test`` are, in the order of the file."""
    path = write(
        "t.harn",
        """
pipeline test_one(task) { assert_eq(1, 1) }
pipeline helper(task) { throw "not a test" }
@test
pipeline marked(task) { assert(true) }
@deprecated
pipeline test_two(task) {}
fn test_three() { throw "not a pipeline" }
""",
    )
    assert outcome(run(path)) == [("test_one", True), ("marked", True), ("test_two", True)]


def test_filter(write: Write) -> None:
    """A filter is about the name of the pipeline, not of the file."""
    path = write("add.harn", "pipeline test_add(task) {}\npipeline test_sub(task) {}")
    assert outcome(run(path, "add")) == [("test_add", True)]


def test_failure_shows_where(write: Write) -> None:
    """An uncaught error is told with its place and an excerpt."""
    path = write("t.harn", 'pipeline test_it(task) {\n  assert_eq(1, 2, "no")\n}')
    [result] = run(path)
    assert result.error is not None
    assert result.error.startswith(f"error: Thrown: no\n  --> {path}:2:")
    assert " 2 |   assert_eq(1, 2" in result.error


def test_types_are_not_checked(write: Write) -> None:
    """A program that ``run`` refuses has tests that run, as in Harn 0.7.8."""
    path = write("t.harn", 'pipeline test_it(task) { let x: int = "text"\n assert_eq(x, "text") }')
    assert outcome(run(path)) == [("test_it", True)]


def test_what_does_not_compile(write: Write) -> None:
    """A test that cannot be compiled fails alone."""
    path = write("t.harn", "pipeline test_a(task) { break }\npipeline test_b(task) {}")
    failed, passed = run(path)
    assert failed.error == "Compile error: Compile error at line 1: break outside of loop"
    assert passed.passed


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("pipeline test_it(task) { let }", "Expected variable name or destructuring pattern, got } at 1:30"),
        ("pipeline test_it(task) { ` }", "Unexpected character '`' at 1:26"),
    ],
)
def test_what_does_not_parse(write: Write, text: str, error: str) -> None:
    """A file that does not parse is one failure, in the words of the parser."""
    [result] = run(write("t.harn", text))
    assert (result.name, result.error) == ("<file error>", error)


def test_missing_file(tmp_path: Path) -> None:
    """A file that cannot be read is one failure."""
    path = str(tmp_path / "none.harn")
    [result] = run(path)
    assert result.error == f"Failed to read {path}: No such file or directory (os error 2)"


@pytest.mark.parametrize(
    "body",
    [
        "while true {}",
        "sleep(10s)",
        'try { sleep(10s) } catch e { println("caught") } finally { while true {} }',
        'exec("sleep", "10")',
    ],
)
def test_timeout(write: Write, body: str) -> None:
    """A test that takes too long is ended, whatever it does and whatever it catches."""
    path = write("t.harn", f"pipeline test_it(task) {{ {body} }}\npipeline test_after(task) {{}}")
    late, after = run(path, timeout=100)
    assert (late.error, late.milliseconds) == ("timed out after 100ms", 100)
    assert after.passed


def test_exit_is_a_failure(write: Write) -> None:
    """``exit`` ends the test and not the run."""
    path = write("t.harn", "pipeline test_a(task) { exit(0) }\npipeline test_b(task) {}")
    assert outcome(run(path)) == [("test_a", False), ("test_b", True)]


def test_each_test_has_its_own_vm(write: Write) -> None:
    """What one test leaves behind, the next one does not see; ``argv`` none of them."""
    path = write(
        "t.harn",
        """
var count = 0
pipeline test_a(task) { count = count + 1
  agent_session_open("s") }
pipeline test_b(task) { assert_eq(count, 0)
  assert(!agent_session_exists("s")) }
pipeline test_c(task) { let args = argv }
""",
    )
    first, second, third = run(path)
    assert first.passed
    assert second.passed
    assert third.error is not None
    assert "Undefined variable: argv" in third.error


def test_surroundings(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests run in the folder of their file, import from it, and talk to the mock model by default."""
    monkeypatch.delenv("HARN_LLM_PROVIDER", raising=False)
    write("lib.harn", "pub fn seven() { return 7 }")
    path = write(
        "sub/t.harn",
        """
import "../lib"
pipeline test_it(task) {
  assert_eq(cwd(), source_dir())
  assert_eq(seven(), 7)
  assert_eq(env("HARN_LLM_PROVIDER"), "mock")
}
""",
    )
    [result] = run(path)
    assert result.error is None
    assert "HARN_LLM_PROVIDER" not in os.environ


def test_chosen_provider_stays(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that the user has named is not replaced."""
    monkeypatch.setenv("HARN_LLM_PROVIDER", "local")
    path = write("t.harn", 'pipeline test_it(task) { assert_eq(env("HARN_LLM_PROVIDER"), "local") }')
    assert outcome(run(path)) == [("test_it", True)]


def test_output_is_kept(write: Write) -> None:
    """What a test prints is part of its result."""
    [result] = run(write("t.harn", 'pipeline test_it(task) { println("hello") }'))
    assert result.output == "hello\n"


def test_defect_costs_one_result(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception of ours fails the test that met it, and no more."""
    monkeypatch.setattr("harnvm.host.vm.VM.run_pipeline", lambda *_: [].pop())
    [result] = run(write("t.harn", "pipeline test_it(task) {}"))
    assert result.error == "internal error: IndexError: pop from empty list"


def test_results_come_in_order_and_early(write: Write, tmp_path: Path) -> None:
    """Who heeds results gets each one at once, in the order of the files."""
    for name in ("b", "a"):
        write(f"{name}.harn", f"pipeline test_{name}(task) {{}}")
    heard: list[str] = []
    summary = run_jobs(
        user_jobs(str(tmp_path), None, timeout=1000), heed=lambda result: heard.append(result.name)
    )
    assert heard == ["test_a", "test_b"] == [result.name for result in summary.results]
    assert (summary.passed, summary.failed) == (2, 0)
