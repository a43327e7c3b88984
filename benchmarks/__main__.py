"""Prints the tables."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterable
from math import exp, log
from pathlib import Path

from benchmarks import timing

#: Workloads that the original runs in native code; they count beside the twin only.
NATIVE = frozenset(["json_text"])


def mean(ratios: Iterable[float]) -> float:
    """Return the geometric mean."""
    logs = [log(ratio) for ratio in ratios]
    return exp(sum(logs) / len(logs)) if logs else float("nan")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="workloads; by default all, then start-up, concurrency, growth and memory"
    )
    parser.add_argument("--tier", default="auto", choices=["auto", "1", "2"])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    compare(arguments.names or timing.workloads(), arguments.tier, arguments.rounds)
    if not arguments.names:
        from benchmarks import concurrency, growth, startup

        startup.report()
        concurrency.report()
        growth.report()


def compare(names: list[str], tier: str, rounds: int) -> None:
    """Print each workload's seconds beside its twin's, and the original's if there is one."""
    original = os.environ.get("HARN_ORIGINAL")
    empty = _original_start_up(original) if original else 0.0
    print(
        f"{'workload':<14}{'harnvm':>9}{'twin':>9}{'ratio':>8}"
        + (f"{'original':>11}{'ratio':>8}" if original else "")
    )
    twins, originals = [], []
    for name in names:
        ours, answer = timing.time_harn(name, rounds, tier)
        twin, expected = timing.time_twin(name, rounds)
        assert answer == expected, f"{name}: {answer!r} is not {expected!r}"
        twins.append(ours / twin)
        line = f"{name:<14}{ours:9.4f}{twin:9.4f}{ours / twin:8.2f}"
        if original:
            theirs = timing.time_original(original, name, answer)
            if theirs is None:
                line += f"{'-':>11}{'-':>8}"
            else:
                theirs = max(theirs - empty, 1e-4)
                line += f"{theirs:11.4f}{theirs / ours:8.1f}"
                if name not in NATIVE:
                    originals.append(theirs / ours)
        print(line, flush=True)
    summary = f"{'geometric mean':<32}{mean(twins):8.2f}"
    print(summary + (f"{mean(originals):19.1f}" if original else ""))


def _original_start_up(original: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.harn"
        path.write_text("let x = 1\n", encoding="utf-8")
        return timing.time_process(original, "run", str(path))


if __name__ == "__main__":
    main()
