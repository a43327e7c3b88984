"""Raw tokens to grammar tokens."""

from __future__ import annotations

import pytest

from harnvm.syntax.filter import TokenFilter

from .support import kinds, raw


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n+ b", "NAME PLUS NAME"),
        ("a\n- b", "NAME MINUS_NL NAME"),
        ("a\n[0]", "NAME LSQB_NL INT RSQB"),
        ("f\n(x\n)", "NAME LPAR_NL NAME RPAR_NL"),
        ("a\n== b", "NAME EQ_NL NAME"),
        ("a +\nb", "NAME PLUS NEWLINE NAME"),
        ("a\nif b", "NAME IF_NL NAME"),
        ("if a {\n}\nelse if b {}", "IF NAME LBRACE RBRACE_NL ELSE ELSE_IF NAME LBRACE RBRACE"),
    ],
)
def test_line_breaks(text: str, expected: str) -> None:
    """A break renames the token behind it, where the grammar cares, or stays behind an operator."""
    assert kinds(text) == expected


def test_breaks_behind_an_if_belong_to_it() -> None:
    """An `if` without `else` looks for one, and so swallows the breaks that follow."""
    assert kinds("if a {}\n- 1") == "IF NAME LBRACE RBRACE MINUS INT"
    assert kinds("if a {} else {}\n- 1") == "IF NAME LBRACE RBRACE ELSE LBRACE RBRACE MINUS_NL INT"
    assert kinds("try {}\n[0]").endswith("RBRACE LSQB INT RSQB")
    assert kinds("try {} catch e {}\n[0]").endswith("RBRACE LSQB INT RSQB")
    assert kinds("while a {}\n[0]").endswith("RBRACE LSQB_NL INT RSQB")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a: 1}", "LBRACE NAME COLON INT RBRACE"),
        ("{ a -> 1 }", "CLOSURE_LBRACE NAME ARROW INT RBRACE"),
        ("{ -> { 1 } }", "CLOSURE_LBRACE ARROW LBRACE INT RBRACE RBRACE"),
        ("{a: { b -> c }}", "LBRACE NAME COLON CLOSURE_LBRACE NAME ARROW NAME RBRACE RBRACE"),
        ("{ (-> ) }", "LBRACE LPAR ARROW RPAR RBRACE"),
        ("{ { ) -> } }", "CLOSURE_LBRACE CLOSURE_LBRACE RPAR ARROW RBRACE RBRACE"),
    ],
)
def test_an_arrow_makes_a_brace_a_closure(text: str, expected: str) -> None:
    """A brace begins a closure if an arrow follows at its own level."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("P {", True),
        ("(P) {", True),
        ("if P {", True),
        ("P\n{", False),
        ("x.P {", False),
        ("f(P) {", False),
        ("Q {", False),
        ("@P {", False),
    ],
)
def test_struct_literals(text: str, literal: bool) -> None:
    """A brace behind the name of a struct declared before, on the same line, is a struct literal."""
    tokens = kinds("struct P {}\n" + text)
    assert tokens.endswith("STRUCT_LBRACE" if literal else " LBRACE")


def test_structs_are_known_from_their_declaration_on() -> None:
    """A struct declared later makes no literal."""
    assert "STRUCT_LBRACE" not in kinds("P { x: 1 }\nstruct P {}").split(" STRUCT ", maxsplit=1)[0]


def test_structs_of_earlier_texts() -> None:
    """Names of structs may be handed in."""
    assert TokenFilter("P {}", raw("P {}"), ["P"]).run().kinds[2] == "STRUCT_LBRACE"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a ? b : c", "QMARK"),
        ("a ? -b : c", "QMARK"),
        ("a ? (b) : c", "QMARK"),
        ('a ? r"b" : c', "TRY_MARK"),
        ("a ? 5s : c", "TRY_MARK"),
        ("a?", "TRY_MARK"),
        ("a?.b", "OPTIONAL_DOT"),
        ("a\n? b", "QMARK_NL"),
    ],
)
def test_question_marks(text: str, mark: str) -> None:
    """What follows a question mark decides which operator it is."""
    assert kinds(text).split()[1] == mark


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.if", "NAME DOT KEYWORD_NAME"),
        ("a?.\ntype", "NAME OPTIONAL_DOT KEYWORD_NAME"),
        ("a.select", "NAME DOT SELECT"),
        ("{if: 1 in\n: 2}", "LBRACE KEYWORD_NAME COLON INT IN COLON_NL INT RBRACE"),
        ("{if: 1\nin: 2}", "LBRACE KEYWORD_NAME COLON INT KEYWORD_NAME COLON INT RBRACE"),
        ("{a: 1, to: 2}", "LBRACE NAME COLON INT COMMA KEYWORD_NAME COLON INT RBRACE"),
        ("[true: 1]", "LSQB TRUE COLON INT RSQB"),
        ("while a { if: }", "WHILE NAME LBRACE IF COLON RBRACE"),
    ],
)
def test_keywords_as_names(text: str, expected: str) -> None:
    """Keywords are names behind a dot and as dict keys, save three that were forgotten."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parallel each each", "PARALLEL EACH NAME"),
        ("parallel settle with with {", "PARALLEL SETTLE NAME WITH LBRACE"),
        ("with each", "NAME NAME"),
        ("parallel 2 { i -> i }", "PARALLEL INT CLOSURE_LBRACE VARIABLE ARROW NAME RBRACE"),
        ("fn f() where T", "FN NAME LPAR RPAR WHERE NAME"),
        ("where x", "NAME NAME"),
        ("a not in b", "NAME NOT_IN NAME"),
        ("not in b", "NAME IN NAME"),
        ("a not b", "NAME NAME NAME"),
        ("fn f<out T, out>", "FN NAME LESSTHAN OUT NAME COMMA NAME MORETHAN"),
        ("f(out x)", "NAME LPAR NAME NAME RPAR"),
        ("try* f", "TRY_STAR NAME"),
        ("try\n* f", "TRY STAR NAME"),
        ("while (a)", "WHILE HEADER_LPAR NAME RPAR"),
        ("return\nreturn 1", "RETURN RETURN_VALUE INT"),
        ('tool t() { description "x" description', "TOOL NAME LPAR RPAR LBRACE DESCRIPTION STRING NAME"),
        (
            "select { timeout 1 { timeout } default {",
            "SELECT LBRACE TIMEOUT INT LBRACE NAME RBRACE DEFAULT LBRACE",
        ),
        ("timeout default", "NAME NAME"),
        ("catch\ne", "CATCH NAME_NL"),
        ("[...a ...b]", "LSQB ELLIPSIS NAME ELLIPSIS_JOINED NAME RSQB"),
        ("never<a fn never", "NEVER LESSTHAN NAME FN NAME"),
    ],
)
def test_words_that_are_keywords_in_one_place(text: str, expected: str) -> None:
    """Contextual keywords are names everywhere else."""
    assert kinds(text) == expected


def test_tokens_cover_their_raw_tokens() -> None:
    """A merged token knows its text and the last raw token it is made of."""
    text = "a not in b"
    tokens = TokenFilter(text, raw(text)).run()
    assert text[tokens.starts[2] : tokens.ends[2]] == "not in"
    assert list(tokens.lasts) == [-1, 0, 2, 3, 4]


def test_a_run_may_stop_early() -> None:
    """What is cut off ends with a kind that says so."""
    assert TokenFilter("a b c", raw("a b c")).run(stop=2).kinds == ["", "NAME", "NAME", "CUT"]
