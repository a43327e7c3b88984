"""Measuring one run: in this process, or a whole process from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

WORKLOADS = Path(__file__).parent / "workloads"

#: Runs in a process of its own and prints the seconds that a file took, best of some runs, and its output.
_HARN = """
import io, sys, time
from harnvm.bytecode.cache import CodeCache
from harnvm.host.vm import VM
path, cache, rounds, tier = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
best = None
for _ in range(rounds + 1):
    output = io.StringIO()
    start = time.perf_counter()
    vm = VM(stdout=output, cache=CodeCache(cache), tier=int(tier) if tier != "auto" else None)
    vm.run_file(path)
    took = time.perf_counter() - start
    best = took if best is None else min(best, took)
print(best)
print(output.getvalue(), end="")
"""

_PYTHON = """
import contextlib, io, sys, time
path, rounds = sys.argv[1], int(sys.argv[2])
code = compile(open(path).read(), path, "exec")
best = None
for _ in range(rounds + 1):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        start = time.perf_counter()
        exec(code, {"__name__": "__main__"})
        took = time.perf_counter() - start
    best = took if best is None else min(best, took)
print(best)
print(output.getvalue(), end="")
"""


def workloads() -> list[str]:
    """Return the names of the workloads."""
    return sorted(path.stem for path in WORKLOADS.glob("*.harn"))


def time_harn(name: str, rounds: int = 3, tier: str = "auto") -> tuple[float, str]:
    """Return the seconds a workload takes on a warm code cache, translation included, and its output."""
    with tempfile.TemporaryDirectory() as cache:
        os.chmod(cache, 0o700)
        return _timed(_HARN, str(WORKLOADS / f"{name}.harn"), cache, str(rounds), tier)


def time_twin(name: str, rounds: int = 3) -> tuple[float, str]:
    """Return the seconds the Python twin takes, and its output."""
    return _timed(_PYTHON, str(WORKLOADS / f"{name}.py"), str(rounds))


def _timed(program: str, *args: str) -> tuple[float, str]:
    command = [sys.executable, "-c", program, *args]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, _, output = lines.partition("\n")
    return float(seconds), output


def time_process(*command: str, rounds: int = 5) -> float:
    """Return the seconds a process takes, best of some runs."""
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        best = min(best, perf_counter() - start)
    return best


#: The original is quadratic in places; it is not waited for longer than this many seconds.
_PATIENCE = 40


def time_original(binary: str, name: str, answer: str) -> float | None:
    """Return the seconds of a whole process of the original; None if it fails, takes too long or errs."""
    start = perf_counter()
    try:
        done = subprocess.run(
            [binary, "run", str(WORKLOADS / f"{name}.harn")],
            capture_output=True, text=True, timeout=_PATIENCE, check=True,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return perf_counter() - start if done.stdout == answer else None
