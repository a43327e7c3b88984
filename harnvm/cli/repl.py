"""``harnvm repl``: Harn line by line."""

from __future__ import annotations

import sys

import click

from harnvm.cli.options import Grants, grants


@click.command("repl")
@grants
@click.pass_context
def command(context: click.Context, deny: str | None, allow: str | None) -> None:
    """Try Harn line by line, and experiment with agent sessions."""
    from harnvm.cli.output import ERRORS, Guard, Output
    from harnvm.repl import run_repl

    granted = Grants(deny, allow)
    if sys.stdin is None:
        raise click.ClickException("there is no standard input")
    # Input that is no text is an error in a line, and must not end the REPL.
    sys.stdin.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with Guard() as status, Output() as output:
        status.code = run_repl(output, ERRORS, deny=granted.deny, allow=granted.allow)
    context.exit(status.code)
