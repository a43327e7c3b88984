"""Following redirects: what the next request is."""

from __future__ import annotations

import httpx

from harnvm.net.messages import RequestFailed
from harnvm.net.urls import shown, usable

_MOVED = (301, 302)
_SEE_OTHER = 303
_REDIRECTS = (301, 302, 303, 307, 308)

#: Describe the body, and go with it.
_OF_BODY = ("transfer-encoding", "content-encoding", "content-type", "content-length")

#: Are for one host only.
_SECRET = ("authorization", "cookie", "cookie2", "proxy-authorization", "www-authenticate")


def next_hop(request: httpx.Request, status: int, location: str | None) -> httpx.Request | None:
    """Return the request that a response asks for instead; None if it is the final one.

    A location that is no URL makes it final.

    Raises:
        RequestFailed: The location is not reached by HTTP.
    """
    if status not in _REDIRECTS or location is None:
        return None
    try:
        url = request.url.join(location)
    except httpx.InvalidURL:
        return None
    if url.scheme not in ("http", "https"):
        raise RequestFailed(f"http: request failed: builder error for url ({shown(url)})")
    if not usable(url):
        return None
    return _redirected(request, status, url.copy_with(fragment=None))


def _redirected(request: httpx.Request, status: int, url: httpx.URL) -> httpx.Request:
    method = _method(request.method, status)
    dropped = ["host", "referer", *(_OF_BODY if method != request.method else ())]
    if (url.host, url.port, url.scheme) != (request.url.host, request.url.port, request.url.scheme):
        dropped += _SECRET
    headers = [(name, value) for name, value in request.headers.raw if name.decode().lower() not in dropped]
    if request.url.scheme == url.scheme or url.scheme == "https":
        headers.append((b"referer", shown(request.url.copy_with(fragment=None)).encode()))
    body = request.content if method == request.method else b""
    return make_request(method, url, headers, body)


def _method(method: str, status: int) -> str:
    if status == _SEE_OTHER and method not in ("GET", "HEAD"):
        return "GET"
    return "GET" if status in _MOVED and method == "POST" else method


def make_request(
    method: str, url: httpx.URL, headers: list[tuple[bytes, bytes]], body: bytes
) -> httpx.Request:
    """Return a request with these headers and those that HTTP needs."""
    request = httpx.Request(method, url, headers=headers, content=body)
    if not body:
        # httpx says so where a body is usual; 0.7.8 does not.
        request.headers.pop("content-length", None)
    return request
