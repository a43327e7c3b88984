"""Guesses about what is unknown are checked: wrong ones change nothing but the time it takes."""

from __future__ import annotations

from random import Random

import pytest

from tests.unit.tier2.support import MODES, outcome

_VALUES = [
    *("1", "2", "-3", "0", "4", "1.5", "-2.5", "0.0", '"a"', "true", "nil"),
    *("9223372036854775807", "-9223372036854775808", "4611686018427387904", "3000000000"),
]
_LEAVES = [
    "xs[i]",
    "ys[i]",
    "p.a",
    "p.b",
    "f(i)",
    "g(i)",
    "i",
    "x",
    "2",
    "3",
    "-5",
    "1.5",
    "0.0",
    "big",
    "d.k",
]


class Chains:
    """Writes a program of chains of operators on values that nothing is known of."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def chain(self, depth: int) -> str:
        """Return an expression with the variables `i` and `x`."""
        random = self.random
        if depth == 0 or random.random() < 0.25:
            return random.choice(_LEAVES)
        if random.random() < 0.08:
            return f"(-{self.chain(depth - 1)})"
        a, b = self.chain(depth - 1), self.chain(depth - 1)
        if random.random() < 0.2:
            return f"hide({a} {random.choice(['<', '<=', '>', '>=', '==', '!='])} {b})"
        return f"({a} {random.choice(['+', '-', '*', '/', '%'])} {b})"

    def values(self) -> str:
        """Return a list whose items are ints, floats, or anything."""
        pool = self.random.choice([_VALUES[:5], _VALUES[:5], _VALUES[5:8], _VALUES])
        return f"[{', '.join(self.random.choice(pool) for _ in range(6))}]"

    def program(self) -> str:
        """Return the program."""
        a, b, k = self.random.choices(_VALUES, k=3)
        return f"""\
struct P {{ a: any, b: any }}
fn hide(v) {{ return v }}
let xs = hide({self.values()})
let ys = hide({self.values()})
let big = hide(9223372036854775807)
let d = {{k: {k}}}
let p = P {{ a: {a}, b: {b} }}
fn f(i) {{ return xs[i % 6] }}
fn g(i) {{
  let x = ys[i % 6]
  return {self.chain(2)}
}}
for x in xs {{
  for i in 0 to 4 exclusive {{ println(try {{ {self.chain(3)} }}) }}
}}
var n = 0
while n < 6 {{
  let i = n
  let x = ys[i]
  println(try {{ {self.chain(3)} }})
  n = n + 1
}}
for i in hide([0, 1, 2, 3]) {{
  let x = {self.chain(2)}
  let y = {self.chain(3)}
  println("${{x}} ${{y}}")
}}
"""


@pytest.mark.parametrize("seed", range(60))
def test_chains(seed: int) -> None:
    """A chain of operators gives, or refuses, the same whatever is guessed about its operands."""
    program = Chains(seed).program()
    first, *others = [outcome(program, mode) for mode in MODES]
    assert others == [first, first]


PROGRAMS = {
    "items change their kind": """\
fn hide(v) { return v }
fn twice(list) { for x in list { yield x + x } }
let mixed = hide([1, 2, 3, 4, 5, 1.5, 6, "a", 7, [8], 9])
for x in mixed { println(x + x) }
for x in twice(mixed) { println(x) }
for x in twice(twice(mixed)) { println(x) }
""",
    "small ints grow": """\
var p = 2
var n = 0
while p != 0 && n < 90 {
  p = p * 3 + 1
  n = n + 1
  if n % 7 == 0 { continue }
  println(p)
}
var q = 1000
while q > 0 - 9223372036854775807 && n < 200 {
  q = q - 300000000000000000
  n = n + 1
}
println("${q} ${n}")
""",
    "small ints become something else": """\
fn hide(v) { return v }
var p = hide(3)
var n = 0
while hide(p) != nil && n < 40 {
  if n == 25 { p = 1.5 }
  if n == 30 { p = nil }
  if n < 25 { p = p + 1 }
  n = n + 1
}
println("${p} ${n}")
""",
    "errors come in order": """\
fn hide(v) { return v }
fn loud(v) {
  println("loud ${v}")
  return v
}
for i in 0 to 30 {
  let a = hide(i == 20 ? "a" : 1)
  let r = try { (a - 1) + loud(i) * (loud(a) - 2) }
  println(r)
}
""",
    "generators in callbacks end where they began": """\
fn nested(n) {
  if n > 0 { for x in nested(n - 1) { yield x + 1 } }
  yield n
  if n == 3 { throw "enough" }
}
var total = 0
for round in 0 to 600 {
  total = total + len(iter(nested(2)).to_list())
  let r = try { iter(nested(5)).to_list() }
  if round % 200 == 0 { println(r) }
}
println(total)
fn down(n) { return n == 0 ? 0 : [n].map({ m -> down(m - 1) + 1 })[0] }
println(down(100))
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name: str) -> None:
    """What does not stay as it was when a loop became hot is met in the middle of it."""
    first, *others = [outcome(PROGRAMS[name], mode) for mode in MODES]
    assert others == [first, first]
    assert "Error\n" not in first
