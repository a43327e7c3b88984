"""The verifier accepts what the compiler makes and nothing that would break the loop."""

from __future__ import annotations

import pytest

from harnvm.bytecode.code import Code
from harnvm.bytecode.opcodes import NUMBER, TABLE
from harnvm.bytecode.verify import MalformedCode, verify


def code(*instructions: tuple[str, int], size: int = 1, constants: tuple[object, ...] = (None,)) -> Code:
    """Assemble a function without parameters."""
    flat = [number for name, operand in instructions for number in (NUMBER[name], operand)]
    return Code("f", (), False, 0, size, (), False, tuple(flat), constants, (), ())


def test_deepest_stack_is_returned() -> None:
    """A well-formed function is accepted, with the depth it needs."""
    assert verify(code(("LOAD_CONST", 0), ("LOAD_CONST", 0), ("POP", 0), ("RETURN", 0))) == 2


@pytest.mark.parametrize(
    ("instructions", "complaint"),
    [
        ([("POP", 0), ("RETURN", 0)], "takes from an empty stack"),
        ([("JUMP", 9)], "is outside the code"),
        ([("LOAD_CONST", 0)], "is outside the code"),
        ([("LOAD_LOCAL", 5), ("RETURN", 0)], "names a slot that does not exist"),
        ([("LOAD_LOCAL", -1), ("RETURN", 0)], "names a slot that does not exist"),
        (
            [("LOAD_CONST", 0), ("POP_JUMP_IF_TRUE", 3), ("LOAD_CONST", 0), ("LOAD_CONST", 0), ("RETURN", 0)],
            "is reached with depth",
        ),
    ],
)
def test_malformed_code_is_refused(instructions: list[tuple[str, int]], complaint: str) -> None:
    """Each way of breaking the loop is found before it runs."""
    with pytest.raises(MalformedCode, match=complaint):
        verify(code(*instructions))


def test_table_is_consistent() -> None:
    """Names are unique, every row has a sentence, and exactly the jumps say what they do when they jump."""
    assert len(NUMBER) == len(TABLE)
    for row in TABLE:
        assert row.text.endswith(".")
        if row.operand == "target" and row.name != "LOOP":
            assert row.jump is not None, row.name
