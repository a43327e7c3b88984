"""Where nodes are."""

from __future__ import annotations

from typing import Any

import pytest

from harnvm.source import SourceFile
from harnvm.syntax import parse

from .support import errors


def first(text: str) -> tuple[Any, SourceFile]:
    """Return the first statement of a program and its source."""
    source = SourceFile("test", text)
    return parse(source).statements[0], source


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("(a + b) * c", "a + b) * c"),
        ("(a.b).c", "a.b).c"),
        ("f( x )", "f( x )"),
        ("-a", "-a"),
        ("[1, 2 ]", "[1, 2 ]"),
        ("(a).b = c", "(a).b = c"),
        ("pub fn f() { }", "fn f() { }"),
        ("let a = (b)\nc", "let a = (b)"),
        ("if a { }\n\nb", "if a { }\n\n"),
        ("if a { } else { }\nb", "if a { } else { }"),
        ("{ x -> x } ", "{ x -> x }"),
    ],
)
def test_stretches(text: str, covered: str) -> None:
    """A node starts at its first token, parentheses aside, and ends with the last that was read."""
    node, _ = first(text)
    assert text[node.start : node.end] == covered


def test_blocks_end_with_their_brace() -> None:
    """Breaks that an `if` swallows do not belong to its block."""
    text = "if a { b }\n\nc"
    node, _ = first(text)
    assert text[node.then.start : node.then.end] == "{ b }"


def test_lines_inside_a_part_go_on_and_do_not_count_behind() -> None:
    """In a one-line string, lines count inside `${}` but not for what follows."""
    text = 'f("${a\n + bc}") + d\n- e'
    source = SourceFile("test", text)
    parse(source)
    assert source.position(text.index("bc")) == (2, 4)
    assert source.position(text.index("d")) == (1, 19)
    assert source.position(text.index("e")) == (2, 3)


def test_parsing_twice_changes_nothing() -> None:
    """The line table is the same after each parse."""
    source = SourceFile("test", 'let a = "${b(\n)}"\nc')
    parse(source)
    once = source.position(len(source.text))
    parse(source)
    assert source.position(len(source.text)) == once == (2, 2)


def test_columns_count_characters() -> None:
    """A column is a number of characters, not of bytes."""
    assert errors('let s = "äö" )') == ["1:14 expected expression, found )"]
