"""Errors are the same in both tiers: message, place, call notes, handlers."""

from __future__ import annotations

import pytest

from tests.unit.tier2.support import outcomes

_CASES = {
    "place": 'fn f(a, b) {\n  let x = a +\n    b.c\n  return x\n}\nfn g() {\n  let r = f(1, {c: "s"})\n  return r\n}\ng()',
    "callback": "fn f(x) { return 1 / x }\nlet r = [1, 0].map({ x -> f(x) + 1 })",
    "two callbacks": "let r = [[1, 0]].map({ xs -> xs.map({ x -> 1 / x }) })",
    "caught text": "try { [0].map({ x -> 1 / x }) } catch (e) { println(e) }",
    "struct method": (
        "struct P { x: int }\nimpl P {\n fn bad(self) { return 1 / self.x }\n fn twice(self) { return self.bad() + 1 }\n}\n"
        "let p = P { x: 0 }\ntry { p.twice() } catch (e) { println(e) }\nfn g(p) { let r = p.twice()\n return r }\ng(p)"
    ),
    "finally": 'fn f() { try { throw 1 } finally { println("f") } }\ntry { f() } catch (e) { println(e) }\nf()',
    "finally after return": 'fn f() { try { return 1 } finally { println("f") } }\nprintln(f())',
    "exit": 'fn f() { try { exit(3) } finally { println("never") } }\ntry { f() } catch (e) { println("never") }',
    "typed catch": (
        'enum Bad { A(x), B }\nfn f() { try { throw "s" } catch (e: Bad) { println("no") } }\n'
        "try { throw Bad.A(1) } catch (e: Bad) { println(e) }\nf()"
    ),
    "retry": 'var n = 0\nretry 3 { n = n + 1\n println(n)\n if n < 3 { throw "again" } }\nretry 2 { 1 / 0 }',
    "unwrap": (
        'fn f(x) { let y = x? + 1\n return y }\nprintln(f(Result.Ok(1)))\nprintln(f(Result.Err("e")))\nprintln(f(1))'
    ),
    "require": 'fn f(x) { require x > 1, "small"\n return x }\nprintln(f(2))\nf(1)',
    "parameter": 'fn f(n: int) { return n }\nfn g(x) { return f(x) }\nfn h(x) { let r = f(x)\n return r }\ntry { g("a") } catch (e) { println(e) }\nh("b")',
    "parameter in callback": 'fn f(n: int) { return n }\nfn g() { let r = ["a"].map(f)\n return r }\ng()',
    "no arm": "fn f(x) { match x { 1 -> { return 1 } } }\nf(2)",
    "loop": "var s = 0\nfor i in 0 to 10 {\n  s = s + 10 / (8 - i)\n}",
    "loop in function": "fn f() {\n var s = 0\n for i in 0 to 10 { s = s + 10 / (8 - i) }\n return s\n}\nfn g() { let r = f()\n return r }\ng()",
    "generator": "fn g(n) { for i in 0 to n { yield 10 / (5 - i) } }\nfor x in g(9) { println(x) }",
    "deep inside": "fn f(n) { if n == 0 { return nil.x } let r = f(n - 1)\n return r }\nf(4)",
    "undefined": "fn f() { return missing(1) }\ntry { f() } catch (e) { println(e) }\nlet x = f() + 1",
}


@pytest.mark.parametrize("name", _CASES)
def test_errors_agree(name: str) -> None:
    """An error is reported, or caught, in the same words and at the same place."""
    outcomes(_CASES[name])


def test_what_a_loop_has_done_before_it_failed_is_kept() -> None:
    """A handler, and the module scope, see the variables as the failing round left them."""
    source = "var n = 0\nvar l = []\ntry { while true { n = n + 1\n l = l.push(n)\n if n == 9 { throw n } } } catch (e) { println(n) }\nprintln(l)"
    assert outcomes(source) == "9\n[1, 2, 3, 4, 5, 6, 7, 8, 9]\n"


def test_generators_are_lazy_and_close() -> None:
    """A generator runs as far as it is asked, ends once, and runs `finally` when it is abandoned."""
    source = """
    fn g(n) { try { var i = 0
      while i < n { yield i
        i = i + 1 }
    } finally { println("closed") } }
    fn first(n) { for x in g(n) { if x == 6 { return x } } }
    println(first(20))
    println(first(3))
    let h = g(8)
    for k in 0 to 9 { println(h.next()) }
    """
    assert outcomes(source).count("closed") == 3
