"""The instructions that the loop does not spell out: a function each, by opcode number.

A function takes the machine, the running frame and the decoded operand, and works on the frame's stack. It
cannot jump: instructions that do are in `harnvm.vm.loop`. Families load when one of theirs first runs.
"""

from __future__ import annotations

from harnvm.vm.instructions.registry import INSTRUCTIONS

__all__ = ["INSTRUCTIONS"]
