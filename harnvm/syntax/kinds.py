"""The kinds of raw tokens: how each is spelt.

Kinds are the terminal names of ``grammar/harn.lark``, so that lexer, filter, tables and messages speak
of the same thing. Kinds that exist only after the token filter are in `harnvm.syntax.filter`.
"""

from __future__ import annotations


def kind_set(kinds: str) -> frozenset[str]:
    """Return the kinds listed in a text."""
    return frozenset(kinds.split())


_KEYWORDS = (
    "break catch continue deadline defer else enum exclusive extends false finally fn for from guard if "
    "impl import in interface let match mutex nil override parallel pipeline pub require retry return "
    "select spawn struct throw to tool true try type var while yield"
)

#: Reserved words: spelling to kind.
KEYWORDS = {word: word.upper() for word in _KEYWORDS.split()}

#: Names that are keywords in one place only. The lexer gives them a kind of their own, and the filter
#: turns it back into NAME everywhere else.
_CONTEXTUAL = "default description each never not out settle timeout where with"
CONTEXTUAL = {word: word.upper() for word in _CONTEXTUAL.split()}

WORDS = KEYWORDS | CONTEXTUAL

#: Operators and punctuation: spelling to kind.
SYMBOLS = {
    "==": "EQ",
    "!=": "NE",
    "&&": "AND",
    "||": "OR",
    "|>": "PIPE",
    "??": "COALESCE",
    "**": "POWER",
    "?.": "OPTIONAL_DOT",
    "->": "ARROW",
    "<=": "LE",
    ">=": "GE",
    "+=": "PLUS_EQUAL",
    "-=": "MINUS_EQUAL",
    "*=": "STAR_EQUAL",
    "/=": "SLASH_EQUAL",
    "%=": "PERCENT_EQUAL",
    "=": "EQUAL",
    "!": "BANG",
    ".": "DOT",
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
    "%": "PERCENT",
    "<": "LESSTHAN",
    ">": "MORETHAN",
    "?": "QMARK",
    "|": "VBAR",
    "{": "LBRACE",
    "}": "RBRACE",
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQB",
    "]": "RSQB",
    ",": "COMMA",
    ":": "COLON",
    ";": "SEMICOLON",
    "@": "AT",
}

#: Kinds that may stand where a name is wanted.
NAMES = frozenset(("NAME", *CONTEXTUAL.values()))

#: Keywords that may be member names and dict keys. Harn 0.7.8 forgot three.
MEMBER_NAMES = frozenset(KEYWORDS.values()) - {"FINALLY", "REQUIRE", "SELECT"}
