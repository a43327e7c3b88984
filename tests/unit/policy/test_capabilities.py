"""Which builtins a script may use, and every way there is to reach one."""

from __future__ import annotations

import io
from typing import Any

import pytest

from harnvm import VM, HarnRuntimeError
from harnvm.policy.capabilities import CORE, refused_builtins

KNOWN = frozenset(["print", "len", "exec", "read_file", "__select_list"])


def test_denied_names_are_refused() -> None:
    """Only what is denied, and only what there is."""
    assert refused_builtins(KNOWN, deny=["exec", "no_such"]) == {"exec"}


def test_all_but_allowed_names_are_refused() -> None:
    """Core builtins and parts of the language need no permission."""
    assert refused_builtins(KNOWN, allow=["read_file"]) == {"exec"}
    assert refused_builtins(KNOWN, allow=[]) == {"exec", "read_file"}
    assert refused_builtins(CORE, allow=[]) == frozenset()


@pytest.mark.parametrize(
    "source",
    [
        'uppercase("a")',
        '"a" |> "uppercase"',
        '["a"].map(uppercase)',
        'iter(["a"]).map(uppercase).to_list()',
        "{a: 1}.map_keys(uppercase)",
        'let f = uppercase\n["a"].map(f)',
        'uppercase(...["a"])',
        'return uppercase("a")',
        'await(spawn { uppercase("a") })',
        'parallel each ["a"] { x -> uppercase(x) }',
    ],
)
def test_there_is_no_way_around(source: str) -> None:
    """A refused builtin is refused however it is reached."""
    vm = VM(deny=["uppercase"], stdout=io.StringIO())
    with pytest.raises(
        HarnRuntimeError, match=r"Error \[tool_rejected\]: Tool 'uppercase' is not permitted\."
    ):
        vm.run(source)


def test_std_modules_have_no_more_rights() -> None:
    """What a std module calls is refused too."""
    vm = VM(deny=["host_call"], stdout=io.StringIO())
    with pytest.raises(HarnRuntimeError, match="Tool 'host_call' is not permitted"):
        vm.run('import "std/runtime"\nruntime_task()')


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("exec", 'host_call("process.exec", {command: "true"})'),
        ("shell", 'host_call("process.exec", {command: "true"})'),
        ("shell", 'import "std/runtime"\nprocess_exec("true")'),
        ("render", 'host_call("template.render", {path: "x.txt"})'),
        ("prompt_user", 'host_call("interaction.ask", {question: "?"})'),
        ("prompt_user", 'import "std/runtime"\ninteraction_ask("?")'),
    ],
)
def test_operations_of_the_host_obey_the_rules_of_builtins(name: str, source: str) -> None:
    """Who may not call a builtin may not have the host do the same; who may only call others neither."""
    for rules in ({"deny": [name]}, {"allow": ["host_call"]}):
        vm = VM(stdout=io.StringIO(), **rules)
        with pytest.raises(HarnRuntimeError, match=r"Error \[tool_rejected\]: Tool '\w+' is not permitted\."):
            vm.run(source)


def test_mocked_operations_need_no_permission() -> None:
    """A mock does nothing but answer."""
    vm = VM(stdout=io.StringIO(), deny=["shell"])
    assert vm.run('host_mock("process", "exec", 1)\nreturn host_call("process.exec", {})') == 1


def run(source: str, **arguments: Any) -> Any:
    return VM(stdout=io.StringIO(), **arguments).run(source)


def test_the_language_itself_cannot_be_refused() -> None:
    """Tasks, `select`, destructuring and typed parameters work where nothing is allowed."""
    source = """
        fn typed(n: int) { return n }
        let {a, ...rest} = {a: 1, b: 2}
        var got = "nothing"
        select { default { got = "default" } }
        return [await(spawn { typed(a) }), rest, got, try { 1 }]
    """
    first, rest, got, _ = run(source, allow=[])
    assert (first, rest, got) == (1, {"b": 2}, "default")
    assert run("return await(spawn { 1 })", deny=["await", "spawn"]) == 1
