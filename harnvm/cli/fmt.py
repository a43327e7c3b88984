"""``harnvm fmt``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import click

from harnvm.cli.output import ERRORS, read_source
from harnvm.cli.targets import rewrite, settings_of
from harnvm.errors import HarnSyntaxError
from harnvm.format import LINE_WIDTH, SEPARATOR_WIDTH, format_source
from harnvm.host.settings import Projects
from harnvm.source import SourceFile
from harnvm.syntax.diagnostics import terse
from harnvm.testing.files import programs_under


@click.command("fmt")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER…")
@click.option("--check", is_flag=True, help="Change nothing; fail if a file is not formatted.")
@click.option("--line-width", type=click.IntRange(min=0), help=f"Where lines are wrapped ({LINE_WIDTH}).")
@click.option(
    "--separator-width", type=click.IntRange(min=0), help=f"The width of section headers ({SEPARATOR_WIDTH})."
)
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    check: bool,
    line_width: int | None,
    separator_width: int | None,
) -> None:
    """Format programs in place.

    Folders are searched for .harn files. The widths may also stand under [fmt] in the harn.toml of the
    project that the first path belongs to. The exit status is 1 if a file cannot be formatted.
    """
    settings = settings_of(paths[0], Projects())
    files = list(_files(paths))
    if not files:
        ERRORS.write("No .harn files found\n")
        context.exit(1)
    widths = {
        "line_width": _first(line_width, settings.line_width, LINE_WIDTH),
        "separator_width": _first(separator_width, settings.separator_width, SEPARATOR_WIDTH),
    }
    done = [_format(path, check, widths) for path in files]
    context.exit(0 if all(done) else 1)


def _files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files meant, in the order in which they are given."""
    for path in paths:
        if os.path.isdir(path):
            yield from programs_under(path)
        else:
            yield path


def _first(*widths: int | None) -> int:
    return next(width for width in widths if width is not None)


def _format(path: str, check: bool, widths: dict[str, int]) -> bool:
    """Format a file, or tell that it should be; return whether all is well with it."""
    text = read_source(path)
    if text is None:
        return False
    try:
        formatted = format_source(SourceFile(path, text), **widths)
    except HarnSyntaxError as error:
        ERRORS.write(f"{path}: {terse(error.reports[0])}\n")
        return False
    if formatted == text:
        return True
    if check:
        ERRORS.write(f"{path}: would be reformatted\n")
        return False
    if not rewrite(path, formatted, "Error writing"):
        return False
    click.echo(f"formatted {path}")
    return True
