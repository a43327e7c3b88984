"""Values, names, paths and operators."""

from __future__ import annotations

import pytest

from harnvm.values.model import EnumValue, RangeValue, StructValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView


def test_names(render):
    """A bare name shows its value, nil as nothing, and itself if nothing has that name."""
    assert (
        render("{{ x }}|{{ y }}|{{ z }}|{{nil}}|{{true}}", x="{{ y }}", y=None)
        == "{{ y }}||{{z}}|{{nil}}|{{true}}"
    )
    assert render("{{é}}|{{ é_1 }}", é=1) == "1|{{é_1}}"


def test_paths(render):
    """Keys lead into dicts, positions into lists and strings; what is not there is nothing."""
    bindings = {"d": {"k": {"a b": 1}}, "xs": ListView(["x", "yz"]), "p": StructValue("P", {"x": 1})}
    assert render("{{ d.k['a b'] }} {{ xs[0] }} {{ xs[-1][1] }}", **bindings) == "1 x z"
    assert (
        render("[{{ d.no }}{{ xs[9] }}{{ xs[-3] }}{{ d[0] }}{{ xs.k }}{{ p.x }}{{ q.r }}]", **bindings)
        == "[]"
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("-3", "-3"),
        ("2.50", "2.5"),
        ("'it'", "it"),
        (r'"a\n\t\"\q\\é"', 'a\n\t"q\\é'),
        ("1.0", "1.0"),
    ],
)
def test_literals(render, source, shown):
    """Numbers and strings with escapes are values."""
    assert render(f"{{{{ {source} }}}}") == shown


def test_values_show_as_in_scripts(render):
    """Structs, enums and nested nils show as ``print`` shows them."""
    assert render("{{ v }}", v=StructValue("P", {"x": [None]})) == "P {x: [nil]}"
    assert render("{{ v }}", v=EnumValue("E", "B", (2,))) == "E.B(2)"


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        (None, False),
        (False, False),
        (0, False),
        (0.0, False),
        ("", False),
        (" \n", False),
        ([], False),
        ({}, False),
        ("x", True),
        ([0], True),
        (make_set([]), True),
        (RangeValue(1, 0, True), True),
    ],
)
def test_truth(render, value, holds):
    """Blank text is false, and an empty set true, other than in scripts."""
    assert render("{{ if v }}T{{ else }}F{{ end }}{{ if !v }}T{{ else }}F{{ end }}", v=value) == (
        "TF" if holds else "FT"
    )


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        (1, 2, "false true true true false false"),
        (1, 1.0, "true false false true false true"),
        ("a", "b", "false true true true false false"),
        (1, "1", "false true false false false false"),
        (None, None, "true false false false false false"),
        ([1], [1], "true false false false false false"),
        (float("nan"), 1, "false true false false false false"),
    ],
)
def test_comparisons(render, a, b, shown):
    """Numbers and strings have an order; all else can only be equal."""
    operators = ("==", "!=", "<", "<=", ">", ">=")
    template = " ".join(f"{{{{ a {operator} b }}}}" for operator in operators)
    assert render(template, a=a, b=b) == shown


def test_logic(render):
    """``and`` and ``or`` give one of their values; ``and`` binds stronger, ``not`` strongest."""
    assert (
        render("{{ a and b }}|{{ b and a }}|{{ a or b }}|{{ b || a }}|{{ a && a }}", a="x", b=0)
        == "0|0|x|x|x"
    )
    assert render("{{ a or b and c }}", a=1, b=0, c=0) == "1"
    assert render("{{ not a == 1 }} {{ !!a }} {{ not (a == 1 or b) }}", a=1, b=0) == "false true false"
    assert render("{{ b == !a }}", a=1, b=False) == "true"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("s |", "expected filter name after `|`"),
        ("s ==", "expected expression"),
        ("(s", "expected `)`"),
        ("(s | upper)", "expected `)`"),
        ("s = 1", "unexpected `=` (use `==`)"),
        ("s & n", "unexpected `&`"),
        ("s[", "expected integer or string inside `[...]`"),
        ("s[1", "expected `]`"),
        ("s.", "expected identifier after `.`"),
        ("1.2.3", "invalid number `1.2.3`"),
        ("99999999999999999999", "invalid integer `99999999999999999999`"),
        ("@", "unexpected character `@` in expression"),
        ("a - 1", "unexpected character `-` in expression"),
        ("not-valid", "unexpected character `-` in expression"),
        ("s n", 'unexpected token `Ident("n")` in expression'),
        ("s -1", "unexpected token `Int(-1)` in expression"),
        ("s 1.5", "unexpected token `Float(1.5)` in expression"),
        ("s 'q\"\\n'", r'unexpected token `Str("q\"\n")` in expression'),
        ("a == b == c", "unexpected token `EqEq` in expression"),
        ("a and | b", "unexpected token `Pipe`"),
        ("'x'.y", "unexpected token `Dot` in expression"),
        ("s | length > 1", "unexpected token `Gt` in expression"),
        ("s | f: 1,", "expected expression"),
    ],
)
def test_syntax_errors(problem, source, message):
    """What is no expression is told with the place of its directive."""
    assert problem(f"x\n {{{{ {source} }}}}") == f"at 2:2: {message}"


def test_nesting_is_limited(problem):
    """Parentheses that nest too deeply are an error like any other."""
    source = "(" * 20_000 + "1" + ")" * 20_000
    assert problem(f"{{{{ {source} }}}}") == "at 1:1: nested too deeply"
