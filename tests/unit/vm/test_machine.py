"""The machine from inside: generators, unwinding, re-entrance, nesting."""

from __future__ import annotations

import gc
import io

import pytest

from harnvm import VM, HarnRuntimeError


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def vm(out: io.StringIO) -> VM:
    return VM(stdout=out)


def test_an_abandoned_generator_is_unwound(vm: VM, out: io.StringIO) -> None:
    """Dropping a generator runs its `finally` and `defer` blocks."""
    vm.run(
        'fn g() {\n defer { println("deferred") }\n'
        ' try { yield 1\n yield 2 } finally { println("finally") } }\n'
    )
    numbers = vm.call("g")
    assert next(numbers) == 1
    del numbers
    gc.collect()
    assert out.getvalue() == "finally\ndeferred\n"


def test_builtins_can_come_back_to_the_vm(vm: VM) -> None:
    """A host function may run, evaluate and call on the VM that called it."""

    @vm.builtin
    def nested(n: int) -> int:
        vm.run(f"let made_{n} = {n}")
        return int(vm.eval(f"made_{n} + 1")) + int(vm.call("len", [1, 2]))

    assert vm.eval("nested(3)") == 6
    assert vm.eval("made_3") == 3


def test_frames_are_limited_per_run(vm: VM) -> None:
    """510 calls fit beside main, 511 do not; the limit starts afresh in a callback."""
    vm.run("fn f(n) { if n == 0 { return 0 }\n return 1 + f(n - 1) }")
    assert vm.eval("f(510)") == 510
    with pytest.raises(HarnRuntimeError, match="Stack overflow: too many nested calls"):
        vm.eval("f(511)")
    assert vm.eval("[1].map({ x -> f(400) })") == [400]


def test_callbacks_are_limited_too(vm: VM) -> None:
    """Recursion through callbacks ends in the same error, which a script can catch."""
    vm.run("fn f(n) { return [n].map({ x -> f(x + 1) }) }")
    assert "Stack overflow" in vm.eval('try { f(0) } catch (e) { "${e}" }')
    assert vm.eval("1") == 1


def test_tail_calls_cost_no_frames(vm: VM) -> None:
    """A hundred thousand tail calls, mutual ones too, run in constant space."""
    vm.run(
        "fn even(n) { if n == 0 { return true }\n return odd(n - 1) }\n"
        "fn odd(n) { if n == 0 { return false }\n return even(n - 1) }"
    )
    assert vm.eval("even(100000)") is True


def test_values_handed_out_do_not_change(vm: VM) -> None:
    """Growing a variable in place never shows through another holder."""
    vm.run(
        "var xs = [1]\nxs = xs.push(2)\nlet held = xs\nlet get = { -> xs }\n"
        "for i in 3 to 5 { xs = xs.push(i) }\nvar d = {a: xs}\nxs[0] = 9\nd.b = xs\nxs = xs + [6]"
    )
    assert vm.eval("[held, get(), d.a, d.b, xs]") == [
        [1, 2],
        [1, 2],
        [1, 2, 3, 4, 5],
        [9, 2, 3, 4, 5],
        [9, 2, 3, 4, 5, 6],
    ]
