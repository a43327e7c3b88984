"""What a session holds at one moment, and what each verb makes of it.

A `State` never changes. Verbs are functions from the old state to the new one: they cost the same at any
length, take nothing but values, and know neither stores nor locks (but see `History` on growing).
"""

from __future__ import annotations

from harnvm.sessions.events import Entry, Event, Message
from harnvm.sessions.history import History
from harnvm.sessions.record import Record
from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: What is registered to hear of a session's events; the store only keeps it.
Subscriber = Value


class Origin(Record):
    """Where a fork comes from: the session, its revision then, and how many messages were taken."""

    __slots__ = ("id", "revision", "length")  # noqa: RUF023 (the order of the values)

    id: str
    revision: int
    length: int


class State:
    """One moment of a session.

    Attributes:
        history: The messages.
        extras: Further keys of the transcript: ``assets``, ``summary``, ``metadata``, ``state`` and the like.
        extra_events: Events that belong to no message. Any verb that changes messages drops them, as in
            Harn 0.7.8.
        subscribers: In the order of registration.
        revision: Counts the changes of this session.
        rewritten: The revision at which messages were last changed other than by appending. Two states with
            the same one differ at most by what was appended.
        origin: Where the session was forked from, or None.
    """

    __slots__ = ("extra_events", "extras", "history", "origin", "revision", "rewritten", "subscribers")

    def __init__(
        self,
        history: History,
        extras: Mapping[str, Value],
        extra_events: Sequence[Event],
        subscribers: tuple[Subscriber, ...],
        revision: int,
        rewritten: int,
        origin: Origin | None,
    ) -> None:
        self.history = history
        self.extras = extras
        self.extra_events = extra_events
        self.subscribers = subscribers
        self.revision = revision
        self.rewritten = rewritten
        self.origin = origin


_NO_EXTRAS: Mapping[str, Value] = {"assets": []}


def fresh() -> State:
    """Return the state of a session that was just opened."""
    return State(History.empty(), _NO_EXTRAS, (), (), 0, 0, None)


def injected(old: State, message: Message) -> State:
    """Append a message."""
    return State(
        old.history.append(Entry(message)),
        old.extras,
        (),
        old.subscribers,
        old.revision + 1,
        old.rewritten,
        old.origin,
    )


def reset(old: State) -> State:
    """Empty the transcript; keep subscribers and origin."""
    return _rewrite(old, History.empty(), _NO_EXTRAS)


def trimmed(old: State, keep_last: int) -> State:
    """Keep the last messages."""
    if keep_last >= len(old.history):
        return unchanged(old)
    return _rewrite(old, old.history.last(keep_last), old.extras)


def unchanged(old: State) -> State:
    """Keep all messages, as a trim or compaction with nothing to do; extra events go all the same."""
    if not old.extra_events:
        return old
    return State(old.history, old.extras, (), old.subscribers, old.revision + 1, old.rewritten, old.origin)


def compacted(old: State, note: Message, split: int) -> State:
    """Put `note` in the place of the first `split` messages. Costs what is kept."""
    history = History.empty().append(Entry(note)).extend(old.history.entries(split))
    return _rewrite(old, history, old.extras)


def forked(source: State, source_id: str, count: int | None, onto: State) -> State:
    """Return the state of a fork of `source` (its first `count` messages) that replaces `onto`."""
    history, extra_events = source.history, source.extra_events
    if count is not None and count < len(history):
        history, extra_events = history.first(count), ()
    revision = onto.revision + 1
    origin = Origin(source_id, source.revision, len(history))
    return State(history, source.extras, extra_events, onto.subscribers, revision, revision, origin)


def replaced(
    old: State, entries: Iterable[Entry], extras: Mapping[str, Value], extra_events: Sequence[Event]
) -> State:
    """Put another transcript in the place of the old one."""
    return _rewrite(old, History.of(entries), extras, extra_events)


def subscribed(old: State, subscriber: Subscriber) -> State:
    """Register a subscriber."""
    return State(
        old.history,
        old.extras,
        old.extra_events,
        (*old.subscribers, subscriber),
        old.revision,
        old.rewritten,
        old.origin,
    )


def _rewrite(
    old: State, history: History, extras: Mapping[str, Value], extra_events: Sequence[Event] = ()
) -> State:
    revision = old.revision + 1
    return State(history, extras, extra_events, old.subscribers, revision, revision, old.origin)
