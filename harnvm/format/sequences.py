"""Items between brackets: on one line with commas between, or a line each with a comma behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from harnvm.format.notation import parameter
from harnvm.format.printer import INDENT, Lines, Printer, inline_comments
from harnvm.syntax import nodes


class Brackets(NamedTuple):
    """A pair of brackets in the source, and where its content goes.

    Attributes:
        open: Offset of the opening bracket.
        close: Offset of the closing bracket.
        column: How many columns stand before the content. Harn 0.7.8 counts those of the item that the
            brackets belong to; only declarations count the indent of their line as well.
        base: The level of the line the brackets belong to.
    """

    open: int
    close: int
    column: int
    base: int


def sequence(p: Printer, items: Sequence[nodes.Node], texts: Sequence[str], brackets: Brackets) -> str:
    """Print what stands between brackets.

    Args:
        p: The run.
        items: The items, for their places.
        texts: The items as they are printed.
        brackets: Where.
    """
    inline = ", ".join(texts)
    if p.comments.breaks(brackets.open, brackets.close):
        return _below(p, items, texts, brackets)
    if texts and ("\n" in inline or not p.fits(inline, brackets.column + 1)):
        return _below(p, items, texts, brackets)
    if p.comments.any(brackets.open, brackets.close):
        return _beside(p, items, texts, brackets)
    return inline


def _beside(p: Printer, items: Sequence[nodes.Node], texts: Sequence[str], brackets: Brackets) -> str:
    pieces = []
    since = brackets.open
    for item, text in zip(items, texts, strict=True):
        since, before = item.end, since
        pieces.append(inline_comments(p.comments.take(before, since)) + text)
    last = inline_comments(p.comments.take(since, brackets.close)).rstrip()
    return " ".join(filter(None, (", ".join(pieces), last)))


def _below(p: Printer, items: Sequence[nodes.Node], texts: Sequence[str], brackets: Brackets) -> str:
    lines = Lines(p, "", brackets.open, brackets.base + 1)
    for item, text in zip(items, texts, strict=True):
        lines.add(text if _is_rest(item) else f"{text},", item.start, p.code_end(item), leading=True)
    lines.comments(brackets.close)
    if items and _is_rest(items[-1]):
        return str(lines)
    return f"{lines}\n{INDENT * brackets.base}"


def _is_rest(item: nodes.Node) -> bool:
    """Tell whether an item is a rest parameter: no comma may follow it, nor may its bracket begin a line."""
    return isinstance(item, nodes.Parameter) and item.rest


def arguments(p: Printer, items: Sequence[nodes.Expr], brackets: Brackets) -> str:
    """Print the arguments of a call, or the items of a list."""
    return sequence(p, items, [p.expression(item, brackets.base) for item in items], brackets)


def parameters(p: Printer, items: Sequence[nodes.Parameter], start: int, column: int, base: int) -> str:
    """Print the parameters of a declaration; their brackets are the first ones from `start` on."""
    opening = p.comments.find("(", start)
    behind = items[-1].end if items else opening
    brackets = Brackets(opening, p.comments.find(")", behind), column, base)
    return sequence(p, items, [parameter(p, item) for item in items], brackets)


def names(p: Printer, items: Sequence[str], column: int, base: int) -> str:
    """Print the parameters of a pipeline, which are names only.

    Their places are not known: comments among them go to the body.
    """
    inline = ", ".join(items)
    if not items or p.fits(inline, column + 1):
        return inline
    pad = "\n" + INDENT * (base + 1)
    return "".join(f"{pad}{name}," for name in items) + f"\n{INDENT * base}"
