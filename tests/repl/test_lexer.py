"""Harn in colours."""

from __future__ import annotations

import pytest

pytest.importorskip("pygments")

from pygments.token import Token

from harnvm.repl.lexer import HarnLexer, HarnReplLexer


def tokens(text: str) -> list[tuple[str, str]]:
    """Return what is not white space, as (kind, text)."""
    found = HarnLexer().get_tokens(text)
    return [(str(kind).removeprefix("Token."), value) for kind, value in found if value.strip()]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("let", "Keyword.Declaration"),
        ("while", "Keyword"),
        ("nil", "Keyword.Constant"),
        ("name", "Name"),
        ("größe", "Name"),
        ("_", "Name.Builtin.Pseudo"),
        ("_12", "Name.Builtin.Pseudo"),
        ("println", "Name.Builtin"),
        ("42", "Literal.Number.Integer"),
        ("4.2", "Literal.Number.Float"),
        ("500ms", "Literal.Number.Other"),
        ("// note", "Comment.Single"),
        ("/* a /* b */ c */", "Comment.Multiline"),
        ('r"a\\b"', "Literal.String.Other"),
        ("|>", "Operator"),
        ("@test", "Name.Decorator"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    """Each kind of word has its colour."""
    found = tokens(text)
    assert "".join(value for _, value in found).split() == text.split()
    assert {name for name, _ in found} == {kind}


def test_declarations() -> None:
    """What is declared, called and accessed is told apart by its place."""
    assert ("Name.Function", "f") in tokens("fn f(a) { }")
    assert ("Name.Class", "P") in tokens("struct P { }")
    assert ("Name.Function", "g") in tokens("g(1)")
    assert ("Name.Function", "map") in tokens("xs.map(f)")
    assert ("Name.Attribute", "size") in tokens("box.size")


def test_interpolation() -> None:
    """Code inside a string is code, braces and strings in it included."""
    found = tokens('"a ${ {k: f("x")}.k } b \\n"')
    assert ("Literal.String.Interpol", "${") in found
    assert ("Name.Function", "f") in found
    assert ("Literal.String.Escape", "\\n") in found
    assert found[-1] == ("Literal.String.Double", '"')
    assert found.count(("Literal.String.Interpol", "}")) == 1


@pytest.mark.parametrize("text", ['"open', '"""open\n', "/* open", "${", "}}", "\x00", "é“"])
def test_anything_goes(text: str) -> None:
    """Unfinished and broken text is coloured as far as it goes, and nothing of it is lost."""
    assert "".join(value for _, value in HarnLexer().get_tokens(text)).strip() == text.strip()


def test_commands() -> None:
    """At the REPL a command has a colour of its own."""
    found = list(HarnReplLexer().get_tokens(":show a"))
    assert found[0] == (Token.Keyword.Namespace, ":show")
    assert (Token.Keyword, "while") in list(HarnReplLexer().get_tokens("while true { }"))
