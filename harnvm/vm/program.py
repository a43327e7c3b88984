"""A compiled file or chunk."""

from __future__ import annotations

from typing import Any, NamedTuple

from harnvm.bytecode.code import Code


class Program(NamedTuple):
    """What runs, and what a module keeps of it.

    Attributes:
        code: Main code.
        exports: ``(name, slot, mutable)`` of main's variables that stay in the module scope.
        functions: Names of top-level functions.
        public: Names of those marked ``pub``.
    """

    code: Code
    exports: tuple[tuple[str, int, bool], ...]
    functions: tuple[str, ...]
    public: tuple[str, ...]

    def pack(self) -> tuple[Any, ...]:
        """Return the program as plain tuples that `marshal` can store."""
        return (self.code.pack(), *self[1:])

    @classmethod
    def unpack(cls, packed: tuple[Any, ...]) -> Program:
        """Rebuild a program from what `pack` returned."""
        code, exports, functions, public = packed
        return cls(Code.unpack(code), exports, functions, public)
