"""Reading URLs as browsers do, which is more generous than httpx."""

from __future__ import annotations

import httpx

from harnvm.net.messages import RequestFailed

_MAX_PORT = 65_535


def parse_url(text: str) -> httpx.URL:
    """Return the URL that a text spells.

    Raises:
        RequestFailed: It spells none.
    """
    try:
        url = httpx.URL(_tidied(text))
    except httpx.InvalidURL as error:
        raise _refused() from error
    if not usable(url):
        raise _refused()
    return url


def usable(url: httpx.URL) -> bool:
    """Tell whether a URL has a host and a port that can be."""
    # What may not stand in a host comes out of the parser in percent form.
    return bool(url.host) and "%" not in url.host and (url.port or 0) <= _MAX_PORT


def shown(url: httpx.URL) -> str:
    """Return a URL as messages show it, without user and password."""
    return str(url.copy_with(userinfo=b"", raw_path=url.raw_path))


def _tidied(text: str) -> str:
    """Drop line breaks and tabs; read backslashes as slashes, and several before the host as two."""
    text = text.translate({9: None, 10: None, 13: None}).strip()
    end = min((place for mark in "?#" if (place := text.find(mark)) >= 0), default=len(text))
    scheme, _, rest = text[:end].replace("\\", "/").partition("://")
    return f"{scheme}://{rest.lstrip('/')}{text[end:]}"


def _refused() -> RequestFailed:
    return RequestFailed("http: request failed: builder error")
