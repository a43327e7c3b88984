"""``harnvm watch`` and ``harnvm test --watch``, as processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


class Watched:
    """A command that runs until it is interrupted, and what it has written so far."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._log = folder / "log.txt"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "harnvm", *arguments],
                cwd=folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "HARNVM_CACHE_DIR": ""},
            )

    def expect(self, text: str, times: int = 1) -> None:
        """Wait until it has written a text."""
        end = time.monotonic() + 20
        while self.written.count(text) < times:
            assert time.monotonic() < end, self.written
            assert self._process.poll() is None, self.written
            time.sleep(0.02)

    @property
    def written(self) -> str:
        """What it has written to both streams."""
        return self._log.read_text(encoding="utf-8")

    def interrupt(self) -> int:
        """Do what Ctrl-C does and return the exit status."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=20)

    def end(self) -> None:
        """End it in any case."""
        self._process.kill()
        self._process.wait()


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watched]:
    """``harnvm watch a.harn``, where there is no such file."""
    watched = Watched(tmp_path, "watch", "a.harn")
    yield watched
    watched.end()


def test_nothing_ends_it(watch: Watched, tmp_path: Path) -> None:
    """A program that is missing, broken, failing or leaving is run again when it changes; Ctrl-C leaves."""
    program = tmp_path / "a.harn"
    watch.expect("for .harn changes (ctrl-c to stop)")
    assert watch.written == (
        "[watch] running a.harn...\n"
        "Error reading a.harn: No such file or directory (os error 2)\n"
        f"[watch] watching {tmp_path} for .harn changes (ctrl-c to stop)\n"
    )
    for text, written in [
        ("f(", "error: "),
        ('throw "no"', "error: Thrown: no"),
        ("println(argv.count())\nexit(130)", "0\n"),
        ('println("still here")', "still here\n"),
    ]:
        program.write_text(text)
        watch.expect(written)
    changes = watch.written.count("\n[watch] change detected, re-running a.harn...\n")
    assert 4 <= changes <= 8  # that a file is emptied and that it is filled may be seen as two changes
    assert watch.interrupt() == 130


def test_ctrl_c_while_it_runs(watch: Watched, tmp_path: Path) -> None:
    """Ctrl-C leaves from within a program too, and has it clean up."""
    watch.expect("ctrl-c")
    text = 'defer { println("clean") }\nprintln("on")\nsleep(0)\nwhile true { sleep(10) }'
    (tmp_path / "a.harn").write_text(text)
    watch.expect("on\n")
    assert watch.interrupt() == 130
    assert watch.written.endswith("on\nclean\n")


def test_watched_tests(tmp_path: Path) -> None:
    """Tests run again when a program changes."""
    (tmp_path / "t.harn").write_text("pipeline test_it(task) { }")
    tests = Watched(tmp_path, "test", "--watch", ".")
    try:
        tests.expect("1 passed, 1 total")
        assert tests.written.startswith("Watching . for changes... (Ctrl+C to stop)\n\nRunning 1 test")
        (tmp_path / "t.harn").write_text('pipeline test_it(task) { throw "no" }')
        tests.expect("0 passed, 1 failed, 1 total")
        assert "\n--- file changed, re-running tests ---\n\nRunning 1 test" in tests.written
        assert tests.interrupt() == 130
    finally:
        tests.end()
