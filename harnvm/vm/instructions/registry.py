"""How instructions register."""

from __future__ import annotations

from harnvm.bytecode.opcodes import NUMBER
from harnvm.vm.frame import Frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from harnvm.vm.machine import Machine


Instruction: TypeAlias = "Callable[[Machine, Frame, Any], None]"

#: The family (a module beside this one) of each instruction that is not in the loop.
FAMILIES = {
    "access": (
        "GET_PROPERTY_OPTIONAL", "SLICE", "SET_INDEX_LOCAL", "SET_PROPERTY_LOCAL", "SET_PATH", "GET_ITER",
        "CHECK_DICT", "CHECK_LIST", "DICT_REST", "MATCH_ENUM", "MATCH_DICT", "MATCH_LIST", "GET_FIELD",
    ),
    "building": (
        "BUILD_LIST", "LIST_APPEND", "LIST_EXTEND", "BUILD_DICT", "DICT_INSERT", "DICT_MERGE", "CONCAT",
        "BUILD_STRUCT", "BUILD_ENUM", "WRAP", "MAKE_CLOSURE",
    ),
    "calls": (
        "FIND_CELL", "FIND_BUILTIN", "CALL_METHOD_OPTIONAL", "CALL_METHOD_SPREAD", "CHECK_PARAMETER",
        "IMPLEMENT", "SPAWN", "PARALLEL", "DEADLINE_BEGIN", "DEADLINE_END", "IMPORT",
    ),
    "errors": ("SETUP_CATCH", "SETUP_FINALLY", "POP_HANDLER", "CATCH", "RERAISE", "DEFER"),
    "operators": (
        "POWER", "CONTAINS", "NOT_CONTAINS", "NEGATE", "TO_BOOL", "BUILD_RANGE",
    ),
    "variables": (
        "LOAD_DURATION", "NEW_CELL", "LOAD_CELL", "STORE_CELL", "LOAD_LATE", "LOAD_SELF", "LOAD_NAME",
        "LOAD_LATE_NAME", "DECLARE_LET", "DECLARE_VAR", "ASSIGN_NAME", "UPDATE_NAME", "REFUSE",
        "REFUSE_CHANGE",
    ),
}  # fmt: skip

_FAMILY_OF = {NUMBER[name]: family for family, names in FAMILIES.items() for name in names}


class _Instructions(dict[int, "Instruction"]):
    """Functions by opcode number; a missing one is found by loading its family."""

    def __missing__(self, number: int) -> Instruction:
        from importlib import import_module

        import_module(f"harnvm.vm.instructions.{_FAMILY_OF[number]}")
        return self[number]


INSTRUCTIONS = _Instructions()


def instruction(name: str) -> Callable[[Instruction], Instruction]:
    """Register the decorated function for the instruction of that name."""

    def register(function: Instruction) -> Instruction:
        INSTRUCTIONS[NUMBER[name]] = function
        return function

    return register
