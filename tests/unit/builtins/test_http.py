"""HTTP builtins in front of mocks."""

from __future__ import annotations

from typing import Any

import pytest


def test_mocks_answer_without_a_network(script: Any) -> None:
    """A mock answers whatever the URL, and is recorded with method, URL and body."""
    script.call("http_mock", "GET", "weird", {"status": 201, "body": "hi", "headers": {"h": "v"}})
    script.call("http_mock", "*", "http://x/*", {"body": {"k": 1}})
    assert script.shown("http_get", "weird") == "{body: hi, headers: {h: v}, ok: true, status: 201}"
    assert (
        script.shown("http_post", "http://x/p", None) == "{body: {k: 1}, headers: {}, ok: true, status: 200}"
    )
    assert script.call("http_request", "options", "http://x/q", {"body": "b"})["ok"] is True
    assert script.call("http_mock_calls") == [
        {"method": "GET", "url": "weird", "body": None},
        {"method": "POST", "url": "http://x/p", "body": "nil"},
        {"method": "OPTIONS", "url": "http://x/q", "body": "b"},
    ]
    script.call("http_mock_clear")
    assert script.call("http_mock_calls") == []


@pytest.mark.parametrize(
    ("status", "ok"), [(199, False), (204, True), (300, False), (65736, True), (-5, False)]
)
def test_ok_means_success(script: Any, status: int, ok: bool) -> None:
    """`ok` tells the 2xx statuses, of which a mock's count modulo 65536."""
    script.call("http_mock", "GET", "*", {"status": status})
    assert script.call("http_get", "u")["ok"] is ok


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["http_get"], "http_get: URL is required"),
        (["http_patch", "", "b"], "http_patch: URL is required"),
        (["http_request", "", "u"], "http_request: method is required"),
        (["http_request", "GET"], "http_request: URL is required"),
        (["http_get", "ftp://x"], "http: URL must start with http:// or https://, got 'ftp://x'"),
        (["http_request", "a b", "http://x"], "http: invalid method 'A B': invalid HTTP method"),
        (
            ["http_get", "http://x", {"headers": {"a b": 1}}],
            "http: invalid header name 'a b': invalid HTTP header name",
        ),
        (
            ["http_get", "http://x", {"headers": {"a": "\n"}}],
            "http: invalid header value for 'a': failed to parse header value",
        ),
        (
            ["http_get", "http://x", {"auth": {"bearer": "\n"}}],
            "http: invalid bearer token: failed to parse header value",
        ),
        (
            ["http_get", "http://x", {"auth": "\n"}],
            "http: invalid auth header value: failed to parse header value",
        ),
    ],
)
def test_requests_that_cannot_be_sent(script: Any, call: list[Any], message: str) -> None:
    """What is wrong is said before anything is sent."""
    assert script.message(*call) == "Thrown: " + message


def test_a_missing_httpx_is_one_clear_line(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, a real request says what to install."""
    import sys

    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.delitem(sys.modules, "harnvm.net.client", raising=False)
    message = script.message("http_get", "http://x")
    assert message == "Runtime error: HTTP requests need httpx: pip install 'harnvm[http]'"
