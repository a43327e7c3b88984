"""Tests that run in several processes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from harnvm.testing.jobs import Job
from harnvm.testing.processes import run_in_processes
from harnvm.testing.results import CaseResult
from harnvm.testing.runner import run_jobs, user_jobs
from harnvm.testing.worker import answer

Write = Callable[[str, str], str]


def test_same_results(write: Write, tmp_path: Path) -> None:
    """The results are those of a run in one process, in the same order."""
    write("a.harn", 'pipeline test_slow(task) { sleep(200)\n println("ünïcode") }')
    write("b.harn", 'pipeline test_bad(task) { throw "no" }\npipeline test_exit(task) { exit(1) }')
    write("c.harn", "pipeline test_broken(task) {")
    jobs = user_jobs(str(tmp_path), None, timeout=5000)
    told = [
        [(result.name, result.file, result.error, result.output) for result in summary.results]
        for summary in (run_jobs(jobs), run_jobs(jobs, parallel=True))
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 4


def test_working_folder(tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that run in parallel stay in the folder of the runner, as in Harn 0.7.8."""
    write("sub/t.harn", "pipeline test_it(task) {}")
    monkeypatch.chdir(tmp_path)
    [job] = user_jobs("sub", None, timeout=1000, parallel=True)
    assert job.folder == str(tmp_path)


def test_lost_process(write: Write) -> None:
    """A process that is taken down costs the results of one file; the next file has a new one."""
    crash = write("a.harn", 'pipeline test_it(task) { exec("sh", "-c", "kill -9 $PPID") }')
    fine = write("b.harn", "pipeline test_it(task) {}")
    results = [*run_in_processes([Job(crash), Job(fine), Job(crash), Job(fine)])]
    assert [result.error for result in results] == [
        "the process that ran it ended with status -9",
        None,
        "the process that ran it ended with status -9",
        None,
    ]


def test_what_nobody_wants_is_ended(write: Write) -> None:
    """Whoever stops asking for results does not wait for those that are not there yet."""
    quick = write("a.harn", "pipeline test_it(task) {}")
    slow = write("b.harn", "pipeline test_it(task) { sleep(20s) }")
    results = run_in_processes([Job(quick), Job(slow)])
    assert next(results).passed
    start = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 5


def test_jobs_and_results_as_text(write: Write) -> None:
    """What crosses between processes survives JSON."""
    path = write("t.harn", 'pipeline test_it(task) { println("a")\n throw "b" }')
    packed = json.loads(json.dumps(answer(json.loads(json.dumps(Job(path).pack())))))
    [result] = map(CaseResult.unpack, packed)
    assert (result.name, result.output) == ("test_it", "a\n")


def test_streams_of_a_worker_are_its_own(write: Write) -> None:
    """A test finds nothing on standard input, and cannot speak in the worker's place."""
    path = write("a.harn", 'pipeline test_it(task) { assert_eq(exec("cat").stdout, "") }')
    results = [*run_in_processes([Job(path), Job(path)])]
    assert [result.error for result in results] == [None, None]
