"""``harnvm disasm``."""

from __future__ import annotations

import click

from harnvm.bytecode.disassemble import disassemble
from harnvm.cli.output import ERRORS, read_source
from harnvm.errors import HarnSyntaxError, HarnTypeError
from harnvm.host.front import compile_chunk
from harnvm.source import SourceFile, render_report


@click.command("disasm")
@click.argument("file")
@click.option("--python", is_flag=True, help="Print the Python that hot functions become instead.")
@click.option("--kinds", metavar="KINDS", help="Kinds that parameters are specialised for, as in int,str.")
@click.pass_context
def command(context: click.Context, file: str, python: bool, kinds: str | None) -> None:
    """Print the bytecode of FILE, function by function."""
    text = read_source(file)
    if text is None:
        context.exit(1)
    try:
        program = compile_chunk(SourceFile(file, text))
    except (HarnSyntaxError, HarnTypeError) as error:
        for report in error.reports:
            ERRORS.write(render_report(report, text))
        context.exit(1)
    if not python:
        click.echo(disassemble(program.code))
        return
    from harnvm.tier2.listing import list_python

    click.echo(list_python(program.code.origin(), tuple(kinds.split(",")) if kinds else ()))
