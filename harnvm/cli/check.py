"""``harnvm check``."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from harnvm.cli.output import ERRORS
from harnvm.cli.targets import ProgramFile, Targets, project_of, wrong_use
from harnvm.host.check import check_program
from harnvm.host.settings import CheckSettings, Projects
from harnvm.lint import Options as LintOptions
from harnvm.preflight import Finding, Preflight
from harnvm.preflight import Options as PreflightOptions
from harnvm.source import Report


@click.command("check")
@click.argument("paths", nargs=-1, metavar="FILE|FOLDER…")
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON on standard output.")
@click.option("--strict-types", is_flag=True, help="Warn where values from outside are used unvalidated.")
@click.option("--workspace", is_flag=True, help="Check [workspace].pipelines of the nearest harn.toml, too.")
@click.option(
    "--preflight", metavar="SEVERITY", help="How grave missing needs are: error (the usual), warning or off."
)
@click.option("--host-capabilities", metavar="FILE", help="A JSON or TOML file of operations the host has.")
@click.option("--bundle-root", metavar="FOLDER", help="Another folder in which templates are looked for.")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    as_json: bool,
    strict_types: bool,
    workspace: bool,
    preflight: str | None,
    host_capabilities: str | None,
    bundle_root: str | None,
) -> None:
    """Report what is wrong with programs, warnings included, without running them.

    What the linter finds is shown, too, and what a program needs from outside but is not there: imports,
    templates, folders, operations of the host. Folders are searched for .harn files. The exit status is 1 if
    there is an error.
    """
    targets = Targets((*paths, *_pipelines(paths)) if workspace else _required(paths))
    check = _Check(targets, strict_types, preflight, host_capabilities, bundle_root)
    failed = bool(targets.unread)
    told = [_as_dict(path, Report(f"cannot be read: {why}", None)) for path, why in targets.unread.items()]
    for file in targets.files:
        settings = targets.settings(file)
        found = list(check.findings(file, settings))
        failed = failed or any(settings.strict or one.report.severity == "error" for one in found)
        if as_json:
            told += [_as_dict(file.path, one.report) for one in found]
        else:
            _show(file.path, found)
    if as_json:
        click.echo(json.dumps(told, indent=2))
    context.exit(int(failed))


def _required(paths: tuple[str, ...]) -> tuple[str, ...]:
    if not paths:
        raise wrong_use(
            "`harnvm check` requires at least one target path, or `--workspace` with `[workspace].pipelines`"
        )
    return paths


def _pipelines(paths: tuple[str, ...]) -> list[str]:
    """Return the programs of the project that the first path, or the current folder, belongs to."""
    project = project_of(paths[0] if paths else ".", Projects())
    if project is None:
        raise wrong_use("--workspace could not find a harn.toml walking up from the target(s)")
    if not project.pipelines:
        raise wrong_use("--workspace requires `[workspace].pipelines` in the nearest harn.toml")
    return project.pipelines


class _Check:
    """What is to be checked, after the options and the settings of a project."""

    def __init__(
        self,
        targets: Targets,
        strict_types: bool,
        severity: str | None,
        operations_file: str | None,
        bundle_root: str | None,
    ) -> None:
        self._imported = targets.imported
        self._strict_types = strict_types
        self._severity = severity
        self._operations_file = operations_file
        self._bundle_root = bundle_root
        self._preflight = Preflight()

    def findings(self, file: ProgramFile, settings: CheckSettings) -> Iterator[Finding]:
        """Yield all that is wrong with a file."""
        reports = file.refusals or check_program(
            file.program,
            file.source,
            strict=self._strict_types or settings.strict_types,
            options=LintOptions(disabled=settings.unchecked, imported_elsewhere=self._imported),
        )
        for report in reports:
            yield Finding(report, file.source.text)
        yield from self._preflight.check(file.program, file.source, self._needs(settings))

    def _needs(self, settings: CheckSettings) -> PreflightOptions:
        return PreflightOptions(
            severity=_either(self._severity, settings.preflight),
            allowed=settings.preflight_allowed,
            operations=settings.operations,
            operations_file=_either(self._operations_file, settings.operations_file),
            bundle_root=_either(self._bundle_root, settings.bundle_root),
        )


def _either(option: str | None, setting: str | None) -> str | None:
    return setting if option is None else option


def _show(path: str, found: list[Finding]) -> None:
    for finding in found:
        ERRORS.write(finding.drawn())
    if not found:
        click.echo(f"{path}: ok")


def _as_dict(path: str, report: Report) -> dict[str, object]:
    span = report.span
    return {
        "file": span.file if span else path,
        "severity": report.severity,
        "message": report.message,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "length": span.length if span else None,
        "label": report.label,
        "help": report.help,
        "note": report.note,
    }
