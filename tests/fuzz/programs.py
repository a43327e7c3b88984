"""Puts a program together."""

from __future__ import annotations

from random import Random

from tests.fuzz.statements import Statements
from tests.fuzz.templates import KINDS, LITERALS

#: What every program declares first.
PRELUDE = """\
enum E { A, B(v), C(v, w) }
struct P { x: any, y: any }
impl P {
  fn sum(self) { return self.x + self.y }
  fn scaled(self, by) { return P { x: self.x * by, y: by } }
}
fn hide(v) { return v }
fn f0(a, b = 2) { return [a, b] }
fn f1(a, ...rest) { return "${a} ${rest}" }
fn g(n) {
  for i in 1 to n { yield i * n }
}
"""


def program(seed: int) -> str:
    """Return the program of a seed."""
    random = Random(seed)
    writer = Statements(random, hidden=random.random() < 0.8)
    lines = []
    for number in range(6):
        kind = random.choice(KINDS)
        value = random.choice(LITERALS[kind])
        lines.append(f"var v{number} = " + (f"hide({value})" if writer.expressions.hidden else value))
        writer.expressions.variables.append((f"v{number}", kind))
    for _ in range(random.randint(6, 16)):
        lines += writer.statement(2)
    if random.random() < 0.4:
        lines += _failing_end(writer)
    return PRELUDE + "\n".join(lines) + "\n"


def _failing_end(writer: Statements) -> list[str]:
    """Write calls within calls around something that may fail, uncaught, for the sake of its report."""
    failing, other = writer.expressions.any(2), writer.expressions.any(2)
    around = writer.random.choice(
        [
            *[
                "{F}",
                "[1, 2].map({ v -> {F} })",
                "P { x: 1, y: 2 }.scaled({F})",
                '"text ${{F}} more"',
                "{F} |> { v -> v }",
            ],
            *[
                "await(spawn { {F} })",
                "parallel each [1] { v -> {F} }",
                "[{O},\n    {F}]",
                "{a: {O},\n    b: {F}}",
            ],
            *[
                "if {O} { {F} } else { {O} }",
                "f0({O},\n    {F}\n  )",
                "iter([1]).map({ v -> {F} }).to_list()",
            ],
            *["(true ? {F} : {O})", "try { {F} } catch (e) { throw e }", "[3, 1].sort_by({ v -> {F} })"],
        ]
    )
    shown = around.replace("{F}", f"({failing})").replace("{O}", f"({other})")
    body = writer.random.choice(
        [
            [f"  let r = {shown}"],
            ["  var r = nil", "  for round in [1] {", f"    r = {shown}", "  }"],
            ["  var r = nil", "  while r == nil {", f"    r = [{shown}]", "  }"],
            [f"  let r = match {shown} {{", f"    1 -> {{ {other} }}", f"    _ -> {{ {failing} }}", "  }"],
            [f"  require {shown}, {other}", "  let r = 1"],
        ]
    )
    return [
        *["fn inner(p) {", *body, "  return r", "}"],
        *["fn outer(p) {", "  let r = [inner(p),", f"    {writer.expressions.any(2)}]", "  return r", "}"],
        f"let last = outer({writer.expressions.any(1)})",
    ]
