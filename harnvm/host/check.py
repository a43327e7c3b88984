"""All that can be said about a program without running it."""

from __future__ import annotations

from harnvm.errors import HarnSyntaxError, HarnTypeError
from harnvm.source import Report, SourceFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from harnvm.lint import Options
    from harnvm.syntax import nodes


def check_text(source: SourceFile, *, strict: bool = False, options: Options | None = None) -> list[Report]:
    """Return what is wrong with a text, warnings included.

    Args:
        source: The text.
        strict: Warn also where values from outside are used before they are validated.
        options: How to lint; None leaves the linter's findings out.
    """
    from harnvm.syntax import parse

    try:
        program = parse(source)
    except HarnSyntaxError as error:
        return list(error.reports)
    return check_program(program, source, strict=strict, options=options)


def check_program(
    program: nodes.Program, source: SourceFile, *, strict: bool = False, options: Options | None = None
) -> list[Report]:
    """Return what is wrong with a program that was parsed from `source`, as `check_text` does."""
    from harnvm.types import check

    reports = check(program, source, strict=strict)
    if options is not None:
        from harnvm.lint import lint

        reports += [finding.report() for finding in lint(program, source, options=options)]
    if not any(report.severity == "error" for report in reports):
        reports += _refusals(program, source)
    return [*reports, *_unparsed(program, source)]


def _refusals(program: nodes.Program, source: SourceFile) -> tuple[Report, ...]:
    """Return why a program that passed the checker cannot be compiled."""
    from harnvm.resolve import resolve_chunk

    try:
        resolve_chunk(program, source)
    except HarnTypeError as error:
        return error.reports
    return ()


def _unparsed(program: nodes.Program, source: SourceFile) -> Iterator[Report]:
    """Warn of ``${…}`` parts that do not parse: they are literal text, which is seldom meant."""
    from harnvm.syntax.nodes import UnparsedText
    from harnvm.syntax.walk import descendants

    for node in descendants(program):
        if isinstance(node, UnparsedText):
            yield Report(
                "this `${…}` does not parse and is literal text",
                source.span(node.start, node.end),
                help="write `\\${` if the text is meant",
                severity="warning",
            )
