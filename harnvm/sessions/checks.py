"""Checks of arguments that all verbs share, with the words of Harn 0.7.8."""

from __future__ import annotations

from harnvm.errors import SessionError, UnknownSession
from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def check_string(verb: str, name: str, value: Value, or_nil: str = "") -> str:
    """Return an argument that must be a string, members of string enums and the like as plain ones."""
    if type(value) is str:
        return value
    if not isinstance(value, str):
        raise SessionError(f"{verb}: `{name}` must be a string{or_nil}")
    return str.__str__(value)


def check_count(verb: str, name: str, value: Value) -> int:
    """Return an argument that must be an int and not negative."""
    if type(value) is not int:
        raise SessionError(f"{verb}: `{name}` must be an int")
    if value < 0:
        raise SessionError(f"{verb}: `{name}` must be >= 0")
    return value


def refuse_unknown(verb: str, id: str) -> NoReturn:
    """Refuse an id that names no session."""
    raise UnknownSession(f"{verb}: unknown session id '{id}'")
