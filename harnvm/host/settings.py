"""What a project's harn.toml says about checks and looks: sections ``[check]``, ``[lint]`` and ``[fmt]``.

The nearest harn.toml above a file counts, up to the folder with ``.git``. Other sections are not read here.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_MANIFEST = "harn.toml"

#: So many folders are looked into: a path may be strange.
_MOST_FOLDERS = 16


class CheckSettings:
    """The settings that hold for a file.

    Attributes:
        strict: Whether warnings fail a check.
        strict_types: Whether unvalidated data is warned about.
        unchecked: Rules that the check leaves out.
        disabled: Rules that the linter leaves out, those of the check included.
        file_header: Whether files need a doc comment at their top.
        complexity_limit: How many paths a function may have; None for the usual number.
        line_width: Where the formatter wraps lines; None for the usual width.
        separator_width: How wide the formatter makes section headers; None for the usual width.
    """

    def __init__(self, manifest: Mapping[str, Any] | None = None) -> None:
        """Take the settings from a parsed file. Raises ValueError when one has a type it must not have."""
        manifest = manifest or {}
        check, lint = _of_type(manifest, dict, {}, "check"), _of_type(manifest, dict, {}, "lint")
        looks = _of_type(manifest, dict, {}, "fmt")
        self.strict = _of_type(check, bool, False, "strict")
        self.strict_types = _of_type(check, bool, False, "strict_types")
        self.unchecked = _names(check, "disable_rules")
        self.disabled = [*self.unchecked, *_names(lint, "disabled")]
        self.file_header = _of_type(lint, bool, False, "require_file_header", "require-file-header")
        self.complexity_limit = _of_type(lint, int, None, "complexity_threshold", "complexity-threshold")
        self.line_width = _of_type(looks, int, None, "line_width", "line-width")
        self.separator_width = _of_type(looks, int, None, "separator_width", "separator-width")


def _of_type(table: Mapping[str, Any], type: type, default: Any, *names: str) -> Any:
    """Return a setting, which may go by several names."""
    for name in names:
        if name in table:
            value = table[name]
            if not isinstance(value, type) or (isinstance(value, bool) and type is int):
                raise ValueError(f"`{name}` is not {_WORDS[type]}")
            return value
    return default


_WORDS = {bool: "true or false", dict: "a table", int: "an integer", list: "a list of names"}


def _names(table: Mapping[str, Any], name: str) -> list[str]:
    names: list[Any] = _of_type(table, list, [], name)
    if not all(isinstance(item, str) for item in names):
        raise ValueError(f"`{name}` is not {_WORDS[list]}")
    return names


class Projects:
    """The settings of files. Each harn.toml is read once.

    Attributes:
        problems: What is wrong with the files that could not be used; their projects have the usual settings.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._known: dict[str, CheckSettings] = {}

    def settings(self, path: str) -> CheckSettings:
        """Return the settings that hold for a file."""
        manifest = next(_manifests(path), None)
        if manifest is None:
            return CheckSettings()
        if manifest not in self._known:
            self._known[manifest] = self._read(manifest)
        return self._known[manifest]

    def _read(self, path: str) -> CheckSettings:
        import tomllib

        try:
            with open(path, "rb") as stream:
                return CheckSettings(tomllib.load(stream))
        except OSError:
            return CheckSettings()
        except ValueError as error:  # bad TOML, bad UTF-8, a bad setting
            self.problems.append(f"failed to parse {path}: {error}")
            return CheckSettings()


def _manifests(path: str) -> Iterator[str]:
    """Yield the harn.toml files above a path that may count, the nearest first."""
    folder = os.path.abspath(path)
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    for _ in range(_MOST_FOLDERS):
        manifest = os.path.join(folder, _MANIFEST)
        if os.path.isfile(manifest):
            yield manifest
        parent = os.path.dirname(folder)
        if os.path.exists(os.path.join(folder, ".git")) or parent == folder:
            return
        folder = parent
