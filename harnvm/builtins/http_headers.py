"""The headers of a request, made from a script's options and refused in the original's words."""

from __future__ import annotations

from harnvm.builtins.args import fields
from harnvm.errors import thrown
from harnvm.values.display import display
from harnvm.values.model import Value

#: What names of headers and methods consist of.
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def check_method(method: str) -> None:
    """Refuse what cannot be a method."""
    if not _TOKEN.issuperset(method):
        raise thrown(f"http: invalid method '{method}': invalid HTTP method")


def request_headers(options: dict[str, Value]) -> list[tuple[str, str]]:
    """Return the headers that options ask for; those given as such win over ``auth``."""
    headers: dict[str, str] = {}
    authorization = _authorization(options.get("auth"))
    if authorization is not None:
        headers["authorization"] = authorization
    given = fields(options.get("headers"))
    for name in sorted(given):
        if not name or not _TOKEN.issuperset(name):
            raise thrown(f"http: invalid header name '{name}': invalid HTTP header name")
        headers[name.lower()] = _value(display(given[name]), f"invalid header value for '{name}'")
    return list(headers.items())


def _authorization(auth: Value) -> str | None:
    if type(auth) is str:
        return _value(auth, "invalid auth header value")
    if type(auth) is not dict:
        return None
    if "bearer" in auth:
        return _value("Bearer " + display(auth["bearer"]), "invalid bearer token")
    basic = auth.get("basic")
    if type(basic) is not dict:
        return None
    from base64 import b64encode

    user, password = (display(basic[key]) if key in basic else "" for key in ("user", "password"))
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def _value(value: str, refusal: str) -> str:
    if any((character < " " and character != "\t") or character == "\x7f" for character in value):
        raise thrown(f"http: {refusal}: failed to parse header value")
    return value
