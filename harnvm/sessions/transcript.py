"""Transcripts: a session's state as a dict, and back.

A transcript has the keys ``_type``, ``version``, ``id``, ``messages``, ``events`` and ``assets``, and
whatever else was stored in it (``summary``, ``metadata``, ``state``). Its events are those of its messages,
in order, and then those that belong to no message.

This module knows the shape; it copies nothing and checks what it reads.
"""

from __future__ import annotations

from itertools import zip_longest

from harnvm.errors import SessionError
from harnvm.sessions.events import Entry, Event, Message
from harnvm.sessions.history import Events, History, Messages
from harnvm.sessions.state import State, replaced
from harnvm.values.model import Value
from harnvm.values.view import ListView, as_list, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TYPE = "transcript"
_VERSION = 2

#: Keys that are made for each reader; all others are kept as they came.
_OWN = frozenset(("_type", "version", "id", "messages", "events"))


def as_value(id: str, state: State) -> dict[str, Value]:
    """Return the transcript as a fresh Harn dict in constant time: its lists are lent, not copied."""
    return assemble(
        id,
        ListView(Messages(state.history)),
        ListView(Events(state.history, state.extra_events)),
        state.extras,
    )


def assemble(id: str, messages: Value, events: Value, extras: Mapping[str, Value]) -> dict[str, Value]:
    """Return a fresh transcript dict of these parts."""
    return {
        "_type": _TYPE,
        "version": _VERSION,
        "id": id,
        "messages": messages,
        "events": events,
        **extras,
    }


def stored(old: State, transcript: Mapping[str, Value], verb: str) -> State:
    """Return the state that `transcript` describes, as the successor of `old`.

    Messages that `old` begins with keep their events, so that ids stay stable when somebody writes back
    a transcript read earlier. Other messages take the event given for them, if there is one.
    """
    messages = [checked_message(message, verb) for message in _list(transcript, "messages", verb)]
    events = [_checked_event(event, verb) for event in _list(transcript, "events", verb)]
    extras = {key: value for key, value in transcript.items() if key not in _OWN}
    extras["assets"] = _list(transcript, "assets", verb)
    entries = _entries(old.history, messages, events)
    return replaced(old, entries, extras, events[len(messages) :])


def with_messages(old: State, messages: Sequence[Value], verb: str) -> State:
    """Return `old` with other messages; those it begins with keep their events."""
    checked = [checked_message(message, verb) for message in messages]
    return replaced(old, _entries(old.history, checked, ()), old.extras, ())


def checked_message(message: Value, verb: str) -> Message:
    """Return `message` if it is a dict with a string role; refuse it else."""
    if type(message) is not dict:
        raise SessionError(f"{verb}: message must be a dict")
    if type(message.get("role")) is not str:
        raise SessionError(f"{verb}: message must have a string `role` (user|assistant|tool_result|system)")
    return message


def _checked_event(event: Value, verb: str) -> Event:
    if type(event) is not dict or type(event.get("id")) is not str:
        raise SessionError(f"{verb}: event must be a dict with a string `id`")
    return event


def _list(transcript: Mapping[str, Value], key: str, verb: str) -> list[Value]:
    found = transcript.get(key)
    if found is None:
        return []
    if not is_list(found):
        raise SessionError(f"{verb}: transcript.{key} must be a list")
    return as_list(found)


def _entries(history: History, messages: Sequence[Message], events: Sequence[Event]) -> Iterator[Entry]:
    same = True
    for message, entry, event in zip_longest(messages, history, events[: len(messages)]):
        if message is None:
            return
        same = same and entry is not None and _same(entry.message, message)
        yield entry if same else Entry(message, event)


def _same(a: Value, b: Value) -> bool:
    """Tell whether two values cannot be told apart: unlike ``==``, 1 and 1.0 and true differ."""
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if type(a) is dict:
        return a.keys() == b.keys() and all(_same(value, b[key]) for key, value in a.items())
    if type(a) is list:
        return len(a) == len(b) and all(map(_same, a, b))
    return type(a) in (str, int, float) and repr(a) == repr(b)
