"""What earlier runs have translated of a program, kept where its bytecode is.

An entry holds code objects of CPython, so it is for one version of Python and of harnvm, and read only under the
rule of trust of `harnvm.bytecode.cache`. A unit is found by all that its translation depends on: which part of the
program it is, the kinds it was made for, and what the module's names stood for.
"""

from __future__ import annotations

from typing import Any

from harnvm.tier2.units import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.vm.program import Kept

Key = tuple[Any, ...]

#: Beyond this many units of a program no more are kept.
_MAX_UNITS = 500


class Translations:
    """The units of one program; `kept` is where they outlive the run, if they do."""

    def __init__(self, kept: Kept | None) -> None:
        self._kept = kept
        entry = kept.get() if kept is not None else None
        self._units: dict[Key, tuple[Any, ...] | None] = entry if type(entry) is dict else {}
        self._has_changed = False

    def has(self, key: Key) -> bool:
        """Tell whether a part of the program was translated, or found impossible to translate."""
        return key in self._units

    def get(self, key: Key) -> Unit | None:
        """Return a unit that is ready to be linked; None if it cannot be translated."""
        packed = self._units[key]
        return None if packed is None else Unit.unpack(packed)

    def put(self, key: Key, unit: Unit | None) -> None:
        """Keep a unit that was linked, or that it cannot be translated."""
        if self._kept is not None and len(self._units) < _MAX_UNITS:
            self._units[key] = None if unit is None else unit.pack()
            self._has_changed = True

    def save(self) -> None:
        """Write what is new."""
        if self._kept is not None and self._has_changed:
            self._has_changed = False
            self._kept.put(self._units)
