"""Where the files that are not Python live: the grammar, the standard modules, the parse tables.

In an installed wheel they are inside the package (``harnvm/_data/``), in a checkout or an editable
install beside it (``grammar/``, ``stdlib/``). This module finds them; it does not read or check them.
"""

from __future__ import annotations

import os

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_INSTALLED = os.path.join(_PACKAGE, "_data")
_CHECKOUT = os.path.dirname(_PACKAGE)


def find(folder: str, name: str) -> str | None:
    """Return the path of a file in one of the data folders, or None.

    Args:
        folder: ``"grammar"``, ``"stdlib"`` or ``"tables"``.
        name: The file's name.
    """
    for root in (_INSTALLED, _CHECKOUT):
        path = os.path.join(root, folder, name)
        if os.path.isfile(path):
            return path
    return None


def grammar_file() -> str:
    """Return the path of the grammar.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    return _require("grammar", "harn.lark")


def stdlib_file(module: str) -> str | None:
    """Return the path of the standard module ``std/<module>``, or None if there is none."""
    if not module.replace("_", "a").isalnum():
        return None
    return find("stdlib", module + ".harn")


def stdlib_modules() -> list[str]:
    """Return the names of all standard modules, sorted."""
    for root in (_INSTALLED, _CHECKOUT):
        folder = os.path.join(root, "stdlib")
        if os.path.isdir(folder):
            return sorted(name[:-5] for name in os.listdir(folder) if name.endswith(".harn"))
    return []


def shipped_tables() -> str | None:
    """Return the path of the parse tables built with the package, or None in a checkout."""
    path = os.path.join(_INSTALLED, "tables", "harn.tables")
    return path if os.path.isfile(path) else None


def _require(folder: str, name: str) -> str:
    path = find(folder, name)
    if path is None:
        raise FileNotFoundError(f"harnvm is installed without its {folder}/{name}")
    return path


#: Folders whose code decides what a program compiles to.
_COMPILING = (
    "syntax",
    "syntax/nodes",
    "syntax/build",
    "syntax/filter",
    "types",
    "resolve",
    "bytecode",
    "compiler",
    "vm",
    "host",
)


def build_stamp() -> str:
    """Return a text that changes when the code that compiles programs does.

    In a wheel the version says it all; in a checkout the newest change to a file of the compiler counts.
    """
    if os.path.isdir(_INSTALLED):
        return ""
    newest = 0
    for folder in _COMPILING:
        path = os.path.join(_PACKAGE, folder)
        if os.path.isdir(path):
            newest = max([newest, *(entry.stat().st_mtime_ns for entry in os.scandir(path))])
    return str(newest)
