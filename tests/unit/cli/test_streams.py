"""Standard streams that are closed, full, or lost their reader."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

#: Commands that print, given a program that is as `harnvm fmt` would write it and passes as a test file.
COMMANDS = [
    "--help",
    "lint --help",
    "lint p.harn",
    "disasm p.harn",
    "viz p.harn",
    "bench -n 1 p.harn",
    "test p.harn",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.harn").write_text("println(1)\n")
    return tmp_path


def start(command: str, redirection: str, folder: Path) -> tuple[int, str]:
    """Run a command line with its streams redirected; return its status and its standard error."""
    line = f'"{sys.executable}" -m harnvm {command} {redirection}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HARNVM_CACHE_DIR": ""}
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, timeout=60)
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_pipe_is_quiet(folder: Path, command: str) -> None:
    """Nobody complains that a reader has gone; the status tells it."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "harnvm", *command.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HARNVM_CACHE_DIR": ""},
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is full")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_output_is_one_line(folder: Path, command: str) -> None:
    """What cannot be written is said in one line."""
    status, errors = start(command, "> /dev/full", folder)
    assert (status, errors) == (1, "error: cannot write standard output: No space left on device\n")


@pytest.mark.parametrize("command", [*COMMANDS, "repl < p.harn"])
def test_closed_outputs_are_no_errors(folder: Path, command: str) -> None:
    """What is printed is lost, as everywhere; that is nobody's fault."""
    assert start(command, ">&-", folder) == (0, "")


#: Command lines that have something to say on standard error, and their exit status.
COMPLAINTS = [
    ("run thrown.harn", 1),
    ("run refused.harn", 1),
    ("run leaves.harn", 4),
    ("run none.harn", 1),
    ("run --no-such-option p.harn", 2),
    ("check refused.harn", 1),
    ("lint unused.harn", 0),
    ("fmt none.harn", 1),
    ("disasm refused.harn", 1),
    ("bench thrown.harn", 1),
    ("test none.harn", 1),
    ("repl < thrown.harn", 0),
]


@pytest.mark.parametrize(
    "redirection",
    [
        "2>&-",
        pytest.param(
            "2> /dev/full", marks=pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device")
        ),
    ],
)
@pytest.mark.parametrize(("command", "status"), COMPLAINTS)
def test_errors_that_cannot_be_written_are_lost(
    folder: Path, command: str, status: int, redirection: str
) -> None:
    """The exit status is the same as ever."""
    programs = {"thrown": 'throw "x"', "refused": "let x: int = true", "unused": "let x = 1"}
    for name, text in {**programs, "leaves": 'log_error("x")\nexit(4)'}.items():
        (folder / f"{name}.harn").write_text(text)
    line = f'"{sys.executable}" -m harnvm {command} {redirection} > out.txt'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HARNVM_CACHE_DIR": ""}
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, timeout=60)
    assert done.returncode == status
    assert "Traceback" not in (folder / "out.txt").read_text()


def test_a_repl_without_input_says_so(folder: Path) -> None:
    """There is nothing to read lines from."""
    assert start("repl", "<&-", folder) == (1, "Error: there is no standard input\n")
