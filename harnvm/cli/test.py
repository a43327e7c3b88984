"""``harnvm test``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

import click

from harnvm.cli.output import ERRORS, Guard, Output
from harnvm.cli.terminal import Colours, Progress
from harnvm.files import os_error_text
from harnvm.testing import report
from harnvm.testing.jobs import Job
from harnvm.testing.junit import junit_xml
from harnvm.testing.results import CaseResult, Clock, Summary
from harnvm.testing.runner import run_jobs, user_jobs
from harnvm.testing.suites import DEFAULT_SUITE, SelectionError, select
from harnvm.watching import next_change, snapshot

#: For how long nothing must change before tests run again, in seconds.
_SETTLE = 0.1

_FILTER = "Run only tests with this in their names: a part, alternatives a|b, a glob, or re:REGEX."
_TIMEOUT = "End each test after this many milliseconds."


@click.command("test")
@click.argument("target", required=False)
@click.argument("selection", required=False)
@click.option("--filter", "pattern", metavar="PATTERN", help=_FILTER)
@click.option("--parallel", is_flag=True, help="Share the files between several processes.")
@click.option("--timeout", type=click.IntRange(min=0), default=30_000, show_default=True, help=_TIMEOUT)
@click.option("--junit", metavar="FILE", help="Write the results to this file as JUnit XML.")
@click.option("--watch", is_flag=True, help="Run the tests again whenever a .harn file changes.")
@click.option("-v", "--verbose", is_flag=True, help="Show times, what tests print, and outputs in full.")
@click.option("--timing", is_flag=True, help="Show how long tests take, and which are the slowest.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@click.pass_context
def command(
    context: click.Context,
    target: str | None,
    selection: str | None,
    pattern: str | None,
    parallel: bool,
    timeout: int,
    junit: str | None,
    watch: bool,
    verbose: bool,
    timing: bool,
    as_json: bool,
) -> None:
    """Run the tests of TARGET: pipelines named test_… or marked @test, in a file or below a folder.

    TARGET is tests/ by default. Where it is the word conformance, a conformance suite is run: SELECTION is a
    folder that is one, or a part of the one in ./conformance, all of which is run by default.
    """
    if target != DEFAULT_SUITE and selection is not None:
        raise click.UsageError("only `harnvm test conformance` accepts a second positional target")
    if target is None and not os.path.isdir("tests"):
        raise click.UsageError("no path specified and no tests/ directory found")
    wishes = _Wishes(pattern, parallel, timeout, junit, verbose, timing, as_json)
    with Guard() as status, Output() as output:
        tests: _Tests
        if target == DEFAULT_SUITE:
            tests = _Suite(selection, wishes, output)
        else:
            tests = _UserTests(target or "tests", wishes, output)
        status.code = tests.watch() if watch else tests.once()
    context.exit(status.code)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the options say."""

    pattern: str | None
    parallel: bool
    timeout: int
    junit: str | None
    verbose: bool
    timing: bool
    json: bool


class _Tests:
    """Tests to run and to tell about; how depends on their kind.

    Attributes:
        place: Where they are, as the user names it.
        classes: Whether their names are unique within a file only.
    """

    place: str
    classes: bool

    def __init__(self, wishes: _Wishes, output: Output) -> None:
        self._wishes = wishes
        self._output = output
        self._paint = Colours(sys.stdout)
        self._progress = Progress()
        self._done = 0

    def _jobs(self) -> list[Job]:
        raise NotImplementedError

    def _report(self, summary: Summary) -> None:
        raise NotImplementedError

    def _line(self, result: CaseResult) -> str | None:
        """Return what is told of a result as soon as it is there."""
        raise NotImplementedError

    def watch(self) -> NoReturn:
        """Run the tests, and again whenever a program changes, until Ctrl-C."""
        banner = ERRORS if self._wishes.json else self._output
        folder = os.path.realpath(self.place)
        if not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        banner.write(f"Watching {self.place} for changes... (Ctrl+C to stop)\n\n")
        while True:
            known = snapshot(folder)
            self.once()
            next_change(folder, known, settle=_SETTLE)
            banner.write(f"\n{self._paint('dim', '--- file changed, re-running tests ---')}\n\n")

    def once(self) -> int:
        """Run the tests, tell about them, and return the exit status."""
        self._done = 0
        try:
            jobs = self._jobs()
        except SelectionError as error:
            self._complain(str(error))
            return 1
        summary = run_jobs(jobs, parallel=self._wishes.parallel, heed=self._heed)
        self._progress.clear()
        if self._wishes.json:
            self._print([json.dumps(summary.as_dict(), indent=2)])
            self._write_junit(summary)
        else:
            self._report(summary)
        self._output.flush()
        return int(summary.failed > 0)

    def _heed(self, result: CaseResult) -> None:
        self._done += 1
        line = None if self._wishes.json else self._line(result)
        if line is not None or result.warnings:
            self._progress.clear()
        for warning in result.warnings:
            self._complain(f"    warning: {warning}")
        if line is not None:
            self._print([line])
        self._progress.show(f"{self._done} done: {result.name} [{result.file}]")

    def _print(self, lines: Iterable[str]) -> None:
        self._output.write("".join(f"{line}\n" for line in lines))

    def _complain(self, text: str) -> None:
        self._output.flush()
        ERRORS.write(f"{text}\n")

    def _write_junit(self, summary: Summary) -> None:
        path = self._wishes.junit
        if path is None:
            return
        try:
            with open(path, "w", encoding="utf-8", newline="") as stream:
                stream.write(junit_xml(summary, classes=self.classes))
        except (OSError, ValueError) as error:
            self._complain(f"Failed to write JUnit XML to {path}: {os_error_text(error)}")
        else:
            if not self._wishes.json:
                self._print([f"JUnit XML written to {path}"])


class _UserTests(_Tests):
    """The tests of a file or a folder."""

    classes = True

    def __init__(self, place: str, wishes: _Wishes, output: Output) -> None:
        super().__init__(wishes, output)
        self.place = place

    def _jobs(self) -> list[Job]:
        if not os.path.exists(self.place):
            raise SelectionError(f"Path not found: {self.place}")
        wishes = self._wishes
        return user_jobs(self.place, wishes.pattern, timeout=wishes.timeout, parallel=wishes.parallel)

    def _line(self, result: CaseResult) -> str | None:
        return None

    def _report(self, summary: Summary) -> None:
        self._print(report.user_report(summary, self._paint, verbose=self._wishes.verbose))
        if self._wishes.timing:
            self._print(report.timing(summary))
        self._write_junit(summary)


class _Suite(_Tests):
    """A conformance suite, or a part of one."""

    classes = False

    def __init__(self, selection: str | None, wishes: _Wishes, output: Output) -> None:
        super().__init__(wishes, output)
        self._selection = selection
        is_folder = selection is not None and os.path.isdir(selection)
        self.place = selection if selection is not None and is_folder else DEFAULT_SUITE
        self._clock = Clock.VERBOSE if wishes.verbose else Clock.TIMING if wishes.timing else None

    def _jobs(self) -> list[Job]:
        wishes = self._wishes
        suite = select(self._selection)
        return suite.jobs(wishes.pattern, timeout=wishes.timeout, verbose=wishes.verbose)

    def _line(self, result: CaseResult) -> str | None:
        return report.conformance_line(result, self._paint, self._clock)

    def _report(self, summary: Summary) -> None:
        self._print(report.conformance_total(summary, self._paint))
        if self._clock is not None:
            self._print(report.timing(summary))
        self._write_junit(summary)
        self._print(report.failures(summary, self._paint))
