"""Responses that stand in for the network, and a record of what was asked of them."""

from __future__ import annotations

from harnvm.net.messages import Request, Response


class HttpMocks:
    """The mocks of one VM. The first one that fits a request answers it.

    Attributes:
        calls: The requests that mocks have answered.
    """

    def __init__(self) -> None:
        self._mocks: list[tuple[str, str, Response]] = []
        self.calls: list[Request] = []

    def add(self, method: str, pattern: str, response: Response) -> None:
        """Answer requests of a method (``*`` for any) whose URL fits a pattern."""
        self._mocks.append((method, pattern, response))

    def clear(self) -> None:
        """Forget mocks and calls."""
        self._mocks.clear()
        self.calls.clear()

    def answer(self, request: Request) -> Response | None:
        """Return and record what a mock answers; None if none fits."""
        for method, pattern, response in self._mocks:
            if method.upper() in ("*", request.method) and fits(pattern, request.url):
                self.calls.append(request)
                return response
        return None


def fits(pattern: str, url: str) -> bool:
    """Tell whether a URL fits a pattern, in which ``*`` stands for any text."""
    first, *others = pattern.split("*")
    if not others:
        return pattern == url
    if not url.startswith(first):
        return False
    rest = url[len(first) :]
    *middle, last = others
    for part in middle:
        found = rest.find(part)
        if found < 0:
            return False
        rest = rest[found + len(part) :]
    return rest.endswith(last)
