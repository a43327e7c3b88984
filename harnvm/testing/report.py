"""What is told of test results, in the words and the layout of Harn 0.7.8."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harnvm.testing.comparison import text_lines
from harnvm.testing.results import CaseResult, Clock, Paint, Summary

_MARGIN = " " * 8

#: How many tests the list of the slowest has.
_SLOWEST = 10


def _verdict(result: CaseResult, paint: Paint) -> str:
    return paint("green", "PASS") if result.passed else paint("red", "FAIL")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


# --- User tests -------------------------------------------------------------------------------------


def user_report(summary: Summary, paint: Paint, *, verbose: bool) -> Iterator[str]:
    """Yield the lines of a report of user tests; with `verbose`, also what they printed."""
    results = summary.results
    if results:
        files = len({result.file for result in results})
        yield f"Running {_plural(len(results), 'test')} from {_plural(files, 'file')}..."
        yield ""
    for result in results:
        yield from _user_result(result, paint, verbose)
    yield ""
    yield _user_total(summary, paint)


def _user_result(result: CaseResult, paint: Paint, verbose: bool) -> Iterator[str]:
    time = f" ({result.milliseconds} ms)" if result.passed else ""
    yield f"  {_verdict(result, paint)}  {result.name} [{result.file}]{time}"
    yield from (_MARGIN + line for line in text_lines(result.message()))
    if verbose:
        yield from (f"{_MARGIN}| {line}" for line in text_lines(result.output))


def _user_total(summary: Summary, paint: Paint) -> str:
    if not summary.results:
        return "No test pipelines found"
    time = f"{len(summary.results)} total ({summary.milliseconds} ms)"
    if summary.failed:
        return paint("red", f"{summary.passed} passed, {summary.failed} failed, {time}")
    return paint("green", f"{summary.passed} passed, {time}")


# --- Conformance suites -----------------------------------------------------------------------------


def conformance_line(result: CaseResult, paint: Paint, clock: Clock | None) -> str:
    """Return the line of one program; its time is shown if that much detail is wished for."""
    time = f" ({result.milliseconds} ms)" if clock is not None and result.clock <= clock else ""
    return f"  {_verdict(result, paint)}  {result.name}{time}"


def conformance_total(summary: Summary, paint: Paint) -> Iterator[str]:
    """Yield the lines that follow those of the programs."""
    counts = f"{summary.passed} passed, {summary.failed} failed, {len(summary.results)} total"
    yield ""
    yield paint("red" if summary.failed else "green", counts)


def failures(summary: Summary, paint: Paint) -> Iterator[str]:
    """Yield the lines that say why programs failed."""
    if not summary.failed:
        return
    yield ""
    yield "Failures:"
    for result in summary.results:
        if not result.passed:
            yield f"  {result.message(paint)}"


# --- Times ------------------------------------------------------------------------------------------


def timing(summary: Summary) -> Iterator[str]:
    """Yield the lines about the times that tests took."""
    yield ""
    yield f"Total time: {summary.milliseconds} ms"
    if not summary.results:
        return
    times = sorted(result.milliseconds for result in summary.results)
    average = sum(times) // len(times)
    points = "  ".join(f"p{percent}={_percentile(times, percent)} ms" for percent in (50, 95, 99))
    yield f"Per-test: avg={average} ms  {points}"
    slowest = sorted(summary.results, key=lambda result: -result.milliseconds)[:_SLOWEST]
    yield ""
    yield f"Slowest {len(slowest)} tests:"
    yield from (f"  {result.milliseconds:>6} ms  {result.name}" for result in slowest)


def _percentile(times: Sequence[int], percent: int) -> int:
    return times[len(times) * percent // 100]
