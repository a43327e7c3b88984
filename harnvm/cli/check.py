"""``harnvm check``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from harnvm.cli.targets import Targets
from harnvm.host.check import check_program
from harnvm.lint import Options
from harnvm.source import Report, render_report


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER…")
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON on standard output.")
@click.option("--strict-types", is_flag=True, help="Warn where values from outside are used unvalidated.")
@click.pass_context
def command(context: click.Context, paths: tuple[str, ...], as_json: bool, strict_types: bool) -> None:
    """Report what is wrong with programs, warnings included, without running them.

    What the linter finds is shown, too. Folders are searched for .harn files. The exit status is 1 if there
    is an error.
    """
    targets = Targets(paths)
    failed = targets.unread
    found = []
    for file in targets.files:
        settings = targets.projects.settings(file.path)
        targets.warn()
        reports = file.refusals or check_program(
            file.program,
            file.source,
            strict=strict_types or settings.strict_types,
            options=Options(disabled=settings.unchecked, imported_elsewhere=targets.imported),
        )
        failed = failed or any(settings.strict or report.severity == "error" for report in reports)
        if as_json:
            found += [_as_dict(file.path, report) for report in reports]
        else:
            _show(file.path, file.source.text, reports)
    if as_json:
        click.echo(json.dumps(found, indent=2))
    context.exit(int(failed))


def _show(path: str, text: str, reports: Sequence[Report]) -> None:
    for report in reports:
        sys.stderr.write(render_report(report, text))
    if not reports:
        click.echo(f"{path}: ok")


def _as_dict(path: str, report: Report) -> dict[str, object]:
    span = report.span
    return {
        "file": path,
        "severity": report.severity,
        "message": report.message,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "length": span.length if span else None,
        "label": report.label,
        "help": report.help,
        "note": report.note,
    }
