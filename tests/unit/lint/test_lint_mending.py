"""Edits to text: what is applied together, and what never happens to a program."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from harnvm.lint import Edit, lint, mend, type_fixes
from harnvm.lint.reading import parses
from harnvm.source import SourceFile
from harnvm.syntax import parse


def test_the_later_of_two_overlapping_edits_wins() -> None:
    """Of edits that overlap, the one that begins last is applied, and only that is counted."""
    assert mend("abc(1)", [Edit(0, 3, "x"), Edit(2, 6, "d")]) == ("abd", 1)


def test_an_insertion_goes_before_a_replacement_at_its_place() -> None:
    """A blank line and a rewritten comment at the same offset do not hinder each other."""
    assert mend("a", [Edit(0, 0, "\n"), Edit(0, 1, "b")]) == ("\nb", 2)


def test_edits_that_break_the_program_are_dropped() -> None:
    """One bad edit does not spoil the others."""
    assert mend("f(1)\ng(2)\nh(3)", [Edit(0, 1, "k"), Edit(5, 6, ")"), Edit(10, 11, "m")]) == (
        "k(1)\ng(2)\nm(3)",
        2,
    )


def test_refused_sums_become_interpolations() -> None:
    """Text and a number are joined by interpolation, which the type checker takes."""
    text = 'let a = "n: " + 1'
    source = SourceFile("t.harn", text)
    assert mend(text, type_fixes(parse(source), source)) == ('let a = "n: ${1}"', 1)


_LINES = st.sampled_from(
    [
        "// note",
        "/// doc",
        "fn f(a, b) {",
        "pub fn G() {",
        "}",
        "  if a == true { return (1) } else { return 2 }",
        "} else if (a || b) != true {",
        "var {x, y} = z",
        "var v = [1,",
        "  2 // two",
        "]",
        'import { p, q } from "./m"',
        'import "std/a"',
        'f("t" + nil, x == nil ? (a ? 1 : 2) : x)',
        "let s: list = xs.iter()",
        "if a {}",
        "impl T {",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, max_size=14))
def test_mended_programs_parse_and_stay_mended(lines: list[str]) -> None:
    """Whatever is mended parses again, and does not get worse by mending it again and again."""
    text = "\n".join(lines)
    if not parses(text):
        return
    for _ in range(6):
        source = SourceFile("t.harn", text)
        edits = [finding.fix for finding in lint(parse(source), source) if finding.fix is not None]
        text, count = mend(text, edits)
        assert parses(text)
        if not count:
            return
    raise AssertionError(text)
