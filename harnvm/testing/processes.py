"""Running jobs in processes of their own, which get one job after the other.

Processes and not threads, because programs compute; and not a pool of the standard library, because a program
that takes its process down must cost one result only, and Ctrl-C must not wait for what is running.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from harnvm.testing.conformance import case_name
from harnvm.testing.jobs import Job
from harnvm.testing.pipelines import file_error
from harnvm.testing.results import CaseResult

#: The other process imports from where this one does, whatever brought it there.
_BOOT = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from harnvm.testing.worker import serve
serve()
"""


def run_in_processes(jobs: list[Job]) -> Iterator[CaseResult]:
    """Run jobs side by side and yield their results in order; what runs is ended when nobody wants more."""
    count = min(len(jobs), max(os.cpu_count() or 1, 2))
    workers = [_Worker() for _ in range(count)]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def run(job: Job) -> list[CaseResult]:
        worker = idle.get()
        try:
            return worker.run(job)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(count)
    try:
        for future in [threads.submit(run, job) for job in jobs]:
            yield from future.result()
    finally:
        for worker in workers:
            worker.kill()
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()


class _Worker:
    """A process that runs jobs; it starts with the first one, and anew if it was lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._killed = False

    def run(self, job: Job) -> list[CaseResult]:
        """Run a job and return its results."""
        process = self._process or self._start()
        answer = _ask(process, json.dumps(job.pack()))
        if not answer:
            self.close()
            return [_lost(job, process.returncode)]
        return [CaseResult.unpack(packed) for packed in json.loads(answer)]

    def _start(self) -> subprocess.Popen[str]:
        process = self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="ascii",
        )
        if self._killed:
            process.kill()
        return process

    def kill(self) -> None:
        """End the process, whatever it is doing; another thread may be waiting for it."""
        self._killed = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Wait for the end of the process and forget it."""
        process, self._process = self._process, None
        if process is not None:
            process.communicate()


def _ask(process: subprocess.Popen[str], question: str) -> str:
    """Return the answer of a process, nothing if it is lost."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(f"{question}\n")
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return ""


def _lost(job: Job, status: int) -> CaseResult:
    error = f"the process that ran it ended with status {status}"
    if job.suite is None:
        return file_error(job.file, error)
    name = case_name(job.file, job.suite)
    return CaseResult(name, job.file, passed=False, error=f"{name}: {error}")
