"""A server that answers by path, in a thread of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

_REDIRECTS = {"/moved": 302, "/see-other": 303, "/same-method": 307}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Keep quiet."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        seen = self.server.seen  # type: ignore[attr-defined]
        seen.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        if self.path in _REDIRECTS:
            self._reply(_REDIRECTS[self.path], b"", [("Location", "/echo")])
        elif self.path == "/loop":
            self._reply(302, b"", [("Location", "/loop")])
        elif self.path == "/elsewhere":
            other = f"http://localhost:{self.server.server_address[1]}/echo"
            self._reply(302, b"", [("Location", other)])
        elif self.path == "/flaky":
            self._reply(503 if len(seen) < 3 else 200, b"flaky", [])
        elif self.path == "/slow":
            time.sleep(0.3)
            self._reply(200, b"slow", [])
        elif self.path == "/bytes":
            self._reply(200, b"a\xffb", [("X-Twice", "1"), ("X-Twice", "2"), ("X-Latin", "\xe9")])
        else:
            self._reply(200, body, [])

    def _reply(self, status: int, body: bytes, headers: list[tuple[str, str]]) -> None:
        try:
            self.send_response(status)
            for name, value in [*headers, ("Content-Length", str(len(body)))]:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except BrokenPipeError:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _answer


class Server:
    """Where the server is, and what it was asked: method, path, headers, body."""

    def __init__(self, server: Any) -> None:
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = server.seen


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server, reached without proxies."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    listener = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    listener.daemon_threads = True
    listener.seen = []  # type: ignore[attr-defined]
    thread = Thread(target=listener.serve_forever, args=(0.01,))
    thread.start()
    yield Server(listener)
    listener.shutdown()
    listener.server_close()
    thread.join()
