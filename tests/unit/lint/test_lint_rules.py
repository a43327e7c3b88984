"""What each rule finds, leaves alone and mends; the findings were checked against Harn 0.7.8."""

from __future__ import annotations

import pytest

from harnvm.lint import Finding, Options, imported_names, lint, mend
from harnvm.lint.rules import RULES
from harnvm.source import SourceFile
from harnvm.syntax import parse

#: Rule, program, and the findings of that rule as (line, column, message).
FOUND = [
    (
        "assert-outside-test",
        "assert(true)",
        [(1, 1, "`assert` is intended for test pipelines, not production control flow")],
    ),
    ("assert-outside-test", "pipeline test_a(t) { assert_eq(1, 1) }", []),
    (
        "blank-line-between-items",
        "let a = 1\nlet b = 2",
        [(2, 1, "top-level items should be separated by a blank line")],
    ),
    ("blank-line-between-items", 'import "std/a"\nimport "std/b"\n\nlet a = 1\n\n/** b */\nlet b = 2', []),
    ("break-outside-loop", "continue", [(1, 1, "`continue` used outside of a loop")]),
    ("break-outside-loop", "while true { if true { break } }", []),
    (
        "break-outside-loop",
        "while true { f({ -> break }) }",
        [(1, 21, "`break` used outside of a loop")],
    ),
    ("comparison-to-bool", "f(a == true)", [(1, 3, "comparison to `true` is redundant")]),
    ("comparison-to-bool", "f(false != a)", [(1, 3, "`!= false` is redundant")]),
    ("comparison-to-bool", "f(a == b)", []),
    (
        "cyclomatic-complexity",
        "fn f(a) { return " + " || ".join(["a"] * 26) + " }",
        [(1, 1, "function `f` has cyclomatic complexity 26 (> 25)")],
    ),
    ("cyclomatic-complexity", "fn f(a) { return " + " || ".join(["a"] * 25) + " }", []),
    ("cyclomatic-complexity", "@complexity(allow)\nfn f(a) { return " + " || ".join(["a"] * 30) + " }", []),
    (
        "duplicate-match-arm",
        "match x {\n  1 -> { f() }\n  1 -> { g() }\n}",
        [(3, 3, "duplicate match arm pattern")],
    ),
    ("duplicate-match-arm", "match x {\n  1 -> { f() }\n  1 if y -> { g() }\n}", []),
    (
        "eager-collection-conversion",
        "let a: list<int> = b.iter().map({ x -> x })",
        [(1, 20, "expression is an iterator; expected list. Add .to_list() to materialize.")],
    ),
    (
        "eager-collection-conversion",
        "fn f(b) -> set { return iter(b) }",
        [(1, 25, "expression is an iterator; expected set. Add .to_set() to materialize.")],
    ),
    ("eager-collection-conversion", "let a: list<int> = b.iter().to_list()", []),
    ("empty-block", "if a {}", [(1, 1, "if block has an empty body")]),
    ("empty-block", "for i in f() {}", [(1, 1, "for loop has an empty body")]),
    ("empty-block", "while a {}", [(1, 1, "while loop has an empty body")]),
    ("empty-block", "try {} catch (e) { f() }", [(1, 1, "try block has an empty body")]),
    ("empty-block", "if a { f() } else {}", []),
    (
        "import-order",
        'import "./b"\nimport "std/a"',
        [(1, 1, "imports are not in canonical order (stdlib first, then alphabetical by path)")],
    ),
    ("import-order", 'import "std/z"\nimport "a"\nimport { x } from "a"', []),
    (
        "invalid-binary-op-literal",
        'f("a" + nil)',
        [(1, 3, "operator '+' used with boolean or nil literal — this will cause a runtime error")],
    ),
    ("invalid-binary-op-literal", 'f("a" + "nil")', []),
    (
        "legacy-doc-comment",
        "// One\n// two\nfn f() { g() }",
        [(1, 1, "plain `//` doc comment(s) above this item should use `/** */` form")],
    ),
    (
        "legacy-doc-comment",
        "/// One\n// two\nfn f() { g() }",
        [(1, 1, "adjacent `//` / `///` doc comment(s) above this item should use `/** */` form")],
    ),
    ("legacy-doc-comment", "// Far\n\nfn f() { g() }", []),
    (
        "missing-harndoc",
        "pub fn f() { g() }",
        [(1, 5, "public function `f` is missing a `/** */` doc comment")],
    ),
    ("missing-harndoc", "/**\n * Does it.\n */\npub fn f() { g() }", []),
    (
        "mutable-never-reassigned",
        "var a = 1",
        [(1, 1, "variable `a` is declared as `var` but never reassigned")],
    ),
    ("mutable-never-reassigned", "var a = {}\na.b = 1", []),
    ("naming-convention", "fn doIt() { g() }", [(1, 1, "function `doIt` should use snake_case")]),
    ("naming-convention", "enum my_kind { A }", [(1, 1, "enum `my_kind` should use PascalCase")]),
    ("naming-convention", "fn do_it_2() { g() }", []),
    (
        "pipeline-return-type",
        "pub pipeline p() { g() }",
        [
            (
                1,
                5,
                "public pipeline `p` has no declared return type; "
                "explicit return types will be required in a future release",
            )
        ],
    ),
    ("pipeline-return-type", "pub pipeline main() { g() }", []),
    (
        "prompt-injection-risk",
        'llm_call("a", "do ${b}")',
        [
            (
                1,
                1,
                "interpolated data in the `llm_call` system prompt can smuggle untrusted instructions",
            )
        ],
    ),
    ("prompt-injection-risk", 'llm_call("do ${b}", "a")', []),
    (
        "redundant-nil-ternary",
        "f(x == nil ? 1 : x)",
        [(1, 3, "ternary nil check over `x` can be replaced with `x ?? <fallback>`")],
    ),
    ("redundant-nil-ternary", "f(x == nil ? x : 1)", []),
    (
        "require-in-test",
        "pipeline test_a(t) { require t }",
        [(1, 22, "`require` in a test pipeline should usually be an assertion")],
    ),
    ("require-in-test", "require true", []),
    (
        "shadow-variable",
        "let a = 1\nfn f(a) { return a }",
        [(2, 1, "variable `a` shadows a variable in an outer scope")],
    ),
    (
        "shadow-variable",
        "let a = 1\nlet a = 2",
        [(2, 1, "cannot redeclare immutable variable `a` in the same scope")],
    ),
    ("shadow-variable", "if x { let a = 1 } else { let a = 2 }", []),
    (
        "trailing-comma",
        "f([\n  1,\n  2\n])",
        [(3, 1, "multiline comma-separated list is missing a trailing comma")],
    ),
    (
        "trailing-comma",
        "f({\n  a: 1,\n  b: 2\n})",
        [(3, 1, "multiline comma-separated list is missing a trailing comma")],
    ),
    ("trailing-comma", "f([\n  1,\n  2,\n])\nf({ x ->\n  g(x, 1)\n})", []),
    ("undefined-function", "pritln(1)", [(1, 1, "function `pritln` is not defined")]),
    ("undefined-function", 'import "m"\npritln(1)', []),
    (
        "unnecessary-else-return",
        "fn f(a) {\n  if a { return 1 } else { return 2 }\n}",
        [(2, 3, "both if and else branches return — else is unnecessary")],
    ),
    ("unnecessary-else-return", "fn f(a) {\n  if a { return 1 } else { g() }\n}", []),
    (
        "unreachable-code",
        "fn f() {\n  return 1\n  g()\n  h()\n}",
        [(3, 3, "unreachable code after return or throw")],
    ),
    ("unreachable-code", "fn f(a) {\n  if a { return 1 }\n  g()\n}", []),
    (
        "untyped-dict-access",
        'f(json_parse("x").y)',
        [(1, 3, "property access on raw `json_parse()` result without schema validation")],
    ),
    (
        "untyped-dict-access",
        'f(http_get("x")["y"])',
        [(1, 3, "subscript access on raw `http_get()` result without schema validation")],
    ),
    ("untyped-dict-access", 'let a = json_parse("x")\nf(a.y)', []),
    ("unused-function", "fn f() { g() }", [(1, 1, "function `f` is declared but never used")]),
    ("unused-function", 'fn f() { g() }\nprintln("${f()}")', []),
    (
        "unused-import",
        'import { a, b } from "m"\na()',
        [(1, 1, "imported name `b` is never used")],
    ),
    ("unused-import", 'import { a } from "m"\na()', []),
    ("unused-parameter", "let f = { x -> 1 }", [(1, 9, "parameter `x` is declared but never used")]),
    ("unused-parameter", "let f = { _x -> 1 }", []),
    ("unused-type", "struct P { a: int }", [(1, 1, "struct `P` is declared but never referenced")]),
    ("unused-type", "struct P { a: int }\nf(P {a: 1})", []),
    ("unused-variable", "let a = 1", [(1, 1, "variable `a` is declared but never used")]),
    ("unused-variable", "let {a, b: c} = d\nf(c)", [(1, 1, "variable `a` is declared but never used")]),
    ("unused-variable", 'let a = 1\nf("${a}")', []),
]

#: Rule, program, and the program once the rule's findings are mended.
MENDED = [
    ("blank-line-between-items", "let a = 1\nlet b = 2\n", "let a = 1\n\nlet b = 2\n"),
    ("comparison-to-bool", "f(a == true, b != true)", "f(a, !b)"),
    ("comparison-to-bool", "f((a && b) == true)", "f((a && b))"),
    ("eager-collection-conversion", "let a: dict = b.iter()\n", "let a: dict = b.iter().to_dict()\n"),
    ("empty-block", "f()\n  if a {}\ng()\n", "f()\ng()\n"),
    ("empty-block", "if f() {}\n", "if f() {}\n"),
    ("empty-block", "while a {}\n", "while a {}\n"),
    ("import-order", 'import "./b"\nimport "std/a"\n', 'import "std/a"\nimport "./b"\n'),
    ("invalid-binary-op-literal", 'f("a" + nil, true + "b")', 'f("a${nil}", "${true}b")'),
    ("legacy-doc-comment", "// One\nfn f() { g() }", "/** One */\nfn f() { g() }"),
    (
        "legacy-doc-comment",
        "impl P {\n  /// One\n  ///   two\n  pub fn f() { g() }\n}",
        "impl P {\n  /**\n   * One\n   *   two\n   */\n  pub fn f() { g() }\n}",
    ),
    ("mutable-never-reassigned", "var a = 1", "let a = 1"),
    ("redundant-nil-ternary", "f(x == nil ? g(1) : x)", "f(x ?? g(1))"),
    ("redundant-nil-ternary", "f(nil != x ? x : 2)", "f(x ?? 2)"),
    ("trailing-comma", "f([\n  1,\n  2\n])", "f([\n  1,\n  2,\n])"),
    (
        "unnecessary-else-return",
        "fn f(a) {\n  if a { return 1 } else { return 2 }\n}",
        "fn f(a) {\n  if a { return 1 }\n  return 2\n}",
    ),
    ("unused-import", 'import { a, b } from "m"\na()', 'import { a } from "m"\na()'),
    ("unused-import", 'import { a, b } from "m"\nf()', "f()"),
    ("unused-variable", "let a = 1\nvar {b} = c", "let _a = 1\nvar {b} = c"),
]

#: The same, where Harn 0.7.8 breaks the program or changes what it does.
MENDED_WITH_CARE = [
    ("comparison-to-bool", "f((a && b) == false)", "f(!(a && b))"),
    ("comparison-to-bool", "f(a + b == false)", "f(!(a + b))"),
    ("empty-block", "if a { f() } else if b {}", "if a { f() } else if b {}"),
    ("import-order", 'import "b"\n// why\nimport "a"', 'import "b"\n// why\nimport "a"'),
    ("invalid-binary-op-literal", 'f("""a""" + nil)', 'f("""a""" + nil)'),
    ("legacy-doc-comment", "let a = 1 // one\nfn f() { g() }", "let a = 1 // one\nfn f() { g() }"),
    ("mutable-never-reassigned", "var {a, b} = c\na = 1", "var {a, b} = c\na = 1"),
    ("redundant-nil-ternary", "f(x == nil ? (a + b) : x)", "f(x ?? (a + b))"),
    ("trailing-comma", "f([\n  1,\n  2 // two\n])", "f([\n  1,\n  2, // two\n])"),
    ("trailing-comma", "f([\n  1,\n  2, // two\n])", "f([\n  1,\n  2, // two\n])"),
    (
        "unnecessary-else-return",
        "fn f(a) {\n  if a { return 1 } else if b { return 2 } else { return 3 }\n}",
        "fn f(a) {\n  if a { return 1 } else if b { return 2 } else { return 3 }\n}",
    ),
    ("unused-import", 'import { ab, b } from "m"\nab()', 'import { ab } from "m"\nab()'),
]


def findings(text: str, rule: str | None = None, options: Options | None = None) -> list[Finding]:
    """Return the findings of a rule, or of all rules, in a program."""
    source = SourceFile("t.harn", text)
    found = lint(parse(source), source, options=options)
    return [finding for finding in found if rule in (None, finding.rule)]


@pytest.mark.parametrize(("rule", "text", "expected"), FOUND)
def test_rule_finds(rule: str, text: str, expected: list[tuple[int, int, str]]) -> None:
    """A rule reports what it is about, where it is, and nothing else."""
    found = findings(text, rule)
    assert [(f.span.line, f.span.column, f.message) for f in found] == expected


def test_every_rule_is_shown() -> None:
    """Each rule has a program with a finding here, and each that mends a mended one."""
    asked = {name for name, rule in RULES.items() if rule.asked}
    assert {rule for rule, _, expected in FOUND if expected} == RULES.keys() - asked
    fixable = {name for name, rule in RULES.items() if rule.fixable}
    assert {rule for rule, before, after in MENDED if before != after} == fixable - asked


@pytest.mark.parametrize(("rule", "before", "after"), MENDED + MENDED_WITH_CARE)
def test_rule_mends(rule: str, before: str, after: str) -> None:
    """The fix of a rule says the same better, or is not offered."""
    assert mend(before, [f.fix for f in findings(before, rule) if f.fix is not None])[0] == after


def test_severity_comes_from_the_table() -> None:
    """A jump without a loop is an error, the rest are warnings."""
    found = findings("break\nlet a = 1")
    assert {(f.rule, f.severity) for f in found} == {
        ("break-outside-loop", "error"),
        ("unused-variable", "warning"),
    }


def test_order_is_text_then_tree_then_file() -> None:
    """Findings about the text come first, then those along the tree, then those about the whole."""
    text = "let b = 1\nlet a = f([\n  1,\n  2\n]) == true"
    assert [finding.rule for finding in findings(text)] == [
        "blank-line-between-items",
        "trailing-comma",
        "comparison-to-bool",
        "unused-variable",
        "unused-variable",
        "undefined-function",
    ]


def test_rules_can_be_left_out() -> None:
    """Disabled rules find nothing."""
    assert findings("let a = 1", options=Options(disabled=["unused-variable"])) == []


def test_functions_other_files_import_are_used() -> None:
    """A function that another file imports by name is in use."""
    source = SourceFile("other.harn", 'import { f } from "t"')
    options = Options(imported_elsewhere=imported_names(parse(source)))
    assert findings("fn f() { return 1 }", options=options) == []


def test_complexity_limit_can_be_set() -> None:
    """A project may want simpler functions."""
    found = findings("pub fn f(a) { return a && a }", "cyclomatic-complexity", Options(complexity_limit=1))
    assert [f.message for f in found] == ["function `f` has cyclomatic complexity 2 (> 1)"]


@pytest.mark.parametrize(
    ("name", "title"),
    [("src/my-tool_box.harn", "My tool box."), ("WHY?.harn", "Why?"), ("_.harn", "Module.")],
)
def test_file_header(name: str, title: str) -> None:
    """A header is made of the file's name, and only when it is asked for."""
    source = SourceFile(name, "f()\n")
    program = parse(source)
    rule = "require-file-header"
    assert rule not in [f.rule for f in lint(program, source)]
    [found] = [f for f in lint(program, source, options=Options(file_header=True)) if f.rule == rule]
    assert found.fix is not None
    assert mend("f()\n", [found.fix]) == (f"/**\n * {title}\n */\n\nf()\n", 1)


def test_file_header_is_there() -> None:
    """A doc comment at the top is a header."""
    assert findings("\n/** Top */\n\nprintln(1)", options=Options(file_header=True)) == []
