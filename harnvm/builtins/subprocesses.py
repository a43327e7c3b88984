"""Running a program to its end, with nothing on its standard input."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen

from harnvm.builtins.execution import Execution
from harnvm.errors import thrown
from harnvm.files import os_error_text
from harnvm.values.model import Value
from harnvm.vm.context import Context


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
    its own. Variables of the run are passed on to commands that are not sent to a folder.

    Raises:
        OSError: There is no such program or folder, or it cannot be used.
        ValueError: The command or the folder has a NUL character.
    """
    process = _start(ctx, command, folder)
    ctx.tasks.flush()
    try:
        output, errors = ctx.tasks.in_thread(process.communicate)
    except BaseException:
        _kill(process)
        raise
    return {
        "stdout": output.decode("utf-8", "replace"),
        "stderr": errors.decode("utf-8", "replace"),
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
