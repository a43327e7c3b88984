"""Which mocks answer which requests."""

from __future__ import annotations

import pytest

from harnvm.net.messages import Request, Response
from harnvm.net.mocks import HttpMocks, fits


@pytest.mark.parametrize(
    ("pattern", "url", "does"),
    [
        ("http://a/x", "http://a/x", True),
        ("http://a/x", "http://a/x/", False),
        ("*", "anything", True),
        ("http://a/*", "http://a/", True),
        ("http://a/*/end", "http://a/q/r/end", True),
        ("http://a/*/end", "http://a/end", False),
        ("*x*y", "1x2y", True),
        ("*x*y", "1y2x", False),
        ("a*a", "a", False),
    ],
)
def test_stars_stand_for_any_text(pattern: str, url: str, does: bool) -> None:
    """Parts between stars come in order and do not overlap."""
    assert fits(pattern, url) is does


def test_the_first_mock_that_fits_answers() -> None:
    """Methods compare without case; only answered requests are recorded."""
    mocks = HttpMocks()
    first, second = Response(200, {}, "first"), Response(200, {}, "second")
    mocks.add("get", "http://a/*", first)
    mocks.add("*", "http://a/x", second)
    get, post, other = (
        Request(method, url, [], None)
        for method, url in [("GET", "http://a/x"), ("POST", "http://a/x"), ("POST", "http://b/")]
    )
    assert mocks.answer(get) is first
    assert mocks.answer(post) is second
    assert mocks.answer(other) is None
    assert mocks.calls == [get, post]
    mocks.clear()
    assert mocks.answer(get) is None
