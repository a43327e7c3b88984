"""Code as text, for ``harnvm disasm``, the REPL and goldens."""

from __future__ import annotations

from collections.abc import Iterator

from harnvm.bytecode.code import Code
from harnvm.bytecode.opcodes import TABLE
from harnvm.source import unpack_position


def disassemble(code: Code) -> str:
    """Return a listing of a function and of those inside it."""
    return "\n".join(_listing(code))


def _listing(code: Code) -> Iterator[str]:
    name = code.name or "main"
    parameters = ", ".join(code.parameters)
    yield f"{name}({parameters}): {code.size} slots{_captures(code)}"
    starts = dict(zip(code.positions[0::2], code.positions[1::2], strict=True))
    targets = _targets(code)
    for index, (opcode, operand) in enumerate(zip(code.opcodes, code.operands, strict=True)):
        place = _place(starts.get(index))
        mark = ">" if index in targets else " "
        yield f"{place:>9} {mark}{index:>4}  {_instruction(opcode, operand)}".rstrip()
    for inner in code.functions:
        yield ""
        yield from _listing(inner)


def _captures(code: Code) -> str:
    if not code.captures:
        return ""
    return ", captures " + ", ".join(f"{kind} {where}" for kind, where in code.captures)


def _place(packed: int | None) -> str:
    if packed is None:
        return ""
    line, column = unpack_position(packed)
    return f"{line}:{column}"


def _targets(code: Code) -> set[int]:
    return {
        operand
        for opcode, operand in zip(code.opcodes, code.operands, strict=True)
        if TABLE[opcode].operand == "target"
    }


def _instruction(opcode: int, operand: object) -> str:
    row = TABLE[opcode]
    if row.operand == "-":
        return row.name
    if isinstance(operand, Code):
        return f"{row.name:<20} {operand.name}"
    if row.operand == "target":
        return f"{row.name:<20} -> {operand}"
    return f"{row.name:<20} {operand if row.operand in ('slot', 'count') else repr(operand)}"
