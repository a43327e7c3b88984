"""Running a program to its end, with nothing on its standard input."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread

from harnvm.builtins.execution import Execution
from harnvm.errors import thrown
from harnvm.files import os_error_text
from harnvm.values.limits import check_text, max_text
from harnvm.values.model import Value
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

#: Output is read in pieces of at most so many bytes.
_PIECE = 1 << 16

#: Bytes that a character can have.
_WIDEST = 4


def run_program(ctx: Context, builtin: str, command: list[str], folder: str | None) -> Value:
    """Run a command as `finish_program` does, and throw what the system has against it."""
    try:
        return finish_program(ctx, command, folder)
    except (OSError, ValueError) as error:
        reason = os_error_text(error) if isinstance(error, OSError) else str(error)
        raise thrown(f"{builtin} failed: {reason}") from None


def finish_program(ctx: Context, command: list[str], folder: str | None = None) -> dict[str, Value]:
    """Run a command and return what it wrote, its status (-1 after a signal), and whether that is 0.

    Other tasks go on meanwhile; a task that is interrupted kills the program and what it has started. A
    given folder resolves from the working folder of the run, or from the source folder if the run has none of
    its own. Variables of the run are passed on to commands that are not sent to a folder. A program that writes
    more than a string can hold is killed.

    Raises:
        OSError: There is no such program or folder, or it cannot be used.
        ValueError: The command or the folder has a NUL character.
        HarnRuntimeError: The program has written too much; HarnLimitError if the host has set that limit.
    """
    process = _start(ctx, command, folder)
    ctx.tasks.flush()
    most = max_text() * _WIDEST
    try:
        output, errors = ctx.tasks.in_thread(lambda: _finish(process, most))
    except BaseException:
        _kill(process)
        raise
    return {
        "stdout": _decoded(output),
        "stderr": _decoded(errors),
        "status": max(process.returncode, -1),
        "success": process.returncode == 0,
    }


def _start(ctx: Context, command: list[str], folder: str | None) -> Popen[bytes]:
    if any("\0" in part for part in (*command, folder or "")):
        raise ValueError("nul byte found in provided data")
    if not command[0]:
        raise FileNotFoundError(2, "")  # Python would try the folders of PATH themselves
    variables = ctx.state(Execution).env
    environment = {**os.environ, **variables} if variables and folder is None else None
    return Popen(
        command,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        cwd=_folder(ctx, folder),
        env=environment,
        process_group=0,
    )


def _finish(process: Popen[bytes], most: int) -> tuple[bytes, bytes]:
    """Wait for the end of a program and return what it has written; kill it if that gets too much."""
    assert process.stdout is not None
    assert process.stderr is not None
    output, errors = bytearray(), bytearray()
    reader = Thread(target=_drain, args=(process.stderr, errors, process, most), daemon=True)
    reader.start()
    _drain(process.stdout, output, process, most)
    reader.join()
    process.stdout.close()
    process.stderr.close()
    process.wait()
    return bytes(output), bytes(errors)


def _drain(stream: IO[bytes], content: bytearray, process: Popen[bytes], most: int) -> None:
    """Read a stream to its end."""
    while piece := os.read(stream.fileno(), _PIECE):
        content += piece
        if len(content) > most:
            _kill(process)
            return


def _decoded(output: bytes) -> str:
    text = output.decode("utf-8", "replace")
    check_text(len(text))
    return text


def _kill(process: Popen[bytes]) -> None:
    """Kill a program with its group: a shell's own death would leave what it runs at work."""
    if os.name == "nt":
        process.kill()
    elif process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _folder(ctx: Context, folder: str | None) -> str | None:
    if folder is None:
        return None if ctx.cwd is None else str(ctx.cwd)
    return os.path.join((ctx.folder or "") if ctx.cwd is None else str(ctx.cwd), folder)
