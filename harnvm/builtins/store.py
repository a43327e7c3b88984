"""A key-value store per project, in ``store.json`` in the state folder; each change is written at once."""

from __future__ import annotations

import os

from harnvm.builtins.args import arg, text
from harnvm.builtins.execution import state_base, state_root
from harnvm.builtins.registry import Area, Args
from harnvm.builtins.state_files import JsonFile, from_json, to_json
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("store")


class Store:
    """The store of a VM, once it has been used."""

    def __init__(self) -> None:
        self.file: JsonFile | None = None


def _file(ctx: Context) -> JsonFile:
    store = ctx.state(Store)
    if store.file is None:
        store.file = JsonFile(os.path.join(state_root(state_base(ctx)), "store.json"), "store")
    return store.file


@AREA.builtin("store_get")
def store_get(ctx: Context, args: Args) -> Value:
    """Return the value kept under a key, nil if there is none."""
    return from_json(_file(ctx).entries.get(text(args, 0)))


@AREA.builtin("store_set")
def store_set(ctx: Context, args: Args) -> Value:
    """Keep a value under a key; what JSON does not know is kept as nil."""
    key, value = text(args, 0), to_json(arg(args, 1))
    _file(ctx).change(lambda entries: entries.update({key: value}))
    return None


@AREA.builtin("store_delete")
def store_delete(ctx: Context, args: Args) -> Value:
    """Forget the value kept under a key."""
    key = text(args, 0)
    _file(ctx).change(lambda entries: entries.pop(key, None))
    return None


@AREA.builtin("store_list")
def store_list(ctx: Context, args: Args) -> Value:
    """Return all keys in order."""
    return sorted(_file(ctx).entries)


@AREA.builtin("store_save")
def store_save(ctx: Context, args: Args) -> Value:
    """Write the store, which every change does anyway."""
    _file(ctx).change(lambda entries: None)
    return None


@AREA.builtin("store_clear")
def store_clear(ctx: Context, args: Args) -> Value:
    """Forget all values."""
    _file(ctx).change(lambda entries: entries.clear())
    return None
