"""Tasks from the side of the host: order, isolation, ends, errors that concern everybody."""

from __future__ import annotations

import gc
import signal
import threading
import time
import weakref

import pytest

from harnvm import VM, HarnExit, HarnRuntimeError
from tests.unit.vm.support import Run


def test_a_script_without_tasks_needs_no_scheduler() -> None:
    """A lone `sleep` and a lone deadline do without greenlets."""
    run = Run()
    run("sleep(1)\nlet r = try { deadline 1ms { sleep(50) } }")
    assert run.vm._machine.tasks._started is None


def test_nothing_is_left_after_a_run() -> None:
    """Tasks, timers and deadlines end with the run that made them."""
    run = Run()
    run("""
        let c = channel("c")
        let a = spawn { receive(c) }
        let b = spawn { sleep(10000) }
        let d = spawn { deadline 1h { sleep(10000) } }
        let e = try { deadline 1ms { parallel each [1, 2] { x -> sleep(10000) } } }
        sleep(1)
    """)
    assert run.is_at_rest


def test_a_vm_with_tasks_is_collected() -> None:
    """Greenlets keep nothing alive once their run is over."""
    run = Run()
    run("parallel each [1, 2] { x -> sleep(1) }\nlet t = spawn { sleep(10000) }\nsleep(1)")
    remains = weakref.ref(run.vm._machine)
    del run
    gc.collect()
    assert remains() is None


def test_many_branches_wait_at_once() -> None:
    """Thousands of branches sleep side by side, however deep the call that starts them."""
    run = Run()
    begin = time.monotonic()
    assert (
        run("""
        fn deep(n) {
          if n == 0 { return parallel 3000 { i -> sleep(20)
            i } }
          return [n].map({ x -> deep(x - 1) })[0]
        }
        return len(deep(20))
    """)
        == 3000
    )
    assert time.monotonic() - begin < 10


def test_deep_recursion_in_a_task_is_caught_there() -> None:
    """A task has as many frames as the main program."""
    run = Run()
    source = "fn f(n) { return 1 + f(n + 1) }\nreturn try { await(spawn { f(0) }) }"
    assert "Stack overflow" in str(run(source).fields[0])


def test_exit_in_a_task_ends_the_run() -> None:
    """`exit` wins over everything; no handler of any task runs."""
    run = Run()
    with pytest.raises(HarnExit) as caught:
        run("""
            let a = spawn { try { sleep(10000) } finally { println("never") } }
            let b = spawn { println("printed")
              exit(3) }
            try { await(b) } finally { println("never") }
        """)
    assert caught.value.code == 3
    assert run.lines == ["printed"]
    assert run.is_at_rest


def test_output_is_released_when_the_run_fails() -> None:
    """What tasks have printed is shown although the program ends with an error."""
    run = Run()
    with pytest.raises(HarnRuntimeError):
        run('let t = spawn { println("task") }\nsleep(1)\nprintln("main")\nnil.x')
    assert run.lines == ["main", "task"]


def test_a_task_that_waits_while_it_unwinds_is_waited_for() -> None:
    """The end of a run waits for `finally` blocks that sleep."""
    run = Run()
    run("""
        let t = spawn { try { sleep(10000) } finally { sleep(5)
          println("cleaned") } }
        sleep(1)
    """)
    assert run.lines == ["cleaned"]


def test_a_task_that_cannot_unwind_is_abandoned() -> None:
    """A `finally` block that waits for nothing does not keep the program from ending."""
    run = Run()
    run('let t = spawn { try { sleep(10000) } finally { receive(channel("c")) } }\nsleep(1)')
    assert run.is_at_rest


@pytest.mark.parametrize(
    "source",
    [
        'try { sleep(10000) } catch (e) { println("no") } finally { println("main") }',
        'let t = spawn { try { while true { } } finally { println("task") } }\n'
        'try { await(t) } finally { println("main") }',
        'try { parallel each [1, 2] { x -> try { sleep(10000) } finally { println("task") } } }'
        ' finally { println("main") }',
    ],
)
def test_an_interrupt_from_the_keyboard_unwinds_everything(source: str) -> None:
    """It is raised in the main program, whoever was running; all `finally` blocks run."""
    run = Run()
    timer = threading.Timer(0.1, signal.pthread_kill, [threading.get_ident(), signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        run(source)
    timer.join()
    assert "main" in run.lines
    assert "no" not in run.lines
    assert run.is_at_rest


def test_handles_outlive_their_run_without_their_task() -> None:
    """A task does not survive the run; its handle then has no outcome."""
    vm = VM()
    vm.run("let t = spawn { sleep(10000)\n 1 }\nsleep(1)")
    assert vm.eval("await(t)") is None


def test_soon_settled_timers_do_not_pile_up() -> None:
    """Waiting under a long deadline, over and over, leaves no timers behind."""
    run = Run()
    run.vm.builtin(lambda: len(run.vm._machine.tasks.scheduler._timers._heap), name="timers")
    assert (
        run("""
        let c = channel("c", 1)
        let t = spawn { for i in 1 to 3000 { send(c, i) } }
        var most = 0
        deadline 1h {
          for i in 1 to 3000 {
            receive(c)
            if timers() > most { most = timers() }
          }
        }
        return most
    """)
        < 1000
    )


def test_cancelling_many_tasks_is_quick() -> None:
    """The cost of a cancel does not grow with the number of tasks."""
    run = Run()
    begin = time.monotonic()
    run("""
        let tasks = range(0, 2000).to_list().map({ i -> spawn { sleep(10000) } })
        sleep(1)
        for t in tasks { cancel(t) }
    """)
    assert time.monotonic() - begin < 5
