"""Small programs and how they are laid out.

The files in ``cases`` hold cases of the form::

    === what the case claims [option=value]
    the program
    ---
    the program as it is printed

All but those in ``departures.txt`` are what Harn 0.7.8 prints. ``UPDATE_GOLDENS=1 pytest tests/unit/format``
writes what is printed now.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from harnvm.format import format_source
from harnvm.source import SourceFile

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """A claim, the program that shows it, the widths it is printed with, and the text expected."""

    claim: str
    program: str
    options: dict[str, int]
    expected: str


def read_cases(path: Path) -> list[Case]:
    """Take a file of cases apart."""
    cases = []
    for text in path.read_text(encoding="utf-8").removeprefix("=== ").split("\n=== "):
        claim, _, rest = text.partition("\n")
        program, _, expected = rest.partition("\n---\n")
        options = {name: int(value) for name, value in re.findall(r"(\w+)=(\d+)", claim)}
        cases.append(Case(claim, f"{program}\n", options, expected.rstrip("\n") + "\n"))
    return cases


def formatted(case: Case) -> str:
    """Return the program of a case as it is printed."""
    return format_source(SourceFile("case.harn", case.program), **case.options)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_cases(path):
    """Every program of a file is printed exactly as expected, and then stays as it is."""
    cases = read_cases(path)
    if os.environ.get("UPDATE_GOLDENS"):
        blocks = [f"=== {case.claim}\n{case.program}---\n{formatted(case)}" for case in cases]
        path.write_text("\n".join(blocks), encoding="utf-8")
        return
    for case in cases:
        assert formatted(case) == case.expected, case.claim
        again = case._replace(program=case.expected)
        assert formatted(again) == case.expected, f"{case.claim}, twice"
