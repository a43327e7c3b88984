"""Checkpoints of a program: values by key that its next run finds, in a file named after the program."""

from __future__ import annotations

import os

from harnvm.builtins.args import arg, text
from harnvm.builtins.execution import state_base, state_root
from harnvm.builtins.native_path import file_name
from harnvm.builtins.registry import Area, Args
from harnvm.builtins.state_files import JsonFile, from_json, to_json
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("checkpoint")


class Checkpoints:
    """The checkpoints of a VM, once they have been used."""

    def __init__(self) -> None:
        self.file: JsonFile | None = None


def _file(ctx: Context) -> JsonFile:
    checkpoints = ctx.state(Checkpoints)
    if checkpoints.file is None:
        path = os.path.join(state_root(state_base(ctx)), "checkpoints", f"{_program_name(ctx)}.json")
        checkpoints.file = JsonFile(path, "checkpoint")
    return checkpoints.file


def _program_name(ctx: Context) -> str:
    name = file_name(ctx.program or "") or "default"
    return name.rpartition(".")[0] or name


@AREA.builtin("checkpoint")
def checkpoint(ctx: Context, args: Args) -> Value:
    """Keep a value under a key; what JSON does not know is kept as nil."""
    key, value = text(args, 0), to_json(arg(args, 1))
    _file(ctx).change(lambda entries: entries.update({key: value}))
    return None


@AREA.builtin("checkpoint_get")
def checkpoint_get(ctx: Context, args: Args) -> Value:
    """Return the value kept under a key, nil if there is none."""
    return from_json(_file(ctx).entries.get(text(args, 0)))


@AREA.builtin("checkpoint_exists")
def checkpoint_exists(ctx: Context, args: Args) -> Value:
    """Tell whether a value, nil perhaps, is kept under a key."""
    return text(args, 0) in _file(ctx).entries


@AREA.builtin("checkpoint_list")
def checkpoint_list(ctx: Context, args: Args) -> Value:
    """Return all keys in order."""
    return sorted(_file(ctx).entries)


@AREA.builtin("checkpoint_delete")
def checkpoint_delete(ctx: Context, args: Args) -> Value:
    """Forget the value kept under a key."""
    key = text(args, 0)
    _file(ctx).change(lambda entries: entries.pop(key, None))
    return None


@AREA.builtin("checkpoint_clear")
def checkpoint_clear(ctx: Context, args: Args) -> Value:
    """Forget all checkpoints of the program and remove their file, even a corrupt one."""
    _file(ctx).remove()
    return None
