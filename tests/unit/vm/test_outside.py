"""Outside events: coroutines, threads, and a host's event loop."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable
from typing import Any

import pytest

from harnvm import VM, HarnError, HarnRuntimeError
from tests.unit.vm.support import Run


@pytest.fixture
def run() -> Any:
    """A VM with `double`, `fail`, `apply`, which are coroutines, and `block`, which blocks a thread."""
    run = Run()

    @run.vm.builtin
    async def double(x: int) -> int:
        await asyncio.sleep(0.01)
        return 2 * x

    @run.vm.builtin
    async def fail() -> None:
        await asyncio.sleep(0)
        raise ValueError("broken")

    @run.vm.builtin
    async def apply(function: Callable[..., Any]) -> Any:
        await asyncio.sleep(0)
        return function(1)

    def block(milliseconds: float) -> str:
        tasks = run.vm._machine.tasks
        return str(tasks.in_thread(lambda: time.sleep(milliseconds / 1000) or "blocked"))

    run.vm.builtin(block)
    yield run
    run.vm.close()


@pytest.fixture(params=["run", "run_async"])
def both(run: Run, request: pytest.FixtureRequest) -> Callable[[str], Any]:
    """Runs a script, by itself and in an event loop."""
    return run if request.param == "run" else run.asynchronously


def test_errors_of_coroutines_can_be_caught(run: Run, both: Callable[[str], Any]) -> None:
    """An exception is an error of the script, of which it is the cause."""
    assert both("return try { fail() }").fields == ("Runtime error: ValueError: broken",)
    with pytest.raises(HarnRuntimeError) as caught:
        both("fail()")
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_deadline_cancels_the_coroutine(run: Run, both: Callable[[str], Any]) -> None:
    """A coroutine that is not waited for any more unwinds before the run ends."""
    ended = []

    @run.vm.builtin
    async def hang() -> None:
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0)
            ended.append(True)

    assert both("return try { deadline 60ms { hang() } }").fields == ("Deadline exceeded",)
    assert ended == [True]


def test_a_cancelled_task_cancels_its_coroutine(run: Run, both: Callable[[str], Any]) -> None:
    """`finally` runs in a task that is cancelled while it awaits."""
    both("""
        let t = spawn { try { double(1) } finally { println("cleaned") } }
        sleep(1)
        cancel(t)
        println("main")
    """)
    assert run.lines == ["main", "cleaned"]


def test_coroutines_may_call_back(both: Callable[[str], Any]) -> None:
    """A function called from a coroutine runs at once, but must not wait."""
    assert both("return apply({ x -> x + 1 })") == 2
    with pytest.raises(HarnError, match="called from a coroutine cannot wait"):
        both("apply({ x -> sleep(1) })")


def test_what_a_callback_of_a_coroutine_wakes_goes_on(both: Callable[[str], Any]) -> None:
    """A value sent from inside a coroutine reaches a task that waits for it."""
    assert (
        both("""
        let c = channel("c")
        let t = spawn { receive(c) }
        sleep(1)
        apply({ x -> send(c, "sent") })
        return await(t)
    """)
        == "sent"
    )


def test_threads_run_side_by_side(both: Callable[[str], Any]) -> None:
    """Blocking functions in threads do not block each other's tasks, and deadlines interrupt the wait."""
    begin = time.monotonic()
    assert both("return parallel each [60, 60, 60] { x -> block(x) }") == ["blocked"] * 3
    assert time.monotonic() - begin < 0.17
    assert both("return try { deadline 5ms { block(300) } }").fields == ("Deadline exceeded",)


def test_a_lone_blocking_function_needs_no_thread(run: Run) -> None:
    """Where nothing else could go on, it is called in place."""
    assert run("return block(1)") == "blocked"
    assert run.vm._machine.tasks._started is None


def test_a_computing_script_lets_the_loop_turn(run: Run) -> None:
    """A host's tasks get their turns although the script never waits."""

    async def main() -> int:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.001)
                ticks += 1

        ticking = asyncio.create_task(tick())
        await run.vm.run_async("let stop = timestamp() + 0.3\nwhile timestamp() < stop { }")
        ticking.cancel()
        return ticks

    assert asyncio.run(main()) >= 4


@pytest.mark.parametrize(
    "wait",
    ["sleep(10000)", "while true { }", "await(spawn { while true { } })", "parallel 2 { sleep(10000) }"],
)
def test_cancelling_the_host_unwinds_the_script(run: Run, wait: str) -> None:
    """A cancelled `run_async` runs `finally` blocks, and `catch` blocks not."""

    async def main() -> None:
        source = f'try {{ {wait} }} catch (e) {{ println("no") }} finally {{ sleep(1)\nprintln("cleaned") }}'
        running = asyncio.create_task(run.vm.run_async(source))
        await asyncio.sleep(0.05)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    asyncio.run(main())
    assert run.lines == ["cleaned"]
    assert run.is_at_rest


def test_a_timeout_of_the_host_ends_the_script(run: Run) -> None:
    """`asyncio.timeout` around `run_async` works as around any coroutine."""

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.03):
                await run.vm.run_async("sleep(10000)")

    asyncio.run(main())


def test_a_vm_runs_one_program_at_a_time(run: Run) -> None:
    """A second `run_async` of the same VM is refused while the first is under way."""

    async def main() -> list[Any]:
        both = (run.vm.run_async("sleep(5)"), run.vm.run_async("sleep(5)"))
        return await asyncio.gather(*both, return_exceptions=True)

    first, second = asyncio.run(main())
    assert first is None
    assert isinstance(second, HarnError)


def test_vms_take_turns_in_one_loop() -> None:
    """Two VMs wait side by side in the same event loop."""

    async def main() -> None:
        first, second = VM(stdout=io.StringIO()), VM(stdout=io.StringIO())
        source = "parallel each [50, 50] { x -> sleep(x) }"
        await asyncio.gather(first.run_async(source), second.run_async(source))

    begin = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - begin < 0.5


def test_a_running_loop_refuses_only_what_needs_it(run: Run) -> None:
    """Inside a running loop, tasks, sleeping and threads work; coroutines are refused clearly."""

    async def main() -> None:
        assert run("return parallel each [1, 2] { x -> sleep(1)\n block(1) }") == ["blocked"] * 2
        with pytest.raises(HarnError, match="run_async"):
            run("double(1)")

    asyncio.run(main())
