"""Harn for Pygments, and with it for Sphinx, rich and Jupyter.

Knows how Harn is spelt, not what it means: names of builtins and of declared things get their colour by
look-up and by position. Keywords come from the parser's own table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from pygments.lexer import RegexLexer, bygroups, include, inherit, words
from pygments.token import (
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    Whitespace,
)

from harnvm.syntax.kinds import KEYWORDS

_groups: Any = bygroups  # Pygments' stubs do not type it
_NAME = r"[^\W\d]\w*"
_CONSTANTS = ("true", "false", "nil")
_DECLARING = ("let", "var")
_OPERATORS = r"==|!=|<=|>=|&&|\|\||\|>|\?\?|\*\*|\?\.|->|[-+*/%]?=|\.\.\.|[-+*/%<>!?|@]"


class HarnLexer(RegexLexer):
    """Highlights Harn source text."""

    name = "Harn"
    aliases: ClassVar[list[str]] = ["harn"]
    filenames: ClassVar[list[str]] = ["*.harn"]
    mimetypes: ClassVar[list[str]] = ["text/x-harn"]

    tokens: ClassVar[dict[str, list[Any]]] = {
        "root": [
            include("code"),
            (r"\}", Punctuation),
        ],
        "code": [
            (r"\s+", Whitespace),
            (r"\\\n", Text),
            (r"//[^\n]*", Comment.Single),
            (r"/\*", Comment.Multiline, "comment"),
            (r'r"[^"\n]*"?', String.Other),
            (r'"""', String.Double, "triple"),
            (r'"', String.Double, "string"),
            (rf"@{_NAME}", Name.Decorator),
            (
                rf"(fn|tool|pipeline|override)(\s+)({_NAME})",
                _groups(Keyword.Declaration, Whitespace, Name.Function),
            ),
            (
                rf"(struct|enum|interface|impl|type)(\s+)({_NAME})",
                _groups(Keyword.Declaration, Whitespace, Name.Class),
            ),
            (rf"(\??\.)(\s*)({_NAME})(?=\()", _groups(Operator, Whitespace, Name.Function)),
            (rf"(\??\.)(\s*)({_NAME})", _groups(Operator, Whitespace, Name.Attribute)),
            (words(_CONSTANTS, prefix=r"\b", suffix=r"\b"), Keyword.Constant),
            (words(_DECLARING, prefix=r"\b", suffix=r"\b"), Keyword.Declaration),
            (words(tuple(KEYWORDS), prefix=r"\b", suffix=r"\b"), Keyword),
            (rf"{_NAME}(?=\()", Name.Function),
            (r"_\d*\b", Name.Builtin.Pseudo),
            (_NAME, Name),
            (r"\d+\.\d+", Number.Float),
            (r"\d+(?:ms|[smhdw])(?!\w)", Number.Other),
            (r"\d+", Number.Integer),
            (r"\{", Punctuation, "braces"),
            (r"[()\[\],:;]", Punctuation),
            (_OPERATORS, Operator),
            (r"\.", Operator),
        ],
        "braces": [(r"\}", Punctuation, "#pop"), include("code")],
        "interpolation": [(r"\}", String.Interpol, "#pop"), include("code")],
        "comment": [
            (r"/\*", Comment.Multiline, "#push"),
            (r"\*/", Comment.Multiline, "#pop"),
            (r"[^*/]+|[*/]", Comment.Multiline),
        ],
        "string": [
            (r'"', String.Double, "#pop"),
            (r"\\.", String.Escape),
            (r"\$\{", String.Interpol, "interpolation"),
            (r'[^"\\$\n]+|\$', String.Double),
            (r"\n", Whitespace, "#pop"),
        ],
        "triple": [
            (r'"""', String.Double, "#pop"),
            (r"\$\{", String.Interpol, "interpolation"),
            (r'[^"$]+|["$]', String.Double),
        ],
    }

    def get_tokens_unprocessed(self, text: str, stack: Any = ("root",)) -> Iterator[tuple[int, Any, str]]:
        """Yield (index, token, value), builtins among the names marked as such."""
        from harnvm.types.signatures import names

        builtins = frozenset(names())
        for index, token, value in super().get_tokens_unprocessed(text, stack):
            if value in builtins and (token is Name or token is Name.Function):
                token = Name.Builtin
            yield index, token, value


class HarnReplLexer(HarnLexer):
    """Highlights what is typed at the REPL: Harn, or a command."""

    name = "Harn REPL"
    aliases: ClassVar[list[str]] = ["harn-repl"]
    filenames: ClassVar[list[str]] = []
    mimetypes: ClassVar[list[str]] = []

    tokens: ClassVar[dict[str, list[Any]]] = {
        "root": [
            (r"\A\s*:\w*", Keyword.Namespace),
            inherit,
        ],
    }
