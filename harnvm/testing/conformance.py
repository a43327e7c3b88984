"""Conformance suites: folders of programs that state their output or their error in a file beside them.

``x.expected`` is what ``x.harn`` prints, to the letter but for blank space at the end and times of timers.
``x.error`` has parts of the error it must end with, one a line, of which one is enough.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence

from harnvm.errors import HarnError, HarnSyntaxError, HarnTypeError
from harnvm.syntax.diagnostics import terse
from harnvm.testing.comparison import difference, normalised, text_lines
from harnvm.testing.files import Unreadable, read_text
from harnvm.testing.jobs import Job
from harnvm.testing.patterns import error_matches
from harnvm.testing.results import CaseResult, Clock
from harnvm.testing.trial import Trial


def is_case(path: str) -> bool:
    """Tell whether a program states what it should do."""
    return any(os.path.exists(_beside(path, suffix)) for suffix in (".expected", ".error"))


def case_name(path: str, suite: str) -> str:
    """Return how reports call a program of a suite."""
    return os.path.relpath(path, suite)


def run_case(job: Job) -> CaseResult:
    """Run a program of a suite and compare what it does with what it should do."""
    assert job.suite is not None
    name = case_name(job.file, job.suite)
    fails_on_purpose = not os.path.exists(_beside(job.file, ".expected"))
    try:
        text = _read(job.file, "source")
        suffix, what = (".error", "expected error") if fails_on_purpose else (".expected", "expected")
        expectation = _read(_beside(job.file, suffix), what).rstrip()
    except Unreadable as error:
        return CaseResult(name, job.file, passed=False, error=f"{name}: {error}", clock=Clock.NEVER)
    case = _Case(job, name, text)
    return case.compare_error(expectation) if fails_on_purpose else case.compare_output(expectation)


def _beside(path: str, suffix: str) -> str:
    return os.path.splitext(path)[0] + suffix


def _read(path: str, what: str) -> str:
    try:
        return read_text(path)
    except Unreadable as error:
        raise Unreadable(f"IO error reading {what}: {error}") from None


class _Case:
    """A program that has run."""

    def __init__(self, job: Job, name: str, text: str) -> None:
        self._job = job
        self._name = name
        self._output = io.StringIO()
        self._trial = Trial(self._output, job.timeout, job.folder or os.path.dirname(job.file))
        self._error = self._run(text)

    def _run(self, text: str) -> str | None:
        try:
            return self._trial.run(
                lambda vm: vm.run_text(text, self._job.file, is_file=True), lambda error: error.message
            )
        except (HarnSyntaxError, HarnTypeError) as refused:
            return _refusal(refused)

    def compare_output(self, expectation: str) -> CaseResult:
        """Say whether it printed what it should."""
        if self._trial.timed_out:
            return self._result(f": {self._error}", Clock.NEVER)
        if self._error is not None:
            return self._result(f": runtime error: {self._error}", Clock.VERBOSE)
        expected, actual = normalised(expectation), normalised(self._printed.rstrip())
        if expected == actual:
            return self._result(None, Clock.TIMING)
        told = f":{_side_by_side(expected, actual) if self._job.verbose else ''}"
        return self._result(told, Clock.TIMING, diff=difference(expected, actual))

    def compare_error(self, expectation: str) -> CaseResult:
        """Say whether it failed as it should."""
        if self._trial.timed_out:
            return self._result(f": {self._error}", Clock.NEVER)
        if self._error is None:
            told = f": expected error containing '{expectation}', but succeeded"
            return self._result(told, Clock.NEVER)
        warnings: list[str] = []
        if error_matches(self._error, expectation, warnings):
            return self._result(None, Clock.VERBOSE, warnings=warnings)
        told = f":\n  expected error containing: {expectation}\n  actual error: {self._error}"
        return self._result(told, Clock.VERBOSE, warnings=warnings)

    @property
    def _printed(self) -> str:
        """What it printed, after the checker's warnings."""
        warnings = [f"warning: {warning.message}\n" for warning in self._trial.warnings]
        return "".join(warnings) + self._output.getvalue()

    def _result(
        self, failure: str | None, clock: Clock, diff: Sequence[str] = (), warnings: Sequence[str] = ()
    ) -> CaseResult:
        return CaseResult(
            self._name,
            self._job.file,
            passed=failure is None,
            milliseconds=self._trial.milliseconds,
            error=None if failure is None else self._name + failure,
            diff=[*diff],
            output=self._printed,
            clock=clock,
            warnings=[*warnings],
        )


def _refusal(refused: HarnError) -> str:
    """Return why a program does not run: its first error, without an excerpt."""
    if isinstance(refused, HarnSyntaxError):
        return terse(refused.reports[0])
    return refused.message.removeprefix("compile error: ")


def _side_by_side(expected: str, actual: str) -> str:
    wanted, got = ("\n    ".join(text_lines(text)) for text in (expected, actual))
    return f"\n  expected:\n    {wanted}\n  actual:\n    {got}\n  diff:"
