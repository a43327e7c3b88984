"""Start-up: whole processes, best of several, beside ``python -c pass``."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

_SMALL = 'fn greet(name) { return "hello ${name}" }\nprintln(greet("world"))\n'
_FUNCTION = "fn f{n}(a, b) {{\n  let c = a + b * {n}\n  if c > {n} {{\n    return c - 1\n  }}\n  return [c, a, b]\n}}\n\n"


def report() -> None:
    """Print milliseconds and multiples."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small.harn"), Path(folder, "large.harn")
        small.write_text(_SMALL, encoding="utf-8")
        large.write_text("".join(_FUNCTION.format(n=n) for n in range(625)), encoding="utf-8")
        python = _best([sys.executable, "-c", "pass"], {}, 10)
        print(f"\nstart-up{'':<32}{'ms':>8}{'x python':>10}")
        _line("python -c pass", python, python)
        for name, path in (("small script", small), ("5,000 lines", large)):
            cache = {"HARNVM_CACHE_DIR": os.path.join(folder, path.stem)}
            command = [sys.executable, "-m", "harnvm", "run", str(path)]
            _line(f"{name}, the first time", _best(command, cache, 1), python)
            _line(f"{name}, afterwards", _best(command, cache, 10), python)


def _line(name: str, took: float, python: float) -> None:
    print(f"{name:<40}{took * 1000:8.1f}{took / python:10.1f}", flush=True)


def _best(command: list[str], extra: Mapping[str, str], rounds: int) -> float:
    environment = {**os.environ, **extra}
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        subprocess.run(command, env=environment, capture_output=True, check=True)
        best = min(best, perf_counter() - start)
    return best
