"""The steps put together: a source in, nodes out, or all that is wrong with it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from harnvm.errors import HarnSyntaxError
from harnvm.syntax.build import Builder
from harnvm.syntax.diagnostics import lex_report, nesting_report, parse_report
from harnvm.syntax.driver import run
from harnvm.syntax.filter import TokenFilter
from harnvm.syntax.lexer import Tokens, lex
from harnvm.syntax.problems import LexError, NestingError, ParseError
from harnvm.syntax.tables import tables

if TYPE_CHECKING:
    from harnvm.source import Report, SourceFile
    from harnvm.syntax.nodes import Program


def parse_program(source: SourceFile) -> Program:
    """Parse a file; see `harnvm.syntax.parse`."""
    collecting = gc.isenabled()
    gc.disable()  # nothing made here is garbage, and the collector would look through it again and again
    try:
        return _parse(source)
    finally:
        if collecting:
            gc.enable()


def _parse(source: SourceFile) -> Program:
    try:
        tokens = lex(source)
    except LexError as error:
        raise HarnSyntaxError([lex_report(source, error)]) from None
    filtered = TokenFilter(source.text, tokens).run()
    builder = Builder(source, tokens, filtered)
    try:
        program, _ = run(tables(), filtered, builder, "program")
    except NestingError as error:
        raise HarnSyntaxError([nesting_report(source, error)]) from None
    except ParseError as error:
        raise HarnSyntaxError(_reports(source, tokens, builder.structs, error)) from None
    result: Program = program
    return result


def _reports(source: SourceFile, tokens: Tokens, structs: set[str], error: ParseError) -> list[Report]:
    from harnvm.syntax.recovery import later_errors

    errors = [error, *later_errors(source, tokens, tables(), structs, error)]
    return [parse_report(source, tokens, each) for each in errors]
