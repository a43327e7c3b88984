"""Goldens: a source, and what it is compiled to.

Each file holds a source, a line of dashes, and the result. ``HARNVM_UPDATE_GOLDENS=1 pytest tests/test_golden.py``
rewrites the results; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from harnvm.bytecode.disassemble import disassemble
from harnvm.bytecode.verify import verify
from harnvm.host.front import compile_chunk
from harnvm.source import SourceFile

FOLDER = Path(__file__).parent / "golden" / "bytecode"
RULE = "-" * 80 + "\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.golden")), ids=lambda path: path.stem)
def test_bytecode(path: Path) -> None:
    """A construct compiles to exactly these instructions, and the verifier accepts them."""
    source, _, expected = path.read_text(encoding="utf-8").partition(RULE)
    program = compile_chunk(SourceFile("golden.harn", source))
    verify(program.code)
    listing = disassemble(program.code) + "\n"
    if os.environ.get("HARNVM_UPDATE_GOLDENS"):
        path.write_text(source + RULE + listing, encoding="utf-8")
        return
    assert listing == expected
