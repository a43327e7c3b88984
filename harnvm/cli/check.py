"""``harnvm check``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator

import click

from harnvm.cli.output import read_source
from harnvm.host.check import check_text
from harnvm.source import Report, SourceFile, render_report


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER…")
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON on standard output.")
@click.option("--strict-types", is_flag=True, help="Warn where values from outside are used unvalidated.")
@click.pass_context
def command(context: click.Context, paths: tuple[str, ...], as_json: bool, strict_types: bool) -> None:
    """Report what is wrong with programs, warnings included, without running them.

    Folders are searched for .harn files. The exit status is 1 if there is an error.
    """
    failed = False
    found = []
    for path in _files(paths):
        text = read_source(path)
        if text is None:
            failed = True
            continue
        reports = check_text(SourceFile(path, text), strict=strict_types)
        failed = failed or any(report.severity == "error" for report in reports)
        if as_json:
            found += [_as_dict(path, report) for report in reports]
        else:
            _show(path, text, reports)
    if as_json:
        click.echo(json.dumps(found, indent=2))
    context.exit(int(failed))


def _files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files to check, those of a folder in the order of their paths."""
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".harn"))


def _show(path: str, text: str, reports: list[Report]) -> None:
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
