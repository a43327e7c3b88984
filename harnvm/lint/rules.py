"""The rules by name: what each is about, how grave it is, and whether it can be mended by itself.

Help and documentation are made from this table; findings take their severity from it.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """One rule.

    Attributes:
        summary: What it finds, in a few words.
        fixable: Whether some of its findings come with a fix.
        severity: ``"warning"`` or ``"error"``.
        asked: Whether it runs only when it is asked for.
    """

    summary: str
    fixable: bool = False
    severity: str = "warning"
    asked: bool = False


RULES = {
    "assert-outside-test": Rule("an assertion in code that is no test"),
    "blank-line-between-items": Rule("top-level items without a blank line between them", fixable=True),
    "break-outside-loop": Rule("break or continue where there is no loop", severity="error"),
    "comparison-to-bool": Rule("== or != with true or false", fixable=True),
    "cyclomatic-complexity": Rule("a function with too many paths through it"),
    "duplicate-match-arm": Rule("a match arm that repeats an earlier one"),
    "eager-collection-conversion": Rule("an iterator where a collection is declared", fixable=True),
    "empty-block": Rule("an if, loop or try that does nothing", fixable=True),
    "import-order": Rule("imports that are not sorted", fixable=True),
    "invalid-binary-op-literal": Rule("arithmetic with nil, true or false", fixable=True),
    "legacy-doc-comment": Rule("line comments where a /** */ doc comment belongs", fixable=True),
    "missing-harndoc": Rule("a public function without a doc comment"),
    "mutable-never-reassigned": Rule("a var that could be a let", fixable=True),
    "naming-convention": Rule("functions not in snake_case, types not in PascalCase"),
    "pipeline-return-type": Rule("a public pipeline that does not declare what it returns"),
    "prompt-injection-risk": Rule("data interpolated into a system prompt"),
    "redundant-nil-ternary": Rule("a ternary that ?? says shorter", fixable=True),
    "require-file-header": Rule("a file without a doc comment at its top", fixable=True, asked=True),
    "require-in-test": Rule("require where a test should assert"),
    "shadow-variable": Rule("a variable that hides another"),
    "trailing-comma": Rule("a list over several lines without a comma at its end", fixable=True),
    "undefined-function": Rule("a call of a function that nothing declares"),
    "unnecessary-else-return": Rule("an else after a branch that returns", fixable=True),
    "unreachable-code": Rule("statements behind a return or throw"),
    "untyped-dict-access": Rule("fields taken from unvalidated data"),
    "unused-function": Rule("a function that nothing uses"),
    "unused-import": Rule("an imported name that nothing uses", fixable=True),
    "unused-parameter": Rule("a parameter that nothing uses"),
    "unused-type": Rule("a type that nothing mentions"),
    "unused-variable": Rule("a variable that nothing uses", fixable=True),
}
