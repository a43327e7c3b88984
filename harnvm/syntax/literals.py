"""What the characters of number and string tokens stand for.

Decodes escapes, removes the common indent of triple-quoted strings, finds the ``${…}`` parts. Does not
parse those parts: they are handed on as offsets, because `harnvm.syntax.build` needs a parser for them.
"""

from __future__ import annotations

import re

from harnvm.syntax.problems import LexError

#: Literal text, or the (start, end) offsets of the expression inside ``${…}``.
Part = str | tuple[int, int]
Parts = list[Part]

#: Unicode's white space. Python's `strip` would also remove some control characters.
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"', "$": "$"}
_PLAIN = re.compile(r'(?:[^"\\\n$]++|\\.|\$(?!\{))*+', re.DOTALL)
_BRACE = re.compile(r"[{}]")
_TRIPLE_STOP = re.compile(r'"""|\$\{')
_INDENT = re.compile(r"[ \t]*")
_MILLISECONDS = {"s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}


def unescape(text: str) -> str:
    """Decode the escapes of a one-line string; an unknown escape keeps its backslash."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[0]), text)


def integer(text: str) -> int:
    """Return the value of digits. More of them than a float can hold would only cost time: cut off."""
    return int(text.lstrip("0")[:400] or "0")


def duration(text: str) -> int:
    """Return the milliseconds of a duration literal, wrapped to 64 bits as in Harn 0.7.8."""
    if text.endswith("ms"):
        return integer(text[:-2])
    return integer(text[:-1]) * _MILLISECONDS[text[-1]] & 0xFFFF_FFFF_FFFF_FFFF


def scan_string(text: str, begin: int, end: int, uncounted: list[int]) -> tuple[Parts, int]:
    """Read the string that begins at a quote, and return its parts and the offset behind it.

    Args:
        text: The source.
        begin: Offset of the opening quote.
        end: Where the text ends for this scan.
        uncounted: Gets the offsets after line breaks that the line table must leave out.

    Raises:
        LexError: The string does not end, or has an empty ``${}``.
    """
    if text.startswith('"""', begin, end):
        return _scan_triple(text, begin, end)
    return _scan_line(text, begin, end, uncounted)


def _scan_line(text: str, begin: int, end: int, uncounted: list[int]) -> tuple[Parts, int]:
    parts: Parts = []
    position = begin + 1
    while True:
        stop = _PLAIN.match(text, position, end).end()  # type: ignore[union-attr]
        if stop > position:
            parts.append(unescape(text[position:stop]))
        _note_breaks(text, position, stop, uncounted)
        if stop < end and text[stop] == '"':
            return parts, stop + 1
        if stop >= end or text[stop] != "$":
            raise LexError.unterminated(begin, unfinished=stop >= end)
        position = _expression(text, stop + 2, begin, end, parts)
        _note_breaks(text, stop, position, uncounted)
        if not text[stop + 2 : position - 1].strip(WHITE_SPACE):
            raise LexError.unexpected("}", position)


def _scan_triple(text: str, begin: int, end: int) -> tuple[Parts, int]:
    parts: Parts = []
    position = begin + 3
    if text.startswith("\n", position, end):
        position += 1
    while True:
        found = _TRIPLE_STOP.search(text, position, end)
        if found is None:
            raise LexError.unterminated(begin, unfinished=True)
        stop = found.start()
        if stop > position:
            parts.append(text[position:stop])
        if found[0] == '"""':
            return _dedent(parts), stop + 3
        position = _expression(text, stop + 2, begin, end, parts)


def _expression(text: str, start: int, begin: int, end: int, parts: Parts) -> int:
    """Append the part whose text starts at `start`; braces are counted blindly, even in quotes."""
    depth = 1
    for brace in _BRACE.finditer(text, start, end):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            parts.append((start, brace.start()))
            return brace.end()
    raise LexError.unterminated(begin, unfinished=True)


def _note_breaks(text: str, start: int, stop: int, uncounted: list[int]) -> None:
    at = text.find("\n", start, stop)
    while at >= 0:
        uncounted.append(at + 1)
        at = text.find("\n", at + 1, stop)


def _dedent(parts: Parts) -> Parts:
    """Remove the indent that all lines of the literal parts share, and the last line break.

    With interpolation, Harn 0.7.8 treats each literal part as lines of its own: the blanks after a
    ``}`` count as indent, and every part loses a final line break.
    """
    literals = [part for part in parts if isinstance(part, str)]
    if len(literals) == len(parts):
        return [_dedent_plain("".join(literals))]
    indent = _common_indent("".join(literals))
    if indent:
        return [_without_indent(part, indent) if isinstance(part, str) else part for part in parts]
    if isinstance(parts[-1], str) and not parts[-1].strip(WHITE_SPACE):
        return parts[:-1]
    return parts


def _dedent_plain(text: str) -> str:
    if not text.strip(WHITE_SPACE):
        return text
    indent = _common_indent(text)
    return _without_indent(text, indent) if indent else text.removesuffix("\n")


def _indent_of(line: str) -> int:
    return _INDENT.match(line).end()  # type: ignore[union-attr]


def _common_indent(text: str) -> int:
    lines = [line for line in text.split("\n") if line.strip(WHITE_SPACE)]
    return min(map(_indent_of, lines), default=0)


def _without_indent(text: str, indent: int) -> str:
    lines = text.split("\n")
    for index, line in enumerate(lines):
        lines[index] = line[min(indent, _indent_of(line)) :] if line.strip(WHITE_SPACE) else ""
    return "\n".join(lines).removesuffix("\n")
