"""Running a program to its end, with nothing on its standard input."""

from __future__ import annotations

import os
from subprocess import DEVNULL, run

from harnvm.builtins.execution import Execution, before_waiting
from harnvm.builtins.os_errors import os_error_text
from harnvm.errors import thrown
from harnvm.values.model import Value
from harnvm.vm.context import Context


def run_program(ctx: Context, builtin: str, command: list[str], folder: str | None) -> Value:
    """Run a command and return what it wrote, its status (-1 after a signal), and whether that is 0.

    A given folder resolves from the working folder of the run, or from the source folder if the run has
    none of its own. Variables of the run are passed on to commands that are not sent to a folder.
    """
    before_waiting(ctx)
    variables = ctx.state(Execution).env
    environment = {**os.environ, **variables} if variables and folder is None else None
    try:
        if not command[0]:
            raise FileNotFoundError(2, "")  # Python would try the folders of PATH themselves
        if any("\0" in part for part in command):
            raise thrown(f"{builtin} failed: nul byte found in provided data")
        done = run(command, stdin=DEVNULL, capture_output=True, cwd=_folder(ctx, folder), env=environment)
    except (OSError, ValueError) as error:
        raise thrown(f"{builtin} failed: {os_error_text(error)}") from None
    return {
        "stdout": done.stdout.decode("utf-8", "replace"),
        "stderr": done.stderr.decode("utf-8", "replace"),
        "status": max(done.returncode, -1),
        "success": done.returncode == 0,
    }


def _folder(ctx: Context, folder: str | None) -> str | None:
    if folder is None:
        return None if ctx.cwd is None else str(ctx.cwd)
    return os.path.join((ctx.folder or "") if ctx.cwd is None else str(ctx.cwd), folder)
