"""Expressions that can be said shorter, or that hide a conversion."""

from __future__ import annotations

import re

from harnvm.lint.finding import Edit
from harnvm.lint.reading import expression, negated, with_fallback
from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.lint.place import Place

_OPERATOR = re.compile(r"([\s)]*)(==|!=)([\s(]*)")
_DIRECT = "remove the comparison, use the expression directly"
_NEGATE = "use `!expr` instead"

#: Collections that can be declared, and the method that makes one of an iterator.
_SINKS = {"list": "to_list", "set": "to_set", "dict": "to_dict"}
_LAZY = frozenset(
    "iter map filter flat_map take skip take_while skip_while zip enumerate chain chunks windows".split()
)


def check_comparison(node: nodes.Binary, place: Place) -> None:
    """Report a comparison with true or false."""
    if node.operator not in ("==", "!="):
        return
    literals = [side.value for side in (node.left, node.right) if isinstance(side, nodes.BoolLiteral)]
    if not literals:
        return
    word = "true" if any(literals) else "false"
    equal = node.operator == "=="
    message = f"comparison to `{word}` is redundant" if equal else f"`!= {word}` is redundant"
    advice = _DIRECT if equal == any(literals) else _NEGATE
    place.report("comparison-to-bool", node, message, advice, _without_comparison(node, place.text))


def _without_comparison(node: nodes.Binary, text: str) -> Edit | None:
    """Return the edit that leaves the operand that is no literal, or its negation."""
    match = _OPERATOR.fullmatch(text, node.left.end, node.right.start)
    if match is None:
        return None
    start = node.start
    if isinstance(node.right, nodes.BoolLiteral):
        value, other_bracket = node.right.value, "(" in match[3]
        kept = text[start : node.left.end] + match[1].rstrip()
    else:
        assert isinstance(node.left, nodes.BoolLiteral)
        value, other_bracket = node.left.value, ")" in match[1]
        kept = text[match.end(2) : node.end].lstrip()
    if other_bracket:
        return None
    if (node.operator == "==") == value:
        return Edit(start, node.end, kept)
    if isinstance(node.right, nodes.BoolLiteral):
        widened = _with_brackets(text, start, match[1].count(")"))
        if widened is None:
            return None
        kept = text[widened:start] + kept
        start = widened
    shown = negated(kept)
    return None if shown is None else Edit(start, node.end, shown)


def _with_brackets(text: str, start: int, count: int) -> int | None:
    """Return the offset of the bracket that opens `count` brackets before an expression."""
    for _ in range(count):
        start -= 1
        while start > 0 and text[start].isspace():
            start -= 1
        if start < 0 or text[start] != "(":
            return None
    return start


def check_ternary(node: nodes.Ternary, place: Place) -> None:
    """Report ``x == nil ? other : x``, which is ``x ?? other``."""
    found = _nil_fallback(node)
    if found is None:
        return
    name, fallback = found
    fix = None
    if isinstance(expression(place.text[node.start : node.end]), nodes.Ternary):
        shown = with_fallback(name, place.text[fallback.start : fallback.end])
        fix = None if shown is None else Edit(node.start, node.end, shown)
    place.report(
        "redundant-nil-ternary",
        node,
        f"ternary nil check over `{name}` can be replaced with `{name} ?? <fallback>`",
        f"use `{name} ?? <fallback>` instead",
        fix,
    )


def _nil_fallback(node: nodes.Ternary) -> tuple[str, nodes.Expr] | None:
    """Return the name that is compared with nil, and what stands in for it."""
    condition = node.condition
    if not isinstance(condition, nodes.Binary) or condition.operator not in ("==", "!="):
        return None
    subject = condition.left if isinstance(condition.right, nodes.NilLiteral) else condition.right
    if subject is condition.right and not isinstance(condition.left, nodes.NilLiteral):
        return None
    same, fallback = (node.other, node.then) if condition.operator == "==" else (node.then, node.other)
    if not isinstance(subject, nodes.Identifier) or not isinstance(same, nodes.Identifier):
        return None
    return (subject.name, fallback) if subject.name == same.name else None


def check_bound_iterator(node: nodes.Binding, place: Place) -> None:
    """Report an iterator bound to a variable that is declared a collection."""
    if node.type is not None:
        _check_iterator(node.type, node.value, place)


def check_returned_iterator(node: nodes.Return, place: Place) -> None:
    """Report an iterator returned by a function that is declared to return a collection."""
    result = place.results[-1] if place.results else None
    if result is not None and node.value is not None:
        _check_iterator(result, node.value, place)


def _check_iterator(type: nodes.TypeExpr, value: nodes.Expr, place: Place) -> None:
    kind = type.name if isinstance(type, nodes.NamedType | nodes.AppliedType) else ""
    sink = _SINKS.get(kind)
    if sink is None or not _is_lazy(value):
        return
    place.report(
        "eager-collection-conversion",
        value,
        f"expression is an iterator; expected {kind}. Add .{sink}() to materialize.",
        f"append `.{sink}()` to materialize the iterator",
        Edit(value.end, value.end, f".{sink}()"),
    )


def _is_lazy(node: nodes.Expr) -> bool:
    if isinstance(node, nodes.MethodCall):
        return node.method in _LAZY
    return isinstance(node, nodes.Call) and node.name == "iter"
