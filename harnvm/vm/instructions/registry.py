"""How instructions register."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from harnvm.bytecode.opcodes import NUMBER
from harnvm.vm.frame import Frame

if TYPE_CHECKING:
    from harnvm.vm.machine import Machine

Instruction: TypeAlias = Callable[["Machine", Frame, Any], None]

INSTRUCTIONS: dict[int, Instruction] = {}


def instruction(name: str) -> Callable[[Instruction], Instruction]:
    """Register the decorated function for the instruction of that name."""

    def register(function: Instruction) -> Instruction:
        INSTRUCTIONS[NUMBER[name]] = function
        return function

    return register
