"""The public VM, as a Python program uses it."""

from __future__ import annotations

import io
import json
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import harnvm
from harnvm import (
    VM,
    EnumVariant,
    HarnError,
    HarnExit,
    HarnRuntimeError,
    HarnSet,
    HarnSyntaxError,
    HarnThrown,
    Pair,
    SessionStore,
    Struct,
)


@pytest.fixture
def vm() -> VM:
    return VM(stdout=io.StringIO())


def test_public_names_exist() -> None:
    """Every name of __all__ can be had, and no other is promised."""
    for name in harnvm.__all__:
        assert getattr(harnvm, name) is not None
    with pytest.raises(AttributeError):
        harnvm.nothing  # noqa: B018


def test_run_prints_to_the_given_writer() -> None:
    """What a script prints goes to `stdout`, as it is printed."""
    out = io.StringIO()
    VM(stdout=out).run('println("a")\nprint("b")')
    assert out.getvalue() == "a\nb"


def test_chunks_share_a_module_scope(vm: VM) -> None:
    """Later chunks see, assign and redefine what earlier ones declared."""
    vm.run('var count = 1\nlet name = "a"\nfn twice(x) { return x * 2 }')
    vm.run("count = twice(count) + 1")
    assert vm.eval("[count, name]") == [3, "a"]


def test_older_functions_see_redefinitions(vm: VM) -> None:
    """A function calls the newest definition of what it calls, and sees redefined variables."""
    vm.run("let base = 10\nfn step() { return 1 }\nfn total() { return base + step() }")
    assert vm.call("total") == 11
    vm.run("fn step() { return 2 }\nlet base = 20")
    assert vm.call("total") == 22


def test_redeclaring_within_a_chunk_is_an_error(vm: VM) -> None:
    """Within one chunk the language's own rule holds."""
    with pytest.raises(HarnRuntimeError, match="Cannot redeclare immutable variable 'a'"):
        vm.run("let a = 1\nlet a = 2")
    vm.run("let a = 3")
    assert vm.eval("a") == 3


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("1 2", "expected one expression, found more", 3),
        ("let x = 1", "expected an expression, found a statement", 1),
        (" return 1", "expected an expression, found a statement", 2),
        ("", "unexpected end of file, expected expression", 1),
        ("1;", "expected expression, found ;", 2),
    ],
)
def test_only_expressions_are_evaluated(vm: VM, text: str, message: str, column: int) -> None:
    """`eval` takes one expression, and says what else it was given, and where."""
    with pytest.raises(HarnSyntaxError) as caught:
        vm.eval(text)
    assert caught.value.message == message
    assert caught.value.span is not None
    assert caught.value.span.column == column


@pytest.mark.parametrize(
    "text", ["(1\n+ 1)", " 2 // two\n", "\nif true { 2 } else { 3 }", "[1, 2].map({ x -> x })[1]"]
)
def test_any_expression_is_evaluated(vm: VM, text: str) -> None:
    """Parentheses, comments, line breaks around an expression, and blocks with values are part of it."""
    assert vm.eval(text) == 2


def test_sources_and_their_names_are_strings(vm: VM) -> None:
    """Neither bytes nor other objects are taken for texts, nor are texts that UTF-8 has no form for."""
    with pytest.raises(TypeError, match="a source must be a str, not bytes"):
        vm.run(b"1")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a filename must be a str, not int"):
        vm.run("1", 5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        vm.run_file(5)  # type: ignore[arg-type]
    with pytest.raises(HarnSyntaxError, match=r"Unexpected character '\\ud800' at 1:10"):
        vm.run('println("\ud800")')


def test_pipelines_run_and_leave_their_functions(vm: VM) -> None:
    """A source with a pipeline runs it; its declarations stay callable."""
    vm.run("fn f(x) { return x + 1 }\npipeline main() { f(1) }")
    assert vm.call("f", 41) == 42


def test_failed_chunks_keep_what_they_did(vm: VM) -> None:
    """What a chunk declared before it failed is still there."""
    with pytest.raises(HarnThrown):
        vm.run("let a = 5\nthrow a")
    assert vm.eval("a") == 5


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("nil", None),
        ("[1, 2.5, true]", [1, 2.5, True]),
        ('{b: 1, a: "x"}', {"a": "x", "b": 1}),
        ("1 to 3", range(1, 4)),
        ("5s", timedelta(seconds=5)),
        ("pair(1, 2)", Pair(1, 2)),
        ("set(3, 1, 3)", HarnSet((3, 1))),
        ("Result.Ok(1)", EnumVariant("Result", "Ok", 1)),
    ],
)
def test_values_have_python_forms(vm: VM, expression: str, value: object) -> None:
    """Each kind of value has its documented Python form, and comes back as it went."""
    assert vm.eval(expression) == value
    vm.run("fn same(x) { return x }")
    assert vm.call("same", value) == value


def test_structs_cross_the_border(vm: VM) -> None:
    """A struct keeps its name and fields."""
    vm.run("struct P { x: int }\nfn make() { return P {x: 1} }\nfn read(p) { return p.x }")
    assert vm.call("make") == Struct("P", {"x": 1})
    assert vm.call("read", Struct("P", {"x": 7})) == 7


def test_closures_can_be_called_from_python(vm: VM) -> None:
    """A closure is a Python callable."""
    add = vm.eval("{ a, b -> a + b }")
    assert add(1, 2) == 3


def test_iterators_are_lazy_python_iterators(vm: VM) -> None:
    """A generator yields to Python one value at a time."""
    vm.run("fn numbers() { var n = 0\n while true { yield n\n n = n + 1 } }")
    numbers = vm.call("numbers")
    assert [next(numbers) for _ in range(3)] == [0, 1, 2]


def test_iterators_can_be_handed_back(vm: VM) -> None:
    """What Python has taken from an iterator is gone; another VM does not get it."""
    vm.run(
        "fn numbers() { yield 1\n yield 2\n yield 3 }\nfn all(it) { var xs = []\n for x in it { xs = xs.push(x) }\n return xs }"
    )
    numbers = vm.call("numbers")
    assert next(numbers) == 1
    with pytest.raises(HarnError, match="argument 1: <HarnIterator> belongs to another VM"):
        VM().call("len", numbers)
    assert vm.call("all", numbers) == [2, 3]


def test_durations_beyond_those_of_python_are_refused(vm: VM) -> None:
    """A duration that no `timedelta` can hold is named."""
    assert vm.eval("86399999999999999ms") == timedelta(days=999_999_999, milliseconds=86_399_999)
    for text in ("99999999999999999ms", "[1, {a: 99999999999999d}]"):
        with pytest.raises(HarnError, match=r"^the duration [0-9a-z ]+ does not fit a timedelta$"):
            vm.eval(text)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [1, 2, 2**64]}, r"argument 1\.a\[2\]: the integer"),
        ({"a": {1: 2}}, r"argument 1\.a: the key 1 is not a string"),
        ([object()], r"argument 1\[0\]: object has no Harn form"),
    ],
)
def test_what_does_not_fit_is_named_by_its_path(vm: VM, value: object, message: str) -> None:
    """Foreign values are refused with the path to the culprit."""
    vm.run("fn same(x) { return x }")
    with pytest.raises(HarnError, match=message):
        vm.call("same", value)


def test_results_of_host_functions_are_named(vm: VM) -> None:
    """What a host function returns is refused with its name and the path to the culprit."""
    vm.builtin(name="lookup")(lambda: {"a": [1, object()]})
    with pytest.raises(HarnRuntimeError, match=r"result of lookup\.a\[1\]: object has no Harn form"):
        vm.run("lookup()")


def test_paths_are_not_shown_at_any_length(vm: VM) -> None:
    """The path to what is nested too deeply is cut."""
    deep: list[object] = []
    for _ in range(500):
        deep = [deep]
    with pytest.raises(
        HarnError, match=r"^argument 1(\[0\])+\[?…: nested more than 400 levels deep"
    ) as caught:
        vm.call("len", deep)
    assert len(caught.value.message) < 200


def test_cycles_are_refused(vm: VM) -> None:
    """A value that contains itself cannot cross."""
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(HarnError, match="contains itself"):
        vm.call("len", loop)


def test_held_values_are_copies(vm: VM) -> None:
    """Changing a value that was given or received changes nothing inside."""
    given = {"role": "user", "content": ["a"]}
    vm.run('let s = agent_session_open("s")\nfn put(m) { agent_session_inject("s", m) }')
    vm.call("put", given)
    given["content"].append("b")  # type: ignore[attr-defined]
    snapshot = vm.sessions.snapshot("s")
    assert snapshot is not None
    assert snapshot["messages"] == [{"role": "user", "content": ["a"]}]
    json.dumps(snapshot)


def test_errors_have_places(vm: VM) -> None:
    """A run-time error carries message, span and frames."""
    with pytest.raises(HarnRuntimeError) as caught:
        vm.run("fn f(x) {\n  return 1 / x\n}\nlet y = f(0)", "calc.harn")
    error = caught.value
    assert error.message == "Runtime error: Division by zero (line 2)"
    assert error.span is not None
    assert (error.span.file, error.span.line, error.span.column) == ("calc.harn", 2, 14)
    assert [frame.function for frame in error.frames] == ["f", "pipeline"]


def test_thrown_values_reach_the_host(vm: VM) -> None:
    """An uncaught throw is a HarnThrown with the value."""
    with pytest.raises(HarnThrown) as caught:
        vm.run("throw {code: 7}")
    assert caught.value.value == {"code": 7}


def test_syntax_errors_carry_all_reports(vm: VM) -> None:
    """A text that does not parse is refused with every error."""
    with pytest.raises(HarnSyntaxError) as caught:
        vm.run("let x = )\nlet y = ]")
    assert len(caught.value.reports) == 2


def test_exit_never_ends_the_host(vm: VM) -> None:
    """`exit` is an exception with its code."""
    with pytest.raises(HarnExit) as caught:
        vm.run("exit(3)")
    assert caught.value.code == 3


def test_host_exceptions_keep_their_cause(vm: VM) -> None:
    """What a host function raises can be caught by the script, else it is the cause of what the host sees."""

    @vm.builtin
    def fail() -> None:
        raise OSError("disk full")

    assert vm.eval('try { fail() } catch (e) { "${e}" }') == "Runtime error: OSError: disk full"
    with pytest.raises(HarnRuntimeError) as caught:
        vm.run("fail()")
    assert isinstance(caught.value.__cause__, OSError)


def test_builtins_can_have_other_names(vm: VM) -> None:
    """The decorator takes a name."""

    @vm.builtin(name="add_up")
    def add(a: int, b: int) -> int:
        return a + b

    assert vm.eval("add_up(1, 2)") == 3


def test_vms_share_nothing_unless_told() -> None:
    """Two VMs have stores of their own, or the one they are given."""
    first, second = VM(), VM()
    first.run('agent_session_open("s")')
    assert not second.sessions.exists("s")
    store = SessionStore()
    VM(sessions=store).run('agent_session_open("t")')
    assert VM(sessions=store).eval('agent_session_exists("t")') is True


def test_a_vm_belongs_to_its_thread(vm: VM) -> None:
    """Another thread gets a clear error."""
    errors: list[str] = []

    def use() -> None:
        try:
            vm.run("1")
        except HarnError as error:
            errors.append(error.message)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert errors == ["this VM belongs to another thread; make one VM per thread"]


def test_run_file_resolves_imports_from_its_folder(vm: VM, tmp_path: Path) -> None:
    """A file's imports are found beside it."""
    (tmp_path / "lib.harn").write_text("pub fn double(x) { return x * 2 }")
    (tmp_path / "main.harn").write_text('import "lib"\nlet r = double(21)')
    vm.run_file(tmp_path / "main.harn")
    assert vm.eval("r") == 42


def test_denied_builtins_are_refused() -> None:
    """A denied builtin raises when it is called, by whatever way."""
    vm = VM(deny=["read_file"])
    with pytest.raises(HarnRuntimeError, match="Tool 'read_file' is not permitted"):
        vm.run('["x"].map(read_file)')


@pytest.mark.parametrize(
    ("options", "error"),
    [({"deny": "exec"}, TypeError), ({"allow": "exec"}, TypeError), ({"tier": 3}, ValueError)],
)
def test_wrong_options_are_refused(options: dict[str, Any], error: type[Exception]) -> None:
    """A string in the place of a list of names would deny its letters."""
    with pytest.raises(error):
        VM(**options)


@pytest.mark.parametrize("target", [5, "lookup", partial(print)])
def test_builtins_are_functions_with_names(vm: VM, target: Any) -> None:
    """What is no function, or has no name, is refused when it is registered."""
    with pytest.raises(TypeError, match="a builtin must be a function with a name"):
        vm.builtin(target)
    with pytest.raises(TypeError, match="a builtin must be a function with a name"):
        vm.builtin(name=5)(print)  # type: ignore[call-overload]
