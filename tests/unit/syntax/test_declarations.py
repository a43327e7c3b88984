"""Declarations, parameters, types, attributes."""

from __future__ import annotations

import pytest

from harnvm.syntax import nodes

from .support import errors, only, show, show_type, statements


def test_functions() -> None:
    """A function has all its parts."""
    node = only("pub fn f<T, in U, out V>(a, b: int = 1, ...c: list<T>) -> T | nil where T: A, U: B { a }")
    assert (node.name, node.pub) == ("f", True)
    assert [(p.name, p.variance) for p in node.type_parameters] == [("T", ""), ("U", "in"), ("V", "out")]
    assert [(p.name, show_type(p.type), p.rest) for p in node.parameters] == [
        ("a", "none", False),
        ("b", "int", False),
        ("c", "list<T>", True),
    ]
    assert show(node.parameters[1].default) == "1"
    assert show_type(node.result) == "(T | nil)"
    assert [(w.name, w.bound) for w in node.where] == [("T", "A"), ("U", "B")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "fn f(a = 1, b) { }",
            "1:14 expected Required parameter cannot follow a parameter with a default value, found )",
        ),
        ("fn f(...a, b) { }", "1:10 expected Rest parameter must be the last parameter, found ,"),
        ("fn f(...a\n) { }", "1:10 expected Rest parameter must be the last parameter, found \\n"),
        ("fn f(a,\n b\n) { }", "3:1 expected parameter name, found )"),
        ("fn f(if) { }", "1:6 expected parameter name, found 'if' (reserved keyword)"),
    ],
)
def test_bad_parameters(text: str, message: str) -> None:
    """Parameters follow rules that the grammar alone cannot state."""
    assert errors(text)[0] == message


def test_parameters_over_lines() -> None:
    """A trailing comma lets the closing parenthesis begin a line."""
    assert len(only("fn f(\n a,\n b,\n) { }").parameters) == 2


def test_tools() -> None:
    """A tool may begin with its description."""
    node = only('tool t(a: int) -> string { description\n"d" a }')
    assert (node.description, len(node.body.statements)) == ("d", 1)
    node = only("tool t() { description }")
    assert (node.description, len(node.body.statements)) == (None, 1)


def test_pipelines() -> None:
    """A pipeline may extend another."""
    node = only("pub pipeline p(task) -> int extends q { }")
    assert (node.name, node.parameters, node.extends, node.pub) == ("p", ["task"], "q", True)


def test_imports() -> None:
    """An import takes all or some names."""
    everything, some = statements('import "a" import { b, c\nd } from "e"')
    assert (everything.path, everything.names) == ("a", None)
    assert (some.path, some.names) == ("e", ["b", "c", "d"])


def test_imports_and_pipelines_stand_at_the_top() -> None:
    """Inside a block they begin no statement."""
    assert errors('fn f() { import "a" }')[0] == "1:10 expected expression, found import"
    assert errors("fn f() { pipeline p() { } }")[0] == "1:10 expected expression, found pipeline"


def test_enums_and_structs() -> None:
    """Variants may carry fields; fields may lack a type or be optional."""
    enum, struct = statements("enum E<T> { A, B(x: T) C }\npub struct S { a: int\nb? c?: string }")
    assert [(v.name, len(v.fields)) for v in enum.variants] == [("A", 0), ("B", 1), ("C", 0)]
    assert [(f.name, show_type(f.type), f.optional) for f in struct.fields] == [
        ("a", "int", False),
        ("b", "none", True),
        ("c", "string", True),
    ]
    assert struct.pub


def test_interfaces_and_impls() -> None:
    """Interfaces list types and methods, impls define methods."""
    interface, impl = statements(
        "interface I<T> { type A type B = int fn m<U>(self, x: U) -> T }\n"
        "impl P { fn m(self) { } pub fn n() { } }"
    )
    assert [(t.name, show_type(t.type)) for t in interface.associated_types] == [("A", "none"), ("B", "int")]
    assert [m.name for m in interface.methods] == ["m"]
    assert [(m.name, m.pub) for m in impl.methods] == [("m", False), ("n", True)]


def test_overrides() -> None:
    """An override has a name and plain parameters."""
    assert only("override o(a, b) { }").parameters == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int | nil | true", "(int | nil | bool)"),
        ("dict<string, list<int>>", "dict<string, list<int>>"),
        ("Iter<int>", "iter<int>"),
        ("Iter<int, int>", "Iter<int, int>"),
        ('"a" | -1 | r"b"', "('a' | -1 | 'b')"),
        ("fn(int, string) -> int | nil", "fn(int, string) -> (int | nil)"),
        ("{a: int, b?: fn() -> int}", "{a: int, b?: fn() -> int}"),
        ("never", "never"),
        ("\n{\na: int\n\nb: int }", "{a: int, b: int}"),
        ("list<\nint\n>", "list<int>"),
    ],
)
def test_types(text: str, expected: str) -> None:
    """Types are written as they are read."""
    assert show_type(only(f"type T = {text}").type) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("let x: never<int> = 1", "1:13 expected =, found <"),
        ("let x: - int = 1", "1:8 expected type name, found -"),
        ("let x: list<int>= 1", "1:16 expected >, found >="),
        ("let x: int\n| nil = 1", "2:1 expected =, found |"),
        ("type T = {type: int}", "1:11 expected field name, found 'type' (reserved keyword)"),
    ],
)
def test_bad_types(text: str, message: str) -> None:
    """What is no type is told apart where Harn does."""
    assert errors(text)[0] == message


def test_attributes() -> None:
    """Attributes have arguments, and several make one node."""
    node = only('@a @b(x, "s", n: -1, m: true,\n)\npub fn f() { }')
    assert isinstance(node, nodes.Attributed)
    assert [attribute.name for attribute in node.attributes] == ["a", "b"]
    arguments = node.attributes[1].arguments
    assert [(a.name, show(a.value)) for a in arguments] == [
        (None, "x"),
        (None, "'s'"),
        ("n", "-1"),
        ("m", "true"),
    ]
    assert isinstance(node.declaration, nodes.FnDecl)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@a let x = 1", "1:4 expected fn/tool/pipeline/struct/enum/type/interface/impl declaration "
         "after `@attr`, found non-declaration statement"),
        ("@a(\nx) fn f() { }", "1:4 expected attribute argument value (literal or identifier), found \\n"),
        ("@a(x y) fn f() { }", "1:6 expected ), found id(y)"),
        ("@a(-x) fn f() { }", "1:5 expected number after '-' in attribute argument, found id(x)"),
        ("pub let x = 1", "1:5 expected fn, tool, struct, enum, or pipeline after pub, found let"),
        ("pub\nfn f() { }", "1:4 expected fn, tool, struct, enum, or pipeline after pub, found \\n"),
    ],
)  # fmt: skip
def test_bad_attributes(text: str, message: str) -> None:
    """Attributes stand before declarations and take literals."""
    assert errors(text)[0] == message


def test_comments_are_kept() -> None:
    """The program has its comments with their places."""
    from harnvm.source import SourceFile
    from harnvm.syntax import parse

    program = parse(SourceFile("test", "// a\nfn f() { /* b */ }"))
    assert [(comment.text, comment.start) for comment in program.comments] == [("// a", 0), ("/* b */", 14)]


def test_a_stray_brace_is_skipped() -> None:
    """At the top level, a closing brace too many is no error."""
    assert len(statements("a } b\n}")) == 2
