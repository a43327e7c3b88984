"""Whatever the text: nodes or a clear error."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from harnvm.errors import HarnSyntaxError
from harnvm.source import SourceFile
from harnvm.syntax import is_incomplete, parse
from harnvm.syntax.kinds import SYMBOLS, WORDS

LITERALS = ["1", "2.5", "5s", '"s"', '"a${x}b"', 'r"r"', '"""\n t ${x} """']
BEGINNINGS = ["struct P {", "fn f(", "{ x ->", "if c {", "// c\n", "/*", '"', "${"]
PIECES = [*SYMBOLS, *WORDS, *LITERALS, *BEGINNINGS, "x", "P", "\n", "\n", "...", "*/", "\\\n", "#", "é", "²"]

token_soup = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
texts = st.one_of(st.text(max_size=60), token_soup)


def outcome(text: str) -> str:
    """Return what parsing a text comes to, as text."""
    source = SourceFile("test", text)
    try:
        return repr(parse(source))
    except HarnSyntaxError as error:
        for report in error.reports:
            assert report.span is not None
            assert report.span.line <= text.count("\n") + 1
        return repr([(report.message, report.span) for report in error.reports])


@settings(max_examples=300, deadline=None)
@given(texts)
def test_parsing_never_fails_otherwise(text: str) -> None:
    """Any text parses, or is refused with reports that lie in it; twice alike."""
    assert outcome(text) == outcome(text)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_asking_for_more_never_fails(text: str) -> None:
    """Whether a text lacks its rest can be told of any text."""
    is_incomplete(text)
