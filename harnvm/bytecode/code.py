"""Code objects: one compiled function each."""

from __future__ import annotations

from bisect import bisect_right

from harnvm.bytecode.opcodes import TABLE
from harnvm.source import unpack_position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from harnvm.resolve.tree import Place


_CONSTANT = frozenset(n for n, row in enumerate(TABLE) if row.operand in ("value", "name", "spec"))


class Code:
    """The bytecode of one function.

    Attributes:
        name: As call notes show it; empty for main code.
        parameters: Parameter names; arguments fill the first slots.
        rest: Whether the last parameter collects the remaining arguments.
        required: Number of parameters before the first default value.
        size: Number of slots, captured ones not counted.
        captures: Places of the enclosing frame that are copied when a closure is made.
        generator: Whether calling it makes a generator.
        instructions: Opcode and operand of each instruction, alternating.
        constants: What ``value``, ``name`` and ``spec`` operands index.
        positions: Index of the first instruction and packed position, alternating, in order.
        functions: The functions written directly inside.
        loops: Of each loop, the start, the packed position of its tree, and where it is left.
        opcodes: The opcode of each instruction (made from `instructions`).
        operands: The decoded operand of each instruction (made from `instructions`).
        arity: How many arguments it can have; -1 if any number.
        heat: How often it was called; negative for good if the second tier cannot have it.
        translation: What the second tier made of it, once it has.
        origin: For an inner function, the code around it and its index there; for main code, what loads the
            resolved tree. None where there is no tree.
    """

    __slots__ = (
        "arity",
        "captures",
        "constants",
        "functions",
        "generator",
        "heat",
        "instructions",
        "loops",
        "name",
        "opcodes",
        "operands",
        "origin",
        "parameters",
        "positions",
        "required",
        "rest",
        "size",
        "translation",
    )

    def __init__(
        self,
        name: str,
        parameters: tuple[str, ...],
        rest: bool,
        required: int,
        size: int,
        captures: tuple[Place, ...],
        generator: bool,
        instructions: tuple[int, ...],
        constants: tuple[Any, ...],
        positions: tuple[int, ...],
        functions: tuple[Code, ...],
        loops: tuple[tuple[int, int, int], ...] = (),
    ) -> None:
        self.name = name
        self.parameters = parameters
        self.rest = rest
        self.required = required
        self.arity = -1 if rest else len(parameters)
        self.size = size
        self.captures = captures
        self.generator = generator
        self.instructions = instructions
        self.constants = constants
        self.positions = positions
        self.functions = functions
        self.loops = loops
        self.heat = 0
        self.translation: Any = None
        self.origin: Any = None
        for index, function in enumerate(functions):
            function.origin = (self, index)
        self.opcodes = instructions[0::2]
        self.operands = [
            self._decoded(opcode, operand)
            for opcode, operand in zip(self.opcodes, instructions[1::2], strict=True)
        ]

    def _decoded(self, opcode: int, operand: int) -> Any:
        if opcode in _CONSTANT:
            return self.constants[operand]
        return self.functions[operand] if TABLE[opcode].operand == "function" else operand

    def position(self, index: int) -> tuple[int, int]:
        """Return the line and column of an instruction; line 0 when it has none."""
        found = bisect_right(self.positions[0::2], index)
        return unpack_position(self.positions[2 * found - 1] if found else 0)

    def pack(self) -> tuple[Any, ...]:
        """Return the code as plain tuples that `marshal` can store."""
        return (
            self.name,
            self.parameters,
            self.rest,
            self.required,
            self.size,
            self.captures,
            self.generator,
            self.instructions,
            self.constants,
            self.positions,
            tuple(function.pack() for function in self.functions),
            self.loops,
        )

    @classmethod
    def unpack(cls, packed: tuple[Any, ...]) -> Code:
        """Rebuild code from what `pack` returned."""
        own: list[Any] = [*packed[:10], tuple([cls.unpack(inner) for inner in packed[10]]), packed[11]]
        return cls(*own)
