"""Where parentheses are needed.

Nodes do not remember parentheses. They are printed where the program would be another one without, and where
Harn 0.7.8 prints them for clarity: around the right operand of an operator of the same rank, and where ``&&`` and
``||`` meet.
"""

from __future__ import annotations

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
_POSTFIX_FORMS = (nodes.Property, nodes.MethodCall, nodes.Subscript, nodes.Slice)


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
    own = _RANKS[node.operator]
    left, right = own, own + 1
    if node.operator == "**":
        left, right = UNARY, POWER
    if node.operator in ("-", "not in"):
        _guard_mark(p, node.left)
    return _operand(p, node, node.left, left, base), _operand(p, node, node.right, right, base)


def _operand(p: Printer, parent: nodes.Binary, node: nodes.Expr, least: int, base: int) -> str:
    if isinstance(node, nodes.Binary) and {parent.operator, node.operator} == {"&&", "||"}:
        least = POSTFIX
    return enclosed(p, node, least, base)


def _last(node: nodes.Expr) -> nodes.Expr:
    """Return the operand that an expression ends with."""
    while True:
        if isinstance(node, nodes.Binary):
            node = node.right
        elif isinstance(node, nodes.Ternary):
            node = node.other
        elif isinstance(node, nodes.Range) and not node.exclusive:
            node = node.high
        elif isinstance(node, nodes.Unary | nodes.TryStar):
            node = node.operand
        else:
            return node


def _first(node: nodes.Expr) -> nodes.Expr:
    """Return the operand that an expression begins with."""
    while True:
        if isinstance(node, nodes.Binary):
            node = node.left
        elif isinstance(node, nodes.Ternary):
            node = node.condition
        elif isinstance(node, nodes.Range):
            node = node.low
        elif isinstance(node, nodes.Assignment):
            node = node.target
        elif isinstance(node, nodes.Unwrap):
            node = node.operand
        elif isinstance(node, _POSTFIX_FORMS) and rank(node.object) == POSTFIX:
            node = node.object
        else:
            return node


def _guard_mark(p: Printer, node: nodes.Expr) -> None:
    """Keep a final ``?`` from being read as that of ``c ? a : b``."""
    last = _last(node)
    if isinstance(last, nodes.Unwrap):
        p.guard(last)


def guard_statement(p: Printer, node: nodes.Expr) -> None:
    """Keep the first operand of a statement from being read as the whole statement."""
    first = _first(node)
    if (first is not node and isinstance(first, _COMPOUND)) or _is_function(first):
        p.guard(first)


def _is_function(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Closure) and node.fn_syntax


def guard_choice(p: Printer, node: nodes.Expr) -> None:
    """Keep the ``?`` before an operand from being read as the end of the operand before it."""
    first = _first(node)
    raw = isinstance(first, nodes.StringLiteral) and first.raw
    if raw or isinstance(first, (*_COMPOUND, nodes.DurationLiteral, nodes.Spawn)):
        p.guard(first)


def header(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print an expression before a ``{``, which must not become part of it."""
    last = _last(node)
    if isinstance(last, nodes.Unwrap) or (isinstance(last, nodes.Identifier) and last.name in p.structs):
        p.guard(last)
    return p.expression(node, base)


def loop_header(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print the condition of a ``while``: a parenthesis at its start must close at its end."""
    text = header(p, node, base)
    return f"({text})" if text.startswith("(") and not p.is_guarded(node) else text


def primary_header(p: Printer, node: nodes.Expr, base: int) -> str:
    """Print the operand of ``retry`` or ``deadline``, which is a single one."""
    return header(p, node, base) if isinstance(node, _PRIMARY) else f"({p.expression(node, base)})"
