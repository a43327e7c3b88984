"""``harnvm repl``: Harn line by line."""

from __future__ import annotations

import sys

import click


@click.command("repl")
@click.option("--deny", metavar="NAMES", help="Builtins that may not be used, separated by commas.")
@click.option("--allow", metavar="NAMES", help="The only builtins that may be used besides the core ones.")
@click.pass_context
def command(context: click.Context, deny: str | None, allow: str | None) -> None:
    """Try Harn line by line, and experiment with agent sessions."""
    from harnvm.cli.output import Guard, Output
    from harnvm.repl import run_repl

    if deny is not None and allow is not None:
        raise click.UsageError("--deny and --allow cannot be used together")
    # Input that is no text is an error in a line, and must not end the REPL.
    sys.stdin.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with Guard() as status, Output() as output:
        status.code = run_repl(output, deny=_names(deny) or (), allow=_names(allow))
    context.exit(status.code)


def _names(csv: str | None) -> list[str] | None:
    """Split a comma-separated option."""
    return None if csv is None else [name.strip() for name in csv.split(",") if name.strip()]
