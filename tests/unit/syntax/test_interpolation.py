"""The `${…}` parts of strings."""

from __future__ import annotations

from typing import Any

import pytest

from harnvm.syntax import nodes

from .support import show, statements, value


def parts(text: str) -> list[Any]:
    """Return the parts of a string: text, shown expressions, and what does not parse in a list."""
    out: list[Any] = []
    for part in value(text).parts:
        if isinstance(part, nodes.UnparsedText):
            out.append([part.text])
        else:
            out.append(part if isinstance(part, str) else (show(part),))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a${b}c"', ["a", ("b",), "c"]),
        ('"${a}${b}"', [("a",), ("b",)]),
        ('"${ a + 1 }"', [("(a + 1)",)]),
        ('"${f("x")}"', [("f('x')",)]),
        ('"${"${a}"}"', [("InterpolatedString",)]),
        ('"${ {a: 1} }"', [("DictLiteral",)]),
        ('"${xs.map({ x -> x })}"', [("xs.map(Closure)",)]),
        (r'"\${a}${b}"', ["${a}", ("b",)]),
        ('"${a\n+ b}"', [("(a + b)",)]),
    ],
)
def test_expressions(text: str, expected: list[Any]) -> None:
    """A part is an expression; braces in it are counted."""
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"${a b}"', [("a",)]),
        ('"${a; b}"', [("a",)]),
        ('"${P {x: 1}}"', [("P",)]),
        ('"${a\n-b}"', [("a",)]),
        ('"${1 to 2 to 3}"', [("(1 to 2)",)]),
    ],
)
def test_what_follows_an_expression_is_ignored(text: str, expected: list[Any]) -> None:
    """Only the first expression counts, and structs are unknown."""
    assert parts(text) == expected


@pytest.mark.parametrize("part", ["+", "a +", "let x = 1", "?HOME", "(a", "a.", "1 +\n 2"])
def test_what_does_not_parse_is_text(part: str) -> None:
    """A part that is no expression stands for itself, without the `${` and `}`."""
    assert parts(f'"x${{{part}}}y"') == ["x", [part], "y"]


@pytest.mark.parametrize("part", ["#", 'f(\\"x\\")', "'a'", "a & b"])
def test_what_consists_of_no_tokens_vanishes(part: str) -> None:
    """A part with a character that begins no token is dropped."""
    assert parts(f'"x${{{part}}}y"') == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"""\n    a ${b}\n      c\n    """', ["a ", ("b",), "\n  c"]),
        ('"""\n  ${a}\n  """', ["  ", ("a",)]),
        ('"""\n${a}\n"""', [("a",)]),
        ('"""${a}  b"""', [("a",), "b"]),
        ('"""${ }"""', [[" "]]),
        ('"""${f("""x""")}"""', [("f('x')",)]),
    ],
)
def test_triple_quoted_strings(text: str, expected: list[Any]) -> None:
    """Indent is removed from each literal part, also from blanks behind a `}`."""
    assert parts(text) == expected


def test_offsets_are_those_of_the_file() -> None:
    """Nodes inside a part know where they stand in the text."""
    text = 'let s = "é${ abc }"'
    (_, part) = statements(text)[0].value.parts
    assert text[part.start : part.end] == "abc"
