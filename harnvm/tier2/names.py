"""Python names for the variables of a function: Harn's own where they are free."""

from __future__ import annotations

import builtins
import keyword

from harnvm.resolve.tree import FunctionTree

#: Beginnings of names that generated code gives to other things.
_PREFIXES = ("call_", "tail_", "code_", "const_", "builtin_", "bound_", "special_", "str_")

#: Python's exceptions, its functions that generated code calls, and what every unit uses.
_TAKEN = frozenset(
    [
        *[name for name in dir(builtins) if name[0].isupper()],
        *"type int float str bool list dict len range iter next depth limit".split(),
    ]
)


class Names:
    """The names of one unit.

    Args:
        tree: The function.
        reserved: Names of the globals of generated code.
    """

    def __init__(self, tree: FunctionTree, reserved: frozenset[str]) -> None:
        self._by_slot: dict[int, str] = {}
        self._slots: dict[str, int] = {}
        self._reserved = reserved
        self._temporaries = 0
        self._used: set[int] = set()
        companions = {owned: slot for slot, owned in tree.updated.items()}
        for slot in range(-len(tree.captures), tree.size):
            if slot in companions:
                continue
            self._add(slot, tree.names.get(slot, "slot"))
        for owned, slot in companions.items():
            self._add(owned, f"{self._by_slot[slot]}_owned")

    def _add(self, slot: int, wanted: str) -> None:
        name = wanted
        if not self.is_free(name) or wanted == "slot":
            name = f"{wanted}_{slot}" if slot >= 0 else f"{wanted}_c{-slot}"
            name = name if self.is_free(name) else f"v_{name}"
        while name in self._slots:
            name += "_"
        self._by_slot[slot] = name
        self._slots[name] = slot

    def is_free(self, name: str) -> bool:
        """Tell whether a name means nothing else in generated code."""
        if name in self._slots or name in self._reserved or name in _TAKEN or keyword.iskeyword(name):
            return False
        return not name.startswith(("_", *_PREFIXES)) and not (name[0] == "t" and name[1:].isdigit())

    def of(self, slot: int) -> str:
        """Return the name of a slot."""
        self._used.add(slot)
        return self._by_slot[slot]

    def is_used(self, slot: int) -> bool:
        """Tell whether the name of a slot was asked for."""
        return slot in self._used

    def is_variable(self, name: str) -> bool:
        """Tell whether a name is one of a slot."""
        return name in self._slots

    def temporary(self) -> str:
        """Return a name for a temporary variable."""
        self._temporaries += 1
        return f"t{self._temporaries}"

    @property
    def temporaries(self) -> int:
        """How many temporaries there are."""
        return self._temporaries

    @temporaries.setter
    def temporaries(self, count: int) -> None:
        self._temporaries = count
