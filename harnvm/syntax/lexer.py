"""Text to raw tokens.

The lexer finds where tokens begin and end, and the parts of interpolated strings. It keeps line
breaks as tokens and comments beside them, and does not know what follows what: `harnvm.syntax.filter`
does. Tokens live in parallel lists (kinds) and arrays (starts, ends): ten million of them, which a file of
ten megabytes may hold, take as long as objects would, but not gigabytes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from harnvm.syntax.kinds import SYMBOLS, WORDS
from harnvm.syntax.literals import Parts, integer, scan_string
from harnvm.syntax.problems import LexError

if TYPE_CHECKING:
    from harnvm.source import SourceFile

#: How deep brackets, and nodes of any kind, may be nested. Walkers of the tree may recurse.
NESTING_LIMIT = 500

_SYMBOLS = "==|!=|&&|[|][|]|[|]>|[?][?]|[*][*]|[?][.]|->|[-+*/%<>]=|[-=!.+*/%<>?|,:;@]"

# Strings without `${` are matched whole; possessive, so that a stray `"` does not make it backtrack.
_TOKEN = r"""
    [ \t\r]*(?:\\\n[ \t\r]*)*(?:
    (?P<RAW_STRING>r"(?:[^"\n]*")?)
  | (?P<WORD>%s)
  | (?P<NEWLINE>\n(?:[ \t\r]*\n)*)
  | (?P<COMMENT>//[^\n]*)
  | (?P<BLOCK_COMMENT>/\*)
  | (?P<SYMBOL>%s)
  | (?P<OPEN>[({[])
  | (?P<CLOSE>[)}\]])
  | (?P<FLOAT>[0-9]+\.[0-9]+)
  | (?P<LONG>[0-9]{19,})
  | (?P<DURATION>[0-9]+(?:ms|[smhdw](?!%s)))
  | (?P<INT>[0-9]+)
  | (?P<STRING>"(?!"")[^"\\\n$]*+(?:(?:\\.|\$(?!\{))[^"\\\n$]*+)*+")
  | (?P<QUOTE>")
    )
"""
_BLANKS = re.compile(r"(?:[ \t\r]|\\\n)*")
_UNIT = re.compile(r"ms|[smhdw](?![^\W_])")
_COMMENT_EDGE = re.compile(r"/\*|\*/")


def _compile(name: str, alphanumeric: str) -> re.Pattern[str]:
    return re.compile(_TOKEN % (name, _SYMBOLS, alphanumeric), re.VERBOSE | re.DOTALL)


_ASCII = _compile("[A-Za-z_][A-Za-z0-9_]*", "[A-Za-z0-9]")
_unicode: re.Pattern[str] | None = None


def _pattern_for(text: str) -> re.Pattern[str]:
    global _unicode
    if text.isascii():
        return _ASCII
    if _unicode is None:
        from harnvm.syntax.identifiers import patterns

        _unicode = _compile(*patterns())
    return _unicode


class Tokens:
    """The raw tokens of a text, in parallel sequences, the last one of kind ``EOF``.

    Attributes:
        kinds: Kinds, see `harnvm.syntax.kinds`; a run of line breaks is one ``NEWLINE``.
        starts: Offsets of first characters.
        ends: Offsets after last characters.
        parts: Decoded strings by start offset, where the text between the quotes is not the value.
        comments: (start, end) of each comment.
        uncounted: Offsets after line breaks that do not count as lines (see `SourceFile.line_starts`).
        too_deep: Offset of the bracket at which the lexer gave up because of nesting, or None.
    """

    __slots__ = ("comments", "ends", "kinds", "parts", "starts", "too_deep", "uncounted")

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.starts = array("I")
        self.ends = array("I")
        self.parts: dict[int, Parts] = {}
        self.comments: list[tuple[int, int]] = []
        self.uncounted: list[int] = []
        self.too_deep: int | None = None

    def past_breaks(self, index: int) -> int:
        """Return the index of the first token from `index` on that is no line break."""
        while self.kinds[index] == "NEWLINE":
            index += 1
        return index


def lex(source: SourceFile) -> Tokens:
    """Split a whole file into tokens, and set the line table of the source.

    Raises:
        LexError: At the first place where no token begins.
    """
    _refuse_surrogates(source.text)
    tokens = Tokens()
    source.islands.clear()
    try:
        scan(source.text, tokens)
    finally:
        if tokens.uncounted:
            dropped = set(tokens.uncounted)
            source.line_starts = [start for start in source.line_starts if start not in dropped]
    return tokens


def _refuse_surrogates(text: str) -> None:
    """Refuse halves of characters, which a host may hand over: what is made of them could not be written."""
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise LexError.unexpected(f"\\u{ord(text[error.start]):04x}", error.start) from None


def scan(text: str, tokens: Tokens, start: int = 0, end: int | None = None) -> None:
    """Append the tokens of a stretch of text, and the final ``EOF``.

    Raises:
        LexError: At the first place where no token begins.
    """
    if end is None:
        end = len(text)
    pattern = _pattern_for(text)
    kinds, starts, ends = tokens.kinds, tokens.starts, tokens.ends
    position = start
    depth = 0
    match = pattern.scanner(text, position, end).match  # type: ignore[attr-defined]
    while True:
        found = match()
        if found is None:
            break
        group = found.lastgroup
        begin, position = found.span(group)
        if group == "WORD":
            kind = WORDS.get(text[begin:position], "NAME")
            if text[begin] > "\x7f":
                _check_first(text, begin)
        elif group == "SYMBOL":
            kind = SYMBOLS[text[begin:position]]
        elif group == "OPEN":
            kind = SYMBOLS[text[begin]]
            depth += 1
            if depth > NESTING_LIMIT:
                tokens.too_deep = begin
                end = position = begin
                break
        elif group == "CLOSE":
            kind = SYMBOLS[text[begin]]
            if depth:
                depth -= 1
        elif group in _RESUMING:
            kind, position = _RESUMING[group](text, begin, position, end, tokens)
            if position != found.end():
                match = pattern.scanner(text, position, end).match  # type: ignore[attr-defined]
            if not kind:
                continue
        else:
            kind = group
        kinds.append(kind)
        starts.append(begin)
        ends.append(position)
    stop = _BLANKS.match(text, position, end).end()  # type: ignore[union-attr]
    if stop != end:
        raise LexError.unexpected(text[stop], stop)
    kinds.append("EOF")
    starts.append(end)
    ends.append(end)


def _check_first(text: str, begin: int) -> None:
    from harnvm.syntax.identifiers import may_start

    if not may_start(text[begin]):
        raise LexError.unexpected(text[begin], begin)


def _long_number(text: str, begin: int, position: int, end: int, tokens: Tokens) -> tuple[str, int]:
    """Tell what many digits are: a number that overflows is a float, and has no unit."""
    value = integer(text[begin:position])
    unit = _UNIT.match(text, position, end)
    if unit and value < 1 << 64:
        return "DURATION", unit.end()
    return "INT" if value < 1 << 63 else "FLOAT", position


def _comment(text: str, begin: int, position: int, end: int, tokens: Tokens) -> tuple[str, int]:
    tokens.comments.append((begin, position))
    return "", position


def _block_comment(text: str, begin: int, position: int, end: int, tokens: Tokens) -> tuple[str, int]:
    depth = 1
    while depth:
        edge = _COMMENT_EDGE.search(text, position, end)
        if edge is None:
            raise LexError("Unterminated block comment", begin, unfinished=True)
        depth += 1 if edge[0] == "/*" else -1
        position = edge.end()
    tokens.comments.append((begin, position))
    return "", position


def _raw_string(text: str, begin: int, position: int, end: int, tokens: Tokens) -> tuple[str, int]:
    if position - begin < 3:
        raise LexError.unterminated(begin)
    return "RAW_STRING", position


def _simple_string(text: str, begin: int, position: int, end: int, tokens: Tokens) -> tuple[str, int]:
    at = text.find("\\\n", begin, position)
    while at >= 0:
        tokens.uncounted.append(at + 2)
        at = text.find("\\\n", at + 2, position)
    return "STRING", position


def _string(text: str, begin: int, position: int, end: int, tokens: Tokens) -> tuple[str, int]:
    parts, position = scan_string(text, begin, end, tokens.uncounted)
    tokens.parts[begin] = parts
    plain = not parts or (len(parts) == 1 and isinstance(parts[0], str))
    return "STRING" if plain else "INTERPOLATED", position


_RESUMING: dict[str, Callable[[str, int, int, int, Tokens], tuple[str, int]]] = {
    "COMMENT": _comment,
    "LONG": _long_number,
    "BLOCK_COMMENT": _block_comment,
    "RAW_STRING": _raw_string,
    "STRING": _simple_string,
    "QUOTE": _string,
}
