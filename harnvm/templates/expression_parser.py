"""Parsing expressions.

From weak to strong: ``|`` filters, ``or``, ``and``, ``not``, one comparison, then literals, paths and
parentheses. Filters are allowed at the outermost level only.
"""

from __future__ import annotations

import re

from harnvm.templates.debug_text import debug_text
from harnvm.templates.expressions import Choice, Comparison, Expression, Filtered, Literal, Not, Path
from harnvm.templates.problems import Problem
from harnvm.values.display import display
from harnvm.values.model import INT_MAX, INT_MIN, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from harnvm.templates.filters import Filter

#: Kind and value; the kinds are what messages call them.
_Token: TypeAlias = "tuple[str, Value]"

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\n\f\r]+)
    | (?P<number>-?[0-9]+(?:\.[0-9]+)*)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<string>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')
    | (?P<sign>\|\||&&|[!=<>]=|[()\[\].,:|!<>])
    """,
    re.VERBOSE | re.DOTALL,
)

_SIGNS = {
    "(": "LParen",
    ")": "RParen",
    "[": "LBracket",
    "]": "RBracket",
    ".": "Dot",
    ",": "Comma",
    ":": "Colon",
    "|": "Pipe",
    "!": "Bang",
    "==": "EqEq",
    "!=": "BangEq",
    "<": "Lt",
    "<=": "Le",
    ">": "Gt",
    ">=": "Ge",
    "&&": "AndKw",
    "||": "OrKw",
}
_WORDS = {"and": "AndKw", "or": "OrKw", "not": "NotKw", "true": "True", "false": "False", "nil": "Nil"}
_CONSTANTS: dict[str, Value] = {"True": True, "False": False, "Nil": None}
_COMPARISONS = {"EqEq": "==", "BangEq": "!=", "Lt": "<", "Le": "<=", "Gt": ">", "Ge": ">="}
_NOTHING: _Token = ("", None)


def parse_expression(source: str, filters: Mapping[str, Filter]) -> Expression:
    """Return the expression that a text spells.

    Args:
        source: The text.
        filters: The filters by name; an unknown one is a problem only when the expression is evaluated.

    Raises:
        Problem: It is no expression.
    """
    try:
        return _Parser(list(_tokens(source)), filters).whole()
    except RecursionError:
        raise Problem("nested too deeply") from None


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise Problem(_unreadable(source[at]))
        at = match.end()
        if match.lastgroup != "space":
            yield _token(match.lastgroup or "", match[0])


def _unreadable(char: str) -> str:
    if char == "=":
        return "unexpected `=` (use `==`)"
    if char in "\"'":
        return "unterminated string literal"
    return "unexpected `&`" if char == "&" else f"unexpected character `{char}` in expression"


def _token(group: str, text: str) -> _Token:
    if group == "sign":
        return _SIGNS[text], None
    if group == "word":
        return (_WORDS[text], None) if text in _WORDS else ("Ident", text)
    return ("Str", _unescaped(text[1:-1])) if group == "string" else _number(text)


def _number(text: str) -> _Token:
    if "." in text:
        if text.count(".") > 1:
            raise Problem(f"invalid number `{text}`")
        return "Float", float(text)
    if len(text) > 20 or not INT_MIN <= int(text) <= INT_MAX:
        raise Problem(f"invalid integer `{text}`")
    return "Int", int(text)


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), text, flags=re.DOTALL)


def _described(token: _Token) -> str:
    kind, value = token
    if kind == "Str" or kind == "Ident":
        return f"{kind}({debug_text(value)})"
    return kind if value is None else f"{kind}({display(value)})"


class _Parser:
    """Reads tokens by recursive descent; `at` is the place of the next one."""

    def __init__(self, tokens: Sequence[_Token], filters: Mapping[str, Filter]) -> None:
        self.tokens = tokens
        self.filters = filters
        self.at = 0

    def peek(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _NOTHING

    def take(self) -> _Token:
        token = self.peek()
        self.at += 1
        return token

    def accept(self, *kinds: str) -> bool:
        """Go over the next token if it is of one of `kinds`."""
        found = self.peek()[0] in kinds
        self.at += found
        return found

    def whole(self) -> Expression:
        expression = self.filtered()
        if self.at < len(self.tokens):
            raise Problem(f"unexpected token `{_described(self.peek())}` in expression")
        return expression

    def filtered(self) -> Expression:
        value = self.either()
        while self.accept("Pipe"):
            kind, name = self.take()
            if kind != "Ident":
                raise Problem("expected filter name after `|`")
            value = Filtered(value, name, self.filters.get(name), self.arguments())
        return value

    def arguments(self) -> list[Expression]:
        if not self.accept("Colon"):
            return []
        arguments = [self.either()]
        while self.accept("Comma"):
            arguments.append(self.either())
        return arguments

    def either(self) -> Expression:
        left = self.both()
        while self.accept("OrKw"):
            left = Choice(left, self.both(), stop=True)
        return left

    def both(self) -> Expression:
        left = self.negated()
        while self.accept("AndKw"):
            left = Choice(left, self.negated(), stop=False)
        return left

    def negated(self) -> Expression:
        return Not(self.negated()) if self.accept("Bang", "NotKw") else self.compared()

    def compared(self) -> Expression:
        left = self.primary()
        operator = _COMPARISONS.get(self.peek()[0])
        if operator is None:
            return left
        self.at += 1
        return Comparison(left, operator, self.primary())

    def primary(self) -> Expression:
        token = self.take()
        kind, value = token
        if token is _NOTHING:
            raise Problem("expected expression")
        if kind in ("Int", "Float", "Str"):
            return Literal(value)
        if kind in _CONSTANTS:
            return Literal(_CONSTANTS[kind])
        if kind == "Ident":
            return Path(value, self.steps())
        if kind == "LParen":
            return self.in_parentheses()
        if kind in ("Bang", "NotKw"):
            return Not(self.primary())
        raise Problem(f"unexpected token `{_described(token)}`")

    def in_parentheses(self) -> Expression:
        inner = self.either()
        if not self.accept("RParen"):
            raise Problem("expected `)`")
        return inner

    def steps(self) -> list[str | int]:
        steps: list[str | int] = []
        while True:
            if self.accept("Dot"):
                kind, step = self.take()
                if kind != "Ident":
                    raise Problem("expected identifier after `.`")
            elif self.accept("LBracket"):
                kind, step = self.take()
                if kind not in ("Int", "Str"):
                    raise Problem("expected integer or string inside `[...]`")
                if not self.accept("RBracket"):
                    raise Problem("expected `]`")
            else:
                return steps
            steps.append(step)
