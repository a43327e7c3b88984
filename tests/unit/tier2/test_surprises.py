"""What a translation relies on changes or fails while it runs: nobody notices."""

from __future__ import annotations

import io

import pytest

from harnvm import VM
from harnvm.tier2 import regions
from tests.unit.tier2.support import MODES, make_vm, outcomes

PROGRAMS = {
    "a tail call of itself changes a kind": """\
fn halves(n, x) {
  if n == 0 { return x }
  return halves(n - 1, n == 2 ? 7.5 : x / 2)
}
for i in 0 to 5 { println(halves(3, 100)) }
""",
    "a call of itself is followed by one of another": """\
fn other(n) { if n > 20 { return n } return once(n + 1) }
fn once(n) {
  if n > 10 { return other(n) }
  let k = once(n + 1)
  return k + 1
}
for i in 0 to 5 { println(once(1)) }
""",
    "a call of itself with too few or too many arguments": """\
fn few(a, b) {
  if a <= 0 { return "${a} ${b}" }
  let k = few(a - 1)
  return k
}
fn many(a, b) {
  if a <= 0 { return b }
  let k = many(a - 1, b, 7)
  return k + a
}
for i in 0 to 5 { println("${few(3, 4)} ${many(3, 4)}") }
""",
    "a batch calls its own function and meets another kind": """\
fn f(x) {
  if x == 2 {
    let y = f(1)
    return y
  }
  return x == "a" ? 7 : x + 1
}
for i in 0 to 5 { println([1, 1, 2, 3, "a", 2, 5].map(f)) }
""",
    "a fold of what was called with one argument": """\
fn second(a, b) { return b }
for i in 0 to 5 { second(i) }
for i in 0 to 5 { println([3, 1, 2].reduce("", second)) }
""",
    "ints that no float is equal to": """\
fn hide(v) { return v }
let x = hide(4503599627370496.0)
for i in 0 to 5 {
  println(9007199254740993 > (x + x))
  println((x + x) < 9007199254740993)
  println(hide(9007199254740993) > (x + x))
}
""",
    "a loop is promoted while another run is in it": """\
fn f(n) {
  var i = 0
  var s = 0
  while i < 6 {
    i = i + 1
    s = s + i
    if n > 0 && i == 1 { s = s + [n].map({ x -> f(x - 1) })[0] }
  }
  return s
}
println(f(3))
""",
    "a leaf generator where no callback fits any more": """\
fn gen(n) { for i in 0 to 3 { yield i } }
fn deep(n) {
  if n == 0 { for x in gen(1) { return x + 1 } }
  return [n].map({ m -> deep(m - 1) + 1 })[0]
}
for n in 509 to 514 { println(try { "${deep(n)}" } catch (e) { "${e}".substring(0, 29) }) }
""",
    "an iterator that fails is to be found at the head of its loop": """\
fn gen(n) { for i in 0 to 3 { yield i } }
fn deep(x) {
  for i in gen(1) {
    let k = [1, 2].map(deep)
  }
}
try { [1].map(deep) } catch (e) { println("${e}".substring(0, 60)) }
""",
    "an error of what is cold leaves one run, not two": """\
fn last(x, y) { return y[-1] }
for i in 0 to 3 {
  let r = try { [1, 2].reduce(0, { a, b -> match a { 1 -> { return last(0.5, b) }
    _ -> { b } } }) } catch (e) { e }
  println(r)
}
""",
    "an argument is refused by generated code": """\
fn hide(v) { return v }
fn next(x: int) { return x + 1 }
for i in 0 to 4 { next(hide(i)) }
fn go() {
  return next(hide({k: 1})) - 2
}
let r = go() + 1
""",
    "an argument is refused within a task": """\
fn hide(v) { return v }
fn next(x: int) { return x + 1 }
let task = spawn { [hide([1, "a"]).map(next)] }
let r = await(task)
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name: str) -> None:
    """All modes print and report the same, and nothing of what generated code is made of."""
    found = outcomes(PROGRAMS[name])
    assert not any(word in found for word in ("AttributeError", "NameError", "positional", "Tail", "Region"))


@pytest.mark.parametrize("mode", MODES)
def test_closing_a_generator_leaves_the_number_of_callbacks_alone(mode: str) -> None:
    """It was resumed deep within callbacks and is closed outside of them."""
    source = """
    fn fail() { throw "x" }
    fn gen() {
      try { for i in 0 to 9 { yield [i].map({ x -> x })[0] } } finally {
        try { fail() } catch (e) { }
      }
    }
    fn deep(n, g) {
      if n == 0 { for x in g { return x } }
      return [g].map({ h -> deep(n - 1, h) })[0]
    }
    fn go() {
      let g = gen()
      deep(60, g)
    }
    for i in 0 to 20 { go() }
    """
    vm = make_vm(mode, io.StringIO())
    vm.run(source)
    assert vm._machine.nesting == 0


def test_a_builtin_that_is_replaced_later_is_heard_of_everywhere() -> None:
    """Also in a function that becomes hot only after another one of its module has been translated."""
    output = io.StringIO()
    vm = VM(stdout=output)
    vm.run("fn f(x) { return len(x) }\nfn g(x) { return len(x) + 0 }\nfor i in 0 to 100 { f([1]) }")

    @vm.builtin(name="len")
    def length(items: list[object]) -> int:
        return 5

    vm.run('for i in 0 to 100 { g([1]) }\nprintln("${f([1])} ${g([1])}")')
    assert output.getvalue() == "5 5\n"


def test_other_arguments_do_not_make_a_function_cold() -> None:
    """A function that calls itself gets its general form where its special one was not meant for the arguments."""
    vm = VM(stdout=io.StringIO())
    vm.run("fn fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }\nfib(12)")
    vm.run("for i in 0 to 20 { fib(5.5) }")
    assert vm.names["fib"].prototype.translation is not None


def test_a_loop_that_cannot_be_translated_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not again every so many rounds."""
    tried: list[str] = []
    original = vars(regions)["translate_region"]

    def noting(*args: object) -> object:
        tried.append("")
        return original(*args)

    monkeypatch.setattr(regions, "translate_region", noting)
    VM(stdout=io.StringIO()).run("for i in 0 to 2000 {\n  retry 2 { if i == 2001 { break } }\n}")
    assert len(tried) == 1
