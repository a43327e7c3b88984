"""Blank lines between items, commas at the end of lists, the order of imports."""

from __future__ import annotations

from bisect import bisect_left

from harnvm.lint.finding import Edit
from harnvm.lint.reading import before_on_line
from harnvm.source import SourceFile, plain_line_starts
from harnvm.syntax import nodes
from harnvm.syntax.kinds import NAMES
from harnvm.syntax.lexer import lex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.lint.comments import LastLines
    from harnvm.lint.place import Place
    from harnvm.syntax.lexer import Tokens

_ITEMS = (
    nodes.Binding,
    nodes.EnumDecl,
    nodes.FnDecl,
    nodes.ImplBlock,
    nodes.Import,
    nodes.InterfaceDecl,
    nodes.OverrideDecl,
    nodes.Pipeline,
    nodes.StructDecl,
    nodes.ToolDecl,
    nodes.TypeDecl,
)
_PAIRS = {"RPAR": "LPAR", "RSQB": "LSQB", "RBRACE": "LBRACE"}


def check_blank_lines(program: nodes.Program, comments: LastLines, place: Place) -> None:
    """Report items that follow each other without a blank line; imports may."""
    for before, after in zip(program.statements, program.statements[1:], strict=False):
        if not isinstance(before, _ITEMS) or not isinstance(after, _ITEMS):
            continue
        if not (isinstance(before, nodes.Import) and isinstance(after, nodes.Import)):
            _check_gap(before, after, comments, place)


def _check_gap(before: nodes.Expr, after: nodes.Expr, comments: LastLines, place: Place) -> None:
    """Report an item that begins, with the comments above it, on the line after another."""
    position = place.source.position
    line = position(before.end - 1)[0] + 1
    first = position(after.start)[0]
    while first > 1 and first - 1 in comments:
        first -= 1
    starts = place.source.line_starts
    if first <= line <= len(starts):
        place.report_line(
            "blank-line-between-items",
            line,
            1,
            "top-level items should be separated by a blank line",
            "insert a blank line above the next item (doc comments stay glued to the item they describe)",
            _blank_line(starts[line - 1], after, place.text),
        )


def _blank_line(offset: int, after: nodes.Expr, text: str) -> Edit | None:
    """Return the edit that makes a blank line, unless two items share a line or there is one already.

    There is where the item before ends in `try { … }`: looking for its catch, it took the line breaks along.
    """
    if offset > after.start or not before_on_line(text, offset - 1).strip():
        return None
    return Edit(offset, offset, "\n")


class _Bracket:
    """An open bracket, and what is known of what it holds."""

    __slots__ = ("comma", "keyed", "kind", "listed", "start")

    def __init__(self, kind: str, start: int) -> None:
        self.kind = kind
        self.start = start
        self.comma = False
        #: Whether it holds a list; None as long as the beginning of braces could be a dict or a block.
        self.listed = None if kind == "LBRACE" else True
        self.keyed = False

    def hold(self, kind: str) -> None:
        """Learn from a token inside whether braces hold entries."""
        if self.listed is None:
            if kind in NAMES or kind == "STRING":
                self.keyed = True
            elif kind != "COLON":
                self.listed = False
            elif self.keyed:
                self.listed = True


def check_commas(place: Place) -> None:
    """Report lists that are closed on a later line than they are opened, without a comma at their end."""
    tokens = lex(SourceFile("", place.text))
    breaks = plain_line_starts(place.text)
    opened: list[_Bracket] = []
    for index, kind in enumerate(tokens.kinds):
        if kind == "NEWLINE":
            continue
        if kind in ("LPAR", "LSQB", "LBRACE"):
            opened.append(_Bracket(kind, tokens.starts[index]))
        elif kind in _PAIRS:
            bracket = opened.pop() if opened else None
            if bracket and bracket.kind == _PAIRS[kind] and bracket.listed and bracket.comma:
                _check_comma(bracket, tokens, index, breaks, place)
        elif opened and kind == "COMMA":
            opened[-1].comma = True
        elif opened:
            opened[-1].hold(kind)


def _check_comma(bracket: _Bracket, tokens: Tokens, index: int, breaks: list[int], place: Place) -> None:
    """Report a list if its last line, comments included, does not end with a comma."""
    close = tokens.starts[index]
    if place.source.position(close)[0] <= place.source.position(bracket.start)[0]:
        return
    end = len(place.text[bracket.start : close].rstrip(" \t\r\n")) + bracket.start
    if place.text[end - 1] == ",":
        return
    last = index - 1
    while tokens.kinds[last] == "NEWLINE":
        last -= 1
    at = tokens.ends[last]
    place.report_line(
        "trailing-comma",
        bisect_left(breaks, end + 1),
        1,
        "multiline comma-separated list is missing a trailing comma",
        "add a trailing comma after the last item",
        None if tokens.kinds[last] == "COMMA" else Edit(at, at, ","),
    )


def check_import_order(program: nodes.Program, place: Place) -> None:
    """Report the imports at the top of a file if they are not sorted."""
    imports: list[nodes.Import] = []
    for node in program.statements:
        if not isinstance(node, nodes.Import):
            break
        imports.append(node)
    ordered = sorted(imports, key=_import_key)
    if imports == ordered:
        return
    start, end = imports[0].start, imports[-1].end
    commented = any(start < comment.start < end for comment in program.comments)
    shown = "\n".join(place.text[node.start : node.end] for node in ordered)
    place.report_at(
        "import-order",
        place.source.span(start, end),
        "imports are not in canonical order (stdlib first, then alphabetical by path)",
        "reorder imports: std/ first, then third-party and local paths alphabetically",
        None if commented else Edit(start, end, shown),
    )


def _import_key(node: nodes.Import) -> tuple[bool, str, bool, str]:
    """Standard modules first; whole modules before single names of the same module."""
    names = ",".join(sorted(node.names or ()))
    return not node.path.startswith("std/"), node.path, node.names is not None, names
