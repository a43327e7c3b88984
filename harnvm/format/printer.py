"""The state of one run, and the way from a node to the function that prints it.

What is printed is text whose first line has no indent and whose other lines have theirs, because that is how
Harn 0.7.8 decides: it measures finished text. A `Spot` says where a node stands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from harnvm.format.comments import comment_lines
from harnvm.format.trivia import Comment, Comments
from harnvm.source import SourceFile
from harnvm.syntax import nodes

INDENT = "  "

#: Deeply nested programs recurse some frames a level; frames of Python functions do not use the C stack.
_FRAMES = 20_000

#: Default values are printed as if the lines were this wide, whatever the options say, as in Harn 0.7.8.
_DEFAULT_VALUE_WIDTH = 100


class Spot(NamedTuple):
    """Where a node stands.

    Attributes:
        base: The level that lines are indented from when an expression is broken.
        level: The level of the line that the node begins on.
        free: Whether the node is a statement below statements only. In a closure, and in other blocks that
            are part of an expression, lines keep to the level of the surrounding statement: broken
            expressions there begin further left than one would expect, as in Harn 0.7.8.
    """

    base: int
    level: int
    free: bool

    def inner(self) -> Spot:
        """Return the spot of the statements of a block."""
        return Spot(self.base + self.free, self.level + 1, self.free)


Print = Callable[["Printer", Any, Spot], str]


class Printer:
    """The state of one run.

    Attributes:
        width: Where lines are wrapped.
        separator_width: The width of section headers.
        structs: Names of structs printed so far; a `{` behind one begins a literal.
    """

    def __init__(self, source: SourceFile, program: nodes.Program, width: int, separator_width: int) -> None:
        from harnvm.format import declarations, expressions, statements

        if sys.getrecursionlimit() < _FRAMES:
            sys.setrecursionlimit(_FRAMES)  # never lowered again: other threads may be deep in recursion
        self.source = source
        self.text = source.text
        self.comments = Comments(source, program.comments)
        self.width = width
        self.separator_width = separator_width
        self.structs: set[str] = set()
        self._guarded: set[nodes.Node] = set()
        self._prints: dict[type[nodes.Node], Print] = {
            **declarations.PRINTS,
            **expressions.PRINTS,
            **statements.PRINTS,
        }

    def node(self, node: nodes.Node, spot: Spot) -> str:
        """Print a node."""
        text = self._prints[node.__class__](self, node, spot)
        return f"({text})" if node in self._guarded else text

    def expression(self, node: nodes.Node, base: int) -> str:
        """Print an operand."""
        return self.node(node, Spot(base, base, False))

    def default(self, node: nodes.Node) -> str:
        """Print the default value of a parameter or pattern, or an argument of an attribute."""
        width, self.width = self.width, _DEFAULT_VALUE_WIDTH
        try:
            return self.expression(node, 0)
        finally:
            self.width = width

    def guard(self, node: nodes.Node) -> None:
        """Let a node be printed in parentheses, because of what stands beside it."""
        self._guarded.add(node)

    def is_guarded(self, node: nodes.Node) -> bool:
        """Tell whether a node is printed in parentheses because of what stands beside it."""
        return node in self._guarded

    def line(self, offset: int) -> int:
        """Return the line of an offset."""
        return self.source.position(offset)[0]

    def fits(self, text: str, column: int) -> bool:
        """Tell whether a text that begins behind `column` columns ends within the line width."""
        return column + size(text) <= self.width

    def code_end(self, node: nodes.Node) -> int:
        """Return the offset behind a node's last character; its `end` may take in line breaks."""
        return self.comments.code_end(node.end)


def size(text: str) -> int:
    """Return the length of a text in bytes."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


class Lines:
    """Text that grows line by line, with the comments that stand between the pieces in the source.

    Args:
        printer: The run.
        first: The line that the others stand below.
        since: Comments are taken from this offset on.
        level: The indent of the lines.
    """

    def __init__(self, printer: Printer, first: str, since: int, level: int) -> None:
        self._printer = printer
        self._pad = INDENT * level
        self._lines = [first]
        self._since = since
        self._is_open = True

    def add(self, text: str, start: int, end: int, *, leading: bool = False) -> None:
        """Append a piece of code that stands between two offsets in the source.

        Args:
            text: The code.
            start: Where it begins.
            end: Where it ends. Comments inside for which it has no place go above it.
            leading: Whether comments right before it stay on its line.
        """
        take = self._printer.comments.take
        found = take(self._since, start)
        kept = len(found)
        while leading and kept and found[kept - 1].leads and found[kept - 1].is_inline:
            kept -= 1
        self._below(self._behind(found[:kept]) + take(start, end))
        self._lines.append(self._pad + inline_comments(found[kept:]) + text)
        self._since = end
        self._is_open = True

    def comments(self, end: int) -> None:
        """Append the comments up to an offset."""
        self._below(self._behind(self._printer.comments.take(self._since, end)))

    def _behind(self, comments: list[Comment]) -> list[Comment]:
        """Put the comments that stand behind the last line there, and return the others."""
        behind = 0
        while self._is_open and behind < len(comments) and comments[behind].trails:
            self._lines[-1] = join_comment(self._lines[-1], comments[behind])
            self._is_open = not comments[behind].is_line
            behind += 1
        return comments[behind:]

    def _below(self, comments: list[Comment]) -> None:
        if comments:
            self._lines += comment_lines(comments, self._pad, self._printer.width)
            self._is_open = False

    def __str__(self) -> str:
        return "\n".join(self._lines)


def join_comment(line: str, comment: Comment) -> str:
    """Return a line with a comment at its end."""
    text = "\n".join(part.rstrip() for part in comment.text.split("\n"))
    return f"{line} {text}" if line and not line[-1].isspace() else line + text


def inline_comments(comments: list[Comment]) -> str:
    """Return comments to be put before code on the same line."""
    return "".join(f"{comment.text} " for comment in comments)
