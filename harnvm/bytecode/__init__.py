"""The instruction set as data, and code objects made of it.

Promise: `opcodes.TABLE` is the only place that says what an instruction is called, what its operand
means, what it does to the stack, and, in a sentence, what it does. Enumeration, verifier, stack depth and
disassembler derive from it. This package knows neither where code comes from nor how it runs.
"""

from __future__ import annotations

from harnvm.bytecode.code import Code

__all__ = ["Code"]
