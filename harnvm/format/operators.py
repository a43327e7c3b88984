"""Where parentheses are needed.

Nodes do not remember parentheses. They are printed where the program would be another one without, and where
Harn 0.7.8 prints them for clarity: around the right operand of an operator of the same rank, and where ``&&``
and ``||`` meet.
"""

from __future__ import annotations

from collections.abc import Callable

from harnvm.format.printer import Printer
from harnvm.syntax import nodes

#: Ranks, loosest first. What is not listed is an operand whatever stands beside it.
PIPE, RANGE, TERNARY, OR = range(4)
POWER, UNARY, POSTFIX = 10, 11, 12

_RANKS = {
    "|>": PIPE,
    "||": OR,
    "&&": 4,
    **dict.fromkeys(("==", "!="), 5),
    **dict.fromkeys(("<", ">", "<=", ">=", "in", "not in"), 6),
    **dict.fromkeys(("+", "-"), 7),
    "??": 8,
    **dict.fromkeys(("*", "/", "%"), 9),
    "**": POWER,
}

#: Operators that a line may begin with.
LINE_STARTERS = frozenset(("|>", "||", "&&", "+", "*", "/", "%", "**"))

_COMPOUND = (
    nodes.If,
    nodes.Match,
    nodes.TryBlock,
    nodes.TryCatch,
    nodes.TryStar,
    nodes.Retry,
    nodes.Parallel,
    nodes.Deadline,
)
#: What may follow ``retry`` and ``deadline`` without parentheses.
_PRIMARY = (
    *_COMPOUND,
    nodes.BoolLiteral,
    nodes.Closure,
    nodes.DictLiteral,
    nodes.DurationLiteral,
    nodes.FloatLiteral,
    nodes.Identifier,
    nodes.IntLiteral,
    nodes.InterpolatedString,
    nodes.ListLiteral,
    nodes.NilLiteral,
    nodes.Spawn,
    nodes.StringLiteral,
)


def rank(node: nodes.Node) -> int:
    """Return how tightly the outermost operator of an expression binds."""
    if isinstance(node, nodes.Binary):
        return _RANKS[node.operator]
    if isinstance(node, nodes.Range):
        return RANGE
    if isinstance(node, nodes.Ternary):
        return TERNARY
    return UNARY if isinstance(node, nodes.Unary | nodes.TryStar) else POSTFIX


def enclosed(p: Printer, node: nodes.Expr, least: int, base: int) -> str:
    """Print an operand, in parentheses if it binds less tightly than `least`."""
    text = p.expression(node, base)
    return f"({text})" if rank(node) < least else text


def operands(p: Printer, node: nodes.Binary, base: int) -> tuple[str, str]:
    """Print the operands of a binary operator."""
    left, right = _least(node, node.left, 0), _least(node, node.right, 1)
    if node.operator in ("-", "not in") and rank(node.left) >= left:
        _guard_mark(p, node.left)
    return enclosed(p, node.left, left, base), enclosed(p, node.right, right, base)


def _least(parent: nodes.Binary, node: nodes.Expr, side: int) -> int:
    """Return the rank that an operand must have to go without parentheses; `side` is 1 for the right one."""
    if isinstance(node, nodes.Binary) and {parent.operator, node.operator} == {"&&", "||"}:
        return POSTFIX
    if parent.operator == "**":
        return (UNARY, POWER)[side]
    return _RANKS[parent.operator] + side


def _left(node: nodes.Expr) -> tuple[nodes.Expr, int] | None:
    """Return the operand that an expression begins with, and the rank it needs to go without parentheses."""
    if isinstance(node, nodes.Binary):
        return node.left, _least(node, node.left, 0)
    if isinstance(node, nodes.Ternary):
        return node.condition, OR
    if isinstance(node, nodes.Range):
        return node.low, TERNARY
    if isinstance(node, nodes.Assignment):
        return node.target, PIPE
    if isinstance(node, nodes.Unwrap):
        return node.operand, POSTFIX
    if isinstance(node, nodes.Property | nodes.MethodCall | nodes.Subscript | nodes.Slice):
        return node.object, POSTFIX
    return None


def _right(node: nodes.Expr) -> tuple[nodes.Expr, int] | None:
    """Return the operand that an expression ends with, and the rank it needs to go without parentheses."""
    if isinstance(node, nodes.Binary):
        return node.right, _least(node, node.right, 1)
    if isinstance(node, nodes.Ternary):
        return node.other, OR
    if isinstance(node, nodes.Range) and not node.exclusive:
        return node.high, TERNARY
    if isinstance(node, nodes.Unary | nodes.TryStar):
        return node.operand, UNARY
    if isinstance(node, nodes.Binding | nodes.Assignment | nodes.Throw):
        return node.value, PIPE
    if isinstance(node, nodes.Return | nodes.Yield) and node.value is not None:
        return node.value, PIPE
    if isinstance(node, nodes.Require):
        return node.message or node.condition, PIPE
    return None


def _outermost(node: nodes.Expr, next: Callable[[nodes.Expr], tuple[nodes.Expr, int] | None]) -> nodes.Expr:
    """Follow the operands on one side of an expression, as far as there are no parentheses around them."""
    while (operand := next(node)) is not None and rank(operand[0]) >= operand[1]:
        node = operand[0]
    return node


def _guard_mark(p: Printer, node: nodes.Expr) -> None:
    """Keep a final ``?`` from being read as that of ``c ? a : b``."""
    last = _outermost(node, _right)
    if isinstance(last, nodes.Unwrap):
        p.guard(last)


def guard_statement(p: Printer, node: nodes.Expr, before: nodes.Expr | None) -> None:
    """Keep the first operand of a statement from being read as all of it, or as part of the one before."""
    first = _outermost(node, _left)
    compound = isinstance(first, _COMPOUND) and first is not node
    if compound or _is_function(first) or (_continues(first) and before is not None and _is_open(before)):
        p.guard(first)


def _continues(node: nodes.Expr) -> bool:
    """Tell whether an expression begins with what may continue another."""
    return isinstance(node, nodes.ListLiteral) or (isinstance(node, nodes.Unary) and node.operator == "-")


def _is_open(node: nodes.Expr) -> bool:
    """Tell whether a statement ends with an operand that goes on in the next line.

    Behind an `if` that an `else` might follow, and a `try` that a `catch` might, line breaks do not count.
    """
    last = _outermost(node, _right)
    if last is node:
        return False
    return _lacks_else(last) or isinstance(last, nodes.TryBlock) or _lacks_finally(last)


def _lacks_finally(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.TryCatch) and node.final is None


def _lacks_else(node: nodes.Expr) -> bool:
    """Tell whether an expression is an `if`, or a chain of them, that an `else` could follow."""
    while isinstance(node, nodes.If) and node.other is not None and len(node.other.statements) == 1:
        node = node.other.statements[0]
    return isinstance(node, nodes.If) and node.other is None


def _is_function(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Closure) and node.fn_syntax


def guard_choice(p: Printer, node: nodes.Expr) -> None:
    """Keep the ``?`` before an operand from being read as the end of the operand before it."""
    first = _outermost(node, _left)
    raw = isinstance(first, nodes.StringLiteral) and first.raw
    if raw or isinstance(first, (*_COMPOUND, nodes.DurationLiteral, nodes.Spawn)):
        p.guard(first)


def header(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print an expression before a ``{``, which must not become part of it."""
    last = _outermost(node, _right)
    if isinstance(last, nodes.Unwrap):
        p.guard(last)
    text = p.expression(node, base)
    # Parentheses around the name alone would not do: `(P) {` begins a literal as `P {` does.
    return f"({text})" if isinstance(last, nodes.Identifier) and last.name in p.structs else text


def count_header(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print how often a ``parallel`` runs; a name at its start must not be read as its mode."""
    first = _outermost(node, _left)
    if isinstance(first, nodes.Identifier | nodes.Call) and first.name in ("each", "settle"):
        p.guard(first)
    return header(p, node, base)


def else_header(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print the condition of a ``guard``, whose ``else`` must not become that of an ``if`` in it."""
    last = _outermost(node, _right)
    if _lacks_else(last):
        p.guard(last)
    return p.expression(node, base)


def loop_header(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print the condition of a ``while``: a parenthesis at its start must close at its end."""
    text = header(p, node, base)
    return f"({text})" if text.startswith("(") and not p.is_guarded(node) else text


def primary_header(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print the operand of ``retry`` or ``deadline``, which is a single one."""
    return header(p, node, base) if isinstance(node, _PRIMARY) else f"({p.expression(node, base)})"
