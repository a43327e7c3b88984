"""Operators, postfix forms, calls, lists, dicts and closures."""

from __future__ import annotations

from collections.abc import Sequence

from harnvm.format import literals
from harnvm.format.blocks import block, inline_block
from harnvm.format.notation import parameter
from harnvm.format.operators import (
    LINE_STARTERS,
    OR,
    POSTFIX,
    TERNARY,
    UNARY,
    enclosed,
    guard_choice,
    operands,
)
from harnvm.format.printer import INDENT, Lines, Print, Printer, Spot, inline_comments, size
from harnvm.format.sequences import Brackets, arguments, sequence
from harnvm.syntax import nodes

# Operators


def _binary(p: Printer, node: nodes.Binary, spot: Spot) -> str:
    left, right = operands(p, node, spot.base)
    start, end = p.code_end(node.left), node.right.start
    is_one_line = p.line(node.left.start) >= p.line(end) and "\n" not in left
    if is_one_line and p.fits(f"{left} {node.operator} {right}", spot.base * len(INDENT)):
        return f"{left} {node.operator} {inline_comments(p.comments.take(start, end))}{right}"
    if node.operator in LINE_STARTERS:
        lines = Lines(p, left, start, spot.base + 1)
        lines.add(f"{node.operator} {right}", end, end)
        return str(lines)
    comments = inline_comments(p.comments.take_inline(start, end))
    return f"{left} \\\n{INDENT * (spot.base + 1)}{node.operator} {comments}{right}"


def _unary(p: Printer, node: nodes.Unary, spot: Spot) -> str:
    return node.operator + enclosed(p, node.operand, UNARY, spot.base)


def _try_star(p: Printer, node: nodes.TryStar, spot: Spot) -> str:
    return f"try* {enclosed(p, node.operand, UNARY, spot.base)}"


def _range(p: Printer, node: nodes.Range, spot: Spot) -> str:
    low = enclosed(p, node.low, TERNARY, spot.base)
    high = enclosed(p, node.high, TERNARY, spot.base)
    return f"{low} to {high} exclusive" if node.exclusive else f"{low} to {high}"


def _ternary(p: Printer, node: nodes.Ternary, spot: Spot) -> str:
    condition = enclosed(p, node.condition, OR, spot.base)
    guard_choice(p, node.then)
    then = enclosed(p, node.then, OR, spot.base)
    return f"{condition} ? {then} : {enclosed(p, node.other, OR, spot.base)}"


def _spread(p: Printer, node: nodes.Spread, spot: Spot) -> str:
    return f"...{p.expression(node.value, spot.base)}"


# Postfix forms


def _object(node: nodes.Expr, text: str) -> str:
    """Return what a postfix form on the same line begins with; behind a `?` it would be another form."""
    return f"({text})" if isinstance(node, nodes.Unwrap) else text


def _property(p: Printer, node: nodes.Property, spot: Spot) -> str:
    dot = "?." if node.optional else "."
    target = enclosed(p, node.object, POSTFIX, spot.base)
    end = p.code_end(node.object)
    at = p.comments.find(dot, end)
    if p.comments.breaks(end, at):
        return _chained(p, target, dot + node.name, at, end, spot.base)
    return f"{_object(node.object, target)}{dot}{node.name}"


def _method_call(p: Printer, node: nodes.MethodCall, spot: Spot) -> str:
    dot = "?." if node.optional else "."
    target = enclosed(p, node.object, POSTFIX, spot.base)
    end = p.code_end(node.object)
    at = p.comments.find(dot, end)
    column = size(target) + len(dot) + size(node.method) + 1
    brackets = Brackets(p.comments.find("(", at), node.end - 1, column, spot.base)
    content = arguments(p, node.arguments, brackets)
    call = f"{dot}{node.method}({content})"
    if "\n" in content or p.line(node.end - 1) > p.line(node.object.end - 1):
        return _chained(p, target, call, at, end, spot.base)
    return _object(node.object, target) + call


def _chained(p: Printer, target: str, call: str, at: int, since: int, base: int) -> str:
    lines = Lines(p, target, since, base + 1)
    lines.add(call, at, at)
    return str(lines)


def _subscript(p: Printer, node: nodes.Subscript, spot: Spot) -> str:
    target = _object(node.object, enclosed(p, node.object, POSTFIX, spot.base))
    return f"{target}[{p.expression(node.index, spot.base)}]"


def _slice(p: Printer, node: nodes.Slice, spot: Spot) -> str:
    target = _object(node.object, enclosed(p, node.object, POSTFIX, spot.base))
    low, high = ("" if bound is None else p.expression(bound, spot.base) for bound in (node.low, node.high))
    return f"{target}[{low}:{high}]"


def _unwrap(p: Printer, node: nodes.Unwrap, spot: Spot) -> str:
    return _object(node.operand, enclosed(p, node.operand, POSTFIX, spot.base)) + "?"


# Calls, lists, dicts


def _call(p: Printer, node: nodes.Call, spot: Spot) -> str:
    opening = p.comments.find("(", node.start)
    brackets = Brackets(opening, node.end - 1, size(node.name) + 1, spot.base)
    return f"{node.name}({arguments(p, node.arguments, brackets)})"


def _list(p: Printer, node: nodes.ListLiteral, spot: Spot) -> str:
    return f"[{arguments(p, node.items, Brackets(node.start, node.end - 1, 1, spot.base))}]"


def _dict(p: Printer, node: nodes.DictLiteral, spot: Spot) -> str:
    return f"{{{_entries(p, node.entries, Brackets(node.start, node.end - 1, 1, spot.base))}}}"


def _struct(p: Printer, node: nodes.StructLiteral, spot: Spot) -> str:
    opening = p.comments.find("{", node.start)
    brackets = Brackets(opening, node.end - 1, size(node.name) + 2, spot.base)
    return f"{node.name} {{{_entries(p, node.entries, brackets)}}}"


def _entries(p: Printer, entries: Sequence[nodes.DictEntry | nodes.Spread], brackets: Brackets) -> str:
    return sequence(p, entries, [_entry(p, entry, brackets.base) for entry in entries], brackets)


def _entry(p: Printer, entry: nodes.DictEntry | nodes.Spread, base: int) -> str:
    if isinstance(entry, nodes.Spread):
        return p.expression(entry, base)
    return f"{literals.key(p, entry.key, base)}: {p.expression(entry.value, base)}"


# Blocks


def _closure(p: Printer, node: nodes.Closure, spot: Spot) -> str:
    parameters = ", ".join(parameter(p, each) for each in node.parameters)
    body = inline_block(p, node.body, spot.base, node.start)
    opening = f"{{ {parameters} ->" if parameters else "{ ->"
    if node.fn_syntax:
        opening = f"fn({parameters}) {{"
    if body is not None:
        return f"{opening} {body} }}"
    return block(p, opening, node.body, spot, node.start)


PRINTS: dict[type[nodes.Node], Print] = {
    **literals.PRINTS,
    nodes.Binary: _binary,
    nodes.Call: _call,
    nodes.Closure: _closure,
    nodes.DictLiteral: _dict,
    nodes.ListLiteral: _list,
    nodes.MethodCall: _method_call,
    nodes.Property: _property,
    nodes.Range: _range,
    nodes.Slice: _slice,
    nodes.Spread: _spread,
    nodes.StructLiteral: _struct,
    nodes.Subscript: _subscript,
    nodes.Ternary: _ternary,
    nodes.TryStar: _try_star,
    nodes.Unary: _unary,
    nodes.Unwrap: _unwrap,
}
