"""Writes instructions: constants, jumps, positions, stack depth."""

from __future__ import annotations

from typing import Any

from harnvm.bytecode.opcodes import NUMBER, TABLE


class Emitter:
    """The instructions of one function under construction.

    Attributes:
        position: Packed position given to the instructions that follow.
        depth: Stack depth before the next instruction.
        size: Number of slots; the compiler may add to those of the resolver.
    """

    def __init__(self, size: int) -> None:
        self.position = 0
        self.depth = 0
        self.size = size
        self._instructions: list[int] = []
        self._positions: list[int] = []
        self._constants: list[Any] = []
        self._constant_index: dict[Any, int] = {}
        self._landing_depth: dict[int, int] = {}

    def emit(self, name: str, operand: int = 0) -> int:
        """Write an instruction with a plain operand and return its index."""
        number = NUMBER[name]
        effect = TABLE[number].effect
        self.depth += effect if isinstance(effect, int) else effect(operand)
        return self._write(number, operand)

    def emit_constant(self, name: str, constant: Any) -> int:
        """Write an instruction whose operand is a constant and return its index."""
        number = NUMBER[name]
        effect = TABLE[number].effect
        self.depth += effect if isinstance(effect, int) else effect(constant)
        return self._write(number, self._constant(constant))

    def jump(self, name: str) -> int:
        """Write a jump to a place not reached yet; pass the result to `land`."""
        before = self.depth
        index = self.emit(name)
        effect = TABLE[NUMBER[name]].jump
        assert effect is not None, name
        self._landing_depth[index] = before + effect
        return index

    def land(self, *jumps: int) -> None:
        """Make earlier jumps come here."""
        for index in jumps:
            self._instructions[2 * index + 1] = self.here()
            self.depth = self._landing_depth.pop(index)

    def loop(self, start: int) -> None:
        """Write a jump back to `start`."""
        self.emit("LOOP", start)

    def here(self) -> int:
        """Return the index of the next instruction."""
        return len(self._instructions) // 2

    def set_constant(self, index: int, constant: Any) -> None:
        """Replace the constant of an earlier instruction, once its jump target is known."""
        self._instructions[2 * index + 1] = self._constant(constant)

    def new_slot(self) -> int:
        """Reserve a slot."""
        self.size += 1
        return self.size - 1

    def finish(self) -> tuple[tuple[int, ...], tuple[Any, ...], tuple[int, ...]]:
        """Return instructions, constants and positions."""
        assert not self._landing_depth, "a jump was never landed"
        return tuple(self._instructions), tuple(self._constants), tuple(self._positions)

    def _write(self, number: int, operand: int) -> int:
        index = self.here()
        if self.position and (not self._positions or self._positions[-1] != self.position):
            self._positions += (index, self.position)
        self._instructions += (number, operand)
        return index

    def _constant(self, constant: Any) -> int:
        key = _constant_key(constant)
        if key is None:
            self._constants.append(constant)
            return len(self._constants) - 1
        index = self._constant_index.get(key)
        if index is None:
            index = self._constant_index[key] = len(self._constants)
            self._constants.append(constant)
        return index


def _constant_key(constant: Any) -> Any:
    """Return a key under which equal constants of one kind are stored once, or None."""
    kind = type(constant)
    if kind in (int, str, bool, type(None)):
        return (kind, constant)
    return (kind, repr(constant)) if kind is float else None
