"""``harnvm lint``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from harnvm.cli.output import ERRORS
from harnvm.cli.targets import ProgramFile, Targets, rewrite
from harnvm.lint import Finding, Options, lint, mend, type_fixes
from harnvm.lint.rules import RULES
from harnvm.source import render_report


def _rules() -> str:
    """Return the rules as a table for the help text."""
    width = max(map(len, RULES))
    lines = [f"{name:<{width}}  {rule.summary}{' *' if rule.fixable else ''}" for name, rule in RULES.items()]
    return "\n".join(["\b", "Rules, with * those that can be mended:", *lines])


@click.command("lint", epilog=_rules())
@click.argument("targets", nargs=-1, required=True, metavar="FILE|FOLDER…")
@click.option("--fix", is_flag=True, help="Mend what can be mended, and show what is left.")
@click.option("--require-file-header", "file_header", is_flag=True, help="Want a doc comment in each file.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON on standard output.")
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], fix: bool, file_header: bool, as_json: bool
) -> None:
    """Find what runs but reads badly.

    Folders are searched for .harn files. The nearest harn.toml may leave rules out. The exit status is 1 if a
    file cannot be read or parsed, or if there is an error; after --fix, only if a file could not be mended.
    """
    read = Targets(targets)
    failed = read.unread
    show = _Json() if as_json else _show
    for file in read.files:
        settings = read.settings(file)
        options = Options(
            disabled=settings.disabled,
            imported_elsewhere=read.imported,
            complexity_limit=settings.complexity_limit,
            file_header=file_header or settings.file_header,
        )
        if file.refusals:
            failed = True
            _refuse(file)
        elif fix:
            failed = not _mend(file, options, show) or failed
        else:
            found = lint(file.program, file.source, options=options)
            show(file, found)
            failed = failed or any(settings.strict or finding.severity == "error" for finding in found)
            if not found and not as_json:
                click.echo(f"{file.path}: no issues found")
    if isinstance(show, _Json):
        click.echo(json.dumps(show.found, indent=2))
    context.exit(int(failed))


def _refuse(file: ProgramFile) -> None:
    for report in file.refusals:
        ERRORS.write(render_report(report, file.source.text))


def _mend(file: ProgramFile, options: Options, show: Callable[[ProgramFile, list[Finding]], None]) -> bool:
    """Mend a file and show what is left, if there was something to mend. Tell whether it could be written."""
    found = lint(file.program, file.source, options=options)
    edits = [finding.fix for finding in found if finding.fix is not None]
    text, count = mend(file.source.text, [*edits, *type_fixes(file.program, file.source)])
    if not count:
        return True
    if not rewrite(file.path, text):
        return False
    if show is _show:
        click.echo(f"{file.path}: applied {count} fix(es)")
    mended = ProgramFile(file.path, text)
    show(mended, lint(mended.program, mended.source, options=options))
    return True


def _show(file: ProgramFile, findings: list[Finding]) -> None:
    for finding in findings:
        ERRORS.write(render_report(finding.report(), file.source.text))


class _Json:
    """Gathers findings for a machine to read."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []

    def __call__(self, file: ProgramFile, findings: list[Finding]) -> None:
        for finding in findings:
            self.found.append(
                {
                    "file": file.path,
                    "rule": finding.rule,
                    "severity": finding.severity,
                    "message": finding.message,
                    "line": finding.span.line,
                    "column": finding.span.column,
                    "length": finding.span.length,
                    "help": finding.help,
                    "fixable": finding.fix is not None,
                }
            )
