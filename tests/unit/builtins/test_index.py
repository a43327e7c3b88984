"""The table of builtins."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import harnvm.builtins
from harnvm.builtins import index
from harnvm.builtins.registry import Area


def areas() -> dict[str, Area]:
    """Return all areas by the name of their module, loading every module."""
    folder = Path(harnvm.builtins.__file__).parent
    loaded = {path.stem: import_module(f"harnvm.builtins.{path.stem}") for path in folder.glob("*.py")}
    return {name: module.AREA for name, module in loaded.items() if hasattr(module, "AREA")}


def test_the_table_is_what_the_areas_register():
    """The table names each builtin of each area, and nothing else."""
    registered = {name: module for module, area in areas().items() for name in area.functions}
    assert registered == index.AREA_OF


def test_areas_are_named_after_their_modules():
    """An area has the name of its module, by which it is loaded."""
    assert {module: area.name for module, area in areas().items()} == {name: name for name in areas()}


def test_load_finds_builtins_by_name():
    """A known name gives a function, any other gives None."""
    function = index.load("len")
    assert function is not None
    assert index.load("no_such_builtin") is None
    assert "len" in index.names()
