"""Tokens as one message of Harn 0.7.8 shows them, by the names they have inside that program.

Only the message about a missing option name of ``parallel … with {}`` does so. Kept apart, because
nothing else should.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax.literals import duration, integer, unescape

if TYPE_CHECKING:
    from harnvm.source import SourceFile
    from harnvm.syntax.lexer import Tokens

_NAMES = {
    "EOF": "Eof",
    "TYPE": "TypeKw",
    "EQ": "Eq",
    "NE": "Neq",
    "AND": "And",
    "OR": "Or",
    "PIPE": "Pipe",
    "COALESCE": "NilCoal",
    "POWER": "Pow",
    "OPTIONAL_DOT": "QuestionDot",
    "ARROW": "Arrow",
    "LE": "Lte",
    "GE": "Gte",
    "PLUS_EQUAL": "PlusAssign",
    "MINUS_EQUAL": "MinusAssign",
    "STAR_EQUAL": "StarAssign",
    "SLASH_EQUAL": "SlashAssign",
    "PERCENT_EQUAL": "PercentAssign",
    "EQUAL": "Assign",
    "BANG": "Not",
    "DOT": "Dot",
    "PLUS": "Plus",
    "MINUS": "Minus",
    "STAR": "Star",
    "SLASH": "Slash",
    "PERCENT": "Percent",
    "LESSTHAN": "Lt",
    "MORETHAN": "Gt",
    "QMARK": "Question",
    "VBAR": "Bar",
    "LBRACE": "LBrace",
    "RBRACE": "RBrace",
    "LPAR": "LParen",
    "RPAR": "RParen",
    "LSQB": "LBracket",
    "RSQB": "RBracket",
    "COMMA": "Comma",
    "COLON": "Colon",
    "SEMICOLON": "Semicolon",
    "AT": "At",
}

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def debug_name(source: SourceFile, tokens: Tokens, raw: int) -> str:
    """Return the inner name of a raw token, with its value if it has one."""
    kind = tokens.kinds[raw]
    start, end = tokens.starts[raw], tokens.ends[raw]
    word = source.text[start:end]
    if kind == "INT":
        return f"IntLiteral({integer(word)})"
    if kind == "FLOAT":
        return f"FloatLiteral({float(word)!r})"
    if kind == "DURATION":
        return f"DurationLiteral({duration(word)})"
    if kind == "RAW_STRING":
        return f"RawStringLiteral({_quoted(word[2:-1])})"
    if kind == "STRING":
        parts = tokens.parts.get(start)
        value = unescape(word[1:-1]) if parts is None else "".join(map(str, parts))
        return f"StringLiteral({_quoted(value)})"
    if kind == "INTERPOLATED":
        parts = [_part(source, part) for part in tokens.parts[start]]
        return f"InterpolatedString([{', '.join(map(str, parts))}])"
    return _NAMES.get(kind, kind.capitalize())


def _part(source: SourceFile, part: str | tuple[int, int]) -> str:
    if isinstance(part, str):
        return f"Literal({_quoted(part)})"
    line, column = source.position(part[0])
    return f"Expression({_quoted(source.text[part[0] : part[1]])}, {line}, {column})"


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'
