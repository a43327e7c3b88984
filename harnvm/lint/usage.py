"""Calls and constructs that belong elsewhere: assertions, prompts, unvalidated data, undeclared results."""

from __future__ import annotations

from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.lint.place import Place

_ASSERTIONS = frozenset(("assert", "assert_eq", "assert_ne"))
_ENTRIES = frozenset(("default", "main", "auto"))

#: Builtins that return what the world outside made up.
_BOUNDARIES = frozenset(
    "json_parse json_extract yaml_parse toml_parse llm_call llm_completion http_get http_post http_put "
    "http_patch http_delete http_request host_call mcp_call".split()
)


def is_test(name: str) -> bool:
    """Tell whether a pipeline of this name is a test."""
    return name == "test" or name.startswith("test_")


def check_assertion(node: nodes.Call, place: Place) -> None:
    """Report an assertion outside of tests."""
    if node.name in _ASSERTIONS and not place.tests:
        place.report(
            "assert-outside-test",
            node,
            f"`{node.name}` is intended for test pipelines, not production control flow",
            "use `require` for invariants in non-test code",
        )


def check_requirement(node: nodes.Require, place: Place) -> None:
    """Report `require` in a test."""
    if place.tests:
        place.report(
            "require-in-test",
            node,
            "`require` in a test pipeline should usually be an assertion",
            "prefer `assert(...)` or `assert_eq(...)` in test pipelines",
        )


def check_prompt(node: nodes.Call, place: Place) -> None:
    """Report a system prompt that data is interpolated into."""
    if node.name != "llm_call" or len(node.arguments) < 2:
        return
    if isinstance(node.arguments[1], nodes.InterpolatedString):
        place.report(
            "prompt-injection-risk",
            node,
            "interpolated data in the `llm_call` system prompt can smuggle untrusted instructions",
            "keep the system prompt static and pass dynamic data in the user prompt or options",
        )


def check_boundary(node: nodes.Property | nodes.Subscript, place: Place) -> None:
    """Report a field taken straight from what a boundary returned."""
    source = node.object
    if isinstance(source, nodes.Call) and source.name in _BOUNDARIES:
        how = "subscript" if isinstance(node, nodes.Subscript) else "property"
        place.report(
            "untyped-dict-access",
            node,
            f"{how} access on raw `{source.name}()` result without schema validation",
            "assign to a variable and validate with schema_expect() or a type annotation first",
        )


def check_pipeline_result(node: nodes.Pipeline, place: Place) -> None:
    """Report a public pipeline that does not say what it returns."""
    name = node.name
    if node.pub and node.result is None and name not in _ENTRIES and not is_test(name):
        place.report(
            "pipeline-return-type",
            node,
            f"public pipeline `{name}` has no declared return type; "
            "explicit return types will be required in a future release",
            f"declare a return type: `pub pipeline {name}(...) -> TypeExpr {{ ... }}`",
        )
