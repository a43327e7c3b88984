"""The steps put together: a source in, nodes out, or all that is wrong with it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from harnvm.errors import HarnSyntaxError
from harnvm.source import Report
from harnvm.syntax.build import Builder
from harnvm.syntax.diagnostics import lex_report, nesting_report, parse_report
from harnvm.syntax.driver import run
from harnvm.syntax.filter import TokenFilter
from harnvm.syntax.lexer import lex
from harnvm.syntax.problems import LexError, NestingError, ParseError
from harnvm.syntax.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harnvm.source import SourceFile
    from harnvm.syntax.filter import Filtered
    from harnvm.syntax.lexer import Tokens
    from harnvm.syntax.nodes import Program


def parse_program(source: SourceFile, structs: Iterable[str] = (), line: bool = False) -> Program:
    """Parse a file; see `harnvm.syntax.parse`."""
    return _parse(source, structs, line)[0]


def parse_lone_expression(source: SourceFile, structs: Iterable[str] = ()) -> Program:
    """Parse an expression; see `harnvm.syntax.parse_expression`."""
    program, is_lone = _parse(source, structs, line=True)
    if not is_lone:
        raise HarnSyntaxError([_more_than_an_expression(source, program)])
    return program


def _more_than_an_expression(source: SourceFile, program: Program) -> Report:
    """Return the report of a program that should be an expression: what is in the way is its second statement."""
    statements = program.statements
    if not statements:
        end = len(source.text)
        return Report(
            "unexpected end of file, expected expression", source.span(end, end + 1), "file ends here"
        )
    if len(statements) == 1:
        message, culprit = "expected an expression, found a statement", statements[0]
    else:
        message, culprit = "expected one expression, found more", statements[1]
    return Report(message, source.span(culprit.start, culprit.end), "this is not part of an expression")


def _parse(source: SourceFile, structs: Iterable[str], line: bool) -> tuple[Program, bool]:
    """Parse a file or a line, and tell whether it was read as a lone expression."""
    collecting = gc.isenabled()
    gc.disable()  # nothing made here is garbage, and the collector would look through it again and again
    try:
        return _parse_tokens(source, structs, line)
    finally:
        if collecting:
            gc.enable()


def _parse_tokens(source: SourceFile, structs: Iterable[str], line: bool) -> tuple[Program, bool]:
    try:
        tokens = lex(source)
    except LexError as error:
        raise HarnSyntaxError([lex_report(source, error)]) from None
    token_filter = TokenFilter(source.text, tokens, structs)
    filtered = token_filter.run()
    if line:
        only = _lone_expression(source, tokens, filtered)
        if only is not None:
            return only, True
    builder = Builder(source, tokens, filtered)
    try:
        program, _, _ = run(tables(), filtered, builder, "program")
    except NestingError as error:
        raise HarnSyntaxError([nesting_report(source, error)]) from None
    except ParseError as error:
        known = builder.structs.union(structs)
        raise HarnSyntaxError(_reports(source, token_filter, known, error)) from None
    return program, False


def _lone_expression(source: SourceFile, tokens: Tokens, filtered: Filtered) -> Program | None:
    """Return a program of one expression, or None if the tokens are not one and nothing else."""
    from harnvm.syntax.nodes import Program

    try:
        node, _, following = run(tables(), filtered, Builder(source, tokens, filtered), "lone_expression")
    except (NestingError, ParseError):
        return None
    if filtered.kinds[following] != "$END":
        return None
    program = Program([node], [])
    program.at(0, len(source.text))
    return program


def _reports(
    source: SourceFile, token_filter: TokenFilter, structs: set[str], error: ParseError
) -> list[Report]:
    """Return the reports of an error and of those that follow it.

    Where the lexer gave up because of nesting, the tokens end, and that they do is not worth a report.
    """
    from harnvm.syntax.recovery import later_errors

    tokens = token_filter.raw
    reports = []
    for each in [error, *later_errors(source, tables(), token_filter, structs, error)]:
        if isinstance(each, NestingError):
            reports.append(nesting_report(source, each))
        elif tokens.too_deep is None or tokens.kinds[each.raw] != "EOF":
            reports.append(parse_report(source, tokens, each))
    if tokens.too_deep is not None:
        reports.append(nesting_report(source, NestingError(tokens.too_deep)))
    return reports
