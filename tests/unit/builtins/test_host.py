"""Host operations and their mocks."""

from __future__ import annotations

from typing import Any

import pytest


def test_the_last_mock_that_fits_answers(script: Any) -> None:
    """A mock with parameters answers calls that have at least these."""
    script.call("host_mock", "fs", "read", "any")
    script.call("host_mock", "fs", "read", "of b", {"path": "b"})
    script.call("host_mock", "fs", "write", {"error": "denied"})
    script.call("host_mock", "fs", "size", {"result": 5, "params": {"k": 1}})
    assert script.call("host_call", "fs.read", {"path": "a"}) == "any"
    assert script.call("host_call", "fs.read", {"path": "b", "more": 1}) == "of b"
    assert script.message("host_call", "fs.write") == "Thrown: denied"
    assert script.call("host_call", "fs.size", {"k": 1.0}) == 5
    assert script.message("host_call", "fs.size") == "Thrown: host_call: unsupported operation fs.size"
    calls = script.call("host_mock_calls")
    assert [call["operation"] for call in calls] == ["read", "read", "write", "size"]
    assert calls[1] == {"capability": "fs", "operation": "read", "params": {"path": "b", "more": 1}}


def test_capabilities_include_mocks(script: Any) -> None:
    """What is mocked is there; clearing takes it away."""
    assert script.call("host_has", "process", "exec") is True
    assert script.call("host_has", "process", "fly") is False
    script.call("host_mock", "zz", "op", 1)
    script.call("host_mock", "process", "fly", 1)
    assert script.call("host_has", "zz") is True
    assert script.call("host_capabilities")["process"]["ops"] == ["exec", "fly"]
    script.call("host_mock_clear")
    assert script.call("host_has", "zz") is False
    assert sorted(script.call("host_capabilities")) == ["interaction", "process", "template"]


def test_commands_run_in_a_shell(script: Any) -> None:
    """`process.exec` returns both outputs, apart and together."""
    result = script.call("host_call", "process.exec", {"command": "printf out; printf err >&2; exit 2"})
    assert result == {"stdout": "out", "stderr": "err", "combined": "outerr", "status": 2, "success": False}


def test_templates_are_rendered(script: Any) -> None:
    """`template.render` fills in a file beside the source."""
    (script.folder / "t.txt").write_text("hi {{ name }}")
    assert script.call("host_call", "template.render", {"path": "t.txt", "bindings": {"name": "x"}}) == "hi x"


def test_a_program_by_itself_has_its_task_from_the_environment(
    script: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`runtime.task` reads `HARN_TASK`; a result goes nowhere."""
    monkeypatch.setenv("HARN_TASK", "do it")
    assert script.call("host_call", "runtime.task") == "do it"
    assert script.call("host_call", "runtime.set_result", {"v": 1}) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["host_call"], "host_call: unsupported operation name ''"),
        (["host_call", "noop"], "host_call: unsupported operation name 'noop'"),
        (["host_call", "a.b.c"], "host_call: unsupported operation a.b.c"),
        (["host_call", "process.exec", {"command": ""}], "host_call: missing required parameter 'command'"),
        (["host_call", "interaction.ask"], "host_call: missing required parameter 'question'"),
        (["host_mock", "a"], "host_mock: capability and operation are required"),
    ],
)
def test_what_is_wrong_is_said(script: Any, call: list[Any], message: str) -> None:
    """Unknown operations and missing parameters."""
    assert script.message(*call) == "Thrown: " + message
