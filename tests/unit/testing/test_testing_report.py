"""What is told of results."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from harnvm.testing.junit import junit_xml
from harnvm.testing.report import conformance_line, failures, timing, user_report
from harnvm.testing.results import CaseResult, Clock, Summary, plain

PASSED = CaseResult("test_a", "/t/a.harn", passed=True, milliseconds=3, output="hello\n")
FAILED = CaseResult("test_b", "/t/b.harn", passed=False, error="error: no\n  --> here\n")


def test_user_report() -> None:
    """The layout of a run with a failure."""
    lines = user_report(Summary([PASSED, FAILED], 7), plain, verbose=False)
    assert [*lines] == [
        "Running 2 tests from 2 files...",
        "",
        "  PASS  test_a [/t/a.harn] (3 ms)",
        "  FAIL  test_b [/t/b.harn]",
        "        error: no",
        "          --> here",
        "",
        "1 passed, 1 failed, 2 total (7 ms)",
    ]


def test_verbose_user_report() -> None:
    """A verbose report shows what tests have printed."""
    lines = user_report(Summary([PASSED], 7), plain, verbose=True)
    assert [*lines] == [
        "Running 1 test from 1 file...",
        "",
        "  PASS  test_a [/t/a.harn] (3 ms)",
        "        | hello",
        "",
        "1 passed, 1 total (7 ms)",
    ]


def test_no_tests() -> None:
    """A run without tests says so."""
    assert [*user_report(Summary([], 0), plain, verbose=False)] == ["", "No test pipelines found"]


def test_times_of_a_suite() -> None:
    """Times are shown where the wish for detail goes far enough."""
    result = CaseResult("x.harn", "/x.harn", passed=True, milliseconds=3, clock=Clock.VERBOSE)
    shown = [conformance_line(result, plain, clock) for clock in (None, Clock.TIMING, Clock.VERBOSE)]
    assert shown == ["  PASS  x.harn", "  PASS  x.harn", "  PASS  x.harn (3 ms)"]


def test_failures() -> None:
    """Failures are told last; without any, nothing is."""
    assert [*failures(Summary([PASSED], 1), plain)] == []
    assert [*failures(Summary([FAILED], 1), plain)] == ["", "Failures:", "  error: no\n  --> here\n"]


def test_timing() -> None:
    """Percentiles and the ten slowest, the slowest first and equals in order."""
    results = [CaseResult(f"t{n}", "f", passed=True, milliseconds=n // 2) for n in range(20)]
    lines = [*timing(Summary(results, 99))]
    assert lines[:5] == [
        "",
        "Total time: 99 ms",
        "Per-test: avg=4 ms  p50=5 ms  p95=9 ms  p99=9 ms",
        "",
        "Slowest 10 tests:",
    ]
    assert lines[5:] == [f"  {n // 2:>6} ms  t{n}" for n in (18, 19, 16, 17, 14, 15, 12, 13, 10, 11)]
    assert [*timing(Summary([], 1))] == ["", "Total time: 1 ms"]


def test_junit() -> None:
    """The document is well-formed whatever the messages hold."""
    odd = CaseResult("a<b>", "f", passed=False, milliseconds=1500, error="\x1b[31m\"&' \ud800 no\x1b[0m")
    text = junit_xml(Summary([odd, PASSED], 9))
    suite = ElementTree.fromstring(text)
    assert suite.attrib == {"name": "harn", "tests": "2", "failures": "1", "time": "1.503"}
    first, second = suite
    assert first.attrib == {"name": "a<b>", "time": "1.500"}
    assert first[0].text == "\ufffd[31m\"&' \ufffd no\ufffd[0m"
    assert not [*second]
    assert text.splitlines()[-2] == '  <testcase name="test_a" time="0.003" />'


def test_junit_classes() -> None:
    """Tests whose names are unique within their file only name it."""
    assert 'name="test_a" classname="/t/a.harn" time' in junit_xml(Summary([PASSED], 9), classes=True)


def test_machine_form() -> None:
    """The form for machines has the counts and every test."""
    told = Summary([PASSED, FAILED], 7).as_dict()
    assert (told["passed"], told["failed"], told["total"], told["duration_ms"]) == (1, 1, 2, 7)
    assert told["tests"][0] == {
        "name": "test_a",
        "file": "/t/a.harn",
        "passed": True,
        "duration_ms": 3,
        "error": None,
        "output": "hello\n",
    }
