"""Where the cursor stands in a line that is being typed: in which string, in which argument of which call.

The text before the cursor is unfinished by nature, so this looks at it without the parser, from the left, and
remembers what is open. It knows quotes, brackets, comments and calls, and nothing of what they mean.
"""

from __future__ import annotations

import re


class Open:
    """A bracket or quote that is not closed yet.

    Attributes:
        kind: ``(``, ``[``, ``{``, ``${``, ``"`` or ``\"\"\"``.
        start: Where what is inside begins.
        callee: The function that a ``(`` calls, with a dot before it for methods; "" for other brackets.
        commas: How many commas stand inside so far.
    """

    __slots__ = ("callee", "commas", "kind", "start")

    def __init__(self, kind: str, start: int, callee: str = "") -> None:
        self.kind = kind
        self.start = start
        self.callee = callee
        self.commas = 0


_CODE = re.compile(r'//[^\n]*(\n)?|/\*.*?(\*/|\Z)|r"[^"\n]*("|\n|\Z)|"""|["(\[{)\]},]', re.DOTALL)
_IN_STRING = {
    '"': re.compile(r'\\.|\$\{|["\n]', re.DOTALL),
    '"""': re.compile(r'\$\{|"""'),
}
_CALLEE = re.compile(r"(\.?)\s*([^\W\d]\w*)\s*\Z")


def open_at_end(text: str) -> list[Open] | None:
    """Return what is open at the end of a text, outermost first; None inside a comment."""
    stack: list[Open] = []
    position = 0
    while True:
        top = stack[-1] if stack else None
        inside = top is not None and top.kind in _IN_STRING
        found = (_IN_STRING[top.kind] if top is not None and inside else _CODE).search(text, position)
        if found is None:
            return stack
        position = found.end()
        if inside:
            _step_in_string(stack, found)
        elif found[0][:2] in ("//", "/*"):
            if not (found[1] or found[2]):
                return None
        else:
            _step_in_code(stack, found, text)


def _step_in_string(stack: list[Open], found: re.Match[str]) -> None:
    if found[0] == "${":
        stack.append(Open("${", found.end()))
    elif found[0][0] != "\\":  # its end
        stack.pop()


def _step_in_code(stack: list[Open], found: re.Match[str], text: str) -> None:
    mark = found[0]
    if mark[0] == "r":
        if not found[3]:
            stack.append(Open('"', found.start() + 2))
    elif mark in ("(", "[", "{", '"', '"""'):
        callee = callee_before(text, found.start()) if mark == "(" else ""
        stack.append(Open(mark, found.end(), callee))
    elif mark == ",":
        if stack:
            stack[-1].commas += 1
    elif stack:
        stack.pop()


def enclosing_call(stack: list[Open]) -> Open | None:
    """Return the innermost call among what is open, or None."""
    return next((each for each in reversed(stack) if each.callee), None)


def opening(text: str, end: int) -> int:
    """Return where the bracket that closes just before `end` opens, 0 if nowhere; quotes do not count."""
    depth = 0
    for position in range(end - 1, -1, -1):
        if text[position] in ")]}":
            depth += 1
        elif text[position] in "([{":
            depth -= 1
            if not depth:
                return position
    return 0


def callee_before(text: str, position: int) -> str:
    """Return the name that stands just before a bracket, with a dot before it for methods, or ""."""
    found = _CALLEE.search(text, 0, position)
    return found[1] + found[2] if found else ""
