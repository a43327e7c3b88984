"""Running a program again and again, and what that cost.

Each round has a VM of its own; compiling is not part of its time, and what the program prints is dropped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from harnvm.errors import HarnExit
from harnvm.host.vm import VM


@dataclass(frozen=True, slots=True)
class Round:
    """What one run cost: milliseconds, and what the calls of models took of time, tokens and dollars."""

    wall_ms: float
    llm_ms: int = 0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


def run_round(vm: VM, text: str, path: str) -> Round:
    """Run a program in a fresh VM and say what that cost; ``exit(0)`` is one way to come to its end.

    Raises:
        HarnExit: It left with another status. Else as `VM.run`.
    """
    program = vm.compile_text(text, path, is_file=True)
    start = time.perf_counter()
    try:
        vm.run_program(program)
    except HarnExit as leaving:
        if leaving.code != 0:
            raise
    return Round((time.perf_counter() - start) * 1000)


class Figures:
    """The figures of a benchmark."""

    def __init__(self, path: str, rounds: list[Round]) -> None:
        self._path = path
        self._rounds = rounds

    def _total(self, cost: Callable[[Round], float]) -> float:
        return sum(map(cost, self._rounds))

    def report(self) -> str:
        """Return the report, in the layout of Harn 0.7.8."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        count = len(self._rounds)
        walls = [each.wall_ms for each in self._rounds]
        total = sum(walls)
        yield f"Benchmark: {self._path}"
        yield f"Iterations: {count}"
        yield (
            f"Wall time: min {min(walls):.2f} ms | avg {total / count:.2f} ms"
            f" | max {max(walls):.2f} ms | total {total:.2f} ms"
        )
        time = self._total(lambda each: each.llm_ms)
        yield f"LLM time: total {time} ms | avg {time / count:.2f} ms/run"
        for name, cost in _COUNTS.items():
            number = self._total(cost)
            yield f"{name}: total {number} | avg {number / count:.2f}/run"
        dollars = self._total(lambda each: each.cost)
        yield f"Cost: total ${dollars:.4f} | avg ${dollars / count:.4f}/run"

    def as_dict(self) -> dict[str, Any]:
        """Return the figures in the form that machines read."""
        walls = [each.wall_ms for each in self._rounds]
        return {
            "file": self._path,
            "iterations": len(walls),
            "wall_ms": {
                "min": min(walls),
                "avg": sum(walls) / len(walls),
                "max": max(walls),
                "total": sum(walls),
                "rounds": walls,
            },
            "llm_ms": self._total(lambda each: each.llm_ms),
            "llm_calls": self._total(lambda each: each.calls),
            "input_tokens": self._total(lambda each: each.input_tokens),
            "output_tokens": self._total(lambda each: each.output_tokens),
            "cost_usd": self._total(lambda each: each.cost),
        }


_COUNTS: dict[str, Callable[[Round], float]] = {
    "LLM calls": lambda each: each.calls,
    "Input tokens": lambda each: each.input_tokens,
    "Output tokens": lambda each: each.output_tokens,
}
