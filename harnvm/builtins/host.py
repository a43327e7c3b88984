"""What surrounds a program: operations of its host, by capability, and mocks of them."""

from __future__ import annotations

import os

from harnvm.builtins.args import arg, fields, text
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.display import display
from harnvm.values.equal import equal
from harnvm.values.limits import check_text
from harnvm.values.model import Value
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Operation = Callable[[Context, dict[str, Value]], Value]

AREA = Area("host")

#: What a program that runs by itself is told it can ask for: description and operations by capability.
_CAPABILITIES = {
    "interaction": ("User interaction.", {"ask": "Ask the user a question."}),
    "process": ("Process execution.", {"exec": "Execute a shell command."}),
    "template": ("Template rendering.", {"render": "Render a template file."}),
}
_MOCKED_CAPABILITY = "Mocked host capability registered at runtime for tests."
_MOCKED_OPERATION = "Mocked host operation registered at runtime for tests."


# --- Mocks ------------------------------------------------------------------------------------------


class _Mock:
    """An answer to an operation, for calls that have at least these parameters."""

    __slots__ = ("error", "name", "params", "result")

    def __init__(self, name: tuple[str, str], params: Value, result: Value, error: str) -> None:
        self.name = name
        self.params = fields(params)
        self.result = result
        self.error = error

    def fits(self, name: tuple[str, str], params: dict[str, Value]) -> bool:
        """Tell whether the mock answers a call."""
        return self.name == name and all(
            key in params and equal(params[key], value) for key, value in self.params.items()
        )


class HostMocks:
    """The mocks of one VM and the calls they have answered; the last one that fits a call answers it."""

    def __init__(self) -> None:
        self.mocks: list[_Mock] = []
        self.calls: list[dict[str, Value]] = []

    def find(self, name: tuple[str, str], params: dict[str, Value]) -> _Mock | None:
        """Return the mock that answers a call, after recording it; None if none does."""
        for mock in reversed(self.mocks):
            if mock.fits(name, params):
                capability, operation = name
                self.calls.append({"capability": capability, "operation": operation, "params": params})
                return mock
        return None


@AREA.builtin("host_mock")
def host_mock(ctx: Context, args: Args) -> Value:
    """Answer an operation with a value, or as a dict of ``result``, ``params`` and ``error`` says."""
    name = (text(args, 0), text(args, 1))
    if not all(name):
        raise thrown("host_mock: capability and operation are required")
    answer = arg(args, 2)
    if type(answer) is dict and not answer.keys().isdisjoint(("result", "params", "error")):
        error = display(answer["error"]) if "error" in answer else ""
        mock = _Mock(name, answer.get("params"), answer.get("result"), error)
    else:
        mock = _Mock(name, arg(args, 3), answer, "")
    ctx.state(HostMocks).mocks.append(mock)
    return None


@AREA.builtin("host_mock_clear")
def host_mock_clear(ctx: Context, args: Args) -> Value:
    """Forget all mocks and the calls of them."""
    state = ctx.state(HostMocks)
    state.mocks.clear()
    state.calls.clear()
    return None


@AREA.builtin("host_mock_calls")
def host_mock_calls(ctx: Context, args: Args) -> Value:
    """Return the calls that mocks have answered."""
    return list(ctx.state(HostMocks).calls)


# --- Capabilities -----------------------------------------------------------------------------------


@AREA.builtin("host_capabilities")
def host_capabilities(ctx: Context, args: Args) -> Value:
    """Return descriptions of all operations by capability, mocked ones included."""
    return {name: _described(*entry) for name, entry in _capabilities(ctx).items()}


@AREA.builtin("host_has")
def host_has(ctx: Context, args: Args) -> Value:
    """Tell whether there is a capability, or an operation of it."""
    entry = _capabilities(ctx).get(text(args, 0))
    return entry is not None and (len(args) < 2 or text(args, 1) in entry[1])


def _capabilities(ctx: Context) -> dict[str, tuple[str, dict[str, str]]]:
    found = {name: (description, dict(ops)) for name, (description, ops) in _CAPABILITIES.items()}
    for mock in ctx.state(HostMocks).mocks:
        capability, operation = mock.name
        found.setdefault(capability, (_MOCKED_CAPABILITY, {}))[1].setdefault(operation, _MOCKED_OPERATION)
    return found


def _described(description: str, operations: dict[str, str]) -> dict[str, Value]:
    return {
        "description": description,
        "ops": list(operations),
        "operations": {name: {"description": meaning} for name, meaning in operations.items()},
    }


# --- Calls ------------------------------------------------------------------------------------------


@AREA.builtin("host_call")
def host_call(ctx: Context, args: Args) -> Value:
    """Ask for an operation, ``capability.operation``, with a dict of parameters."""
    name = text(args, 0)
    params = fields(arg(args, 1))
    capability, dot, operation = name.partition(".")
    if not dot:
        raise thrown(f"host_call: unsupported operation name '{name}'")
    mock = ctx.state(HostMocks).find((capability, operation), params)
    if mock is None:
        if name not in _OPERATIONS:
            raise thrown(f"host_call: unsupported operation {name}")
        ctx.require(_STAND_FOR.get(name, ()))
        return _OPERATIONS[name](ctx, params)
    if mock.error:
        raise thrown(mock.error)
    return mock.result


def _required(params: dict[str, Value], name: str) -> str:
    value = display(params[name]) if name in params else ""
    if not value:
        raise thrown(f"host_call: missing required parameter '{name}'")
    return value


def _exec(ctx: Context, params: dict[str, Value]) -> Value:
    from harnvm.builtins.subprocesses import run_program

    command = ["/bin/sh", "-lc", _required(params, "command")]
    result = run_program(ctx, "host_call process.exec", command, None)
    check_text(len(result["stdout"]) + len(result["stderr"]))
    return {**result, "combined": result["stdout"] + result["stderr"]}


def _render(ctx: Context, params: dict[str, Value]) -> Value:
    from harnvm.builtins.templates import render_file

    failure = "host_call template.render: failed to read template"
    return render_file(ctx, _required(params, "path"), params.get("bindings"), failure)


def _ask(ctx: Context, params: dict[str, Value]) -> Value:
    from harnvm.builtins.io import prompt_user

    return prompt_user(ctx, [_required(params, "question")])


#: What can be had without a host. Nobody then has a task for the program, or takes its result.
_OPERATIONS: dict[str, Operation] = {
    "process.exec": _exec,
    "template.render": _render,
    "interaction.ask": _ask,
    "runtime.task": lambda ctx, params: os.environ.get("HARN_TASK", ""),
    "runtime.set_result": lambda ctx, params: None,
}

#: The builtins that do the same as an operation: whoever may not call all of these may not ask for it either.
_STAND_FOR = {
    "process.exec": ("exec", "shell"),
    "template.render": ("render",),
    "interaction.ask": ("prompt_user",),
}
