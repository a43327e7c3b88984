"""Growth: what a loop costs for each element as it goes on. Linear in total means a steady figure."""

from __future__ import annotations

import io
import subprocess
import sys
from time import perf_counter

from harnvm import VM

SIZES = (10_000, 100_000, 1_000_000)

#: What each program does ``size`` times.
PROGRAMS = {
    "list": "var x = []\nfor i in 0 to SIZE exclusive { x = x.push(i) }",
    "list, once shared": "var x = [0]\nlet f = { n -> len(x) }\nfor i in 0 to SIZE exclusive { x = x.push(i) }",
    "list, once in a session": (
        'let id = agent_session_open()\nvar x = [1]\nagent_session_inject(id, {role: "user", content: "a", data: x})\n'
        "for i in 0 to SIZE exclusive { x = x.push(i) }"
    ),
    "dict": 'var x = {}\nfor i in 0 to SIZE exclusive { x["k${i}"] = i }',
    "string": 'var x = ""\nfor i in 0 to SIZE exclusive { x = x + "abc" }',
    "table": ("var x = [[0, 0], [0, 0]]\nfor i in 0 to SIZE exclusive { x[i % 2][1] = i }\n"),
}

#: The same for session verbs.
INJECTS = (1_000, 10_000, 100_000)
_INJECT = 'let id = agent_session_open()\nfor i in 0 to SIZE exclusive { agent_session_inject(id, {role: "user", content: "m"}) }'

#: Prints the peak of a process's own memory; the usual figure would include that of its parent.
_IDLE = """
import io
from harnvm import VM
VM(stdout=io.StringIO()).run("let x = 1")
status = open("/proc/self/status").read()
print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""


def seconds(source: str, size: int) -> float:
    """Return how long a program takes for a size, best of two."""
    best = float("inf")
    for _ in range(2):
        vm = VM(stdout=io.StringIO())
        start = perf_counter()
        vm.run(source.replace("SIZE", str(size)))
        best = min(best, perf_counter() - start)
    return best


def report() -> None:
    """Print nanoseconds for each element, by size, and the memory of an idle VM."""
    print(f"\n{'growth, ns each':<26}" + "".join(f"{size:>12,}" for size in SIZES))
    for name, source in PROGRAMS.items():
        _line(name, source, SIZES)
    print(f"{'':<26}" + "".join(f"{size:>12,}" for size in INJECTS))
    _line("inject", _INJECT, INJECTS)
    if sys.platform == "linux":
        command = [sys.executable, "-c", _IDLE]
        idle = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        print(f"\nmemory of an idle VM: {float(idle):.1f} MB")


def _line(name: str, source: str, sizes: tuple[int, ...]) -> None:
    figures = [seconds(source, size) / size * 1e9 for size in sizes]
    print(f"{name:<26}" + "".join(f"{figure:12.0f}" for figure in figures), flush=True)
