"""Reading URLs."""

from __future__ import annotations

import pytest

pytest.importorskip("httpx")

from harnvm.net.messages import RequestFailed
from harnvm.net.urls import parse_url, shown


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://EXAMPLE.com:80", "http://example.com/"),
        ("https://x:443/a/../b", "https://x/b"),
        ("http:///x", "http://x/"),
        ("http://x\\a\\b?c\\d", "http://x/a/b?c\\d"),
        ("http://x/a\nb", "http://x/ab"),
        ("http://x/é ?q=ü", "http://x/%C3%A9%20?q=%C3%BC"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://user:secret@x/", "http://x/"),
    ],
)
def test_urls_are_tidied(text: str, url: str) -> None:
    """What browsers accept is accepted, and shown in its usual form without secrets."""
    assert shown(parse_url(text)) == url


@pytest.mark.parametrize("text", ["http://", "http://a b/", "http://[x/", "http://x:70000/", "http://x/\0"])
def test_what_is_no_url_is_refused(text: str) -> None:
    """A host or port that cannot be is refused before anything is sent."""
    with pytest.raises(RequestFailed, match="builder error"):
        parse_url(text)
