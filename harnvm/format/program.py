"""The top level: imports in order, one blank line between items, section headers."""

from __future__ import annotations

from harnvm.format.blocks import statement
from harnvm.format.comments import comment_lines, top_level_lines
from harnvm.format.printer import Printer, Spot, join_comment
from harnvm.format.trivia import Comment
from harnvm.syntax import nodes

_TOP = Spot(0, 0, True)


class _Item:
    """A statement as it is printed, and the comments above it."""

    __slots__ = ("comments", "node", "text")

    def __init__(self, comments: list[Comment], node: nodes.Expr, text: str) -> None:
        self.comments = comments
        self.node = node
        self.text = text


def print_program(p: Printer, program: nodes.Program) -> str:
    """Print a program."""
    items, rest = _items(p, program)
    head = 0
    while head < len(items) and isinstance(items[head].node, nodes.Import):
        head += 1
    lines: list[str] = []
    for item in sorted(items[:head], key=_import_order):
        lines += comment_lines(item.comments, "", p.width)
        lines.append(item.text)
    for item in items[head:]:
        if lines:
            lines.append("")
        top_level_lines(item.comments, lines, p.width, p.separator_width)
        lines.append(item.text)
    top_level_lines(rest, lines, p.width, p.separator_width)
    text = "\n".join(lines)
    return text if text.endswith("\n") else f"{text}\n"


def _items(p: Printer, program: nodes.Program) -> tuple[list[_Item], list[Comment]]:
    """Return the statements of a program, and the comments below the last one."""
    items: list[_Item] = []
    end = 0
    for node in program.statements:
        above = _below(p.comments.take(end, node.start), items)
        end = p.code_end(node)
        text = statement(p, node, _TOP, items[-1].node if items else None)
        # Comments inside the statement for which it has no place go above it.
        items.append(_Item(above + p.comments.take(node.start, end), node, text))
    return items, _below(p.comments.take(end, program.end), items)


def _below(comments: list[Comment], items: list[_Item]) -> list[Comment]:
    """Put the comments that stand behind the last item there, and return the others."""
    if not items:
        return comments
    while comments and comments[0].trails:
        comment = comments.pop(0)
        items[-1].text = join_comment(items[-1].text, comment)
        if comment.is_line:
            break
    return comments


def _import_order(item: _Item) -> tuple[bool, str, bool, str]:
    node = item.node
    assert isinstance(node, nodes.Import)
    names = node.names
    return not node.path.startswith("std/"), node.path, names is not None, ",".join(sorted(names or ()))
