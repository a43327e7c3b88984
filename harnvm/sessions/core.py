"""The verbs of a session store, on Harn values that are shared and not copied.

`SessionCore` is what the VM's builtins and the agent loop call: values given to it must never change
afterwards, which holds for all values of a script. Python programs use `SessionStore`, which copies at its
border.

Every verb is atomic and safe from any thread. One lock guards the table; it is never held while a callback
runs, and verbs hold it for a time that depends on no length; only compaction's write, `store_value`,
`replace_messages_value` and a strict store's `trim` cost what they read and write.
"""

from __future__ import annotations

from _thread import RLock  # `threading` would cost a millisecond of start-up; a finaliser may re-enter

from harnvm.errors import SessionError
from harnvm.sessions import state, transcript
from harnvm.sessions.checks import check_count, check_string, refuse_unknown
from harnvm.sessions.events import Message, new_id
from harnvm.sessions.history import History, Messages
from harnvm.sessions.record import Record
from harnvm.sessions.state import Origin, State, Subscriber
from harnvm.sessions.table import DEFAULT_CAP, Slot, Table
from harnvm.values.convert import is_unicode
from harnvm.values.model import Value
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from harnvm.sessions.compaction import Options, Outcome, Summariser

#: How often a compaction starts over when the history it read was rewritten meanwhile.
_ATTEMPTS = 3

_ROLES = frozenset(("user", "assistant", "tool", "tool_result", "system", "developer"))


class SessionInfo(Record):
    """What is known of a session without reading its messages.

    Attributes:
        id: Its id.
        count: Number of messages.
        created: When it was opened, in seconds since the epoch.
        accessed: A counter of the store at the last access: the higher, the more recent.
        revision: Counts the changes of its transcript.
        origin: Where it was forked from, or None.
        subscribers: Number of subscribers.
        in_use: Whether it is at work, and so not evicted.
    """

    __slots__ = (  # noqa: RUF023 (the order of the values)
        "id",
        "count",
        "created",
        "accessed",
        "revision",
        "origin",
        "subscribers",
        "in_use",
    )

    id: str
    count: int
    created: float
    accessed: int
    revision: int
    origin: Origin | None
    subscribers: int
    in_use: bool


class Use:
    """A session at work, as a context manager: entering keeps it from being evicted, leaving lets go."""

    __slots__ = ("_core", "_id", "_slots", "_verb")

    def __init__(self, core: SessionCore, verb: str, id: str) -> None:
        self._core = core
        self._verb = verb
        self._id = id
        self._slots: list[Slot] = []

    def __enter__(self) -> Slot:
        slot = self._core._acquire(self._verb, self._id)
        self._slots.append(slot)
        return slot

    def __exit__(self, *raised: object) -> None:
        self._core._release(self._slots.pop())


class SessionCore:
    """A bounded, thread-safe collection of sessions."""

    def __init__(self, cap: int = DEFAULT_CAP, strict: bool = False) -> None:
        self._table = Table(cap)
        self._lock = RLock()
        self._strict = strict

    @property
    def strict(self) -> bool:
        """Whether the store refuses what Harn 0.7.8 lets pass; see `SessionStore`."""
        return self._strict

    def require(self, verb: str, id: Value) -> None:
        """Refuse an id that is no string or names no session, as the verb `verb`. No access."""
        self._slot(verb, check_string(verb, "id", id))

    # -- life and lookup

    def open(self, id: str | None = None) -> str:
        """Resume or create a session and return its id; None mints a UUIDv7. Counts as access."""
        id = new_id() if id is None else self._new_name("agent_session_open", "id", id, " or nil")
        with self._lock:
            _, evicted = self._opened(id)
        del evicted  # only now, outside the lock, may finalisers run
        return id

    def exists(self, id: str) -> bool:
        """Tell whether there is a session with this id. Never an access."""
        return self._table.get(check_string("agent_session_exists", "id", id)) is not None

    def length(self, id: str) -> int:
        """Return the number of messages. No access, unless the store is strict."""
        verb = "agent_session_length"
        return len(self._read(verb, check_string(verb, "id", id)).history)

    def close(self, id: str) -> None:
        """Drop a session at once, even one in use."""
        verb = "agent_session_close"
        id = check_string(verb, "id", id)
        with self._lock:
            slot = self._slot(verb, id)
            self._table.remove(slot)

    def ids(self) -> list[str]:
        """Return all ids, least recently used first."""
        with self._lock:
            return [slot.id for slot in self._table]

    def info(self, id: str) -> SessionInfo:
        """Return what is known of a session without counting as an access."""
        verb = "agent_session_info"
        id = check_string(verb, "id", id)
        with self._lock:
            slot = self._slot(verb, id)
            now = slot.state
            return SessionInfo(
                id,
                len(now.history),
                slot.created,
                slot.accessed,
                now.revision,
                now.origin,
                len(now.subscribers),
                slot.uses > 0,
            )

    @property
    def cap(self) -> int:
        """How many sessions are kept; values below 1 count as 1.

        Lowering it drops nothing by itself: the next session that is opened, or released after use, finds
        the least recently used ones gone.
        """
        return self._table.cap

    @cap.setter
    def cap(self, cap: int) -> None:
        self._table.cap = cap

    def use(self, id: str) -> Use:
        """Keep a session from being evicted while the ``with`` block runs; no access by itself.

        While sessions in use fill the store it grows past its cap, and shrinks when they are released.
        """
        verb = "agent_session_use"
        return Use(self, verb, check_string(verb, "id", id))

    # -- history

    def reset(self, id: str) -> None:
        """Empty the transcript; id and subscribers stay. Counts as access."""
        verb = "agent_session_reset"
        id = check_string(verb, "id", id)
        with self._lock:
            slot = self._slot(verb, id)
            old, slot.state = slot.state, state.reset(slot.state)
            self._table.touch(slot)
        del old

    def fork(self, src: str, dst: str | None = None) -> str:
        """Copy a transcript under a new id and return that; subscribers are not copied.

        Counts as an access to the source, then to the destination. An existing destination is overwritten,
        and keeps its own subscribers; a strict store refuses it.
        """
        verb = "agent_session_fork"
        src = check_string(verb, "src", src)
        if dst is not None:
            dst = self._new_name(verb, "dst", dst, " or nil")
        return self._fork(verb, src, dst, None)

    def fork_at(self, src: str, keep_first: int, dst: str | None = None) -> str:
        """Fork a session with its first `keep_first` messages only, or all if there are fewer."""
        verb = "agent_session_fork_at"
        src = check_string(verb, "src", src)
        check_count(verb, "keep_first", keep_first)
        if dst is not None:
            dst = self._new_name(verb, "dst", dst, " or nil")
        return self._fork(verb, src, dst, keep_first)

    def trim(self, id: str, keep_last: int) -> int:
        """Keep the last messages and return how many there are now. Counts as access.

        A strict store keeps more than asked where the cut would part a tool result from its call.
        """
        verb = "agent_session_trim"
        id = check_string(verb, "id", id)
        check_count(verb, "keep_last", keep_last)
        with self._lock:
            slot = self._slot(verb, id)
            if self._strict:
                keep_last = self._kept_whole(slot.state.history, keep_last)
            old, slot.state = slot.state, state.trimmed(slot.state, keep_last)
            self._table.touch(slot)
            kept = len(slot.state.history)
        del old
        return kept

    def inject_value(self, id: str, message: Value) -> None:
        """Append a message, a dict with a string ``role``. Counts as access."""
        verb = "agent_session_inject"
        id = check_string(verb, "id", id)
        with self._lock:
            slot = self._slot(verb, id)
            slot.state = state.injected(slot.state, self._message(verb, message))
            self._table.touch(slot)

    def snapshot_value(self, id: str) -> dict[str, Value] | None:
        """Return the transcript as a Harn dict whose lists are lent, or None for an unknown id."""
        id = check_string("agent_session_snapshot", "id", id)
        now = self._found(id)
        return None if now is None else transcript.as_value(id, now)

    def messages_value(self, id: str) -> ListView:
        """Return the messages as a Harn list that is lent."""
        verb = "agent_session_messages"
        return ListView(Messages(self._read(verb, check_string(verb, "id", id)).history))

    def store_value(self, id: str, value: Mapping[str, Value]) -> None:
        """Put another transcript in the place of the old one. Counts as access.

        Messages that both begin with keep their event ids; the id inside `value` is ignored.
        """
        verb = "agent_session_store"
        id = check_string(verb, "id", id)
        if type(value) is not dict:
            raise SessionError(f"{verb}: transcript must be a dict")
        self._replace(verb, id, lambda old: transcript.stored(old, value, verb))

    def replace_messages_value(self, id: str, messages: Sequence[Value]) -> None:
        """Put other messages in the place of the old ones, and keep the rest of the transcript."""
        verb = "agent_session_replace_messages"
        id = check_string(verb, "id", id)
        self._replace(verb, id, lambda old: transcript.with_messages(old, messages, verb))

    def compact_value(
        self,
        id: str,
        options: Options,
        summariser: Summariser | None = None,
    ) -> int:
        """Archive older messages in one note and return the number of messages left. Counts as access.

        Callbacks run without the lock, while the session is in use. What was appended meanwhile is kept,
        after the messages that compaction keeps. If the history was rewritten meanwhile (reset, trimmed,
        replaced, compacted), that stands, and compaction starts over on it, at most twice; then it leaves
        it alone. A session closed meanwhile stays closed.
        """
        from harnvm.sessions import compaction  # most scripts do without it

        verb = "agent_session_compact"
        with Use(self, verb, check_string(verb, "id", id)) as slot:
            for _ in range(_ATTEMPTS):
                base = slot.state
                outcome = compaction.run(base.history.messages(), options, summariser)
                count = self._write_compacted(slot, base, outcome)
                if count is not None:
                    return count
        return len(slot.state.history)

    # -- subscribers

    def subscribe(self, id: str, subscriber: Subscriber) -> None:
        """Register a subscriber, opening the session if needed (a strict store refuses). Counts as access."""
        verb = "agent_subscribe"
        if not isinstance(id, str):
            raise SessionError(f"{verb}(session_id, callback): session_id must be a string")
        id = self._new_name(verb, "session_id", id, "")
        with self._lock:
            slot, evicted = (self._slot(verb, id), []) if self._strict else self._opened(id)
            slot.state = state.subscribed(slot.state, subscriber)
            self._table.touch(slot)
        del evicted

    def subscribers(self, id: str) -> list[Subscriber]:
        """Return the subscribers in the order of their registration; none for an unknown id."""
        slot = self._table.get(check_string("agent_session_subscribers", "id", id))
        return [] if slot is None else list(slot.state.subscribers)

    # -- what the verbs are made of

    def _acquire(self, verb: str, id: str) -> Slot:
        with self._lock:
            slot = self._slot(verb, id)
            slot.uses += 1
        return slot

    def _release(self, slot: Slot) -> None:
        with self._lock:
            slot.uses -= 1
            evicted = self._table.evict(0)
        del evicted

    def _slot(self, verb: str, id: str) -> Slot:
        return self._table.get(id) or refuse_unknown(verb, id)

    def _opened(self, id: str) -> tuple[Slot, list[Slot]]:
        slot = self._table.get(id)
        if slot is None:
            return self._table.add(id)
        self._table.touch(slot)
        return slot, []

    def _found(self, id: str) -> State | None:
        """Return the state for a verb that only reads; that is one reference, so no lock is needed."""
        slot = self._table.get(id)
        if slot is None:
            return None
        if self._strict:
            with self._lock:
                if self._table.get(id) is slot:
                    self._table.touch(slot)
        return slot.state

    def _read(self, verb: str, id: str) -> State:
        return self._found(id) or refuse_unknown(verb, id)

    def _fork(self, verb: str, src: str, dst: str | None, count: int | None) -> str:
        if dst is None:
            dst = new_id()
        with self._lock:
            source = self._slot(verb, src)
            if self._strict and self._table.get(dst) is not None:
                raise SessionError(f"{verb}: session id '{dst}' already exists")
            self._table.touch(source)
            base = source.state  # taken before room is made: at cap 1 the source itself has to go
            slot, evicted = self._opened(dst)
            old, slot.state = slot.state, state.forked(base, src, count, slot.state)
        del evicted, old
        return dst

    def _kept_whole(self, history: History, keep_last: int) -> int:
        from harnvm.sessions import pairs  # only strict stores need it

        return pairs.kept_whole(history, keep_last)

    def _replace(self, verb: str, id: str, make: Callable[[State], State]) -> None:
        with self._lock:
            slot = self._slot(verb, id)
            old, slot.state = slot.state, make(slot.state)
            self._table.touch(slot)
        del old

    def _write_compacted(self, slot: Slot, base: State, outcome: Outcome | None) -> int | None:
        """Write what was planned for `base`; return the number of messages, or None if it no longer fits."""
        with self._lock:
            now = slot.state
            if self._table.get(slot.id) is not slot:  # closed
                return len(base.history) - (outcome.split - 1 if outcome else 0)
            if now.rewritten != base.rewritten:
                return None
            if outcome is None:
                slot.state = state.unchanged(now)
            else:
                slot.state = state.compacted(now, outcome.note, outcome.split)
            self._table.touch(slot)
            return len(slot.state.history)

    def _message(self, verb: str, message: Value) -> Message:
        checked = transcript.checked_message(message, verb)
        if self._strict and checked["role"] not in _ROLES:
            raise SessionError(f"{verb}: unknown role '{checked['role']}'")
        return checked

    def _new_name(self, verb: str, name: str, id: str, or_nil: str) -> str:
        """Check an id that may come to name a new session."""
        id = check_string(verb, name, id, or_nil)
        if not id and self._strict:
            raise SessionError(f"{verb}: `{name}` must not be empty")
        if not id.isascii() and not is_unicode(id):
            raise SessionError(f"{verb}: `{name}` holds a lone surrogate")
        return id
