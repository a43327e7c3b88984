"""``harnvm viz`` and ``harnvm bench``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    """Return a function that writes a program and returns its name."""

    def program(text: str) -> str:
        (tmp_path / "a.harn").write_text(text)
        return "a.harn"

    return program


# --- viz --------------------------------------------------------------------------------------------

CHART = 'flowchart TD\n    n0["module"]\n    n1["f(...)"]\n    n0 --> n1\n'


def test_viz(command: Command, program: Callable[[str], str]) -> None:
    """The chart goes to standard output."""
    assert command("viz", program("f()")) == (0, CHART, "")


def test_viz_file(command: Command, program: Callable[[str], str]) -> None:
    """With ``-o`` the chart goes to a file, whose folder is made if need be."""
    assert command("viz", program("f()"), "-o", "new/folder/a.mmd") == (0, "", "")
    assert Path("new/folder/a.mmd").read_text() == CHART


def test_viz_json(command: Command, program: Callable[[str], str]) -> None:
    """The chart as data."""
    assert json.loads(command("viz", program("f()"), "--json").out) == {
        "nodes": [{"id": "n0", "label": "module"}, {"id": "n1", "label": "f(...)"}],
        "edges": [{"start": "n0", "end": "n1", "label": None}],
    }


def test_viz_failures(command: Command, program: Callable[[str], str]) -> None:
    """What cannot be read, drawn or written is one line."""
    missing = "error: failed to read none.harn: No such file or directory (os error 2)\n"
    assert command("viz", "none.harn") == (1, "", missing)
    broken = "error: failed to visualize a.harn: Expected parameter name, got { at 1:7\n"
    assert command("viz", program("fn f( {")) == (1, "", broken)
    done = command("viz", program("f()"), "-o", ".")
    assert done == (1, "", "error: failed to write .: Is a directory (os error 21)\n")


# --- bench ------------------------------------------------------------------------------------------


def test_bench(command: Command, program: Callable[[str], str]) -> None:
    """The figures of all runs; what the program prints is dropped."""
    done = command("bench", program("println(1)"), "-n", "3")
    assert (done.status, done.err) == (0, "")
    assert re.sub(r"\d+\.\d\d ms", "N ms", done.out.replace("0.00 ms/run", "0 ms/run")) == (
        "Benchmark: a.harn\n"
        "Iterations: 3\n"
        "Wall time: min N ms | avg N ms | max N ms | total N ms\n"
        "LLM time: total 0 ms | avg 0 ms/run\n"
        "LLM calls: total 0 | avg 0.00/run\n"
        "Input tokens: total 0 | avg 0.00/run\n"
        "Output tokens: total 0 | avg 0.00/run\n"
        "Cost: total $0.0000 | avg $0.0000/run\n"
    )


def test_bench_json(command: Command, program: Callable[[str], str]) -> None:
    """The figures as data."""
    told = json.loads(command("bench", program("exit(0)"), "-n", "2", "--json").out)
    wall = told["wall_ms"]
    assert (told["file"], told["iterations"], len(wall["rounds"])) == ("a.harn", 2, 2)
    assert wall["min"] <= wall["avg"] <= wall["max"] <= wall["total"]


def test_bench_rounds_are_apart(command: Command, program: Callable[[str], str]) -> None:
    """Each run has a VM of its own."""
    text = 'if agent_session_exists("s") { throw "again" }\nagent_session_open("s")'
    assert command("bench", program(text), "-n", "2").status == 0


def test_bench_warns_once(command: Command, program: Callable[[str], str]) -> None:
    """What the checker warns of is told once."""
    done = command("bench", program("fn f() { return 1\n println(2) }"), "-n", "3")
    assert (done.status, done.err.count("unreachable code")) == (0, 1)


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        ('throw "no"', 1, "error: Thrown: no\n"),
        ("exit(4)", 4, ""),
        ("f(", 1, "error: "),
        ('let x: int = "a"', 1, "error: 'x' declared as int, but assigned string\n"),
    ],
)
def test_bench_failures(
    command: Command, program: Callable[[str], str], text: str, status: int, message: str
) -> None:
    """A program that fails has no figures; one that ran is said to have been aborted."""
    done = command("bench", program(text))
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith(message)
    aborted = "benchmark aborted on iteration 1\n" in done.err
    assert aborted == text.startswith(("throw", "exit"))


def test_bench_needs_a_round(command: Command, program: Callable[[str], str]) -> None:
    """Nothing to do is an error."""
    done = command("bench", program("1"), "-n", "0")
    assert done == (1, "", "error: `harnvm bench` requires at least one iteration\n")
