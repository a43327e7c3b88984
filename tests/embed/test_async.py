"""Hosts with an event loop, async host functions, limits."""

from __future__ import annotations

import asyncio
import gc
import io
import time

import pytest

from harnvm import VM, HarnError, HarnLimitError, Limits


def test_async_builtins_are_awaited() -> None:
    """A script calls an `async def` function like any other."""
    vm = VM()

    @vm.builtin
    async def fetch(key: str) -> str:
        await asyncio.sleep(0.01)
        return key * 2

    assert vm.eval('fetch("ab")') == "abab"
    vm.close()


def test_tasks_go_on_while_one_awaits() -> None:
    """Branches of `parallel` wait for host functions side by side."""
    vm = VM()

    @vm.builtin
    async def nap(n: int) -> int:
        await asyncio.sleep(0.1)
        return n

    begin = time.monotonic()
    assert vm.eval("parallel each [1, 2, 3, 4, 5, 6, 7, 8] { n -> nap(n) }") == [1, 2, 3, 4, 5, 6, 7, 8]
    assert time.monotonic() - begin < 0.7
    vm.close()


def test_run_async_leaves_the_loop_running() -> None:
    """While a script sleeps, the host's own tasks run."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.01)

    async def main() -> object:
        vm = VM()
        ticking = asyncio.create_task(tick())
        await vm.run_async('fn f(x) { sleep(100)\n return x }\nlet a = f("done")')
        ticking.cancel()
        result = await vm.call_async("f", "called")
        vm.close()
        return result

    assert asyncio.run(main()) == "called"
    assert ticks >= 5


def test_run_inside_a_running_loop_works_or_says_why_not() -> None:
    """Plain scripts run inside a running loop; one that must await is refused, not hung."""

    async def main() -> None:
        vm = VM()

        @vm.builtin
        async def fetch() -> int:
            return 1

        assert vm.eval("1 + 1") == 2
        with pytest.raises(HarnError, match="run_async"):
            vm.eval("fetch()")
        vm.close()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("limits", "source", "limit"),
    [
        (Limits(steps=1000), "while true { }", "steps"),
        (Limits(seconds=0.1), "while true { }", "seconds"),
        (Limits(seconds=0.1), "sleep(5000)", "seconds"),
        (Limits(frames=50), "fn f(n) { return 1 + f(n) }\nf(1)", "frames"),
        (Limits(items=1000), 'let s = "x".repeat(100000)', "items"),
        (Limits(items=1000), "var xs = []\nfor i in 1 to 5000 { xs = xs.push(i) }", "items"),
        (Limits(output=100), 'while true { println("x") }', "output"),
    ],
)
def test_limits_end_a_run(limits: Limits, source: str, limit: str) -> None:
    """Each limit ends the run with an error that names it; the VM can be used again."""
    vm = VM(limits=limits, stdout=io.StringIO())
    with pytest.raises(HarnLimitError) as caught:
        vm.run(source)
    assert caught.value.limit == limit
    assert vm.eval("1") == 1


def test_a_script_cannot_catch_a_limit() -> None:
    """Neither `catch` nor `finally` nor `try` holds a limit back."""
    vm = VM(limits=Limits(steps=1000), stdout=io.StringIO())
    with pytest.raises(HarnLimitError):
        vm.run("while true { try { while true { } } catch (e) { } finally { let x = try { 1 } } }")


def test_what_a_limit_interrupts_ends_with_the_run(capfd: pytest.CaptureFixture[str]) -> None:
    """A coroutine that a limit of time interrupts has ended when the run has, though nobody closes the VM."""
    ended: list[str] = []
    vm = VM(limits=Limits(seconds=0.05))

    @vm.builtin
    async def nap() -> None:
        try:
            await asyncio.sleep(5)
        finally:
            ended.append("nap")

    with pytest.raises(HarnLimitError):
        vm.run("nap()")
    assert ended == ["nap"]
    del vm, nap
    gc.collect()
    assert capfd.readouterr().err == ""
