"""The checker never fails and never takes long, whatever the program."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harnvm.errors import HarnSyntaxError
from harnvm.source import Report, SourceFile
from harnvm.syntax import parse
from harnvm.types import check

NAMES = st.sampled_from(["a", "b", "T", "P", "E", "f", "R"])
LITERALS = st.sampled_from(["1", "1.5", '"s"', "true", "nil", "[]", "{}", "5s"])
TYPES = st.recursive(
    st.sampled_from(["int", "string", "nil", "any", "unknown", "never", "T", "P", "E", "R", "I", '"x"', "2"]),
    lambda inner: st.one_of(
        st.builds("list<{}>".format, inner),
        st.builds("dict<string, {}>".format, inner),
        st.builds("{} | {}".format, inner, inner),
        st.builds("{{a: {}, b?: {}}}".format, inner, inner),
        st.builds("fn({}) -> {}".format, inner, inner),
        st.builds("Result<{}, {}>".format, inner, inner),
    ),
    max_leaves=4,
)
EXPRESSIONS = st.recursive(
    NAMES | LITERALS,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "*", "<", "==", "??", "&&"]), inner),
        st.builds("({} ? ({}) : ({}))".format, inner, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("{{a: {}, [b]: {}}}".format, inner, inner),
        st.builds("f({}, {})".format, inner, inner),
        st.builds("({}).{}({})".format, inner, st.sampled_from(["map", "iter", "first", "has"]), inner),
        st.builds("({}).{}".format, inner, st.sampled_from(["a", "first", "variant"])),
        st.builds("{{ x: {} -> {} }}".format, TYPES, inner),
        st.builds("P {{a: {}}}".format, inner),
        st.builds("schema_expect({}, R)".format, inner),
    ),
    max_leaves=6,
)
STATEMENTS = st.recursive(
    st.one_of(
        EXPRESSIONS,
        st.builds("let {}: {} = {}".format, NAMES, TYPES, EXPRESSIONS),
        st.builds("var {} = {}".format, NAMES, EXPRESSIONS),
        st.builds("{} = {}".format, NAMES, EXPRESSIONS),
        st.builds("return {}".format, EXPRESSIONS),
        st.builds("type {} = {}".format, NAMES, TYPES),
        st.builds("unreachable({})".format, NAMES),
    ),
    lambda inner: st.one_of(
        st.builds("{}\n{}".format, inner, inner),
        st.builds("if {} != nil {{ {} }} else {{ {} }}".format, NAMES, inner, inner),
        st.builds('if type_of({}) == "int" {{ {} }}'.format, NAMES, inner),
        st.builds("for {} in {} {{ {} }}".format, NAMES, EXPRESSIONS, inner),
        st.builds("match {} {{ E.A -> {{ {} }} 1 -> {{ {} }} }}".format, NAMES, inner, inner),
        st.builds("fn {}<T>(a: {}, b = 1) -> {} {{ {} }}".format, NAMES, TYPES, TYPES, inner),
        st.builds("try {{ {} }} catch (b: {}) {{ {} }}".format, inner, TYPES, inner),
    ),
    max_leaves=6,
)
DECLARATIONS = """
type R = {a: R | nil, b: list<R>}
struct P { a: int }
enum E { A B(x: R) }
interface I { fn m(self, x: I) -> I }
impl P { fn m(self, x: P) -> P { return x } }
fn f<T>(a: T, b: list<T>) -> T where T: I { return a }
"""


def reports(program: str, strict: bool = False) -> list[Report]:
    """Return the reports of a program, which must parse."""
    source = SourceFile("test.harn", program)
    return check(parse(source), source, strict=strict)


def reports_if_valid(program: str, strict: bool = False) -> list[Report]:
    """Return the reports of a program, none if it does not parse."""
    try:
        return reports(program, strict)
    except HarnSyntaxError:
        return []


@settings(max_examples=150, deadline=None)
@given(st.lists(STATEMENTS, max_size=4), st.booleans())
def test_any_program_is_checked(statements, strict):
    """The checker ends with reports, never with an exception of its own."""
    found = reports_if_valid(DECLARATIONS + "\n".join(statements), strict)
    assert all(report.severity in ("error", "warning") and report.span is not None for report in found)


@settings(max_examples=50, deadline=None)
@given(st.lists(STATEMENTS, max_size=3))
def test_checking_is_repeatable(statements):
    """The same program is reported on in the same way again: nothing is left of the check before."""
    program = DECLARATIONS + "\n".join(statements)
    assert reports_if_valid(program) == reports_if_valid(program)


def chain(count: int, first: str, line: str) -> str:
    """Return a first line, and lines that each build on the one before."""
    return first + "".join(line.format(new=i + 1, old=i) for i in range(count))


@pytest.mark.parametrize(
    "program",
    [
        chain(400, "let a0 = {x: 1, y: 1}\n", "let a{new} = {{x: a{old}, y: a{old}}}\n")
        + "let z: int = a400\n",
        chain(400, 'fn g(x) {\nlet s0 = {type: "int"}\n', "let s{new} = {{union: [s{old}, s{old}]}}\n")
        + "}\n",
        chain(300, "fn f<T>(x: T) -> dict<T, T> { }\nlet a0 = 1\n", "let a{new} = f(a{old})\n"),
        chain(200, "type A0 = int\n", "type A{new} = {{x: A{old}, y: A{old}}}\n") + "let z: A200 = {x: 1}\n",
    ],
    ids=["shapes", "schemas", "generics", "aliases"],
)
def test_shared_parts_cost_nothing(program):
    """Types that double in size with every line are checked as fast as any."""
    assert len(reports(program)) <= 1


@pytest.mark.parametrize(
    "program",
    [
        chain(5_000, "let a0 = [1]\nlet b0 = [nil]\n", "let a{new} = [a{old}]\n")
        + "var q = a300\nq = a4000\n",
        chain(5_000, "type A0 = int\n", "type A{new} = list<A{old}>\n") + "let x: A5000 = [1]\n",
        "let x = " + "[" * 400 + "1" + "]" * 400 + "\nlet y: int = x\n",
        "println(" + "{ x: int -> " * 200 + "1" + " }" * 200 + ")",
        "println(" + "try { " * 200 + "throw 1" + " }" * 200 + ")",
        "println(a" + ".variant" * 400 + ")",
        "if a { 1 }" + " else if a { 2 }" * 200,
    ],
)
def test_depth_is_no_danger(program):
    """Deep nesting, of syntax and of types, is checked even in a thread with a small stack."""
    outcome: list[list[Report]] = []
    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=lambda: outcome.append(reports(program)))
        thread.start()
        thread.join(timeout=60)
    finally:
        threading.stack_size(before)
    assert len(outcome) == 1


def test_equal_unions_are_compared_in_one_pass():
    """Two equal unions of many members, or of many types with parts, fit at once."""
    members = " | ".join(f"list<A{i}>" for i in range(300))
    program = f"fn f(x: {members}) {{ }}\nfn g(y: {members}) {{ f(y) }}\n"
    assert reports(program) == []


def test_long_type_texts_are_cut():
    """A message never grows with the number of parts that types share."""
    program = chain(40, "let a0 = {x: 1, y: 1}\n", "let a{new} = {{x: a{old}, y: a{old}}}\n")
    (report,) = reports(program + "let z: int = a40\n")
    assert report.message.endswith("…")
    assert len(report.message) < 50_000
