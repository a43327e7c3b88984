"""Text joined to other values with ``+``: what fails at run time, and interpolation instead."""

from __future__ import annotations

import re

from harnvm.lint.finding import Edit
from harnvm.lint.reading import expression
from harnvm.syntax import nodes
from harnvm.syntax.walk import descendants

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.lint.place import Place
    from harnvm.source import Report, SourceFile

_ARITHMETIC = frozenset("+-*/%")
_SUM = re.compile(r"can't add (\S+) and (\S+)")


def check_operands(node: nodes.Binary, place: Place) -> None:
    """Report arithmetic with nil, true or false."""
    if node.operator not in _ARITHMETIC:
        return
    if not isinstance(node.left, _BARE) and not isinstance(node.right, _BARE):
        return
    fix = None
    if node.operator == "+":
        left, right = (nodes.plain_text(side) is not None for side in (node.left, node.right))
        fix = _interpolation(node, left, place.text) if left or right else None
    place.report(
        "invalid-binary-op-literal",
        node,
        f"operator '{node.operator}' used with boolean or nil literal — this will cause a runtime error",
        "use to_string() or string interpolation to convert values explicitly",
        fix,
    )


_BARE = (nodes.BoolLiteral, nodes.NilLiteral)


def edits_for_reports(program: nodes.Program, source: SourceFile, reports: list[Report]) -> list[Edit]:
    """Return the edits that make interpolations of the sums that the type checker refused."""
    refused = {report.span: match for report in reports if (match := _SUM.fullmatch(report.message))}
    edits = []
    for node in descendants(program) if refused else ():
        if isinstance(node, nodes.Binary) and node.operator == "+":
            match = refused.get(source.span(node.start, node.end))
            if match is not None and "string" in match.groups():
                edits.append(_interpolation(node, match[1] == "string", source.text))
    return [edit for edit in edits if edit is not None]


def _interpolation(node: nodes.Binary, text_first: bool, text: str) -> Edit | None:
    """Return the edit that takes the other operand into the text, where both are simple enough."""
    literal, other = (node.left, node.right) if text_first else (node.right, node.left)
    if nodes.plain_text(literal) is None and not isinstance(literal, nodes.InterpolatedString):
        return None
    inner = text[literal.start + 1 : literal.end - 1]
    value = text[other.start : other.end]
    if inner.startswith('""') or "}" in value or '"' in value:
        return None
    if expression(text[node.start : node.end]) is None or expression(value) is None:
        return None
    part = f"${{{value}}}"
    return Edit(node.start, node.end, f'"{inner}{part}"' if text_first else f'"{part}{inner}"')
