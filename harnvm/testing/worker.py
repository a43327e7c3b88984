"""The other side of `harnvm.testing.processes`: jobs come in, results go out, a line each."""

from __future__ import annotations

import json
import os
import signal
from typing import Any

from harnvm.testing.jobs import Job
from harnvm.testing.runner import run_job


def serve() -> None:
    """Run jobs until there are no more.

    Programs find nothing on standard input, and what they write to standard output past their VM goes to
    standard error: both streams belong to the conversation.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one hears of it too
    incoming = os.fdopen(os.dup(0), encoding="ascii")
    outgoing = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    for line in incoming:
        print(json.dumps(answer(json.loads(line))), file=outgoing, flush=True)


def answer(packed: dict[str, Any]) -> list[dict[str, Any]]:
    """Run a job in its packed form and return its results in theirs."""
    return [result.pack() for result in run_job(Job(**packed))]
