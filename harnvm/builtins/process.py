"""The process and its surroundings: programs to run, environment, machine, clock, folders."""

from __future__ import annotations

import os
import sys
import time

from harnvm.builtins import execution
from harnvm.builtins.args import arg, integer, text
from harnvm.builtins.clock import iso_milliseconds
from harnvm.builtins.registry import Area, Args
from harnvm.errors import HarnExit, thrown
from harnvm.values.convert import is_unicode
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("process")


@AREA.builtin("exec")
def run(ctx: Context, args: Args) -> Value:
    """Run a program with arguments and return its output and status."""
    if not args:
        raise thrown("exec: command is required")
    return _exec(ctx, None, args)


@AREA.builtin("exec_at")
def run_at(ctx: Context, args: Args) -> Value:
    """Run a program with arguments in a folder and return its output and status."""
    if len(args) < 2:
        raise thrown("exec_at: directory and command are required")
    return _exec(ctx, text(args, 0), args[1:])


def _exec(ctx: Context, folder: str | None, args: Args) -> Value:
    from harnvm.builtins.subprocesses import run_program

    return run_program(ctx, "exec", [text(args, index) for index in range(len(args))], folder)


@AREA.builtin("shell")
def shell(ctx: Context, args: Args) -> Value:
    """Run a command line in the system's shell and return its output and status."""
    if not text(args, 0):
        raise thrown("shell: command string is required")
    return _shell(ctx, None, text(args, 0))


@AREA.builtin("shell_at")
def shell_at(ctx: Context, args: Args) -> Value:
    """Run a command line in the system's shell in a folder and return its output and status."""
    if len(args) < 2:
        raise thrown("shell_at: directory and command string are required")
    if not text(args, 1):
        raise thrown("shell_at: command string is required")
    return _shell(ctx, text(args, 0), text(args, 1))


def _shell(ctx: Context, folder: str | None, line: str) -> Value:
    from harnvm.builtins.subprocesses import run_program

    command = ["cmd", "/C", line] if os.name == "nt" else ["sh", "-c", line]
    return run_program(ctx, "shell", command, folder)


@AREA.builtin("exit")
def leave(ctx: Context, args: Args) -> Value:
    """End the program with a status, 0 by default."""
    status = integer(arg(args, 0)) or 0
    raise HarnExit((status + (1 << 31)) % (1 << 32) - (1 << 31))


@AREA.builtin("env")
def env(ctx: Context, args: Args) -> Value:
    """Return an environment variable, nil if it is not set."""
    return _variable(ctx, text(args, 0))


@AREA.builtin("env_or")
def env_or(ctx: Context, args: Args) -> Value:
    """Return an environment variable, the second argument if it is not set."""
    value = _variable(ctx, text(args, 0))
    return arg(args, 1) if value is None else value


def _variable(ctx: Context, name: str) -> str | None:
    value = ctx.state(execution.Execution).env.get(name)
    return _system_variable(name) if value is None else value


def _system_variable(*names: str) -> str | None:
    """Return the first of some environment variables that is set to valid text."""
    for name in names:
        value = os.environ.get(name)
        if value is not None and (value.isascii() or is_unicode(value)):
            return value
    return None


@AREA.builtin("timestamp")
def timestamp(ctx: Context, args: Args) -> Value:
    """Return the seconds since 1970 as a float."""
    return time.time()


@AREA.builtin("date_iso")
def date_iso(ctx: Context, args: Args) -> Value:
    """Return the present moment in ISO 8601, UTC, with milliseconds."""
    return iso_milliseconds()


class Stopwatch:
    """When ``elapsed`` was first asked; a monotonic clock in nanoseconds."""

    def __init__(self) -> None:
        self.start = time.monotonic_ns()


@AREA.builtin("elapsed")
def elapsed(ctx: Context, args: Args) -> Value:
    """Return the milliseconds since the first call, which gives 0."""
    start = ctx.state(Stopwatch).start
    return (time.monotonic_ns() - start) // 1_000_000


@AREA.builtin("username")
def username(ctx: Context, args: Args) -> Value:
    """Return the user's login name, empty if the environment does not tell."""
    return _system_variable("USER", "USERNAME") or ""


@AREA.builtin("hostname")
def hostname(ctx: Context, args: Args) -> Value:
    """Return the machine's name."""
    name = _system_variable("HOSTNAME", "COMPUTERNAME")
    if name is None:
        from platform import node

        return node()
    return name


@AREA.builtin("home_dir")
def home_dir(ctx: Context, args: Args) -> Value:
    """Return the user's folder, empty if the environment does not tell."""
    return _system_variable("HOME", "USERPROFILE") or ""


@AREA.builtin("platform")
def platform(ctx: Context, args: Args) -> Value:
    """Return the system's name: ``linux``, ``darwin``, ``windows`` or another."""
    return "windows" if sys.platform == "win32" else sys.platform


#: Where the names of processors differ from those that systems report.
_ARCHITECTURES = {"amd64": "x86_64", "arm64": "aarch64", "i386": "x86", "i686": "x86", "armv7l": "arm"}


@AREA.builtin("arch")
def arch(ctx: Context, args: Args) -> Value:
    """Return the processor's name, such as ``x86_64`` or ``aarch64``."""
    from platform import machine

    name = machine().lower()
    return _ARCHITECTURES.get(name, name)


@AREA.builtin("pid")
def pid(ctx: Context, args: Args) -> Value:
    """Return the number of the process."""
    return os.getpid()


@AREA.builtin("cwd")
def cwd(ctx: Context, args: Args) -> Value:
    """Return the working folder."""
    return execution.execution_root(ctx)


@AREA.builtin("execution_root")
def execution_root(ctx: Context, args: Args) -> Value:
    """Return the folder that file paths resolve from."""
    return execution.execution_root(ctx)


@AREA.builtin("asset_root")
def asset_root(ctx: Context, args: Args) -> Value:
    """Return the folder that templates and other assets resolve from."""
    return execution.source_root(ctx)


@AREA.builtin("source_dir")
def source_dir(ctx: Context, args: Args) -> Value:
    """Return the folder of the running file."""
    return ctx.folder or os.getcwd()


@AREA.builtin("project_root")
def project_root(ctx: Context, args: Args) -> Value:
    """Return the nearest folder upwards with a ``harn.toml``, nil if there is none."""
    start = execution.source_root(ctx) if ctx.cwd is None else execution.execution_root(ctx)
    return execution.find_project_root(start)


@AREA.builtin("runtime_paths")
def runtime_paths(ctx: Context, args: Args) -> Value:
    """Return the folders of the run as a dict."""
    base = execution.runtime_root(ctx)
    return {
        "execution_root": execution.execution_root(ctx),
        "asset_root": execution.source_root(ctx),
        "state_root": execution.state_root(base),
        "run_root": execution.run_root(base),
        "worktree_root": execution.worktree_root(base),
    }
