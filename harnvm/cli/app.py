"""The commands, as click sees them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from harnvm.cli import execute
from harnvm.cli.output import read_source
from harnvm.source import SourceFile, render_report


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="harnvm", message="harnvm %(version)s")
def app() -> None:
    """The Harn language virtual machine, with first-class agent sessions."""


def _names(csv: str | None) -> list[str] | None:
    """Split a comma-separated option."""
    return None if csv is None else [name.strip() for name in csv.split(",") if name.strip()]


@app.command()
@click.argument("file", required=False)
@click.argument("argv", nargs=-1)
@click.option("-e", "code", metavar="CODE", help="Run this code instead of a file.")
@click.option("--deny", metavar="NAMES", help="Builtins that may not be used, separated by commas.")
@click.option("--allow", metavar="NAMES", help="The only builtins that may be used besides the core ones.")
@click.pass_context
def run(
    context: click.Context,
    file: str | None,
    argv: tuple[str, ...],
    code: str | None,
    deny: str | None,
    allow: str | None,
) -> None:
    """Run FILE, or the code given with -e. What follows -- is what the script sees as `argv`."""
    if deny is not None and allow is not None:
        raise click.UsageError("--deny and --allow cannot be used together")
    refused, permitted = _names(deny) or (), _names(allow)
    if code is not None:
        given = argv if file is None else (file, *argv)
        context.exit(execute.run_code(code, argv=given, deny=refused, allow=permitted))
    if file is None:
        raise click.UsageError("run needs either a file or -e CODE")
    context.exit(execute.run_script(file, argv=argv, deny=refused, allow=permitted))


@app.command()
@click.argument("file")
@click.pass_context
def check(context: click.Context, file: str) -> None:
    """Report what is wrong with FILE without running it."""
    from harnvm.host.front import check_text

    text = read_source(file)
    if text is None:
        context.exit(1)
    reports = check_text(SourceFile(file, text))
    for report in reports:
        sys.stderr.write(render_report(report, text))
    if any(report.severity == "error" for report in reports):
        context.exit(1)
    click.echo(f"{file}: ok")


@app.command()
@click.argument("file")
@click.pass_context
def disasm(context: click.Context, file: str) -> None:
    """Print the bytecode of FILE."""
    from harnvm.bytecode.disassemble import disassemble
    from harnvm.errors import HarnSyntaxError, HarnTypeError
    from harnvm.host.front import compile_chunk

    text = read_source(file)
    if text is None:
        context.exit(1)
    try:
        program = compile_chunk(SourceFile(file, text))
    except (HarnSyntaxError, HarnTypeError) as error:
        for report in error.reports:
            sys.stderr.write(render_report(report, text))
        context.exit(1)
    click.echo(disassemble(program.code))


def run_app(args: Sequence[str]) -> int:
    """Run the command line with click and return the exit status."""
    try:
        outcome = app.main(args=list(args), prog_name="harnvm", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    return outcome if isinstance(outcome, int) else 0
