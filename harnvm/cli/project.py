"""What the commands that work on many files share: finding them, their ``harn.toml``, writing them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

#: The nearest manifest is looked for in so many folders, up to the one that holds ``.git``.
_LEVELS = 16

#: Table and key of each setting, what it is written as, and what it is if it is not there.
_KEYS: tuple[tuple[str, str, type, object], ...] = (
    ("check", "disable_rules", list, ()),
    ("check", "strict", bool, False),
    ("check", "strict_types", bool, False),
    ("fmt", "line_width", int, None),
    ("fmt", "separator_width", int, None),
    ("lint", "complexity_threshold", int, None),
    ("lint", "disabled", list, ()),
    ("lint", "require_file_header", bool, False),
)
_KINDS = {bool: "true or false", int: "a whole number from 0 on", list: "a list of texts"}


class Settings:
    """What the ``harn.toml`` of a project says to the tools; every setting may be missing.

    Attributes:
        disable_rules: Rules of the linter that `check` and `lint` leave out.
        strict: Whether warnings fail.
        strict_types: Whether uses of unvalidated values are warned about.
        line_width: Where the formatter wraps lines.
        separator_width: The width of section headers.
        complexity_threshold: What a function may score before the linter warns.
        disabled: Rules that only `lint` leaves out.
        require_file_header: Whether files need a documentation comment at the top.
    """

    def __init__(self, tables: dict[str, Any]) -> None:
        """Take the settings from the tables of a manifest.

        Raises:
            ValueError: A setting is of the wrong kind.
        """
        found = {key: _setting(tables, table, key, kind, default) for table, key, kind, default in _KEYS}
        self.disable_rules: tuple[str, ...] = tuple(found["disable_rules"])
        self.strict: bool = found["strict"]
        self.strict_types: bool = found["strict_types"]
        self.line_width: int | None = found["line_width"]
        self.separator_width: int | None = found["separator_width"]
        self.complexity_threshold: int | None = found["complexity_threshold"]
        self.disabled: tuple[str, ...] = tuple(found["disabled"])
        self.require_file_header: bool = found["require_file_header"]


def _setting(tables: dict[str, Any], name: str, key: str, kind: type, default: object) -> Any:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"[{name}] is not a table")
    value = table.get(key, table.get(key.replace("_", "-"), default))
    if value is not default and not _is(kind, value):
        raise ValueError(f"[{name}] {key} is not {_KINDS[kind]}")
    return value


def _is(kind: type, value: Any) -> bool:
    if type(value) is not kind:
        return False
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, int) and value >= 0


class Projects:
    """Finds the settings for files. Manifests are read once, and complained about once."""

    def __init__(self) -> None:
        self._known: dict[str, Settings] = {}

    def settings(self, path: str) -> Settings:
        """Return the settings for a file or folder, those of the nearest ``harn.toml`` above it."""
        manifest = _manifest(os.path.join(os.getcwd(), path))
        if manifest not in self._known:
            self._known[manifest] = _read(manifest)
        return self._known[manifest]


def _manifest(place: str) -> str:
    folder = place if os.path.isdir(place) else os.path.dirname(place)
    for _ in range(_LEVELS):
        manifest = os.path.join(folder, "harn.toml")
        if os.path.isfile(manifest):
            return manifest
        if os.path.exists(os.path.join(folder, ".git")) or folder == os.path.dirname(folder):
            break
        folder = os.path.dirname(folder)
    return ""


def _read(manifest: str) -> Settings:
    import tomllib

    try:
        with open(manifest, "rb") as stream:
            return Settings(tomllib.load(stream))
    except OSError:
        pass
    except ValueError as error:  # of TOML, of UTF-8, or of a setting
        sys.stderr.write(f"warning: failed to parse {manifest}: {error}\n")
    return Settings({})


def harn_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield files as they are given, and for each folder the .harn files in it, in order of their names."""
    for path in paths:
        if os.path.isdir(path):
            yield from _files_in(path, set())
        else:
            yield path


def _files_in(folder: str, seen: set[str]) -> Iterator[str]:
    """Yield the files of a folder; `seen` holds the folders above it, to which links may lead back."""
    real = os.path.realpath(folder)
    if real in seen:
        return
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            yield from _files_in(path, seen | {real})
        elif name.endswith(".harn") and name != ".harn":
            yield path


def write_source(path: str, text: str) -> bool:
    """Replace the text of a file as a whole or not at all; report a problem and return whether it worked.

    The text goes to a file beside it first, which then takes its place and keeps its mode.
    """
    target = os.path.realpath(path)
    temporary = None
    try:
        number, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".harn-")
        with open(number, "wb") as stream:
            stream.write(text.encode("utf-8"))
        os.chmod(temporary, os.stat(target).st_mode & 0o7777)
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        reason = f"{os.strerror(error.errno or 0)} (os error {error.errno})"
        sys.stderr.write(f"Error writing {path}: {reason}\n")
        return False
    return True
