"""What could be typed next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harnvm.repl.completion import complete, current_signature
from harnvm.repl.cursor import open_at_end
from tests.repl.conftest import Repl

Offered = Callable[[str], list[str]]


@pytest.fixture
def offered(repl: Repl) -> Offered:
    """What is offered after a text, as texts in their order."""
    return lambda text: [each.text for each in complete(repl.shell.evaluator.vm, text)]


def test_names(repl: Repl, offered: Offered) -> None:
    """Names of the module scope, builtins and keywords are offered, private ones when asked for."""
    repl("let agenda = 1", "fn agent_of(id, note = 1) { }")
    assert offered("agen")[0] == "agenda"
    assert {"agent_of", "agent_session_open"} <= set(offered("x + agen"))
    assert offered("whil") == ["while"]
    assert offered("argv") == ["argv"]
    assert not [name for name in offered("") if name.startswith("__")]
    assert "__range__" in offered("__r")
    assert offered("1abc") == []


def test_what_stands_beside(repl: Repl) -> None:
    """Builtins and functions come with their signatures, values with their types."""
    repl("let agenda = 1", "fn agent_of(id, note = 1, ...rest) { }")
    about = {each.text: each.about for each in complete(repl.shell.evaluator.vm, "age")}
    assert about["agenda"] == "int"
    assert about["agent_of"] == "fn agent_of(id, note?, ...rest)"
    assert about["agent_session_length"] == "agent_session_length(id: string) -> int"


@pytest.mark.parametrize(
    ("text", "some", "not_these"),
    [
        ('"abc".', ["uppercase", "split"], ["map", "keys"]),
        ("[1, 2].", ["map", "push"], ["uppercase", "keys"]),
        ("{a: 1}.", ["keys", "map_values"], ["push"]),
        ("xs.", ["map", "push"], ["uppercase"]),
        ("xs?.fl", ["flat_map", "flatten"], ["map"]),
        ("d.", ["name", "inner", "keys"], ["push", "not a name"]),
        ("d.inner.", ["deep", "keys"], ["name"]),
        ("d.name.", ["uppercase"], ["keys"]),
        ("d.no.", ["map", "uppercase", "keys"], []),
        ("p.", ["x", "twice"], ["keys", "map"]),
        ("Color.", ["Red", "Mix"], ["map"]),
        ("pair(1, 2).", [], []),
        ("two.", ["first", "second"], []),
        ("trim(x).", ["uppercase"], ["map"]),
        ('xs.join(",").', ["uppercase"], ["map"]),
        ("set([1]).", ["union", "add"], ["push", "uppercase"]),
        ("(1 to 5).", ["map", "uppercase"], []),
        ("xs[0].", ["map", "uppercase"], []),
        ("xs.map({ x -> x.", ["map", "uppercase"], []),
        ('"${xs.', ["map", "push"], ["uppercase"]),
    ],
)
def test_members(repl: Repl, offered: Offered, text: str, some: list[str], not_these: list[str]) -> None:
    """After a dot there are the members of what stands before it, all methods if that does not tell."""
    repl(
        "let xs = [1]",
        'let d = {name: "n", inner: {deep: 1}, "not a name": 1}',
        "struct P { x: int }",
        "impl P { fn twice(self) { } }",
        "let p = P {x: 1}",
        "let two = pair(1, 2)",
        "enum Color { Red, Mix(int) }",
    )
    found = offered(text)
    assert set(some) <= set(found)
    assert not set(not_these) & set(found)


def test_nothing_runs(repl: Repl, offered: Offered) -> None:
    """To find members no code is run."""
    repl("fn shout() { println(1) return {a: 1} }")
    offered("shout().")
    assert repl("nil") == ""


@pytest.mark.parametrize(
    "text",
    [
        'agent_session_length("',
        'agent_session_fork("x", "',
        'x |> f(agent_session_inject("',
        'agent_loop("p", nil, {session_id: "',
        'agent_subscribe("',
        ":show ",
        ":fork ",
        ":diff one ",
    ],
)
def test_sessions(repl: Repl, offered: Offered, text: str) -> None:
    """Where a session id belongs the ids are offered, the one used last first."""
    repl.session("one")
    repl.session("two")
    assert offered(text) == ["two", "one"]
    assert offered(text + "o") == ["one"]


@pytest.mark.parametrize(
    "text", ['agent_session_inject("a", "', 'println("', '"', "// len", "/* le", 'len("${1}', ":at one 1 "]
)
def test_nothing_to_offer(repl: Repl, offered: Offered, text: str) -> None:
    """In other strings, in comments and where something new is to be named nothing is offered."""
    repl.session("one")
    assert offered(text) == []


def test_commands(repl: Repl, offered: Offered) -> None:
    """Commands and their arguments are offered by what their usage says."""
    repl("fn mine() { }", "struct P { x: int }", "impl P { fn get(self) { } }")
    assert offered(":s") == ["sessions", "show", "save"]
    assert offered(":disasm ") == ["P", "P.get", "mine"]
    assert offered(":doc prin") == ["print", "println"]
    assert offered(":time prin") == ["print", "println"]
    assert offered(":reset s") == ["sessions"]
    assert offered(":help sh") == ["show"]
    assert offered(":edit one 1 prin") == []
    assert offered(":nothing ") == []


def test_ids_that_are_no_words(repl: Repl, offered: Offered) -> None:
    """An id with blanks is offered in quotes to a command and bare in a string."""
    repl.session("my id")
    assert offered(":show m") == ['"my id"']
    assert offered('agent_session_close("m') == ["my id"]


def test_files(offered: Offered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are offered where one belongs, hidden ones when asked for."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.json").touch()
    (tmp_path / ".hidden").touch()
    monkeypatch.chdir(tmp_path)
    assert offered(":load ") == ["file.json", "folder/"]
    assert offered(":load fo") == ["folder/"]
    assert offered(":load .h") == [".hidden"]
    assert offered(f":save {tmp_path}/fi") == ["file.json"]
    assert offered(":load /no/such/") == []


def test_modules(offered: Offered, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard modules are offered where a module is imported."""
    monkeypatch.setattr("harnvm.resources.stdlib_modules", lambda: ["math", "text"])
    assert offered('import "') == ["std/math", "std/text"]
    assert offered('import { clamp } from "std/m') == ["std/math"]


def test_signature(repl: Repl) -> None:
    """The signature of the call that is being typed is known, at any depth."""
    repl("fn mine(a, b) { }")
    vm = repl.shell.evaluator.vm
    assert current_signature(vm, "mine(len(") == "len(value: any) -> int"
    assert current_signature(vm, "mine(len(x), [1, ") == "fn mine(a, b)"
    assert current_signature(vm, "mine(1)") is None
    assert current_signature(vm, "x.split(") is None
    assert current_signature(vm, "mine( // len(") is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("f(a, [1, {", "( [ {"),
        ('f("a ${g("b', '( " ${ ( "'),
        ('"""a "b" ${x', '""" ${'),
        ('r"raw ${', '"'),
        ('"done" /* ( */ (', "("),
        ('"unfinished\n(', "("),
        (")](", "("),
        (r'"a \" b', '"'),
    ],
)
def test_what_is_open(text: str, kinds: str) -> None:
    """Quotes, brackets, interpolations and comments are told apart."""
    found = open_at_end(text)
    assert found is not None
    assert " ".join(each.kind for each in found) == kinds
