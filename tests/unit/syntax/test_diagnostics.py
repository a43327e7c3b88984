"""What is said about what does not parse."""

from __future__ import annotations

import pytest

from harnvm.errors import HarnSyntaxError
from harnvm.source import Report, SourceFile, render_report
from harnvm.syntax import parse
from harnvm.syntax.diagnostics import terse

from .support import errors


def reports(text: str) -> tuple[Report, ...]:
    """Return the reports about a text that does not parse."""
    with pytest.raises(HarnSyntaxError) as caught:
        parse(SourceFile("test", text))
    return caught.value.reports


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("let", "1:4 unexpected end of file, expected variable name or destructuring pattern"),
        ("let 1", "1:5 expected variable name or destructuring pattern, found int(1)"),
        ("let a 1", "1:7 expected =, found int(1)"),
        ("fn for", "1:4 expected function name, found 'for' (reserved keyword)"),
        ("fn f( { }", "1:7 expected parameter name, found {"),
        ("fn f(", "1:6 unexpected end of file, expected )"),
        ("fn f(a\n", "2:1 unexpected end of file, expected parameter name"),
        ("fn f() 1", "1:8 expected {, found int(1)"),
        ("fn f() {", "1:9 unexpected end of file, expected }"),
        ("f(1", "1:4 unexpected end of file, expected )"),
        ("[1", "1:3 unexpected end of file, expected ]"),
        ("x[", "1:3 unexpected end of file, expected expression"),
        ("x[1:", "1:5 unexpected end of file, expected expression"),
        ("{a", "1:3 unexpected end of file, expected :"),
        ("{if", "1:4 unexpected end of file, expected :"),
        ("{if }", "1:5 expected :, found }"),
        ("{1: 2}", "1:2 expected dict key, found int(1)"),
        ("{select: 2}", "1:2 expected dict key, found select"),
        ("a.", "1:3 unexpected end of file, expected member name"),
        ("a.1", "1:3 expected member name, found int(1)"),
        ("a.finally", "1:3 expected member name, found finally"),
        ("[a ...b]", "1:5 expected member name, found ."),
        ("[..b]", "1:4 expected ., found id(b)"),
        ("let {.b} = c", "1:7 expected ., found id(b)"),
        ("x ? y", "1:6 unexpected end of file, expected :"),
        ("<<TAG", "1:1 expected an expression — heredocs are only valid inside LLM tool-call argument JSON; "
         'for multiline strings in source code use triple-quoted `"""..."""`, '
         "found `<<` heredoc-like syntax"),
        ("for x y", "1:7 expected in, found id(y)"),
        ("for (a b) in c { }", "1:8 expected ,, found id(b)"),
        ("guard a { }", "1:9 expected else, found {"),
        ("try 1", "1:5 expected {, found int(1)"),
        ("try { } catch (1) { }", "1:16 expected error variable, found int(1)"),
        ("match x { 1 2", "1:13 expected ->, found int(2)"),
        ("match x { 1\nif a -> { } }", "2:1 expected ->, found if"),
        ("select { a { } }", "1:12 expected from, found {"),
        ("select { }", "1:11 unexpected end of file, expected at least one select case"),
        ("select { timeout 1 { } default { } }\n",
         "1:37 expected select cannot have both timeout and default, found \\n"),
        ("import x", "1:8 expected import path string, found id(x)"),
        ('import { a } "b"', "1:14 expected from, found str(b)"),
        ("enum E { 1 }", "1:10 expected variant name, found int(1)"),
        ("interface I { 1 }", "1:15 expected fn, found int(1)"),
        ("impl P { let }", "1:10 expected fn, found let"),
        ("fn f<T", "1:7 unexpected end of file, expected >"),
        ("fn f() where 1", "1:14 expected type parameter name, found int(1)"),
        ("fn f() where", "1:13 unexpected end of file, expected {"),
        ("type T = ", "1:10 unexpected end of file, expected type name"),
        ("struct S { a: }", "1:15 expected type name, found }"),
        ("1.5.", "1:5 unexpected end of file, expected member name"),
        ("let a = )", "1:9 expected expression, found )"),
        ("a;", "1:2 expected expression, found ;"),
    ],
)  # fmt: skip
def test_first_errors(text: str, message: str) -> None:
    """The first error says what is wanted, what is found and where, as Harn 0.7.8 does."""
    assert errors(text)[0] == message


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ('"a\\nb"', "str(a\nb)"),
        ('r"a\\n"', "rstr(a\\n)"),
        ('"a${b}"', "istr(...)"),
        ('"""\n  a\n"""', "str(a)"),
        ("007", "int(7)"),
        ("1.50", "float(1.5)"),
        ("2.0", "float(2)"),
        ("9" * 20, "float(100000000000000000000)"),
        ("5s", "duration(5000ms)"),
        ("each", "id(each)"),
        ("for", "for"),
        ("->", "->"),
        ("@", "@"),
    ],
)
def test_how_tokens_are_shown(token: str, shown: str) -> None:
    """Tokens are shown with their kind and value."""
    assert errors(f"(1 {token}")[0].endswith(f"expected ), found {shown}")


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ("}", None),
        ("1", "IntLiteral(1)"),
        ('"a\\"b"', 'StringLiteral("a\\"b")'),
        ("if", "If"),
        ("type", "TypeKw"),
        (":", "Colon"),
        ('"${b}"', 'InterpolatedString([Expression("b", 1, 28)])'),
    ],
)
def test_the_message_that_shows_inner_names(token: str, shown: str | None) -> None:
    """One message shows tokens by the names they have inside Harn 0.7.8."""
    found = errors(f"parallel each xs with {{ {token}")[0]
    if shown is None:
        assert found.endswith("expected {")
    else:
        assert found.endswith(f"expected option name in `parallel ... with {{ ... }}` block, found {shown}")


def test_labels_and_help() -> None:
    """A report has a label for the carets, and help where something is to be closed."""
    (report,) = reports("f(1")
    assert (report.label, report.help) == (
        "file ends here",
        "add a closing `)` to finish this expression or parameter list",
    )
    (report,) = reports("a;")
    assert (report.label, report.help) == ("unexpected token", None)
    (report,) = reports("#")
    assert (report.label, report.help) == ("here", None)


def test_rendering() -> None:
    """A report is drawn with its place, its line and carets below the token."""
    text = "let a = 1\nlet b = [1, 2 }\n"
    assert render_report(reports(text)[0], text) == (
        "error: expected expression, found }\n"
        "  --> test:2:15\n"
        "   |\n"
        " 2 | let b = [1, 2 }\n"
        "   |               ^ unexpected token\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\nf(a b c }", "Expected expression, got } at 2:9"),
        ("f(1", "Unexpected end of file, expected )"),
        ("#", "Unexpected character '#' at 1:1"),
    ],
)
def test_wording_for_imported_files(text: str, message: str) -> None:
    """What is wrong with an imported file is said in other words."""
    assert terse(reports(text)[0]) == message
