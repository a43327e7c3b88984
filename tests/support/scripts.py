"""Runs the scripts under ``tests/scripts`` and compares them with the expectations written in them.

A script states what it prints in trailing comments, in order::

    println(1 + 1)            // expect: 2
    throw "no"                // expect error: Thrown: no
    let x: int = "a"          // expect refused: declared as int

``expect error`` is a part of the report of an uncaught run-time error, ``expect refused`` of what is reported
when the program is refused before it runs. What is expected and does not come fails, and so does what
comes unexpected.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import NamedTuple

from harnvm.errors import HarnError, HarnSyntaxError, HarnTypeError
from harnvm.host.vm import VM
from harnvm.source import render_report, render_trace

_EXPECTATION = re.compile(r"// expect(?: (error|refused))?: ?(.*?)\r?$", re.MULTILINE)


class Outcome(NamedTuple):
    """What a script printed, and how it ended: ``error``, ``refused`` or nothing."""

    output: list[str]
    ending: str
    report: str


def expected(text: str) -> tuple[list[str], str, list[str]]:
    """Return the expected output lines, ending, and parts of the report."""
    found = _EXPECTATION.findall(text)
    endings = {kind for kind, _ in found if kind}
    assert len(endings) <= 1, "a script ends in one way"
    return (
        [line for kind, line in found if not kind],
        endings.pop() if endings else "",
        [part for kind, part in found if kind],
    )


def run(text: str, name: str, **options: object) -> Outcome:
    """Run a script in a fresh VM."""
    output = io.StringIO()
    vm = VM(stdout=output, stderr=output, **options)  # type: ignore[arg-type]
    ending, report = "", ""
    try:
        vm.run_text(text, name, is_file=Path(name).exists())
    except (HarnSyntaxError, HarnTypeError) as error:
        ending, report = "refused", "".join(render_report(r, text) for r in error.reports)
    except HarnError as error:
        ending, report = "error", render_trace(error.message, error.frames, text)
    return Outcome(output.getvalue().splitlines(), ending, report)


def check(path: Path, **options: object) -> None:
    """Run a script file and compare."""
    text = path.read_text(encoding="utf-8")
    lines, ending, parts = expected(text)
    outcome = run(text, str(path), **options)
    assert outcome.ending == ending, outcome.report or f"expected {ending or 'a normal end'}"
    assert outcome.output == lines, outcome.report
    for part in parts:
        assert part in outcome.report
