"""``harnvm viz``."""

from __future__ import annotations

import json
import os

import click

from harnvm.cli.output import ERRORS, Guard, Output
from harnvm.errors import HarnSyntaxError
from harnvm.files import os_error_text, read_text
from harnvm.source import SourceFile
from harnvm.syntax import parse
from harnvm.syntax.diagnostics import terse
from harnvm.viz import Graph, chart


@click.command("viz")
@click.argument("file")
@click.option(
    "-o", "--output", "target", metavar="FILE", help="Write to this file instead of standard output."
)
@click.option("--json", "as_json", is_flag=True, help="Print nodes and edges as JSON.")
@click.pass_context
def command(context: click.Context, file: str, target: str | None, as_json: bool) -> None:
    """Draw FILE as a Mermaid flow chart."""
    try:
        graph = _graph(file)
        text = json.dumps(graph.as_dict(), indent=2) + "\n" if as_json else graph.mermaid()
        if target is not None:
            _write(target, text)
            return
    except _Failed as failure:
        ERRORS.write(f"error: {failure}\n")
        context.exit(1)
    with Guard() as status, Output() as output:
        output.write(text)
    context.exit(status.code)


class _Failed(Exception):
    """The command cannot do its work; the message says why."""


def _graph(path: str) -> Graph:
    try:
        source = SourceFile(path, read_text(path))
    except (OSError, ValueError) as error:
        raise _Failed(f"failed to read {path}: {os_error_text(error)}") from None
    try:
        return chart(parse(source))
    except HarnSyntaxError as error:
        raise _Failed(f"failed to visualize {path}: {terse(error.reports[0])}") from None


def _write(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except (OSError, ValueError) as error:
        raise _Failed(f"failed to write {path}: {os_error_text(error)}") from None
