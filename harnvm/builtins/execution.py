"""The circumstances of a run that files, processes and stored state depend on.

Paths are joined and cut as text, not as `pathlib` objects, because scripts see them: ``./x`` stays ``./x``,
and a folder given as ``sub`` is not made absolute.
"""

from __future__ import annotations

import os

from harnvm.builtins.native_path import parent
from harnvm.vm.context import Context


class Execution:
    """What a host may say about a run beyond its `Context`.

    Attributes:
        env: Environment variables that the run sees in front of the real ones.
    """

    def __init__(self) -> None:
        self.env: dict[str, str] = {}


def execution_root(ctx: Context) -> str:
    """Return the folder that file paths resolve from."""
    return os.getcwd() if ctx.cwd is None else str(ctx.cwd)


def source_root(ctx: Context) -> str:
    """Return the folder of the running file, which assets resolve from."""
    return ctx.folder or execution_root(ctx)


def resolve(ctx: Context, path: str) -> str:
    """Return where a file path given by a script leads."""
    return os.path.join(execution_root(ctx), path)


def find_project_root(folder: str) -> str | None:
    """Return the nearest folder, from `folder` upwards, that holds a ``harn.toml``."""
    place: str | None = folder
    while place is not None and not os.path.exists(os.path.join(place, "harn.toml")):
        place = parent(place)
    return place


def runtime_root(ctx: Context) -> str:
    """Return the project of the working folder or of the source, else the source folder."""
    for folder in (execution_root(ctx), source_root(ctx)):
        root = find_project_root(folder)
        if root is not None:
            return root
    return source_root(ctx)


def state_base(ctx: Context) -> str:
    """Return the project folder of the running program, else its own folder."""
    folder = execution_root(ctx) if ctx.program is None else os.path.dirname(ctx.program)
    root = find_project_root(folder)
    return folder if root is None else root


def state_root(base: str) -> str:
    """Return the folder for stored state, ``.harn`` or what ``HARN_STATE_DIR`` says."""
    return os.path.join(base, _configured("HARN_STATE_DIR", ".harn"))


def run_root(base: str) -> str:
    """Return the folder for run records, ``.harn-runs`` or what ``HARN_RUN_DIR`` says."""
    return os.path.join(base, _configured("HARN_RUN_DIR", ".harn-runs"))


def worktree_root(base: str) -> str:
    """Return the folder for git worktrees, below the state or what ``HARN_WORKTREE_DIR`` says."""
    configured = _configured("HARN_WORKTREE_DIR", "")
    if configured:
        return os.path.join(base, configured)
    return os.path.join(state_root(base), "worktrees")


def _configured(variable: str, default: str) -> str:
    value = os.environ.get(variable, "")
    return value if value.strip() else default
