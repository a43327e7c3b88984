"""Text to raw tokens."""

from __future__ import annotations

import pytest

from harnvm.syntax.lexer import NESTING_LIMIT

from .support import errors, only, raw, statements, value


def spelt(text: str) -> list[str]:
    """Return the texts of the raw tokens, line breaks as ``\\n``."""
    tokens = raw(text)
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)][:-1]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a_1 if", ["NAME", "IF"]),
        ('r"x" r x', ["RAW_STRING", "NAME", "NAME"]),
        ("42.m", ["INT", "DOT", "NAME"]),
        ("1.5.2", ["FLOAT", "DOT", "INT"]),
        ("5ms 5s 5m 5h 5d 5w", ["DURATION"] * 6),
        ("5msx", ["DURATION", "NAME"]),
        ("5sx", ["INT", "NAME"]),
        ("5s_x", ["DURATION", "NAME"]),
        ("1e5", ["INT", "NAME"]),
        ("9223372036854775807", ["INT"]),
        ("9223372036854775808", ["FLOAT"]),
        ("99999999999999999999s", ["FLOAT", "NAME"]),
        ("a|>b||c|d", ["NAME", "PIPE", "NAME", "OR", "NAME", "VBAR", "NAME"]),
        ("a?.b??c?d", ["NAME", "OPTIONAL_DOT", "NAME", "COALESCE", "NAME", "QMARK", "NAME"]),
        ("**= *=", ["POWER", "EQUAL", "STAR_EQUAL"]),
        ("a \\\n b", ["NAME", "NAME"]),
        ("a\n \n\nb", ["NAME", "NEWLINE", "NAME"]),
        ("a /* x\n /* y */ */ b // c", ["NAME", "NAME"]),
        ("each with", ["EACH", "WITH"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    """Tokens end where the next character cannot belong to them."""
    assert raw(text).kinds == [*kinds, "EOF"]


def test_comments_are_kept_by_offset() -> None:
    """Comments are no tokens, but their places are known."""
    text = "a // one\n/* two\n*/ b"
    assert [text[start:end] for start, end in raw(text).comments] == ["// one", "/* two\n*/"]


@pytest.mark.parametrize("name", ["größe", "Ⅷ", "ⓐ", "变量", "ª", "काम", "x²"])
def test_names_may_use_any_script(name: str) -> None:
    """A name consists of alphabetic characters of any script, marks included, and digits."""
    assert spelt(f"{name} ") == [name]


@pytest.mark.parametrize("text", ["²", "①", "٣", "#", "&", "'", "\\", "\x1f", "\u00a0"])
def test_characters_that_begin_no_token(text: str) -> None:
    """What begins no token is an error that shows it."""
    assert errors(f"a {text}") == [f"1:3 Unexpected character '{text}' at 1:3"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (r'"a\n\t\\\"\$"', 'a\n\t\\"$'),
        (r'"\r\0\x41\q"', r"\r\0\x41\q"),
        ('""', ""),
        (r'r"a\n${b}"', r"a\n${b}"),
        ('"$ $x {}"', "$ $x {}"),
        ('"a\\\nb"', "a\\\nb"),
        ('"""a"b""c"""', 'a"b""c'),
        (r'"""a\n"""', r"a\n"),
    ],
)
def test_strings(text: str, result: str) -> None:
    """One-line strings know five escapes, raw and triple-quoted ones none."""
    assert value(text).value == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("\n    a\n      b\n    c\n    ", "a\n  b\nc"),
        ("\na\n", "a"),
        ("  a\n", "a"),
        ("\n  a\n\n  b\n", "a\n\nb"),
        ("\n  \n", "  \n"),
        ("\n\ta\n\t\tb", "a\n\tb"),
        ("", ""),
    ],
)
def test_triple_quoted_strings_lose_their_common_indent(text: str, result: str) -> None:
    """The indent that all lines share goes, and the last line break with it."""
    assert value(f'"""{text}"""').value == result


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('let s = "abc\n', "1:9 Unterminated string at 1:9"),
        ('let s = "a${b"', "1:9 Unterminated string at 1:9"),
        ('\n  r"abc', "2:3 Unterminated string at 2:3"),
        ('"""abc', "1:1 Unterminated string at 1:1"),
        ("a /* /* */", "1:3 Unterminated block comment at 1:3"),
        ('"${ }" ', "1:6 Unexpected character '}' at 1:6"),
    ],
)
def test_unfinished_tokens(text: str, message: str) -> None:
    """The first token that does not end is the only error, and stands at its beginning."""
    assert errors(text) == [message]


def test_a_lexer_error_hides_parse_errors() -> None:
    """Where a token is broken, the text is not parsed at all."""
    assert errors("let = 1\n#") == ["2:1 Unexpected character '#' at 2:1"]


def test_line_breaks_that_do_not_count() -> None:
    """Breaks inside `${}` of a one-line string, or escaped in it, are no lines for what follows."""
    assert errors('let a = "${b(\n)}"\nlet s = "x\\\ny"\n= 1') == ["3:1 expected expression, found ="]


def test_line_breaks_that_count() -> None:
    """Breaks in comments and triple-quoted strings, and joined lines, are lines."""
    assert errors('/*\n*/ """\n${a +\nb}""" \\\n1\n= 1') == ["6:1 expected expression, found ="]


def test_numbers_that_overflow_become_floats() -> None:
    """An integer beyond 64 bits is a float, however many digits it has."""
    assert value("9" * 5000).value == float("inf")
    assert value("0" * 5000 + "7").value == 7


@pytest.mark.parametrize(("text", "milliseconds"), [("500ms", 500), ("5s", 5000), ("2w", 1_209_600_000)])
def test_durations(text: str, milliseconds: int) -> None:
    """A duration is kept in milliseconds."""
    assert value(text).milliseconds == milliseconds


def test_the_lexer_stops_where_brackets_are_too_deep() -> None:
    """A text of brackets alone costs no more than the allowed ones."""
    tokens = raw("(" * 1_000_000)
    assert tokens.too_deep == NESTING_LIMIT
    assert len(tokens.kinds) == NESTING_LIMIT + 1


def test_empty_text() -> None:
    """A text without tokens is a program without statements."""
    assert statements("") == statements(" \n// x\n") == []


def test_an_odd_end_of_line() -> None:
    """Carriage returns are blanks."""
    assert only("let a =\r\n1\r\n").value.value == 1
