"""Statements below each other, in braces."""

from __future__ import annotations

from collections.abc import Iterable

from harnvm.format.operators import guard_statement
from harnvm.format.printer import INDENT, Lines, Printer, Spot
from harnvm.syntax import nodes

#: Statements that keep to their own level in a closure; others there begin at the level of the statement that
#: the closure is part of, as in Harn 0.7.8.
_LEVELLED = frozenset(
    (
        nodes.EnumDecl,
        nodes.FnDecl,
        nodes.For,
        nodes.If,
        nodes.ImplBlock,
        nodes.InterfaceDecl,
        nodes.OverrideDecl,
        nodes.StructDecl,
        nodes.ToolDecl,
        nodes.TryCatch,
        nodes.While,
    )
)
#: Whatever they stand in, the statements in these are printed as those of a closure.
_CLOSED = frozenset((nodes.Closure, nodes.Defer, nodes.Select))

#: What may stand in braces on one line.
_SIMPLE = frozenset(
    (
        nodes.Assignment,
        nodes.Binary,
        nodes.BoolLiteral,
        nodes.Break,
        nodes.Call,
        nodes.Continue,
        nodes.DictLiteral,
        nodes.DurationLiteral,
        nodes.FloatLiteral,
        nodes.Identifier,
        nodes.IntLiteral,
        nodes.InterpolatedString,
        nodes.ListLiteral,
        nodes.MethodCall,
        nodes.NilLiteral,
        nodes.Property,
        nodes.Range,
        nodes.Require,
        nodes.Return,
        nodes.Slice,
        nodes.StringLiteral,
        nodes.Subscript,
        nodes.Ternary,
        nodes.TryStar,
        nodes.Unary,
        nodes.Unwrap,
    )
)


def statement(p: Printer, node: nodes.Expr, spot: Spot, before: nodes.Expr | None = None) -> str:
    """Print a statement that stands below another one, if any."""
    guard_statement(p, node, before)
    keeps = node.__class__ not in _CLOSED if spot.free else node.__class__ in _LEVELLED
    return p.node(node, spot if keeps else Spot(spot.base, spot.base, False))


def block(p: Printer, opening: str, node: nodes.Block, spot: Spot, since: int) -> str:
    """Print a block.

    Args:
        p: The run.
        opening: What stands on the line of the opening brace, which is its end.
        node: The block.
        spot: Where the line of the opening brace stands.
        since: Comments from this offset on go into the block.
    """
    return body(p, Lines(p, opening, since, spot.inner().level), node.statements, node, spot)


def body(p: Printer, lines: Lines, statements: Iterable[nodes.Expr], braces: nodes.Node, spot: Spot) -> str:
    """Return lines with statements and the closing brace below.

    Args:
        p: The run.
        lines: What stands above.
        statements: The statements.
        braces: The node that ends with the closing brace.
        spot: Where the line of the opening brace stands.
    """
    inner = spot.inner()
    before = None
    for node in statements:
        lines.add(statement(p, node, inner, before), node.start, p.code_end(node))
        before = node
    lines.comments(p.code_end(braces) - 1)
    return close(lines, spot)


def close(lines: Lines, spot: Spot) -> str:
    """Return lines with the closing brace below."""
    return f"{lines}\n{INDENT * spot.level}}}"


def inline_block(p: Printer, node: nodes.Block, base: int, start: int) -> str | None:
    """Return what stands in the braces of a block that takes no lines of its own, None if it takes some.

    Args:
        p: The run.
        node: The block.
        base: The level of the line the block belongs to.
        start: Where what belongs to the block begins; comments in there need lines.
    """
    if len(node.statements) != 1 or p.comments.any(start, node.end):
        return None
    only = node.statements[0]
    if only.__class__ not in _SIMPLE or (isinstance(only, nodes.StringLiteral) and only.raw):
        return None
    return statement(p, only, Spot(base, base, False))
