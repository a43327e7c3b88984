"""What is sent and what comes back."""

from __future__ import annotations

from harnvm.values.model import Value


class Request:
    """A request.

    Attributes:
        method: The method in capital letters.
        url: Where it goes, as the script has written it.
        headers: Names and values in order.
        body: The text to send; None for no body.
    """

    __slots__ = ("body", "headers", "method", "url")

    def __init__(self, method: str, url: str, headers: list[tuple[str, str]], body: str | None) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body


class Response:
    """A response.

    Attributes:
        status: The status code.
        headers: Values by lower-case name; the last one where a name was sent more than once.
        body: The body, read as UTF-8.
    """

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: dict[str, Value], body: str) -> None:
        self.status = status
        self.headers = headers
        self.body = body


class RequestFailed(Exception):
    """A request got no response.

    Attributes:
        detail: Why, as scripts see it.
        transient: Whether it may be worth trying again.
    """

    def __init__(self, detail: str, transient: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.transient = transient


class Delivery:
    """How a request is to be delivered.

    Attributes:
        timeout_ms: How long one attempt may take, the body included.
        retries: How often to try again after a broken connection, a timeout or a server error.
        backoff_ms: The first pause between attempts; it doubles each time.
        max_redirects: How many redirects to follow; None to return them as they are.
    """

    __slots__ = ("backoff_ms", "max_redirects", "retries", "timeout_ms")

    def __init__(self, timeout_ms: int, retries: int, backoff_ms: int, max_redirects: int | None) -> None:
        self.timeout_ms = timeout_ms
        self.retries = retries
        self.backoff_ms = backoff_ms
        self.max_redirects = max_redirects
