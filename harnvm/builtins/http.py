"""HTTP requests, and mocks of their responses."""

from __future__ import annotations

from harnvm.builtins.args import arg, fields, integer, text
from harnvm.builtins.http_headers import check_method, request_headers
from harnvm.builtins.registry import Area, Args
from harnvm.errors import runtime_error, thrown
from harnvm.net.messages import Delivery, Request, RequestFailed, Response
from harnvm.net.mocks import HttpMocks
from harnvm.values.display import display
from harnvm.values.limits import check_text
from harnvm.values.model import Value
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.net.client import Client

AREA = Area("http")


@AREA.builtin("http_get")
def http_get(ctx: Context, args: Args) -> Value:
    """GET a URL, with options."""
    return _send_simple(ctx, "GET", args)


@AREA.builtin("http_delete")
def http_delete(ctx: Context, args: Args) -> Value:
    """DELETE a URL, with options."""
    return _send_simple(ctx, "DELETE", args)


@AREA.builtin("http_post")
def http_post(ctx: Context, args: Args) -> Value:
    """POST a body to a URL, with options."""
    return _send_body(ctx, "POST", args)


@AREA.builtin("http_put")
def http_put(ctx: Context, args: Args) -> Value:
    """PUT a body to a URL, with options."""
    return _send_body(ctx, "PUT", args)


@AREA.builtin("http_patch")
def http_patch(ctx: Context, args: Args) -> Value:
    """PATCH a URL with a body, with options."""
    return _send_body(ctx, "PATCH", args)


@AREA.builtin("http_request")
def http_request(ctx: Context, args: Args) -> Value:
    """Send a request of any method to a URL, with options."""
    method = text(args, 0).upper()
    if not method:
        raise thrown("http_request: method is required")
    if not text(args, 1):
        raise thrown("http_request: URL is required")
    return _send(ctx, method, text(args, 1), fields(arg(args, 2)))


def _send_simple(ctx: Context, method: str, args: Args) -> Value:
    return _send(ctx, method, _url(method, args), fields(arg(args, 1)))


def _send_body(ctx: Context, method: str, args: Args) -> Value:
    return _send(ctx, method, _url(method, args), {**fields(arg(args, 2)), "body": text(args, 1)})


def _url(method: str, args: Args) -> str:
    url = text(args, 0)
    if not url:
        raise thrown(f"http_{method.lower()}: URL is required")
    return url


# --- Sending ----------------------------------------------------------------------------------------


class _Network:
    """The client of one VM, made when the first request leaves it."""

    def __init__(self) -> None:
        self._client: Client | None = None

    def client(self) -> Client:
        if self._client is None:
            try:
                from harnvm.net.client import Client
            except ImportError as error:
                raise runtime_error("HTTP requests need httpx: pip install 'harnvm[http]'") from error
            self._client = Client()
        return self._client


def _send(ctx: Context, method: str, url: str, options: dict[str, Value]) -> Value:
    body = display(options["body"]) if "body" in options else None
    request = Request(method, url, [], body)
    response = ctx.state(HttpMocks).answer(request)
    if response is None:
        response = _send_out(ctx, request, options)
    check_text(len(response.body))
    return {
        "status": response.status,
        "headers": response.headers,
        "body": response.body,
        # The original keeps 16 bits of a mocked status here.
        "ok": 200 <= response.status & 0xFFFF < 300,
    }


def _send_out(ctx: Context, request: Request, options: dict[str, Value]) -> Response:
    if not request.url.startswith(("http://", "https://")):
        raise thrown(f"http: URL must start with http:// or https://, got '{request.url}'")
    check_method(request.method)
    request.headers += request_headers(options)
    client = ctx.state(_Network).client()
    try:
        return ctx.tasks.wait_for(client.send(request, _delivery(options)))
    except RequestFailed as failure:
        raise thrown(failure.detail) from None


def _delivery(options: dict[str, Value]) -> Delivery:
    follow = options.get("follow_redirects")
    return Delivery(
        timeout_ms=_natural(options, "timeout", 30_000),
        retries=_natural(options, "retries", 0),
        backoff_ms=_natural(options, "backoff", 1000),
        max_redirects=None if follow is False else _natural(options, "max_redirects", 10),
    )


def _natural(options: dict[str, Value], name: str, default: int) -> int:
    value = integer(options.get(name))
    return default if value is None else max(value, 0)


# --- Mocks ------------------------------------------------------------------------------------------


@AREA.builtin("http_mock")
def http_mock(ctx: Context, args: Args) -> Value:
    """Answer requests of a method to URLs of a pattern with a response."""
    response = fields(arg(args, 2))
    status = integer(response.get("status"))
    body = display(response["body"]) if "body" in response else ""
    answer = Response(200 if status is None else status, fields(response.get("headers")), body)
    ctx.state(HttpMocks).add(text(args, 0), text(args, 1), answer)
    return None


@AREA.builtin("http_mock_clear")
def http_mock_clear(ctx: Context, args: Args) -> Value:
    """Forget mocked responses and the calls of them."""
    ctx.state(HttpMocks).clear()
    return None


@AREA.builtin("http_mock_calls")
def http_mock_calls(ctx: Context, args: Args) -> Value:
    """Return the requests that mocks have answered."""
    calls = ctx.state(HttpMocks).calls
    return [{"method": call.method, "url": call.url, "body": call.body} for call in calls]
