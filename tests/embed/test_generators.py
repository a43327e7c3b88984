"""Generators that nobody finishes."""

from __future__ import annotations

import gc
import io

import pytest

from harnvm import VM, Limits

PROGRAM = """\
fn g(n) {
  try {
    yield n
    yield n + 1
  } finally { println("closed ${n}") }
}
fn first() { return iter(g(1)).map({ x -> x * 2 }).take(1).to_list() }
println(first())
for x in g(5) {
  println(x)
  break
}
let kept = g(7)
kept.next()
println("end")
"""


@pytest.mark.parametrize("tier", [1, 2])
def test_they_are_closed_where_they_are_let_go(tier: int) -> None:
    """What a generator does at its end is done at once; and what the program still holds with the VM."""
    output = io.StringIO()
    vm = VM(stdout=output, tier=tier)
    vm.run_text(PROGRAM, "program.harn")
    del vm
    gc.collect()
    assert output.getvalue().split("\n")[:-1] == ["closed 1", "[2]", "5", "closed 5", "end", "closed 7"]


@pytest.mark.parametrize("tier", [1, None])
@pytest.mark.parametrize("times", [1, 300])
def test_limits_hold_after_the_run(tier: int | None, times: int) -> None:
    """A generator that would never end cannot hold up its VM's end where the host has set a limit."""
    vm = VM(tier=tier, limits=Limits(seconds=0.2))
    loop = (
        f"for i in 1 to {times} {{ try {{ yield i }} finally {{ if i == {times} {{ while true {{ }} }} }} }}"
    )
    vm.run_text(f"fn g() {{ {loop} }}\nlet it = g()\nfor i in 1 to {times} {{ it.next() }}", "program.harn")
    del vm
    gc.collect()
