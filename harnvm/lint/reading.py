"""Text that edits are made of: whether a piece of a program means what it should when it stands alone."""

from __future__ import annotations

from harnvm.errors import HarnSyntaxError
from harnvm.source import SourceFile
from harnvm.syntax import nodes, parse


def parses(text: str) -> bool:
    """Tell whether a text is a program."""
    try:
        parse(SourceFile("", text))
    except HarnSyntaxError:
        return False
    return True


def expression(text: str) -> nodes.Expr | None:
    """Return what a text means as one expression, or None if it is none."""
    try:
        statements = parse(SourceFile("", text), line=True).statements
    except HarnSyntaxError:
        return None
    return statements[0] if len(statements) == 1 else None


def negated(text: str) -> str | None:
    """Return the text of the negation of an expression, or None if the text is no expression."""
    if expression(text) is None:
        return None
    short = f"!{text}"
    return short if isinstance(expression(short), nodes.Unary) else f"!({text})"


def with_fallback(name: str, text: str) -> str | None:
    """Return the text of ``name ?? text``, or None if the text is no expression."""
    if expression(text) is None:
        return None
    short = f"{name} ?? {text}"
    whole = expression(short)
    if isinstance(whole, nodes.Binary) and whole.operator == "??":
        return short
    return f"{name} ?? ({text})"


def before_on_line(text: str, offset: int) -> str:
    """Return what stands before an offset on its line."""
    return text[text.rfind("\n", 0, offset) + 1 : offset]
