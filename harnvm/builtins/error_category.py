"""Telling what kind of failure an error text is about.

Only the text is looked at: HTTP status codes first, because they are unambiguous, then the names that
providers give their errors, then the words of broken connections.
"""

from __future__ import annotations

CATEGORIES = frozenset(
    {
        "timeout",
        "auth",
        "rate_limit",
        "overloaded",
        "server_error",
        "transient_network",
        "schema_validation",
        "tool_error",
        "tool_rejected",
        "cancelled",
        "not_found",
        "circuit_open",
        "generic",
    }
)

_STATUS = {
    "401": "auth",
    "403": "auth",
    "404": "not_found",
    "410": "not_found",
    "408": "timeout",
    "504": "timeout",
    "522": "timeout",
    "524": "timeout",
    "429": "rate_limit",
    "503": "overloaded",
    "529": "overloaded",
    "500": "server_error",
    "502": "server_error",
}

#: In order: the first name found decides.
_NAMES = (
    ("Deadline exceeded", "timeout"),
    ("context deadline exceeded", "timeout"),
    ("overloaded_error", "overloaded"),
    ("api_error", "server_error"),
    ("insufficient_quota", "rate_limit"),
    ("billing_hard_limit_reached", "rate_limit"),
    ("invalid_api_key", "auth"),
    ("authentication_error", "auth"),
    ("not_found_error", "not_found"),
    ("model_not_found", "not_found"),
    ("circuit_open", "circuit_open"),
)

_BROKEN_CONNECTION = (
    "connection reset",
    "connection refused",
    "connection closed",
    "broken pipe",
    "dns error",
    "stream error",
    "unexpected eof",
)


def known_category(name: str) -> str:
    """Return `name` if it is a category, else ``generic``."""
    return name if name in CATEGORIES else "generic"


def classify(message: str) -> str:
    """Return the category of an error text."""
    return _by_status(message) or _by_words(message)


def _by_status(message: str) -> str | None:
    from re import findall

    for number in findall("[0-9]+", message):
        if number in _STATUS:
            return _STATUS[number]
    return None


def _by_words(message: str) -> str:
    for name, category in _NAMES:
        if name in message:
            return category
    lower = message.lower()
    if any(words in lower for words in _BROKEN_CONNECTION):
        return "transient_network"
    return "generic"
