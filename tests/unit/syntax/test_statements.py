"""Statements and block expressions."""

from __future__ import annotations

import pytest

from harnvm.syntax import nodes

from .support import errors, only, show, show_type, statements, value


def test_bindings() -> None:
    """`let` and `var` bind a name, with a type or without."""
    let, var = statements("let a: int\n= 1 var b = 2")
    assert (let.pattern.name, show_type(let.type), let.mutable) == ("a", "int", False)
    assert (var.pattern.name, var.type, var.mutable) == ("b", None, True)


def test_dict_patterns() -> None:
    """A dict pattern names keys, aliases, defaults and the rest."""
    fields = only("let {a, b: c = 1 d, ...rest\n} = x").pattern.fields
    assert [(f.key, f.alias, f.default and show(f.default), f.rest) for f in fields] == [
        ("a", None, None, False),
        ("b", "c", "1", False),
        ("d", None, None, False),
        ("rest", None, None, True),
    ]


def test_list_patterns() -> None:
    """A list pattern names elements, defaults and the rest."""
    elements = only("let [a, b = 2, ...c] = x").pattern.elements
    assert [(e.name, e.default is not None, e.rest) for e in elements] == [
        ("a", False, False),
        ("b", True, False),
        ("c", False, True),
    ]


def test_else_if_is_a_block_with_an_if() -> None:
    """`else if` nests."""
    node = only("if a { 1 }\nelse if b { 2 } else { 3 }")
    (inner,) = node.other.statements
    assert isinstance(inner, nodes.If)
    assert show(inner.other.statements[0]) == "3"


def test_match() -> None:
    """Arms have patterns, maybe guards, and braced bodies."""
    arms = only("match x { 1 -> { a } _ if b -> { c }\n[d]\n-> { } }").arms
    assert [(show(arm.pattern), arm.guard and show(arm.guard)) for arm in arms] == [
        ("1", None),
        ("_", "b"),
        ("[d]", None),
    ]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("for x in xs { }", nodes.NamePattern),
        ("for (a, b) in xs { }", nodes.PairPattern),
        ("for {a} in xs { }", nodes.DictPattern),
        ("for [a]\nin xs { }", nodes.ListPattern),
    ],
)
def test_for(text: str, pattern: type) -> None:
    """A loop binds a name or takes its items apart."""
    assert isinstance(only(text).pattern, pattern)


def test_while_with_parentheses_ends_with_them() -> None:
    """Directly behind `while`, parentheses hold the whole condition."""
    assert show(only("while (a) { }").condition) == "a"
    assert show(only("while a && (b) { }").condition) == "(a && b)"
    assert errors("while (a) && b { }") == ["1:11 expected {, found &&"]


def test_jumps() -> None:
    """`return` and `yield` take what follows on their line."""
    kinds = [type(node) for node in statements("break continue return\nreturn 1 yield\nthrow\n2")]
    assert kinds == [nodes.Break, nodes.Continue, nodes.Return, nodes.Return, nodes.Yield, nodes.Throw]
    assert statements("return\n1")[0].value is None


@pytest.mark.parametrize(
    ("text", "name", "type_", "has_catch", "has_final"),
    [
        ("try { } catch e { }", "e", "none", True, False),
        ("try { } catch (e: T) { }", "e", "T", True, False),
        ("try { }\ncatch { }\nfinally { }", None, "none", True, True),
        ("try { } finally { }", None, "none", False, True),
    ],
)
def test_try(text: str, name: str | None, type_: str, has_catch: bool, has_final: bool) -> None:
    """A try has a catch, a finally, or both."""
    node = only(text)
    assert isinstance(node, nodes.TryCatch)
    assert (node.error_name, show_type(node.error_type)) == (name, type_)
    assert (node.catch is not None, node.final is not None) == (has_catch, has_final)


def test_try_alone() -> None:
    """A try with neither is an expression of its own kind."""
    assert isinstance(value("try { f() }"), nodes.TryBlock)


@pytest.mark.parametrize(
    ("text", "mode", "variable", "options"),
    [
        ("parallel 3 { i -> i }", "count", "i", 0),
        ("parallel each xs { }", "each", None, 0),
        ("parallel settle xs with { max_concurrent: 2 } { x -> x }", "settle", "x", 1),
        ("parallel with { }", "count", None, 0),
    ],
)
def test_parallel(text: str, mode: str, variable: str | None, options: int) -> None:
    """A parallel block counts, maps or settles."""
    node = only(text)
    assert (node.mode, node.variable, len(node.options)) == (mode, variable, options)


def test_parallel_knows_one_option() -> None:
    """Another option is an error at its name."""
    (error,) = errors("parallel each xs with { speed: 2 } { }")[:1]
    assert error.startswith("1:25 expected known option (only `max_concurrent` is supported")
    assert error.endswith("got `speed`), found speed")


def test_select() -> None:
    """A select has cases and a timeout or a default."""
    node = only("select { a from ch { 1 } timeout 5s { 2 } }")
    assert [case.variable for case in node.cases] == ["a"]
    assert node.timeout.milliseconds == 5000
    assert only("select { default { } }").default is not None


def test_blocks_with_operands() -> None:
    """Retry and deadline take one primary, guard an else, require a message."""
    retry, deadline, guard, require = statements(
        'retry (n + 1) { } deadline 5s { } guard a else { } require b, "c"'
    )
    assert show(retry.count) == "(n + 1)"
    assert deadline.duration.milliseconds == 5000
    assert show(guard.condition) == "a"
    assert show(require.message) == "'c'"


def test_blocks_without_operands() -> None:
    """Spawn is an operand, defer and mutex are statements."""
    assert isinstance(value("spawn { }"), nodes.Spawn)
    assert [type(node) for node in statements("defer { } mutex { }")] == [nodes.Defer, nodes.Mutex]
