"""File-system paths as text: parent, last name, extension.

A trailing slash and a ``.`` that is not the whole start of a path do not count as parts. Neither `os.path`
nor `pathlib` agrees: one takes ``a/`` for a folder ``a`` with an empty name, the other drops a leading
``./`` that scripts can see.
"""

from __future__ import annotations

import os


def parent(path: str) -> str | None:
    """Return `path` without its last part; None for the root and for the empty path."""
    trimmed = _trim(path)
    if trimmed in ("", "/"):
        return None
    return _trim(trimmed[: trimmed.rfind("/") + 1])


def file_name(path: str) -> str | None:
    """Return the last part of `path` unless it is a root, ``.`` or ``..``."""
    name = _trim(path).rpartition("/")[2]
    return None if name in ("", ".", "..") else name


def extension(path: str) -> str | None:
    """Return what follows the last dot of the last part, without the dot; a leading dot does not count."""
    stem, dot, rest = (file_name(path) or "").rpartition(".")
    return rest if dot and stem else None


def shown_name(name: str) -> str:
    """Return a file name as the system gave it as text, with U+FFFD for what is no UTF-8."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _trim(path: str) -> str:
    """Return `path` without slashes and ``.`` parts at its end."""
    while True:
        if path.endswith("/"):
            path = path.rstrip("/") or "/"
            if path == "/":
                return path
        if not path.endswith("/."):
            return path
        path = path[:-1]
