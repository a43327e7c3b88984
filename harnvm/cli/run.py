"""``harnvm run``."""

from __future__ import annotations

import click

from harnvm.cli import execute


@click.command("run")
@click.argument("file", required=False)
@click.argument("argv", nargs=-1)
@click.option("-e", "code", metavar="CODE", help="Run this code instead of a file.")
@click.option("--deny", metavar="NAMES", help="Builtins that may not be used, separated by commas.")
@click.option("--allow", metavar="NAMES", help="The only builtins that may be used besides the core ones.")
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
    if deny is not None and allow is not None:
        raise click.UsageError("--deny and --allow cannot be used together")
    refused, permitted = _names(deny) or (), _names(allow)
    if code is not None:
        given = argv if file is None else (file, *argv)
        context.exit(execute.run_code(code, argv=given, deny=refused, allow=permitted))
    if file is None:
        raise click.UsageError("run needs either a file or -e CODE")
    context.exit(execute.run_script(file, argv=argv, deny=refused, allow=permitted))


def _names(csv: str | None) -> list[str] | None:
    """Split a comma-separated option."""
    return None if csv is None else [name.strip() for name in csv.split(",") if name.strip()]
