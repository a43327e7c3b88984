"""Blocks: empty, unreachable, needless, and what may stand in them."""

from __future__ import annotations

from harnvm.lint.finding import Edit
from harnvm.lint.parts import head
from harnvm.lint.reading import before_on_line
from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

    from harnvm.lint.place import Place

_EMPTY = "empty-block"
_PURE = (
    nodes.Binary,
    nodes.BoolLiteral,
    nodes.Break,
    nodes.Continue,
    nodes.DictEntry,
    nodes.DictLiteral,
    nodes.DurationLiteral,
    nodes.FloatLiteral,
    nodes.Identifier,
    nodes.IntLiteral,
    nodes.ListLiteral,
    nodes.NilLiteral,
    nodes.Property,
    nodes.Range,
    nodes.Slice,
    nodes.StringLiteral,
    nodes.Subscript,
    nodes.Ternary,
    nodes.Unary,
)


def check_if(node: nodes.If, place: Place) -> None:
    """Report an if that does nothing, and an else that is not needed."""
    if not node.then.statements:
        fix = _removal(node, node.condition, place.text) if node.other is None else None
        place.report(_EMPTY, node, "if block has an empty body", "remove the empty if or add a body", fix)
    if node.other is not None and _returns(node.then) and _returns(node.other):
        place.report(
            "unnecessary-else-return",
            node,
            "both if and else branches return — else is unnecessary",
            "remove the else and place its body after the if",
            _without_else(node, node.other, place),
        )


def check_for(node: nodes.For, place: Place) -> None:
    """Report a for loop that does nothing."""
    if not node.body.statements:
        fix = _removal(node, node.iterable, place.text)
        place.report(
            _EMPTY, node, "for loop has an empty body", "remove the empty for loop or add a body", fix
        )


def check_while(node: nodes.While, place: Place) -> None:
    """Report a while loop that does nothing."""
    if not node.body.statements:
        place.report(
            _EMPTY, node, "while loop has an empty body", "remove the empty while loop or add a body"
        )


def check_try(node: nodes.TryCatch, place: Place) -> None:
    """Report a try that tries nothing."""
    if not node.body.statements:
        place.report(_EMPTY, node, "try block has an empty body", "remove the empty try/catch or add a body")


def check_jump(node: nodes.Break | nodes.Continue, place: Place) -> None:
    """Report a jump that has no loop to jump in."""
    if not place.loops:
        word = "break" if isinstance(node, nodes.Break) else "continue"
        place.report(
            "break-outside-loop",
            node,
            f"`{word}` used outside of a loop",
            f"`{word}` can only be used inside for or while loops",
        )


def report_unreachable(node: nodes.Expr, place: Place) -> None:
    """Report the first statement that is never reached."""
    place.report(
        "unreachable-code",
        node,
        "unreachable code after return or throw",
        "remove the unreachable code",
    )


def report_repeated(node: nodes.MatchArm, place: Place) -> None:
    """Report an arm that repeats an earlier one."""
    place.report(
        "duplicate-match-arm", node.pattern, "duplicate match arm pattern", "remove the duplicate arm"
    )


def arm_key(arm: nodes.MatchArm) -> Hashable | None:
    """Return what two arms have in common that match the same, or None if the arm is not comparable.

    Only names and literals are compared, and arms without a guard, as in Harn 0.7.8.
    """
    pattern = arm.pattern
    if arm.guard is not None:
        return None
    if isinstance(pattern, nodes.Call):
        return None if pattern.arguments else ("call", pattern.name)
    if isinstance(pattern, nodes.ListLiteral):
        return None if pattern.items else ("list",)
    if isinstance(pattern, nodes.DictLiteral):
        return None if pattern.entries else ("dict",)
    if isinstance(pattern, _LEAVES):
        return (type(pattern), *(getattr(pattern, field) for field in type(pattern).__slots__))
    return None


_LEAVES = (
    nodes.BoolLiteral,
    nodes.DurationLiteral,
    nodes.FloatLiteral,
    nodes.Identifier,
    nodes.IntLiteral,
    nodes.NilLiteral,
    nodes.StringLiteral,
)


def _returns(block: nodes.Block) -> bool:
    return bool(block.statements) and isinstance(block.statements[-1], nodes.Return)


def _is_pure(node: nodes.Node) -> bool:
    """Tell whether evaluating an expression has no effect that could be missed."""
    return isinstance(node, _PURE) and all(map(_is_pure, head(node)))


def _removal(node: nodes.Expr, condition: nodes.Expr, text: str) -> Edit | None:
    """Return the edit that removes a statement with its indent and its line break."""
    start = node.start
    while start and text[start - 1] in " \t":
        start -= 1
    if not _is_pure(condition) or (start and text[start - 1] not in "\n{;"):
        return None
    end = node.end
    for line_break in ("\n", "\r\n"):
        if text.startswith(line_break, end):
            end += len(line_break)
    return Edit(start, end, "")


def _without_else(node: nodes.If, other: nodes.Block, place: Place) -> Edit | None:
    """Return the edit that moves the statements of the else behind the if."""
    text = place.text
    indent = before_on_line(text, node.start)
    if indent.strip() or text[other.start] != "{" or _declares(other, place.scopes[-1]):
        return None  # part of something larger, an else-if, or names that would clash
    body = text[other.start + 1 : other.end - 1].strip()
    return Edit(node.then.end, node.end, f"\n{indent}{body}")


def _declares(block: nodes.Block, names: set[str]) -> bool:
    """Tell whether a block declares one of these names, or something whose names are not plain to see."""
    for statement in block.statements:
        if isinstance(statement, nodes.Binding):
            pattern = statement.pattern
            if not isinstance(pattern, nodes.NamePattern) or pattern.name in names:
                return True
    return False
