"""Sending requests over the network, through httpx.

httpx adds headers, decodes bodies and follows redirects in ways that Harn 0.7.8 does not. So only its
connections are used: requests are built here, bodies are read raw, redirects are followed here.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from random import uniform

import httpx

from harnvm.net.messages import Delivery, Request, RequestFailed, Response
from harnvm.net.redirects import make_request, next_hop
from harnvm.net.urls import parse_url, shown
from harnvm.values.limits import check_text

#: No pause between attempts is longer, in milliseconds.
_MAX_PAUSE = 60_000


class Client:
    """Sends requests. The certificates to trust are costly to load, and loaded once."""

    def __init__(self) -> None:
        self._trust = httpx.create_ssl_context()

    async def send(self, request: Request, delivery: Delivery) -> Response:
        """Send a request until it gets a response that is no server error, or the attempts are used up.

        Raises:
            RequestFailed: The last attempt got no response.
        """
        for attempt in range(delivery.retries):
            try:
                response = await self._attempt(request, delivery)
            except RequestFailed as failure:
                if not failure.transient:
                    raise
            else:
                if response.status < 500:
                    return response
            pause = delivery.backoff_ms * 2 ** min(attempt, 30) * uniform(0.75, 1.25)
            await asyncio.sleep(min(pause, _MAX_PAUSE) / 1000)
        return await self._attempt(request, delivery)

    async def _attempt(self, request: Request, delivery: Delivery) -> Response:
        exchange = _Exchange(_first_hop(request), delivery.max_redirects)
        hooks = {"response": [_unredirected]}
        client = httpx.AsyncClient(verify=self._trust, timeout=None, event_hooks=hooks)
        try:
            async with asyncio.timeout(delivery.timeout_ms / 1000), client:
                return await exchange.run(client)
        except (TimeoutError, httpx.HTTPError) as error:
            raise exchange.failure(error) from error


class _Exchange:
    """One attempt. What a failure is called depends on how far it has got."""

    def __init__(self, hop: httpx.Request, max_redirects: int | None) -> None:
        self._hop = hop
        self._max_redirects = max_redirects
        self._reading = False

    async def run(self, client: httpx.AsyncClient) -> Response:
        """Send the request, follow redirects, and read the response."""
        followed = 0
        while True:
            response = await client.send(self._hop, stream=True)
            following = self._following(response)
            if following is None:
                self._reading = True
                return await _read(response)
            await response.aclose()
            if followed == self._max_redirects:
                raise self._failed("error following redirect")
            followed += 1
            self._hop = following

    def _following(self, response: httpx.Response) -> httpx.Request | None:
        if self._max_redirects is None:
            return None
        return next_hop(self._hop, response.status_code, _headers(response).get("location"))

    def failure(self, error: Exception) -> RequestFailed:
        """Return what scripts see of an error."""
        if self._reading:
            return RequestFailed("http: failed to read response body: error decoding response body")
        transient = isinstance(error, TimeoutError | httpx.ConnectError)
        return self._failed("error sending request", transient)

    def _failed(self, what: str, transient: bool = False) -> RequestFailed:
        return RequestFailed(f"http: request failed: {what} for url ({shown(self._hop.url)})", transient)


def _first_hop(request: Request) -> httpx.Request:
    url = parse_url(request.url)
    headers = [(name.encode(), value.encode()) for name, value in request.headers]
    names = {name.lower() for name, _ in headers}
    if b"accept" not in names:
        headers.append((b"accept", b"*/*"))
    if url.userinfo and b"authorization" not in names:
        headers.append((b"authorization", b"Basic " + b64encode(url.userinfo)))
    body = (request.body or "").encode("utf-8", "replace")
    return make_request(request.method, url.copy_with(userinfo=b""), headers, body)


async def _unredirected(response: httpx.Response) -> None:
    """Keep httpx from looking at the location, which it would refuse where 0.7.8 returns the response."""
    response.extensions["received"] = response.headers
    response.headers = httpx.Headers(response.headers)
    response.headers.pop("location", None)


def _headers(response: httpx.Response) -> dict[str, str]:
    """Return the headers by lower-case name; the last of several counts, and only visible ASCII is shown."""
    received: httpx.Headers = response.extensions["received"]
    return {
        name.decode("latin-1").lower(): value.decode("ascii")
        for name, value in received.raw
        if all(32 <= byte < 127 or byte == 9 for byte in value)
    }


async def _read(response: httpx.Response) -> Response:
    parts = []
    size = 0
    async for part in response.aiter_raw():
        parts.append(part)
        size += len(part)
        check_text(size)
    body = b"".join(parts).decode("utf-8", "replace")
    return Response(response.status_code, dict(_headers(response)), body)
