"""``harnvm run``."""

from __future__ import annotations

import click

from harnvm.cli import execute
from harnvm.cli.options import Grants, grants


@click.command("run")
@click.argument("file", required=False)
@click.argument("argv", nargs=-1)
@click.option("-e", "code", metavar="CODE", help="Run this code instead of a file.")
@grants
@click.pass_context
def command(
    context: click.Context,
    file: str | None,
    argv: tuple[str, ...],
    code: str | None,
    deny: str | None,
    allow: str | None,
) -> None:
    """Run FILE, or the code given with -e. What follows -- is what the script sees as `argv`."""
    granted = Grants(deny, allow)
    if code is not None:
        given = argv if file is None else (file, *argv)
        context.exit(execute.run_code(code, argv=given, deny=granted.deny, allow=granted.allow))
    if file is None:
        raise click.UsageError("run needs either a file or -e CODE")
    context.exit(execute.run_script(file, argv=argv, deny=granted.deny, allow=granted.allow))
