"""Problems to reports: the wording and the places of Harn 0.7.8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.source import Report
from harnvm.syntax.kinds import KEYWORDS, NAMES, SYMBOLS
from harnvm.syntax.literals import duration, integer, unescape

if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.source import SourceFile
    from harnvm.syntax.lexer import Tokens
    from harnvm.syntax.problems import LexError, NestingError, ParseError

_END = "unexpected end of file, expected "
_HELP = {
    "}": "add a closing `}` to finish this block",
    ")": "add a closing `)` to finish this expression or parameter list",
    "]": "add a closing `]` to finish this list or subscript",
    "fn, struct, enum, or pipeline after pub": "use `pub fn`, `pub pipeline`, `pub enum`, or `pub struct`",
}
_OPTION = "option name in `parallel ... with { ... }` block"
_HEREDOC = (
    "an expression — heredocs are only valid inside LLM tool-call argument JSON; "
    'for multiline strings in source code use triple-quoted `"""..."""`'
)
_SYMBOL_TEXTS = {kind: text for text, kind in SYMBOLS.items()}
_KEYWORD_KINDS = frozenset(KEYWORDS.values())


def lex_report(source: SourceFile, error: LexError) -> Report:
    """Return the report of a place where no token begins."""
    span = source.span(error.offset, error.offset + 1)
    return Report(f"{error} at {span.line}:{span.column}", span, "here")


def nesting_report(source: SourceFile, error: NestingError) -> Report:
    """Return the report of a text that is nested too deeply."""
    return Report("too deeply nested", source.span(error.offset, error.offset + 1), "here")


def parse_report(source: SourceFile, tokens: Tokens, error: ParseError) -> Report:
    """Return the report of a token that does not fit."""
    raw, expected = error.raw, error.expected
    start, end = error.at or (tokens.starts[raw], tokens.ends[raw])
    if tokens.kinds[raw] == "NEWLINE" and error.at is None:
        end = start + 1  # of a run of line breaks, the first
    span = source.span(start, end)
    if tokens.kinds[raw] == "EOF" and error.found is None and expected != _OPTION:
        return Report(_END + expected, span, "file ends here", _HELP.get(expected))
    if expected == "expression" and _is_heredoc(tokens.kinds, raw):
        expected, found = _HEREDOC, "`<<` heredoc-like syntax"
    elif error.found is not None:
        found = error.found
    elif expected == _OPTION:
        from harnvm.syntax.debug_names import debug_name

        found = debug_name(source, tokens, raw)
    elif error.name and tokens.kinds[raw] in _KEYWORD_KINDS:
        found = f"'{source.text[start:end]}' (reserved keyword)"
    else:
        found = _describe(source.text, tokens, raw)
    return Report(f"expected {expected}, found {found}", span, "unexpected token", _HELP.get(expected))


def terse(report: Report) -> str:
    """Return the message of a report of this package as Harn 0.7.8 words it for imported files."""
    message = report.message
    if message.startswith(_END):
        return "U" + message[1:]
    if report.span is None or not message.startswith("expected "):
        return message
    expected, _, found = message.removeprefix("expected ").partition(", found ")
    return f"Expected {expected}, got {found} at {report.span.line}:{report.span.column}"


def _is_heredoc(kinds: list[str], raw: int) -> bool:
    return kinds[raw : raw + 2] == ["LESSTHAN", "LESSTHAN"] and kinds[raw + 2] in NAMES


def _describe(text: str, tokens: Tokens, raw: int) -> str:
    kind = tokens.kinds[raw]
    word = text[tokens.starts[raw] : tokens.ends[raw]]
    if kind in NAMES:
        return f"id({word})"
    if kind == "STRING":
        parts = tokens.parts.get(tokens.starts[raw])
        value = unescape(word[1:-1]) if parts is None else "".join(map(str, parts))
        return f"str({value})"
    if kind == "NEWLINE":
        return "\\n"
    return _LITERALS[kind](word) if kind in _LITERALS else _SYMBOL_TEXTS.get(kind, word)


def _float_text(word: str) -> str:
    """Write a float as Harn 0.7.8 does: never with an exponent, no fraction for whole numbers."""
    text = repr(float(word))
    if "e" in text:
        from decimal import Decimal

        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


_LITERALS: dict[str, Callable[[str], str]] = {
    "RAW_STRING": lambda word: f"rstr({word[2:-1]})",
    "INTERPOLATED": lambda word: "istr(...)",
    "INT": lambda word: f"int({integer(word)})",
    "FLOAT": lambda word: f"float({_float_text(word)})",
    "DURATION": lambda word: f"duration({duration(word)}ms)",
}
