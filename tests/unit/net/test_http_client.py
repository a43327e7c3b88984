"""What scripts send, and what they get back, over a real connection."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import pytest

from harnvm import VM, HarnThrown
from tests.unit.net.conftest import Server

pytest.importorskip("httpx")


@pytest.fixture
def vm() -> Iterator[VM]:
    """A VM that gives its event loop back."""
    vm = VM(stdout=io.StringIO())
    yield vm
    vm.close()


def refusal(vm: VM, source: str) -> Any:
    """Return what a script throws."""
    with pytest.raises(HarnThrown) as caught:
        vm.eval(source)
    return caught.value.value


def test_a_request_has_no_headers_but_what_it_needs(vm: VM, server: Server) -> None:
    """Nothing is added to what 0.7.8 sends."""
    vm.eval(f'http_get("{server.url}/echo")')
    vm.eval(f'http_post("{server.url}/echo", "héllo", {{headers: {{"X-A": 1}}}})')
    host = server.url.removeprefix("http://")
    assert server.seen[0] == ("GET", "/echo", {"accept": "*/*", "host": host}, b"")
    method, _, headers, body = server.seen[1]
    assert (method, body) == ("POST", "héllo".encode())
    assert headers == {"accept": "*/*", "host": host, "x-a": "1", "content-length": "6"}


def test_a_response_is_a_dict(vm: VM, server: Server) -> None:
    """Bodies are read as UTF-8; of headers sent twice the last counts, and unprintable ones are left out."""
    response = vm.eval(f'http_get("{server.url}/bytes")')
    assert (response["status"], response["ok"], response["body"]) == (200, True, "a\ufffdb")
    assert response["headers"]["x-twice"] == "2"
    assert "x-latin" not in response["headers"]


@pytest.mark.parametrize(
    ("auth", "header"),
    [
        ('"raw"', "raw"),
        ('{bearer: "token"}', "Bearer token"),
        ('{basic: {user: "u", password: "p"}}', "Basic dTpw"),
    ],
)
def test_authorization(vm: VM, server: Server, auth: str, header: str) -> None:
    """The three ways to say who is asking."""
    vm.eval(f'http_get("{server.url}/echo", {{auth: {auth}}})')
    assert server.seen[0][2]["authorization"] == header


@pytest.mark.parametrize(
    ("method", "path", "arrives"),
    [
        ("POST", "/moved", "GET"),
        ("PUT", "/moved", "PUT"),
        ("PUT", "/see-other", "GET"),
        ("POST", "/same-method", "POST"),
    ],
)
def test_redirects_change_the_method_as_they_should(
    vm: VM, server: Server, method: str, path: str, arrives: str
) -> None:
    """The body goes where the method goes; the server is told where the request comes from."""
    options = '{body: "b", headers: {"content-type": "text/x"}}'
    vm.eval(f'http_request("{method}", "{server.url}{path}", {options})')
    seen_method, _, headers, body = server.seen[1]
    assert seen_method == arrives
    assert body == (b"b" if arrives == method else b"")
    assert ("content-type" in headers) == (arrives == method)
    assert headers["referer"] == server.url + path


def test_secrets_stay_with_their_host(vm: VM, server: Server) -> None:
    """A redirect to another host carries neither authorization nor cookies."""
    options = '{auth: {bearer: "t"}, headers: {cookie: "c", "x-a": "1"}}'
    vm.eval(f'http_get("{server.url}/elsewhere", {options})')
    headers = server.seen[1][2]
    assert headers.keys().isdisjoint(("authorization", "cookie"))
    assert headers["x-a"] == "1"


def test_redirects_are_limited_and_optional(vm: VM, server: Server) -> None:
    """Too many are an error; with `follow_redirects: false` they are responses."""
    url = f"{server.url}/loop"
    assert refusal(vm, f'http_get("{url}", {{max_redirects: 3}})') == (
        f"http: request failed: error following redirect for url ({url})"
    )
    assert len(server.seen) == 4
    assert vm.eval(f'http_get("{url}", {{follow_redirects: false}})')["status"] == 302


def test_server_errors_are_tried_again(vm: VM, server: Server) -> None:
    """`retries` more attempts, after which the response is returned as it is."""
    assert vm.eval(f'http_get("{server.url}/flaky")')["status"] == 503
    assert vm.eval(f'http_get("{server.url}/flaky", {{retries: 3, backoff: 1}})')["body"] == "flaky"
    assert len(server.seen) == 3


def test_timeouts_are_errors(vm: VM, server: Server) -> None:
    """An attempt takes no longer than its timeout."""
    url = f"{server.url}/slow"
    message = f"http: request failed: error sending request for url ({url})"
    assert refusal(vm, f'http_get("{url}", {{timeout: 50}})') == message


def test_requests_of_branches_run_side_by_side(vm: VM, server: Server) -> None:
    """A task that waits for a response keeps no other one waiting, and a deadline ends the wait."""
    begin = time.monotonic()
    bodies = vm.eval(f'parallel each [1, 2, 3, 4] {{ x -> http_get("{server.url}/slow").body }}')
    assert bodies == ["slow"] * 4
    assert time.monotonic() - begin < 1.1
    assert refusal(vm, f'deadline 20ms {{ http_get("{server.url}/slow") }}') == "Deadline exceeded"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('http_get("http://127.0.0.1:1/x?q#f")', "error sending request for url (http://127.0.0.1:1/x?q#f)"),
        ('http_get("http://u:p@127.0.0.1:1")', "error sending request for url (http://127.0.0.1:1/)"),
        ('http_get("http://")', "builder error"),
        ('http_get("http://a b/")', "builder error"),
        ('http_get("http://[bad/")', "builder error"),
        ('http_get("http://127.0.0.1:99999/")', "builder error"),
    ],
)
def test_failures_have_the_words_of_the_original(vm: VM, call: str, message: str) -> None:
    """A connection that is refused, and what is no URL."""
    assert refusal(vm, call) == "http: request failed: " + message
