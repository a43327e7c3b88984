"""Limits of a host, where they are hard to keep."""

from __future__ import annotations

import time
from typing import Any

import pytest

from harnvm import HarnLimitError, Limits
from tests.unit.vm.support import Run


def reach(limits: Limits, source: str) -> tuple[HarnLimitError, Run]:
    """Return the error of a script that reaches a limit."""
    run = Run(limits=limits)
    with pytest.raises(HarnLimitError) as caught:
        run(source)
    return caught.value, run


@pytest.mark.parametrize(
    "source",
    [
        "await(spawn { while true { } })",
        "parallel settle [1, 2] { x -> sleep(10000) }",
        "iter(1 to 1000000000000).count()",
        "(1 to 1000000000000).max()",
        "while true { try { sleep(10000) } catch (e) { nil } finally { nil } }",
        'let c = channel("c")\nlet t = spawn { for x in c { x } }\nsleep(10000)',
        "deadline 1h { while true { } }",
        "fn g() { while true { yield 1 } }\nfor x in g() { x }",
        'regex_match("(a|aa)+$", "a".repeat(60) + "b")',
        'while true { try { regex_match("(a|aa)+$", "a".repeat(60) + "b") } catch (e) { nil } }',
        'schema_check("a".repeat(60) + "b", {type: "string", pattern: "(a|aa)+$"})',
    ],
)
def test_time_ends_whatever_runs(source: str) -> None:
    """The limit of time reaches tasks, waiting, and long operations."""
    begin = time.monotonic()
    error, run = reach(Limits(seconds=0.1), source)
    assert error.limit == "seconds"
    assert time.monotonic() - begin < 3
    assert run.is_at_rest


@pytest.mark.parametrize(
    "source",
    [
        "while true { [1, 2].map({ x -> x }) }",
        "[1].map({ x -> while true { } })",
        "fn f(n) { return f(n + 1) }\nf(0)",
        "fn f(n) { return n |> f }\nf(0)",
        "fn f(xs) { return f(...[xs]) }\nf(1)",
        "parallel settle [1] { x -> while true { } }",
        "while true { try { throw 1 } catch (e) { nil } }",
    ],
)
def test_steps_count_rounds_and_calls(source: str) -> None:
    """Every way of going on for ever is counted."""
    error, _ = reach(Limits(steps=500), source)
    assert error.limit == "steps"
    assert error.span is not None


def test_steps_are_counted_alike_each_time() -> None:
    """The same program uses the same number of steps."""
    run = Run(limits=Limits(steps=100))
    for _ in range(2):
        run("for i in 1 to 99 { i }")
    with pytest.raises(HarnLimitError):
        run("for i in 1 to 101 { i }")


@pytest.mark.parametrize(
    "source",
    [
        '"ab" * 10000',
        '"x".pad_left(5000, " ")',
        '"aaaa".replace("a", "bbbb".repeat(100))',
        "range(0, 5000).to_list()",
        "(1 to 5000).to_list()",
        "parallel 5000 { i -> i }",
        "var x = [1]\n" + "x = x + x\n" * 40,
        "var x = [1]\n" + "x += x\n" * 40,
        'var x = "a"\n' + "x += x\n" * 40,
        'var x = "a"\nwhile true { x = "${x}${x}" }',
        "var x = []\nwhile true { x = [...x, 1] }",
        'var d = {}\nvar i = 0\nwhile true { d["k${i}"] = i\ni += 1 }',
        'var d = {inner: {}}\nvar i = 0\nwhile true { d.inner["k${i}"] = i\ni += 1 }',
        "var d = {inner: []}\nwhile true { d.inner = d.inner.push(1) }",
        "var s = set()\nvar i = 0\nwhile true { s = s.add(i)\ni += 1 }",
        "var x = []\nfor i in 1 to 5000 { x = x.push(i) }",
        'shell("head -c 5000 /dev/zero").status',
        'exec("yes").status',
        'host_call("process.exec", {command: "yes >&2"}).status',
    ],
)
def test_sizes_are_held(source: str) -> None:
    """No collection and no string gets larger than the host allows, however it grows."""
    error, _ = reach(Limits(items=1000), source)
    assert error.limit == "items"


def test_frames_count_through_callbacks() -> None:
    """Functions inside callbacks inside functions add up."""
    limits = Limits(frames=50)
    source = "fn f(n) { if n == 0 { return 0 }\nreturn [n].map({ x -> f(x - 1) })[0] }\nreturn f(%d)"
    assert Run(limits=limits)(source % 10) == 0
    error, _ = reach(limits, source % 40)
    assert error.limit == "frames"


def test_held_output_counts() -> None:
    """What a task prints is counted although it is held back."""
    error, run = reach(Limits(output=20), 'await(spawn { while true { println("hello") } })')
    assert error.limit == "output"
    assert run.lines == ["hello"] * 3


def test_each_run_starts_afresh() -> None:
    """A limit that was reached does not hold the next run back."""
    run = Run(limits=Limits(seconds=0.05, steps=1000, output=100))
    for _ in range(2):
        with pytest.raises(HarnLimitError):
            run("while true { }")
        assert run('println("x")\nreturn 1') == 1


def test_a_builtin_that_swallows_the_error_gets_no_further() -> None:
    """A limit of time stays reached."""
    run = Run(limits=Limits(seconds=0.05))

    def swallow(function: Any) -> str:
        try:
            function()
        except HarnLimitError:
            pass
        return "swallowed"

    run.vm.builtin(swallow)
    with pytest.raises(HarnLimitError):
        run("while true { swallow({ -> while true { } }) }")
