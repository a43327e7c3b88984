"""Checks that code is well formed, so that the loop need not check while it runs.

`verify` walks every path once and proves that jumps stay inside, slots and functions exist, the stack never
runs empty, and each instruction is reached with one stack depth only. Tests verify what the compiler makes;
what the cache gives back was made by it, and is trusted by the cache's own rule.
"""

from __future__ import annotations

from harnvm.bytecode.code import Code
from harnvm.bytecode.opcodes import NUMBER, TABLE


class MalformedCode(Exception):
    """Code that the loop must not run. The message names the function and the instruction."""


_ENDS = frozenset(NUMBER[name] for name in ("JUMP", "LOOP", "RETURN", "THROW", "RERAISE", "END_DEFERRED"))


def verify(code: Code) -> int:
    """Check a function and those inside it; return the deepest its stack gets.

    Raises:
        MalformedCode: Something is wrong.
    """
    for inner in code.functions:
        verify(inner)
    return _Verifier(code).run()


class _Verifier:
    def __init__(self, code: Code) -> None:
        self.code = code
        self.depths: dict[int, int] = {}
        self.pending: list[int] = []

    def run(self) -> int:
        self._reach(0, 0)
        deepest = 0
        while self.pending:
            index = self.pending.pop()
            deepest = max(deepest, self._step(index))
        return deepest

    def _step(self, index: int) -> int:
        opcode = self.code.opcodes[index]
        operand = self.code.operands[index]
        row = TABLE[opcode]
        depth = self.depths[index]
        self._check_operand(index, row.operand, operand)
        after = depth + (row.effect if isinstance(row.effect, int) else row.effect(operand))
        self._require(after >= 0, index, "takes from an empty stack")
        target = self._target(row.name, operand)
        if target is not None:
            self._reach(target, depth + (row.jump if row.jump is not None else 0))
        if opcode not in _ENDS:
            self._reach(index + 1, after)
        return max(depth, after)

    def _target(self, name: str, operand: object) -> int | None:
        if name == "JUMP_IF_PASSED":
            assert isinstance(operand, tuple)
            return int(operand[1])
        if name == "DEFER":
            assert isinstance(operand, tuple)
            return int(operand[0])
        if TABLE[NUMBER[name]].operand == "target":
            assert isinstance(operand, int)
            return operand
        return None

    def _reach(self, index: int, depth: int) -> None:
        self._require(0 <= index < len(self.code.opcodes), index, "is outside the code")
        known = self.depths.get(index)
        if known is None:
            self.depths[index] = depth
            self.pending.append(index)
        else:
            self._require(known == depth, index, f"is reached with depth {known} and {depth}")

    def _check_operand(self, index: int, kind: str, operand: object) -> None:
        if kind == "slot":
            assert isinstance(operand, int)
            inside = -len(self.code.captures) <= operand < self.code.size
            self._require(inside, index, "names a slot that does not exist")

    def _require(self, condition: bool, index: int, complaint: str) -> None:
        if not condition:
            raise MalformedCode(f"{self.code.name or 'main'}: instruction {index} {complaint}")
