"""What a project's harn.toml says: sections ``[check]``, ``[lint]``, ``[fmt]`` and ``[workspace]``.

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
        operations: Host operations there are, by capability.
        operations_file: A file with more of them, or None.
        bundle_root: Another folder that templates may stand in, or None.
        preflight: How grave it is if a program lacks something that it needs; None for the usual.
        preflight_allowed: Host operations that need not be known.
        pipelines: The files and folders that are the programs of the project.
    """

    def __init__(self, manifest: Mapping[str, Any] | None = None, folder: str = "") -> None:
        """Take the settings from a parsed file in a folder. Raises ValueError for one of a wrong type."""
        manifest = manifest or {}
        check, lint = _of_type(manifest, dict, {}, "check"), _of_type(manifest, dict, {}, "lint")
        looks = _of_type(manifest, dict, {}, "fmt")
        self.strict = _of_type(check, bool, False, "strict")
        self.strict_types = _of_type(check, bool, False, "strict_types")
        self.unchecked = _names(check, "disable_rules")
        self._set_preflight(check, folder)
        workspace = _of_type(manifest, dict, {}, "workspace")
        self.pipelines = [os.path.join(folder, path) for path in _names(workspace, "pipelines")]
        self.disabled = [*self.unchecked, *_names(lint, "disabled")]
        self.file_header = _of_type(lint, bool, False, "require_file_header", "require-file-header")
        self.complexity_limit = _of_type(lint, int, None, "complexity_threshold", "complexity-threshold")
        self.line_width = _of_type(looks, int, None, "line_width", "line-width")
        self.separator_width = _of_type(looks, int, None, "separator_width", "separator-width")

    def _set_preflight(self, check: Mapping[str, Any], folder: str) -> None:
        operations = _of_type(check, dict, {}, "host_capabilities")
        self.operations = {capability: _names(operations, capability) for capability in operations}
        self.operations_file = _path(check, folder, "host_capabilities_path", "host_capabilities_file")
        self.bundle_root = _path(check, folder, "bundle_root")
        self.preflight = _of_type(check, str, None, "preflight_severity", "preflight-severity")
        self.preflight_allowed = _names(check, "preflight_allow", "preflight-allow")


def _of_type(table: Mapping[str, Any], type: type, default: Any, *names: str) -> Any:
    """Return a setting, which may go by several names."""
    for name in names:
        if name in table:
            value = table[name]
            if not isinstance(value, type) or (isinstance(value, bool) and type is int):
                raise ValueError(f"`{name}` is not {_WORDS[type]}")
            return value
    return default


_WORDS = {bool: "true or false", dict: "a table", int: "an integer", list: "a list of names", str: "a string"}


def _names(table: Mapping[str, Any], *names: str) -> list[str]:
    found: list[Any] = _of_type(table, list, [], *names)
    if not all(isinstance(item, str) for item in found):
        raise ValueError(f"`{names[0]}` is not {_WORDS[list]}")
    return found


def _path(table: Mapping[str, Any], folder: str, *names: str) -> str | None:
    """Return a path, which is relative to the folder of the file."""
    path = _of_type(table, str, None, *names)
    return None if path is None else os.path.join(folder, path)


class Projects:
    """The settings of files. Each harn.toml is read once.

    Attributes:
        problems: What is wrong with the files that could not be used; their projects have the usual settings.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._known: dict[str, CheckSettings | None] = {}

    def project(self, path: str) -> CheckSettings | None:
        """Return the settings of the project that a file or folder belongs to, or None if it belongs to none."""
        manifest = next(_manifests(path), None)
        if manifest is None:
            return None
        if manifest not in self._known:
            self._known[manifest] = self._read(manifest)
        return self._known[manifest]

    def _read(self, path: str) -> CheckSettings | None:
        import tomllib

        try:
            with open(path, "rb") as stream:
                return CheckSettings(tomllib.load(stream), os.path.dirname(path))
        except OSError:
            return None
        except ValueError as error:  # bad TOML, bad UTF-8, a bad setting
            self.problems.append(f"failed to parse {path}: {error}")
            return None


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
