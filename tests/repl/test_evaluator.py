"""What becomes of a line."""

from __future__ import annotations

import pytest

from harnvm.host.vm import VM
from harnvm.repl.evaluator import Evaluator, Outcome
from harnvm.values import display
from harnvm.vm.program import Program
from tests.repl.conftest import Repl


@pytest.fixture
def evaluator() -> Evaluator:
    """An evaluator with a VM of its own."""
    return Evaluator(lambda store: VM(sessions=store))


def shown(outcome: Outcome) -> str:
    """Return the value of a line that went well."""
    assert outcome.error is None
    return display(outcome.value)


def test_a_line_runs_once(repl: Repl) -> None:
    """What a line prints is printed once, whatever follows."""
    assert repl('println("once")', "1 + 1", "2 + 2") == "once\n2\n4"


def test_names_live_on(evaluator: Evaluator) -> None:
    """A line sees what earlier ones declared, and may declare it anew."""
    for line in ("let x = 1", "fn f() { return x }", "let x = 2", "var n = 1", "n = n + x"):
        assert evaluator.evaluate(line).error is None
    assert shown(evaluator.evaluate("[x, f(), n]")) == "[2, 2, 3]"


def test_types_live_on(evaluator: Evaluator) -> None:
    """Structs, enums, type aliases and impl blocks of earlier lines are known."""
    evaluator.evaluate("struct Point { x: int }")
    evaluator.evaluate("impl Point { fn twice(self) { return self.x * 2 } }")
    evaluator.evaluate("enum Color { Red, Mix(list) }")
    evaluator.evaluate("type Name = string")
    assert shown(evaluator.evaluate("Point {x: 4}.twice()")) == "8"
    assert shown(evaluator.evaluate("[Color.Red, Color.Mix([1])]")) == "[Color.Red, Color.Mix([1])]"
    assert shown(evaluator.evaluate("match Color.Red { Color.Red -> { 1 } }")) == "1"
    assert shown(evaluator.evaluate('is_type("a", Name)')) == "true"


def test_an_expression_first(evaluator: Evaluator) -> None:
    """What would be another statement in a file is an expression where it can be one."""
    assert shown(evaluator.evaluate("fn(a) { return a + 1 }")) == "<fn(a)>"
    assert shown(evaluator.evaluate("if false { 1 } else { 2 } + 1")) == "3"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("let a = 1\nlet b = 2\na + b", "3"),
        ("let a = 1", "nil"),
        ("for i in [1] { i }", "nil"),
        ("{a: 1}", "{a: 1}"),
        ("return 5", "5"),
        ("// nothing", "nil"),
        ("(1)", "1"),
    ],
)
def test_a_statement_second(evaluator: Evaluator, line: str, value: str) -> None:
    """Else it is statements, and the value is that of the last one."""
    assert shown(evaluator.evaluate(line)) == value


def test_results_are_numbered(evaluator: Evaluator) -> None:
    """Values are kept under numbered names and the last one under `_`; nil is not kept."""
    assert evaluator.evaluate("10").name == "_1"
    assert evaluator.evaluate("nil").name is None
    assert evaluator.evaluate("let y = 5").name is None
    assert evaluator.evaluate("_ + 1").name == "_2"
    assert shown(evaluator.evaluate("[_1, _2, _]")) == "[10, 11, 11]"


def test_placeholder(evaluator: Evaluator) -> None:
    """`_` is still the place of what a pipe brings."""
    evaluator.evaluate("100")
    assert shown(evaluator.evaluate('_ |> to_string(_) |> join([_, "x"], "-")')) == "100-x"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 / 0", "Division by zero"),
        ("undefined_name", "Undefined variable"),
        ('throw "no"', "Thrown: no"),
        ("let let", "expected"),
        ("break", "break"),
        ('"abc', "nterminated"),
        ("fn f() { return f() + 1 }\nf()", "Stack overflow"),
    ],
)
def test_errors_are_told(evaluator: Evaluator, line: str, message: str) -> None:
    """Whatever goes wrong is told, and the next line works."""
    outcome = evaluator.evaluate(line)
    assert outcome.error is not None
    assert outcome.error.startswith("error: ")
    assert message in outcome.error
    assert shown(evaluator.evaluate("1")) == "1"


def test_an_error_shows_the_line_it_stands_in(evaluator: Evaluator) -> None:
    """An error in a function is shown in the text that declared it."""
    evaluator.evaluate("fn f(a) {\n  return a / 0\n}")
    evaluator.evaluate("let other = 1")
    error = evaluator.evaluate("f(1)").error
    assert error is not None
    assert "--> <repl 1>:2:14" in error
    assert "  return a / 0\n" in error
    assert "called from pipeline at <repl 3>:1" in error


def test_names_survive_an_error(evaluator: Evaluator) -> None:
    """What a line declared before it failed stays declared."""
    evaluator.evaluate("let kept = 7\n1 / 0")
    assert shown(evaluator.evaluate("kept")) == "7"


def test_exit(evaluator: Evaluator) -> None:
    """A script that calls `exit` is told apart from one that fails."""
    assert evaluator.evaluate("exit(3)").exit_code == 3


def test_faults_of_ours(evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the VM is told as one, and costs nothing that lives in it."""
    evaluator.evaluate('agent_session_open("a")')
    with monkeypatch.context() as patch:
        patch.setattr(evaluator.vm, "run_program", lambda program: [].pop())
        error = evaluator.evaluate("1").error
    assert error == "error: internal error: IndexError: pop from empty list\n"
    assert shown(evaluator.evaluate('agent_session_exists("a")')) == "true"


def test_interrupted(evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the run and nothing else."""

    @evaluator.vm.builtin
    def press_ctrl_c() -> None:
        raise KeyboardInterrupt

    evaluator.evaluate("var log = []")
    assert evaluator.evaluate("try { press_ctrl_c() } finally { log = log.push(1) }").interrupted
    assert shown(evaluator.evaluate("log")) == "[1]"


def test_tasks_live_on(repl: Repl) -> None:
    """A task spawned in one line is awaited in another, whatever goes wrong in between."""
    repl('let t = spawn { println("in the task") sleep(1ms) return 42 }', "1 / 0")
    assert repl("await(t)") == "in the task\n42"
    repl('let c = channel("c", 1)')
    repl("let u = spawn { return receive(c) }", 'send(c, "sent")')
    assert repl("await(u)") == "sent"
    repl('let v = spawn { try { sleep(1h) } finally { println("unwound") } }', "sleep(1ms)")
    assert repl(":reset").splitlines()[0] == "unwound"


def test_reset(evaluator: Evaluator) -> None:
    """Names and results go; sessions only if told."""
    evaluator.evaluate('agent_session_open("a")')
    evaluator.reset(keep_sessions=True)
    assert "Undefined variable" in (evaluator.evaluate("_1").error or "")
    assert evaluator.evaluate('agent_session_length("a")').name == "_1"
    evaluator.reset(keep_sessions=False)
    assert evaluator.store.ids() == []


def test_warnings(evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the checker warns of is drawn with the line, which runs all the same."""
    from harnvm.source import Report, Span

    compile_line = evaluator.vm.compile_line

    def warned(text: str, file: str) -> Program:
        program = compile_line(text, file)
        report = Report("odd", Span(file, 1, 1, 2), label="this", severity="warning")
        program.warnings = (report,)
        return program

    monkeypatch.setattr(evaluator.vm, "compile_line", warned)
    outcome = evaluator.evaluate("41 + 1")
    assert shown(outcome) == "42"
    assert outcome.warnings == ["warning: odd\n  --> <repl 1>:1:1\n   |\n 1 | 41 + 1\n   | ^^ this\n"]
