"""``harnvm lint``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

import click

from harnvm.cli.output import ERRORS
from harnvm.cli.targets import ProgramFile, Targets, rewrite
from harnvm.lint import Finding, Options, lint, mend, type_fixes
from harnvm.lint.rules import RULES
from harnvm.source import Span, render_report

#: Shows, or gathers, the findings of a file.
Show: TypeAlias = Callable[[ProgramFile, list[Finding]], None]


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
    failed = bool(read.unread)
    show = _Json(read.unread) if as_json else _show
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
            _refuse(file, show)
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


def _refuse(file: ProgramFile, show: Show) -> None:
    for report in file.refusals:
        if isinstance(show, _Json):
            show.add(file.path, report.message, report.span, help=report.help)
        ERRORS.write(render_report(report, file.source.text))


def _mend(file: ProgramFile, options: Options, show: Show) -> bool:
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

    def __init__(self, unread: dict[str, str]) -> None:
        self.found: list[dict[str, Any]] = []
        for path, why in unread.items():
            self.add(path, f"cannot be read: {why}", None)

    def __call__(self, file: ProgramFile, findings: list[Finding]) -> None:
        for finding in findings:
            self.add(
                file.path,
                finding.message,
                finding.span,
                severity=finding.severity,
                rule=finding.rule,
                help=finding.help,
                fixable=finding.fix is not None,
            )

    def add(
        self,
        path: str,
        message: str,
        span: Span | None,
        *,
        severity: str = "error",
        rule: str | None = None,
        help: str | None = None,
        fixable: bool = False,
    ) -> None:
        """Add what is wrong with a file; without a rule, that it cannot be read or parsed."""
        self.found.append(
            {
                "file": path,
                "rule": rule,
                "severity": severity,
                "message": message,
                "line": span.line if span else None,
                "column": span.column if span else None,
                "length": span.length if span else None,
                "help": help,
                "fixable": fixable,
            }
        )
