"""Whether a text lacks its rest."""

from __future__ import annotations

import pytest

from harnvm.syntax import is_incomplete


@pytest.mark.parametrize(
    "text",
    [
        "(1",
        "fn f() {",
        "fn f() {\n 1",
        '"""abc',
        '"${f(',
        '"abc\\',
        "/* x",
        "x \\",
        "[1,",
        "let x =",
        "select {",
        "@a",
        "try {",
        "match x {\n 1 -> {",
        "{ x ->",
        "xs.map({ x ->",
        "x ? y",
        "a.",
        "if c {1} else",
        "fn(x) {",
        "if c {1} else {2} + (",
        "foo()\nif x {",
        "P {",
    ],
)
def test_unfinished(text: str) -> None:
    """More lines could complete it."""
    assert is_incomplete(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "// x",
        "// x \\",
        "1",
        "x",
        "if c {1}",
        "fn f() {}",
        "}",
        ")(",
        '"abc',
        'r"abc',
        "1 +",
        "(1 +",
        "a |>",
        "import",
        "return",
        "select {}",
        "fn f(a = 1, b",
        "let = {",
        "#",
        "(" * 1000,
    ],
)
def test_complete_or_beyond_repair(text: str) -> None:
    """No continuation is needed, or none helps."""
    assert not is_incomplete(text)
