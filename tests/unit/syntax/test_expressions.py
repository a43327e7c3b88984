"""Expressions: what binds how, and what goes on where."""

from __future__ import annotations

import pytest

from harnvm.syntax import nodes

from .support import errors, only, show, statements, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a |> b |> c", "((a |> b) |> c)"),
        ("1 to 2 |> f", "((1 to 2) |> f)"),
        ("1 to n + 1 exclusive", "(1 until (n + 1))"),
        ("a || b && c", "(a || (b && c))"),
        ("a == b < c", "(a == (b < c))"),
        ("a < b + c", "(a < (b + c))"),
        ("a in b == c not in d", "((a in b) == (c not in d))"),
        ("a + b * c - d", "((a + (b * c)) - d)"),
        ("a ?? b + c", "((a ?? b) + c)"),
        ("a * b ?? c", "((a * b) ?? c)"),
        ("a ** b ** c", "(a ** (b ** c))"),
        ("-2 ** 2", "((-2) ** 2)"),
        ("2 ** -1", "(2 ** (-1))"),
        ("!a.b[0]?", "(!a.b[0]?)"),
        ("--a", "(-(-a))"),
        ("a ? b : c", "(a ? b : c)"),
        ("a || b ? c : d to e", "(((a || b) ? c : d) to e)"),
        ("try* f() + 1", "((try* f()) + 1)"),
        ("(a + b) * c", "((a + b) * c)"),
        ("a.b.c(1)(2)", None),
    ],
)
def test_precedence(text: str, expected: str | None) -> None:
    """Operators bind as tightly as Harn says."""
    if expected is None:
        assert len(statements(text)) == 2
    else:
        assert show(value(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b?.c", "a.b?.c"),
        ("a.if(1).type", "a.if(1).type"),
        ("a\n  .b\n  ?.c()", "a.b?.c()"),
        ("f(1, ...xs, 2)", "f(1, ...xs, 2)"),
        ("f(1 2 -3)", "f(1, (2 - 3))"),
        ("(f)(x)", "f(x)"),
        ("a[1][2:][:3][:]", "a[1][2:][:3][:]"),
        ("a[-1:b + 1]", "a[(-1):(b + 1)]"),
        ("a?.b?", "a?.b?"),
        ("42.times()", "42.times()"),
    ],
)
def test_postfix_forms(text: str, expected: str) -> None:
    """Members, calls, subscripts and slices follow each other."""
    assert show(value(text)) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a b", 2),
        ("a -b", 1),
        ("a\n-b", 2),
        ("a\n[0]", 2),
        ("a\n(0)", 2),
        ("f(x)(y)", 2),
        ("a[0](x)", 2),
        ("a\n+ b\n* c", 1),
        ("if a {} -1", 2),
        ("if a {}\n(b)", 2),
        ("x {}", 2),
    ],
)
def test_what_can_continue_continues(text: str, count: int) -> None:
    """A statement ends where the next token cannot belong to it, or a break says so."""
    assert len(statements(text)) == count


def test_an_operand_if_swallows_breaks() -> None:
    """As an operand, an `if` without `else` goes on over line breaks."""
    assert show(value("if c {1}\n-5")) == "(If - 5)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1, 2]", "[1, 2]"),
        ("[1 2\n3]", "[1, 2, 3]"),
        ("[a -b]", "[(a - b)]"),
        ("[a\n-b]", "[a, (-b)]"),
        ("[\n...a,\n]", "[...a]"),
    ],
)
def test_lists_need_no_commas(text: str, expected: str) -> None:
    """Items of a list end where they cannot go on."""
    assert show(value(text)) == expected


def test_dict_keys() -> None:
    """Names, keywords and plain strings are keys by their text, anything else in brackets."""
    entries = value('{a: 1 if: 2, "b c": 3, [d]: 4, ...e}').entries
    assert [getattr(entry.key, "value", None) for entry in entries[:3]] == ["a", "if", "b c"]
    assert [entry.computed for entry in entries[:4]] == [False, False, False, True]
    assert show(entries[3].key) == "d"
    assert isinstance(entries[4], nodes.Spread)


def test_struct_literals() -> None:
    """Behind the name of a known struct, braces make a struct."""
    node = statements("struct P { x: int }\nlet it = P { x: 1 }")[1].value
    assert isinstance(node, nodes.StructLiteral)
    assert node.name == "P"


@pytest.mark.parametrize(
    ("text", "names", "fn_syntax"),
    [
        ("{ -> 1 }", [], False),
        ("{ x -> x }", ["x"], False),
        ("{ x: int, y = 2 -> x }", ["x", "y"], False),
        ("{ a b -> a }", ["a", "b"], False),
        ("{ ...xs -> xs }", ["xs"], False),
        ("fn(a, b) { a }", ["a", "b"], True),
    ],
)
def test_closures(text: str, names: list[str], fn_syntax: bool) -> None:
    """Both notations make closures."""
    node = value(text)
    assert isinstance(node, nodes.Closure)
    assert [parameter.name for parameter in node.parameters] == names
    assert node.fn_syntax is fn_syntax


@pytest.mark.parametrize(
    ("text", "operator"),
    [("a = 1", None), ("a += 1", "+"), ("a.b -= 1", "-"), ("a[0] *= 1", "*"), ("(a) = 1", None)],
)
def test_assignments(text: str, operator: str | None) -> None:
    """Names, properties and elements can be assigned to."""
    node = only(text)
    assert isinstance(node, nodes.Assignment)
    assert node.operator == operator


@pytest.mark.parametrize("text", ["f() = 1", "a?.b = 1", "1 = 2", "a[1:] = b", "a + b = c", "if a {} = 1"])
def test_what_cannot_be_assigned_to(text: str) -> None:
    """Behind anything else the statement ends, and `=` begins none."""
    assert errors(text) == [f"1:{text.index('=') + 1} expected expression, found ="]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("let a = b +\nc", "1:12"),
        ("let a = b <\nc", "1:12"),
        ("let a = b in\nc", "1:13"),
        ("let a = b ? c :\nd", "1:16"),
        ("let a = !\nb", "1:10"),
        ("let a = b |>\nc", "1:13"),
    ],
)
def test_operators_do_not_end_lines(text: str, place: str) -> None:
    """A line break behind an operator is an error at the break."""
    assert errors(text) == [f"{place} expected expression, found \\n"]


@pytest.mark.parametrize("operator", ["==", "<", "<=", "??", "to", "in", "?", "+="])
def test_operators_that_do_not_begin_lines(operator: str) -> None:
    """Most operators cannot begin a line."""
    assert errors(f"let a = b\n{operator} c") == [f"2:1 expected expression, found {operator}"]


def test_complete_statements_end_at_once() -> None:
    """An `if`, `match` or the like first in a statement takes no operators."""
    assert errors("if a {1} else {2} + 1") == ["1:19 expected expression, found +"]
    assert errors("match a {}\n.b") == ["2:1 expected expression, found ."]
    assert isinstance(value("if a {1} else {2} + 1"), nodes.Binary)


def test_an_operand_fn_needs_no_name_but_a_statement_does() -> None:
    """`fn` first in a statement declares."""
    assert errors("fn(x) { x }") == ["1:3 expected function name, found ("]
