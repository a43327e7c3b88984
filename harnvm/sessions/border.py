"""The border between a Python program and the store: nothing mutable is shared across it.

`accept` copies a host's value in and checks it; `plain` copies a stored value out. `SnapshotList` copies a
whole history out, but not before somebody looks at it: a snapshot costs the same at any length.
"""

from __future__ import annotations

from _thread import allocate_lock

from harnvm.errors import HarnError, SessionError
from harnvm.values.convert import is_unicode
from harnvm.values.model import (
    INT_MAX,
    INT_MIN,
    BuiltinRef,
    Closure,
    Duration,
    EnumValue,
    Iter,
    Opaque,
    PairValue,
    RangeValue,
    SetValue,
    StructValue,
    Value,
)
from harnvm.values.path import shown_path
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from harnvm.values.border import Border

#: Kinds that are the same on both sides.
_PLAIN = frozenset([type(None), bool, int, float, str])

#: Deeper values could not be copied out, shown or written as JSON without exhausting Python's stack.
_MAX_DEPTH = 200

#: Harn values without a plain Python form cross as they are: they do not change.
_OPAQUE = (
    BuiltinRef,
    Closure,
    Duration,
    EnumValue,
    Iter,
    Opaque,
    PairValue,
    RangeValue,
    SetValue,
    StructValue,
)


class _Refused(Exception):
    """Why a value is refused, and the steps of the path to it, innermost first."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.steps: list[str] = []


def accept(verb: str, value: Any) -> Value:
    """Return a deep copy of a host's value as a Harn value, or refuse it with the path to what is wrong.

    Dicts with string keys, lists and tuples (both become lists), strings, bools, 64-bit ints, floats and None
    are accepted, and the immutable classes of `harnvm.values.model`.
    """
    try:
        return _accept(value, [])
    except _Refused as refused:
        path = shown_path("$" + "".join(reversed(refused.steps)))
        raise SessionError(f"{verb}: {path}: {refused.reason}") from None


def _accept(value: Any, outer: list[Any]) -> Value:
    kind = type(value)
    if kind is str:
        return value if value.isascii() else _unicode(value)
    if value is None or kind is bool or kind is float:
        return value
    if kind is int:
        return _integer(value)
    if isinstance(value, dict):
        return _nested(value, outer, _accept_dict)
    if kind is list or kind is tuple or kind is ListView:
        return _nested(value, outer, _accept_list)
    return value if isinstance(value, _OPAQUE) else _accept_other(value, outer)


def _nested(value: Any, outer: list[Any], copy: Callable[[Any, list[Any]], Value]) -> Value:
    if outer:
        if any(value is container for container in outer):
            raise _Refused("the value contains itself")
        if len(outer) == _MAX_DEPTH:
            raise _Refused(f"nested more than {_MAX_DEPTH} levels deep")
    outer.append(value)
    copied = copy(value, outer)
    outer.pop()
    return copied


def _accept_dict(value: dict[Any, Any], outer: list[Any]) -> dict[str, Value]:
    copied = {}
    for key, item in value.items():
        name = key if type(key) is str and key.isascii() else _key(key)
        try:
            copied[name] = item if type(item) is str and item.isascii() else _accept(item, outer)
        except _Refused as refused:
            refused.steps.append(f".{name}" if name.isidentifier() else f"[{name!r}]")
            raise
    return copied


def _accept_list(value: Iterable[Any], outer: list[Any]) -> list[Value]:
    copied: list[Value] = []
    for index, item in enumerate(value):
        try:
            copied.append(_accept(item, outer))
        except _Refused as refused:
            refused.steps.append(f"[{index}]")
            raise
    return copied


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise _Refused(f"keys must be strings, not {type(key).__name__}")
    return _unicode(str.__str__(key))


def _accept_other(value: Any, outer: list[Any]) -> Value:
    """Accept the Python forms of Harn values; reduce members of string enums and the like to what they are."""
    from harnvm.values.forms import HarnSet, Pair

    if isinstance(value, list | tuple) and not isinstance(value, HarnSet | Pair):
        return _nested(value, outer, _accept_list)
    if isinstance(value, str):
        return _unicode(str.__str__(value))
    if isinstance(value, int):
        return _integer(int.__int__(value))
    if isinstance(value, float):
        return float.__float__(value)
    try:
        return _forms().to_harn(value)
    except HarnError as error:
        raise _Refused(error.message.partition(": ")[2]) from None


def _unicode(text: str) -> str:
    if not is_unicode(text):
        raise _Refused("the string holds a lone surrogate")
    return text


def _integer(number: int) -> int:
    if not INT_MIN <= number <= INT_MAX:
        raise _Refused("the int does not fit into 64 bits")
    return number


def plain(value: Value) -> Any:
    """Return a deep copy of a stored value in fresh dicts and lists, which the caller may change."""
    try:
        return _plain(value)
    except RecursionError:
        raise SessionError("agent_session_snapshot: a value is nested too deeply") from None


def _plain(value: Value) -> Any:
    kind = type(value)
    if kind is dict:
        return {key: item if type(item) is str else _plain(item) for key, item in value.items()}
    if kind is list or kind is ListView:
        return [_plain(item) for item in value]
    return value if kind in _PLAIN else _forms().special_to_python(value)


def _forms() -> Border:
    """Return what converts the rarer kinds of values, as every VM does."""
    from harnvm.values.border import Border

    return Border()


class _Unread:
    """Stands in a `SnapshotList` that nobody has looked at yet.

    Extensions in C that read a list's memory, past its methods, meet one of these and stumble over it,
    instead of taking the list for empty. ``list(x)`` is what to give them.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "<unread part of a session snapshot>"


_unread = _Unread()
_first_wins = allocate_lock()


class SnapshotList(list[Value]):
    """A list that is copied out of the store when it is first looked at; from then on any other list.

    What it will hold is settled when it is made. It belongs to the caller alone, who may change it.
    """

    __slots__ = ("_source",)

    def __init__(self, source: Iterable[Value]) -> None:
        super().__init__((_unread,))
        self._source: Iterable[Value] | None = source

    def __reduce_ex__(self, protocol: Any) -> Any:
        return list, (list(self),)

    def __radd__(self, other: list[Any]) -> list[Any]:
        return other + list(self)

    def _fill(self) -> None:
        source = self._source
        if source is not None:
            items = [plain(item) for item in source]
            with _first_wins:  # a second reader must not replace what the first one got
                if self._source is not None:
                    super().__setitem__(slice(None), items)
                    self._source = None


def _filled_first(name: str) -> Callable[..., Any]:
    method = getattr(list, name)

    def call(self: SnapshotList, /, *arguments: Any, **keywords: Any) -> Any:
        self._fill()
        for argument in arguments:
            if type(argument) is SnapshotList:  # lists compare and join each other's memory
                argument._fill()
        return method(self, *arguments, **keywords)

    call.__name__ = name
    call.__doc__ = method.__doc__
    return call


def _list_methods() -> Iterator[str]:
    """Name the methods of `list` that read or change its elements."""
    about_the_object = frozenset(dir(object)) - {
        "__eq__",
        "__ge__",
        "__gt__",
        "__le__",
        "__lt__",
        "__ne__",
        "__repr__",
    }
    for name in dir(list):
        if name not in about_the_object and name not in ("__class_getitem__", "__hash__"):
            yield name


for _name in _list_methods():
    setattr(SnapshotList, _name, _filled_first(_name))
