"""``harnvm run`` as a process: exit status, streams, bad input."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def harnvm(*arguments: str | bytes, cwd: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line and return what came of it."""
    return subprocess.run(
        [sys.executable, "-m", "harnvm", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        input=text,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HARNVM_CACHE_DIR": str(cwd / "cache")},
        timeout=60,
        check=False,
    )


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "script.harn"


def test_output_and_success(script: Path) -> None:
    """A script that ends normally exits with 0."""
    script.write_text('println("hello ${argv[0]}")')
    done = harnvm("run", "script.harn", "--", "you", cwd=script.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "hello you\n", "")


def test_output_before_a_failure_is_kept(script: Path) -> None:
    """What was printed before an error is there; the error is reported with its place."""
    script.write_text('println("first")\nlet x = 1 / 0')
    done = harnvm("run", "script.harn", cwd=script.parent)
    assert done.returncode == 1
    assert done.stdout == "first\n"
    assert "Division by zero (line 2)\n  --> script.harn:2:13" in done.stderr


def test_exit_status_is_the_scripts(script: Path) -> None:
    """`exit(n)` ends the process with that status."""
    script.write_text('println("a")\nexit(7)')
    done = harnvm("run", "script.harn", cwd=script.parent)
    assert (done.returncode, done.stdout) == (7, "a\n")


def test_code_from_the_command_line(tmp_path: Path) -> None:
    """`-e` runs code without a file."""
    assert harnvm("run", "-e", "println(1 + 2)", cwd=tmp_path).stdout == "3\n"


def test_warnings_come_on_every_run(script: Path) -> None:
    """Warnings go to standard error, whether or not the program comes out of the cache."""
    script.write_text("let n = 1\nfn f() { n = 2 }\nprintln(n)")
    first, second = (harnvm("run", "script.harn", cwd=script.parent) for _ in range(2))
    assert first.stderr == second.stderr
    assert "warning: Cannot assign to 'n'" in first.stderr
    assert (second.returncode, second.stdout) == (0, "1\n")


def test_denied_and_allowed_builtins(tmp_path: Path) -> None:
    """`--deny` takes builtins away, `--allow` all others but the core ones."""
    denied = harnvm("run", "--deny", "env", "-e", 'env("HOME")', cwd=tmp_path)
    assert "error: Error [tool_rejected]: Tool 'env' is not permitted." in denied.stderr
    allowed = harnvm("run", "--allow", "abs", "-e", 'println(abs(-1))\nenv("HOME")', cwd=tmp_path)
    assert (allowed.returncode, allowed.stdout) == (1, "1\n")
    both = harnvm("run", "--allow", "abs", "--deny", "env", "-e", "1", cwd=tmp_path)
    assert both.returncode == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"let x = (((((", "error: unexpected end of file"),
        (b'let x = "abc', "error: Unterminated string"),
        (b"let x = `", "error: Unexpected character"),
        (b"fn f( {", "error: "),
        (b"/* never closed", "error: Unterminated block comment"),
        (b"\xff\xfe", "stream did not contain valid UTF-8"),
        (b"println(1)\x00", "error: Unexpected character"),
        (b"[" * 200_000 + b"]" * 200_000, "error: "),
        (b"{" * 200_000, "error: "),
        (b"let x = " + b"!" * 100_000 + b"true", "error: too deeply nested"),
        (b"fn f(n) { return 1 + f(n) }\nf(1)", "Stack overflow: too many nested calls"),
        (b"fn f(n) { return [n].map({ x -> f(x) }) }\nf(1)", "Stack overflow: too many nested calls"),
    ],
)
def test_bad_input_ends_in_one_message(script: Path, content: bytes, message: str) -> None:
    """Broken input gives a message and status 1, never a Python traceback."""
    script.write_bytes(content)
    done = harnvm("run", "script.harn", cwd=script.parent)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file and a folder are reported in the words of the operating system."""
    missing = harnvm("run", "nothing.harn", cwd=tmp_path)
    assert missing.stderr == "Error reading nothing.harn: No such file or directory (os error 2)\n"
    folder = harnvm("run", ".", cwd=tmp_path)
    assert folder.stderr == "Error reading .: Is a directory (os error 21)\n"
    assert (missing.returncode, folder.returncode) == (1, 1)


def test_wrong_usage(tmp_path: Path) -> None:
    """Unknown options and missing arguments exit with 2."""
    assert harnvm("run", "--nonsense", cwd=tmp_path).returncode == 2
    assert harnvm("run", cwd=tmp_path).returncode == 2
    assert harnvm("nonsense", cwd=tmp_path).returncode == 2


def test_a_closed_pipe_ends_the_program_quietly(script: Path) -> None:
    """When nobody reads any more, the program ends without complaint."""
    script.write_text("for i in 1 to 200000 { println(i) }")
    process = subprocess.Popen(
        [sys.executable, "-m", "harnvm", "run", str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(30)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_unwind_the_script(script: Path, number: int, status: int) -> None:
    """An interrupted script runs its `finally` and `defer` blocks; its status tells the signal."""
    script.write_text(
        'fn f() {\n  defer { println("deferred") }\n'
        '  try { println("ready")\n while true { } } finally { println("finally") }\n}\nf()'
    )
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "harnvm", "run", str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    time.sleep(1.5)
    process.send_signal(number)
    output, _ = process.communicate(timeout=30)
    assert output == "ready\nfinally\ndeferred\n"
    assert process.returncode == status
