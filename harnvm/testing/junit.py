"""Test results as JUnit XML, which continuous integration reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from harnvm.testing.results import CaseResult, Summary

#: What XML has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(summary: Summary, *, classes: bool = False) -> str:
    """Return the results as a document, in the layout of Harn 0.7.8.

    Args:
        summary: The results.
        classes: Whether each test names the file it stands in, which its own name does not tell.
    """
    return "".join(f"{line}\n" for line in _lines(summary, classes))


def _lines(summary: Summary, classes: bool) -> Iterator[str]:
    results = summary.results
    time = _seconds(sum(result.milliseconds for result in results))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuite name="harn" tests="{len(results)}" failures="{summary.failed}" time="{time}">'
    for result in results:
        yield from _case(result, f' classname="{_escaped(result.file)}"' if classes else "")
    yield "</testsuite>"


def _case(result: CaseResult, attributes: str) -> Iterator[str]:
    start = f'  <testcase name="{_escaped(result.name)}"{attributes} time="{_seconds(result.milliseconds)}"'
    if result.passed:
        yield f"{start} />"
        return
    yield f"{start}>"
    yield f'    <failure message="test failed">{_escaped(result.message())}</failure>'
    yield "  </testcase>"


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.3f}"


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text), {'"': "&quot;", "'": "&apos;"})
