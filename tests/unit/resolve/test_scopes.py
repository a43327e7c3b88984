"""The rules for names, seen in the resolved tree."""

from __future__ import annotations

import marshal

import pytest

from harnvm.errors import HarnTypeError
from harnvm.resolve import FunctionTree, ModuleTree, resolve_chunk, resolve_module
from harnvm.source import SourceFile
from harnvm.syntax import parse


def resolved(text: str, **options: object) -> ModuleTree:
    """Resolve a script."""
    source = SourceFile("t.harn", text)
    return resolve_chunk(parse(source), source, **options)  # type: ignore[arg-type]


def inner(text: str, *path: int) -> FunctionTree:
    """Return a function of a script by the indices that lead to it."""
    function = resolved(text).main
    for index in path:
        function = function.functions[index]
    return function


def test_bound_names_are_captured_by_value() -> None:
    """A name bound before the closure is made is copied into it."""
    assert inner("let a = 1\nlet f = { x -> a + x }", 0).captures == (("local", 0),)


def test_captures_pass_through_the_functions_between() -> None:
    """A closure inside a closure gets its copy from the one around it."""
    outer = inner("let a = 1\nlet f = { -> { -> a } }", 0)
    assert outer.captures == (("local", 0),)
    assert outer.functions[0].captures == (("local", -1),)


def test_later_local_functions_share_a_cell() -> None:
    """A local function that is declared later is read through a cell."""
    outer = inner("fn outer() {\n fn a() { return b() }\n fn b() { return 1 }\n return a() }", 0)
    assert outer.functions[0].captures[0][0] == "cell"
    assert len(outer.cells) == 1


def test_local_functions_know_themselves() -> None:
    """A local function calls itself without capturing anything."""
    outer = inner("fn outer() {\n fn f(n) { return f(n - 1) }\n return f(1) }", 0)
    assert outer.functions[0].captures == ()


def test_top_level_functions_are_looked_up() -> None:
    """Functions of the module scope are not copied, so that later chunks can redefine them."""
    assert inner("fn a() { return b() }\nfn b() { return 1 }", 0).captures == ()


def test_functions_of_imported_modules_share_its_variables() -> None:
    """In an imported module, functions read and write the module's variables in place."""
    source = SourceFile("m.harn", "var n = 0\npub fn bump() { n = n + 1\n return n }")
    module = resolve_module(parse(source), source)
    assert module.main.functions[0].captures == ()
    assert module.public == ("bump",)


def test_exports_are_the_variables_of_main() -> None:
    """What a chunk declares at its top level outlives it."""
    assert resolved("let a = 1\nvar b = 2\nif true { let c = 3 }").exports == (
        ("a", 0, False),
        ("b", 1, True),
    )


def test_updated_slots_have_companions() -> None:
    """A variable that grows in place has a slot that remembers who owns its value."""
    tree = resolved("var xs = []\nxs = xs.push(1)").main
    assert list(tree.updated) == [0]
    assert resolved("var xs = []\nxs = [1].push(xs)").main.updated == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("break", "break outside of loop"),
        ("for i in [1] { let f = { -> continue } }", "continue outside of loop"),
        ("enum E { A(x: int) }\nlet x = E.A(...[1])", "spread"),
    ],
)
def test_what_cannot_be_compiled_is_refused(text: str, message: str) -> None:
    """Misplaced statements are errors of the program, with their line."""
    with pytest.raises(HarnTypeError, match=message):
        resolved(text)


def test_trees_can_be_marshalled() -> None:
    """A tree survives marshal, which is how the cache keeps it."""
    tree = resolved(
        "enum E { A(x: int) }\nfn f(a = [1], ...r) { match a { E.A(x) -> { x } } }\nlet g = { x -> f(x) }"
    )
    packed = marshal.loads(marshal.dumps(tree.pack()))
    assert ModuleTree.unpack(packed).pack() == tree.pack()
