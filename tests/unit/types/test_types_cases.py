"""Small programs and what the checker reports of them.

The files in ``cases`` hold cases of the form::

    === what the case claims
    the program
    ---
    severity line:column message
      help: what to do about it

``UPDATE_GOLDENS=1 pytest tests/unit/types`` writes what is reported now.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from harnvm.source import Report, SourceFile
from harnvm.syntax import parse
from harnvm.types import check

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """A claim, the program that shows it, and the reports expected."""

    claim: str
    program: str
    expected: str


def read_cases(path: Path) -> list[Case]:
    """Take a file of cases apart."""
    cases = []
    for text in path.read_text(encoding="utf-8").split("=== ")[1:]:
        claim, _, rest = text.partition("\n")
        program, _, expected = rest.partition("---\n")
        cases.append(Case(claim, program, expected.strip("\n")))
    return cases


def shown(report: Report) -> str:
    """Return a report as a case file has it."""
    assert report.span is not None
    line = f"{report.severity} {report.span.line}:{report.span.column} {report.message}"
    return line if report.help is None else f"{line}\n  help: {report.help}"


def checked(program: str, strict: bool) -> str:
    """Return the reports of a program as a case file has them."""
    source = SourceFile("case.harn", program)
    return "\n".join(map(shown, check(parse(source), source, strict=strict)))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_cases(path):
    """Every case of a file reports exactly what it expects, in that order."""
    cases = read_cases(path)
    strict = path.stem == "strict"
    if os.environ.get("UPDATE_GOLDENS"):
        blocks = [f"=== {c.claim}\n{c.program}---\n{checked(c.program, strict)}".rstrip("\n") for c in cases]
        path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
        return
    for case in cases:
        assert checked(case.program, strict) == case.expected, case.claim
