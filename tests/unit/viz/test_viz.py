"""Programs as flow charts."""

from __future__ import annotations

import pytest

from harnvm.source import SourceFile
from harnvm.syntax import parse
from harnvm.viz import Graph, chart


def drawn(text: str) -> Graph:
    """Return the graph of a program."""
    return chart(parse(SourceFile("t.harn", text)))


def lines(text: str) -> list[str]:
    """Return the Mermaid lines of a program below its root."""
    first, root, *rest = drawn(text).mermaid().splitlines()
    assert (first, root) == ("flowchart TD", '    n0["module"]')
    return [line.strip() for line in rest]


def test_sequence() -> None:
    """A declaration with a body is a chain between two nodes of its name."""
    assert lines("pipeline main(task) {\n  let x = 1\n  println(x)\n}") == [
        'n1["pipeline main"]',
        'n2["end pipeline main"]',
        'n3["let x = 1"]',
        'n4["println(...)"]',
        "n3 --> n4",
        "n1 --> n3",
        "n4 --> n2",
        "n0 --> n1",
    ]


def test_empty_body() -> None:
    """A body without statements is one arrow."""
    assert lines("fn f() {}") == ['n1["fn f"]', 'n2["end fn f"]', "n1 --> n2", "n0 --> n1"]


def test_branches_meet() -> None:
    """The branches of a condition leave it and meet again; without else, there is a short way."""
    assert lines("if ready { go() }") == [
        'n1["if ready"]',
        'n2["then"]',
        'n3["go(...)"]',
        "n2 --> n3",
        'n4["join"]',
        "n1 -- yes --> n2",
        "n3 --> n4",
        "n1 -- no --> n4",
        "n0 --> n1",
    ]


def edges(text: str) -> list[tuple[str, str, str | None]]:
    """Return the arrows of a program by the labels of their nodes."""
    graph = drawn(text)
    labels = dict(graph.nodes)
    return [(labels[start], labels[end], why) for start, end, why in graph.edges]


@pytest.mark.parametrize(
    ("text", "arrow"),
    [
        ("if a { b() } else { c() }", ("if a", "else", "no")),
        ("if a { b() } else if d { c() }", ("else", "if d", None)),
        ("for x in xs { f(x) }", ("f(...)", "for x in xs", None)),
        ("for x in xs { f(x) }", ("for x in xs", "after loop", "done")),
        ("while a { f() }", ("while a", "body", "true")),
        ("while a { f() }", ("while a", "after loop", "false")),
        ("retry 3 { f() }", ("f(...)", "retry 3", "retry")),
        ("match v { 1 -> { f() } }", ("match v", "1", "arm")),
        ("match v { x if x > 3 -> { f() } }", ("match v", "x if x > 3", "arm")),
        ("try { f() } catch e { g() }", ("try", "catch e", "error")),
        ("try { f() } catch e { g() }", ("g(...)", "after try", None)),
        ("try { f() } finally { g() }", ("finally", "finally body", None)),
        ("try { f() } finally { g() }", ("try", "catch", "error")),
        ("parallel each xs { x -> f(x) }", ("parallel each xs -> x", "parallel body", "fan out")),
        ("parallel 3 { f() }", ("parallel body", "f(...)", None)),
        ("select { m from ch { f() } }", ("select", "recv m", "ch")),
        ("select { m from ch { f() } timeout 5s { g() } }", ("select", "timeout 5000ms", "timeout")),
        ("select { m from ch { f() } default { g() } }", ("select", "default", "default")),
        ("deadline 5s { f() }", ("deadline 5000ms", "f(...)", None)),
        ("spawn { f() }", ("f(...)", "end spawn", None)),
        ("try { f() }", ("f(...)", "end try expr", None)),
    ],
)
def test_arrows(text: str, arrow: tuple[str, str, str | None]) -> None:
    """Each kind of statement has its arrows."""
    assert arrow in edges(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("let x = 9223372036854775808 + 1.50", "let x = 9223372036854776000 + 1.5"),
        ("var x = 1.0", "var x = 1"),
        ("let {a, b: c, ...d} = e", "let {a, c, ...d} = e"),
        ("let [a, b = 2, ...c] = d", "let [a, b, ...c] = d"),
        ('let s = "twenty-five characters...and more"', 'let s = "twenty-five characters....."'),
        ('let s = r"a\\n"', 'let s = r"a\\n"'),
        ('let s = "a ${b} c"', "let s = interpolated string"),
        ("x += 1", "x + 1"),
        ("a.b[0] = nil", "a.b[0] = nil"),
        ("a?.b?.c(1)", "a?.b?.c(...)"),
        ("let b = 1 not in xs", "let b = 1 not_in xs"),
        ("let s = xs[1:2]", "let s = xs[..]"),
        ("let d = {a: 1, ...b}", "let d = {2 fields}"),
        ("let l = [1, 2, 3]", "let l = [3 items]"),
        ("let c = { x, y -> x }", "let c = closure (2)"),
        ("let r = 1 to 5 exclusive", "let r = 1 to 5 exclusive"),
        ("let t = a ? b : c", "let t = a ? ..."),
        ("let t = true", "let t = true"),
        ('import {a, b} from "./lib"', 'import {a, b} from "./lib"'),
        ('import "std/math"', 'import "std/math"'),
        ("guard a else { return 1 }", "guard a else (1 statements)"),
        ('require a, "why"', 'require a : "why"'),
        ("throw !a", "throw !a"),
        ("enum E { A }", "enum E"),
        ("type T = int | string", "type T"),
        ("@test\n@deprecated\npipeline p(task) {}", "@test @deprecated pipeline p"),
    ],
)
def test_labels(text: str, label: str) -> None:
    """A statement that does not branch is one node with a few words of its source."""
    assert [node.label for node in drawn(text).nodes] == ["module", label]


def test_quotes_and_line_breaks() -> None:
    """Labels stay on their line, and their quotes are marked."""
    assert lines('let s = """a\nb"""') == ['n1["let s = \\"a b\\""]', "n0 --> n1"]


def test_machine_form() -> None:
    """The form for machines has nodes and arrows apart."""
    assert drawn("if a { b() }").as_dict()["edges"][0] == {"start": "n2", "end": "n3", "label": None}


@pytest.mark.parametrize(
    "text",
    ["if a { " * 150 + "}" * 150, "let x = 1" + " + 1" * 400, "let x = " + "(" * 150 + "1" + ")" * 150],
)
def test_deep_nesting(text: str) -> None:
    """Whatever the parser accepts can be drawn."""
    assert drawn(text).mermaid()
