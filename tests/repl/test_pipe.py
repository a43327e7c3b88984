"""The REPL without a terminal: plain lines in, plain text out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_COMMAND = [sys.executable, "-m", "harnvm", "repl"]


def piped(text: str | bytes, *options: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the REPL on some input."""
    data = text if isinstance(text, bytes) else text.encode()
    environment = {**os.environ, "HARNVM_HISTORY": "", **more}
    return subprocess.run(
        [*_COMMAND, *options], input=data, capture_output=True, timeout=30, env=environment, check=False
    )


def test_plain_text() -> None:
    """There are no prompts, no banner and no colours; errors go to standard error and do not end it."""
    done = piped('1 + 1\n\nprintln("a")\nnil\n1 / 0\n"still here"\n', FORCE_COLOR="1")
    assert done.stdout.decode() == "2\na\nstill here\n"
    assert done.stderr.decode().startswith("error: Runtime error: Division by zero")
    assert done.returncode == 0


def test_unfinished_lines() -> None:
    """An input goes on for as long as the grammar says that it is unfinished, if need be to the very end."""
    done = piped('fn f(a) {\n  return [a,\n    1]\n}\nf(1)\nlet s = """\nx\n"""\ns\n[1,\n\n2]\nf(')
    assert done.stdout.decode() == "[1, 1]\nx\n[1, 2]\n"
    assert "error: " in done.stderr.decode()
    assert done.returncode == 0


def test_line_ends() -> None:
    """Lines may end as on other systems, the last one not at all, and there may be none."""
    assert piped("1\r\n2\r\n").stdout == b"1\n2\n"
    assert piped("3").stdout == b"3\n"
    assert piped("").returncode == 0


def test_no_text() -> None:
    """Input that is no text is an error in a line, as any other."""
    done = piped(b"1\n\xff\xfe\n2\n")
    assert done.stdout == b"1\n2\n"
    assert b"error: " in done.stderr


def test_exit_status() -> None:
    """`exit` leaves with its status, and flushes; `:quit` leaves with 0."""
    done = piped('print("x")\nexit(7)\nprintln("never")\n')
    assert (done.stdout, done.returncode) == (b"x\n", 7)
    done = piped(':quit\nprintln("never")\n')
    assert (done.stdout, done.returncode) == (b"", 0)


def test_capability_rules() -> None:
    """What may not be used may not be used here either."""
    done = piped('exec("true")\n1\n', "--deny", "exec")
    assert b"not permitted" in done.stderr
    assert done.stdout == b"1\n"


def test_nobody_reads() -> None:
    """A reader that went away ends it quietly."""
    with subprocess.Popen(
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b"1\n" * 10)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 141


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals(number: int, status: int, tmp_path: Path) -> None:
    """Signals end it with the status that shells expect, and what was printed before comes out."""
    script = tmp_path / "script"
    script.write_text('print("begun")\nwrite_file("begun", "") while true { }\n')
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with (
        script.open() as stream,
        subprocess.Popen(
            _COMMAND, stdin=stream, stdout=subprocess.PIPE, cwd=tmp_path, env=environment
        ) as process,
    ):
        assert process.stdout is not None
        end = time.monotonic() + 30
        while not (tmp_path / "begun").exists():
            assert time.monotonic() < end
            time.sleep(0.02)
        process.send_signal(number)
        assert process.wait(timeout=30) == status
        assert process.stdout.read() == b"begun\n"


def test_the_extra_is_not_needed(tmp_path: Path) -> None:
    """A pipe never asks for prompt_toolkit and Pygments."""
    for name in ("prompt_toolkit", "pygments"):
        (tmp_path / f"{name}.py").write_text("raise AssertionError('not needed')")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = piped("1 + 1\n:help\n", PYTHONPATH=path)
    assert done.stdout.startswith(b"2\nLines that")
    assert done.stderr == b""
