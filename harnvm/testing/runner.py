"""Running jobs, in this process or in several."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from harnvm.testing.conformance import run_case
from harnvm.testing.files import test_files
from harnvm.testing.jobs import Job
from harnvm.testing.pipelines import run_file
from harnvm.testing.results import CaseResult, Summary

_PROVIDER = "HARN_LLM_PROVIDER"


def user_jobs(target: str, pattern: str | None, *, timeout: int, parallel: bool = False) -> list[Job]:
    """Return what is to be done to run the user tests of a file or folder.

    Tests that run one after the other have the folder of their file as working folder; those that run in
    parallel have the current one, as in Harn 0.7.8.
    """
    folder = os.getcwd() if parallel else None
    return [Job(file, None, pattern, timeout, folder) for file in test_files(target)]


def run_job(job: Job) -> Iterator[CaseResult]:
    """Run a job and yield what comes of its tests."""
    if job.suite is None:
        with _mock_models():
            yield from run_file(job)
    else:
        yield run_case(job)


def run_jobs(
    jobs: list[Job], *, parallel: bool = False, heed: Callable[[CaseResult], object] | None = None
) -> Summary:
    """Run jobs and return what came of them, in the order of the jobs.

    Args:
        jobs: What to do.
        parallel: Whether several processes share the work.
        heed: Is told each result as soon as it is its turn.
    """
    start = time.perf_counter()
    results = []
    for result in _results(jobs, parallel):
        results.append(result)
        if heed is not None:
            heed(result)
    return Summary(results, int((time.perf_counter() - start) * 1000))


def _results(jobs: list[Job], parallel: bool) -> Iterable[CaseResult]:
    if parallel and len(jobs) > 1:
        from harnvm.testing.processes import run_in_processes

        return run_in_processes(jobs)
    return (result for job in jobs for result in run_job(job))


@contextmanager
def _mock_models() -> Iterator[None]:
    """Have user tests talk to the mock model unless the user has chosen another one."""
    if _PROVIDER in os.environ:
        yield
        return
    os.environ[_PROVIDER] = "mock"
    try:
        yield
    finally:
        del os.environ[_PROVIDER]
