"""Parsing templates: pieces to nodes.

Errors are those of Harn 0.7.8: the first one ends it, and names the directive it is about.
"""

from __future__ import annotations

from harnvm.templates.expression_parser import parse_expression
from harnvm.templates.expressions import Expression
from harnvm.templates.filters import FILTERS
from harnvm.templates.lexer import Directive, split
from harnvm.templates.nodes import Bare, For, If, Include, Node, Show, Text
from harnvm.templates.problems import Problem, TemplateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from harnvm.templates.filters import Filter
    from harnvm.templates.lexer import Piece


def parse(template: str, filters: Mapping[str, Filter] = FILTERS) -> Sequence[Node]:
    """Return the nodes of a template.

    Raises:
        TemplateError: It is not well formed.
    """
    parser = _Parser(list(split(template)), filters)
    try:
        return parser.block(())
    except Problem as problem:
        raise parser.error(parser.current, str(problem)) from None
    except RecursionError:
        raise parser.error(parser.current, "nested too deeply") from None


def syntax_error(template: str) -> str | None:
    """Return what is wrong with the syntax of a template and where, None if nothing is."""
    try:
        parse(template)
    except TemplateError as error:
        return str(error)
    return None


class _Parser:
    """Reads pieces by recursive descent; `current` is the directive that is being read."""

    def __init__(self, pieces: Sequence[Piece], filters: Mapping[str, Filter]) -> None:
        self.pieces = pieces
        self.filters = filters
        self.at = 0
        self.current = Directive("", 1, 1)

    def error(self, directive: Directive, detail: str) -> TemplateError:
        return TemplateError(directive.line, directive.column, detail)

    def expression(self, source: str) -> Expression:
        return parse_expression(source.strip(), self.filters)

    def block(self, ends: tuple[str, ...]) -> Sequence[Node]:
        """Read nodes up to a directive that begins with one of `ends`, or to the end."""
        nodes: list[Node] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            if isinstance(piece, Directive):
                if _first_word(piece.body) in ends:
                    break
                self.at += 1
                nodes.append(self.node(piece))
            else:
                self.at += 1
                if piece:
                    nodes.append(Text(piece))
        return nodes

    def take_end(self) -> Directive | None:
        """Read the directive that ended a block; None if the template did."""
        if self.at == len(self.pieces):
            return None
        found = self.pieces[self.at]
        assert isinstance(found, Directive)
        self.at += 1
        return found

    def node(self, directive: Directive) -> Node:
        self.current = directive
        body, line, column = directive.body, directive.line, directive.column
        word = _first_word(body)
        if body in ("end", "else") or word == "elif":
            raise Problem(f"unexpected `{{{{ {word} }}}}`")
        if word == "if":
            return self.condition(directive)
        if word == "for":
            return self.loop(directive)
        if word == "include":
            return self.include(directive)
        if _is_name(body):
            return Bare(body)
        return Show(line, column, self.expression(body))

    def condition(self, start: Directive) -> If:
        branches: list[tuple[Expression, Sequence[Node]]] = []
        otherwise: Sequence[Node] = ()
        condition = self.expression(start.body[2:])
        while True:
            branches.append((condition, self.block(("end", "else", "elif"))))
            stop = self.take_end()
            if stop is None:
                raise self.error(start, "`{{ if }}` missing matching `{{ end }}`")
            word = _first_word(stop.body)
            if word == "else":
                otherwise = self.last_block(stop)
            if word != "elif":
                return If(start.line, start.column, branches, otherwise)
            self.current = stop
            condition = self.expression(stop.body[4:])

    def last_block(self, blamed: Directive) -> Sequence[Node]:
        """Read what follows an ``else``, and the ``end``."""
        nodes = self.block(("end",))
        stop = self.take_end()
        if stop is None or stop.body != "end":
            raise self.error(blamed, "`{{ else }}` missing matching `{{ end }}`")
        return nodes

    def loop(self, start: Directive) -> For:
        names, separator, source = _split_outside(start.body[3:].strip(), " in ")
        if not separator:
            raise Problem("expected `in` in for-loop")
        first, comma, second = (name.strip() for name in names.partition(","))
        if comma and not (_is_name(first) and _is_name(second)):
            raise Problem("invalid for-loop variables")
        if not _is_name(first):
            raise Problem("invalid for-loop variable")
        key_name, value_name = (first, second) if comma else (None, first)
        node = For(start.line, start.column, key_name, value_name, self.expression(source))
        node.body = self.block(("end", "else"))
        stop = self.take_end()
        if stop is None:
            raise self.error(start, "`{{ for }}` missing matching `{{ end }}`")
        if _first_word(stop.body) == "else":
            node.empty = self.last_block(start)
        return node

    def include(self, directive: Directive) -> Include:
        source, separator, bindings = _split_outside(directive.body[7:].strip(), " with ")
        path = self.expression(source)
        pairs = list(self.bindings(bindings.strip())) if separator else []
        return Include(directive.line, directive.column, path, pairs)

    def bindings(self, source: str) -> Iterator[tuple[str, Expression]]:
        if not source.startswith("{") or not source.endswith("}"):
            raise Problem("expected `{ ... }` after `with`")
        rest = source[1:-1]
        while rest:
            pair, _, rest = _split_outside(rest, ",")
            if not pair.strip():
                continue
            key, colon, value = _split_outside(pair, ":")
            if not colon:
                raise Problem("expected `key: value` in include bindings")
            if not _is_name(key.strip()):
                raise Problem("invalid include binding key")
            yield key.strip(), self.expression(value)


def _first_word(body: str) -> str:
    return body.split(maxsplit=1)[0] if body else ""


def _is_name(text: str) -> bool:
    first, rest = text[:1], text[1:]
    return (first.isalpha() or first == "_") and all(char.isalnum() or char == "_" for char in rest)


def _split_outside(text: str, separator: str) -> tuple[str, str, str]:
    """Partition a text at the first `separator` that is not within quotes or brackets."""
    depth = 0
    quote = ""
    place = 0
    while place < len(text):
        char = text[place]
        if quote:
            place += char == "\\"
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif depth == 0 and text.startswith(separator, place):
            return text[:place], separator, text[place + len(separator) :]
        place += 1
    return text, "", ""
