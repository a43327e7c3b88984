"""Concurrency builtins where no second task is needed."""

from __future__ import annotations

import io

import pytest

from harnvm import VM, HarnRuntimeError, HarnThrown


@pytest.fixture
def vm() -> VM:
    return VM(stdout=io.StringIO())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("send()", "send: requires channel and value"),
        ("send(5, 1)", "send: first argument must be a channel"),
        ("receive()", "receive: requires a channel"),
        ("receive(nil)", "receive: first argument must be a channel"),
        ("try_receive(5)", "try_receive: first argument must be a channel"),
        ("close_channel()", "close_channel: requires a channel"),
        ("__select_list()", "__select_list: requires channel list"),
        ("__select_try(5)", "__select_try: first argument must be a list of channels"),
        ("__select_timeout([])", "__select_timeout: requires channel list and timeout"),
        ("timer_end(5)", "timer_end: argument must be a timer dict from timer_start"),
        ('channel("c", -1)', "channel: capacity must not be negative, got -1"),
        ('5 |> "select"', "select: all arguments must be channels"),
    ],
)
def test_refusals(vm: VM, call: str, message: str) -> None:
    """Wrong arguments are refused with a thrown string."""
    with pytest.raises(HarnThrown) as caught:
        vm.run(f"fn u(x) {{ return x }}\n{call.replace('5', 'u(5)').replace('nil', 'u(nil)')}")
    assert caught.value.value == message


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("channel()", "<channel:default>"),
        ("channel(nil)", "<channel:nil>"),
        ('channel("x", 9223372036854775807)', "<channel:x>"),
        ("atomic(2.9)", "<atomic:2>"),
        ("atomic(-1.5)", "<atomic:-1>"),
        ('atomic("x")', "<atomic:0>"),
        ("atomic(1) == atomic(1)", "true"),
        ('channel("a") == channel("a")', "false"),
        ("sleep(-1)", "nil"),
        ("sleep(0.5)", "nil"),
        ("timer_start().name", "default"),
        ("await(5)", "5"),
        ("is_cancelled()", "false"),
    ],
)
def test_values(vm: VM, expression: str, shown: str) -> None:
    """What builtins make of usual and unusual arguments."""
    assert vm.eval(f"to_string({expression})") == shown


def test_select_builtins_return_place_value_and_name(vm: VM) -> None:
    """What `select` is made of; anything but channels gives nothing."""
    vm.run('let a = channel("a")\nlet b = channel("b")\nsend(b, 1)\nsend(b, 2)')
    assert vm.eval("__select_try([a, b])") == {"index": 1, "value": 1, "channel": "b"}
    assert vm.eval("__select_list([5, b])") == {"index": 1, "value": 2, "channel": "b"}
    nothing = {"index": -1, "value": None, "channel": None}
    assert vm.eval("__select_timeout([a, b], 1)") == nothing
    assert vm.eval("__select_list([5])") == nothing


def test_timers_print_what_they_measure() -> None:
    """The line names the timer; the value is in milliseconds."""
    output = io.StringIO()
    vm = VM(stdout=output)
    assert vm.eval('timer_end({name: "t", start_ms: 0})') > 1_700_000_000_000
    assert output.getvalue().startswith("[timer] t: ")
    assert vm.eval("timer_end({})") == 0


def test_names_that_are_only_called_are_no_values(vm: VM) -> None:
    """`await` and its like are not offered when a name is unknown, and cannot be passed around."""
    with pytest.raises(HarnRuntimeError, match="Undefined variable: await"):
        vm.run("let f = await")
    with pytest.raises(HarnRuntimeError, match="did you mean `atan`"):
        vm.run("awai(1)")
