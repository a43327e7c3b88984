"""Running a program to its end, with nothing on its standard input."""

from __future__ import annotations

import os
from subprocess import DEVNULL, PIPE, Popen

from harnvm.builtins.execution import Execution
from harnvm.builtins.os_errors import os_error_text
from harnvm.errors import thrown
from harnvm.values.model import Value
from harnvm.vm.context import Context


def run_program(ctx: Context, builtin: str, command: list[str], folder: str | None) -> Value:
    """Run a command and return what it wrote, its status (-1 after a signal), and whether that is 0.

    Other tasks go on meanwhile; a task that is interrupted kills the program. A given folder resolves from
    the working folder of the run, or from the source folder if the run has none of its own. Variables of the
    run are passed on to commands that are not sent to a folder.
    """
    process = _start(ctx, builtin, command, folder)
    ctx.tasks.flush()
    try:
        output, errors = ctx.tasks.in_thread(process.communicate)
    except BaseException:
        process.kill()
        raise
    return {
        "stdout": output.decode("utf-8", "replace"),
        "stderr": errors.decode("utf-8", "replace"),
        "status": max(process.returncode, -1),
        "success": process.returncode == 0,
    }


def _start(ctx: Context, builtin: str, command: list[str], folder: str | None) -> Popen[bytes]:
    variables = ctx.state(Execution).env
    environment = {**os.environ, **variables} if variables and folder is None else None
    if any("\0" in part for part in command):
        raise thrown(f"{builtin} failed: nul byte found in provided data")
    try:
        if not command[0]:
            raise FileNotFoundError(2, "")  # Python would try the folders of PATH themselves
        where = _folder(ctx, folder)
        return Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, cwd=where, env=environment)
    except (OSError, ValueError) as error:
        raise thrown(f"{builtin} failed: {os_error_text(error)}") from None


def _folder(ctx: Context, folder: str | None) -> str | None:
    if folder is None:
        return None if ctx.cwd is None else str(ctx.cwd)
    return os.path.join((ctx.folder or "") if ctx.cwd is None else str(ctx.cwd), folder)
