"""Facts about folders, by folder, namespace and field, and how they are kept.

A folder inherits the facts of the folders above it, field by field. The files are the ``*.json`` in
``metadata`` in the state folder; all facts are written to ``root.json`` there when a script asks for it.
"""

from __future__ import annotations

import os

from harnvm.builtins.args import fields
from harnvm.builtins.clock import iso_seconds
from harnvm.builtins.execution import state_base, state_root
from harnvm.builtins.folder_listing import content_hash, structure_hash
from harnvm.builtins.state_files import read_object, write_object
from harnvm.builtins.whole_files import stamp_of
from harnvm.errors import HarnRuntimeError
from harnvm.values.model import Value
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from harnvm.builtins.whole_files import Stamp

#: JSON values by field, by namespace.
Facts: TypeAlias = "dict[str, dict[str, Value]]"

_PURPOSE = "metadata"


class MetadataStore:
    """The facts that a VM knows; `load` has to come first.

    Attributes:
        base: The project's folder, which folder names are relative to.
        folders: Facts by folder, without what is inherited.
        changed: Whether there is something to save.
    """

    def __init__(self) -> None:
        self.base = ""
        self.folders: dict[str, Facts] = {}
        self.changed = False
        self._home: str | None = None
        self._stamp: Stamp | None = None
        self._unsaved: dict[str, Facts] = {}

    def load(self, ctx: Context) -> None:
        """Read all files, the first time; a file that cannot be read holds no facts."""
        if self._home is not None:
            return
        self.base = state_base(ctx)
        self._home = os.path.join(state_root(self.base), "metadata")
        self._stamp = stamp_of(self._path)
        for path in _files(self._home):
            try:
                content = read_object(path, _PURPOSE)
            except HarnRuntimeError:
                continue
            self._adopt(content.get("entries"))

    def _adopt(self, entries: Value) -> None:
        for folder, entry in fields(entries).items():
            namespaces = fields(fields(entry).get("namespaces"))
            self.folders[folder] = {
                name: fields for name, fields in namespaces.items() if type(fields) is dict
            }

    @property
    def _path(self) -> str:
        return os.path.join(self._home or "", "root.json")

    def save(self) -> None:
        """Write all facts if any has changed; a file in the way that is not ours stays, and is an error."""
        if not self.changed or self._home is None:
            return
        read_object(self._path, _PURPOSE)
        self._stamp = write_object(self._path, _PURPOSE, self._content)
        self._unsaved.clear()
        self.changed = False

    def _content(self) -> dict[str, Value]:
        """Return what is to be written; what other programs have written since is part of it."""
        if stamp_of(self._path) not in (None, self._stamp):
            self._adopt(read_object(self._path, _PURPOSE).get("entries"))
            for folder, facts in self._unsaved.items():
                for namespace, fields in facts.items():
                    _set(self.folders, folder, namespace, fields)
        entries = {folder: {"namespaces": facts} for folder, facts in self.folders.items()}
        return {"version": 2, "generatedAt": iso_seconds(), "entries": entries}

    def add(self, folder: str, namespace: str, fields: dict[str, Value]) -> None:
        """Set some fields of a namespace of a folder."""
        _set(self.folders, folder, namespace, fields)
        _set(self._unsaved, folder, namespace, fields)
        self.changed = True

    def resolve(self, folder: str) -> Facts:
        """Return the facts of a folder with those that it inherits."""
        merged: Facts = {}
        for facts in self._inherited(folder):
            for namespace, entries in facts.items():
                merged.setdefault(namespace, {}).update(entries)
        return merged

    def _inherited(self, folder: str) -> Iterator[Facts]:
        """Yield the facts of the folders above and of the folder itself, the outermost first."""
        yield self.folders["."] if "." in self.folders else self.folders.get("", {})
        place = ""
        for part in folder.split("/"):
            if part not in ("", "."):
                place = f"{place}/{part}" if place else part
                yield self.folders.get(place, {})

    def path(self, folder: str) -> str:
        """Return where a folder is."""
        return os.path.join(self.base, folder) if folder else self.base

    def stale(self) -> tuple[list[str], list[str]]:
        """Return the folders whose listing has changed since it was noted, and others whose content has."""
        structure: list[str] = []
        content: list[str] = []
        for folder in sorted(self.folders):
            noted = self.folders[folder].get("classification", {})
            if _differs(noted.get("structureHash"), structure_hash, self.path(folder)):
                structure.append(folder)
            elif _differs(noted.get("contentHash"), content_hash, self.path(folder)):
                content.append(folder)
        return structure, content

    def refresh(self) -> None:
        """Note what all folders hold now."""
        for folder in self.folders:
            self.add(folder, "classification", {"structureHash": structure_hash(self.path(folder))})
        self.changed = True


def _set(known: dict[str, Facts], folder: str, namespace: str, fields: dict[str, Value]) -> None:
    known.setdefault(folder, {}).setdefault(namespace, {}).update(fields)


def _files(home: str) -> list[str]:
    try:
        names = os.listdir(home)
    except OSError:
        return []
    return [os.path.join(home, name) for name in sorted(names) if name.endswith(".json") and name != ".json"]


def _differs(noted: Value, compute: Callable[[str], str], path: str) -> bool:
    return type(noted) is str and compute(path) != noted
