"""Callbacks of list methods, many in one Python function: the same as one call after the other."""

from __future__ import annotations

import io

import pytest

from harnvm import VM, Limits
from harnvm.errors import HarnLimitError
from tests.unit.tier2.support import MODES, outcome

PROGRAMS = {
    "kinds change": """\
fn hide(v) { return v }
let mixed = hide([1, 2, 3, 1.5, "a", [1], nil, 4])
for round in 0 to 5 {
  println(mixed.map({ x -> x == nil ? 0 : x + x }))
  println(mixed.filter({ x -> x != nil && x == x }))
  println([1, 2, 2.5, 3].reduce(0, { sum, x -> sum + x }))
  println([1, 2, "b"].reduce("", { sum, x -> sum + to_string(x) }))
}
""",
    "an early return": """\
fn sign(x) {
  if x < 0 { return "minus" }
  if x == 0 { return nil }
  let name = "plus"
  return name
}
for round in 0 to 5 { println([3, -1, 0, 2, -7].map(sign)) }
fn step(sum, x) {
  if x == 3 { return sum }
  if x == 5 { return "text" }
  return sum == "text" ? x : sum + x
}
for round in 0 to 5 { println([1, 2, 3, 4, 5, 6, 7].reduce(0, step)) }
""",
    "inside each other": """\
let table = [[1, 2], [3, 4], [5]]
for round in 0 to 5 {
  println(table.map({ row -> row.map({ x -> x * round }).reduce(0, { a, b -> a + b }) }))
  println(table.flat_map({ row -> row.filter({ x -> x % 2 == 1 }) }))
  println(table.sort_by({ row -> 0 - row.reduce(0, { a, b -> a + b }) }))
}
""",
    "errors are caught, and counted": """\
fn half(x) {
  if x % 2 == 1 { throw "odd ${x}" }
  return x / 2
}
var caught = []
for round in 0 to 600 {
  try { [2, 4, round].map({ x -> half(x) }) } catch (e) { caught = caught.push(e) }
}
println("${len(caught)} ${caught[0]} ${caught[299]}")
println([1, 2, 3].map({ x ->
  try { half(x) } catch (e) { e }
}))
""",
    "an uncaught error": """\
fn ratio(x) {
  let y = x - 3
  return 10 / y
}
for round in 0 to 5 {
  let list = round == 4 ? [1, 2, 3] : [1, 2]
  println(list.map(ratio))
}
""",
    "an error of a fold": """\
for round in 0 to 5 {
  let list = round == 4 ? [1, 2, nil] : [1, 2]
  println(list.reduce(0, { a, b -> a + b }))
}
""",
    "captured values": """\
var log = []
for round in 0 to 5 {
  let scale = round == 3 ? 1.5 : round
  println([1, 2].map({ x -> x * scale }))
  let pairs = [1, 2].map({ x -> { y -> x * y + scale } })
  println(pairs.map({ f -> f(10) }))
}
""",
    "types of parameters": """\
fn double(x: int) { return x + x }
for round in 0 to 5 {
  let list = round == 5 ? [1, "a"] : [1, 2]
  println(list.map(double))
}
""",
    "structs and dicts": """\
struct P { a: int, b: any }
impl P { fn sum(self) { return self.a + self.b } }
let list = [P { a: 1, b: 2 }, P { a: 3, b: 0.5 }]
for round in 0 to 5 {
  println(list.map({ p -> p.sum() }))
  println(list.map({ p -> p.a }))
  println({x: 1, y: 2}.map_values({ v -> v + round }))
  println([{k: 2}, {k: 1}].sort_by({ d -> d.k }))
  println([5, 1].min_by({ v -> v }))
}
""",
    "a name changes": """\
fn f(x) { return x + 1 }
for round in 0 to 5 { println([1].map({ x -> f(x) + len([x]) })) }
let g = { x -> f(x) }
println([1, 2].map(g))
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name: str) -> None:
    """They print, throw and report the same in the loop, generated, and when promoted in the middle."""
    first, *others = [outcome(PROGRAMS[name], mode) for mode in MODES]
    assert others == [first, first]


def test_a_long_one_can_be_interrupted() -> None:
    """The limit of time holds within one call of `map`."""
    vm = VM(stdout=io.StringIO(), limits=Limits(seconds=0.2), tier=2)
    text = "let list = (1 to 1000).to_list()\nwhile true { list.map({ x -> x * 2 }) }\n"
    with pytest.raises(HarnLimitError):
        vm.run_text(text, "program.harn")
