"""The session store for Python programs.

`SessionStore` speaks plain Python: dicts, lists, strings, numbers. What goes in is checked and copied, what
comes out belongs to the caller, so no one can change history behind the store's back. It does not know
the VM; a VM that is given a store uses the verbs of its base class, which share values without copying.
"""

from __future__ import annotations

from harnvm.errors import SessionError
from harnvm.sessions import transcript
from harnvm.sessions.border import SnapshotList, accept, plain
from harnvm.sessions.checks import check_string
from harnvm.sessions.core import SessionCore
from harnvm.sessions.history import Events, Messages
from harnvm.sessions.state import Subscriber
from harnvm.values.model import Closure, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from harnvm.sessions.compaction import Compactor, Masker, Summariser


class SessionStore(SessionCore):
    """A bounded, thread-safe collection of agent sessions.

    A session has an id and a transcript: messages, which are dicts with a string ``role``, and what is
    derived from them. Opening a new id when `cap` sessions exist evicts the one least recently accessed,
    sparing those in use. `open`, `reset`, `fork`, `trim`, `inject`, `compact`, `subscribe`,
    `store_transcript` and `replace_messages` count as access; lookups and refused calls do not.

    Verbs raise `UnknownSession` for an id that is not there and `SessionError` for anything else they
    refuse, with the texts of Harn 0.7.8. A refused verb changes nothing.

    Args:
        cap: How many sessions to keep, at least 1.
        strict: Mend what Harn 0.7.8 lets pass:

            * options of `compact` with a value of the wrong type are refused instead of ignored;
            * an empty id and an unknown role are refused;
            * `fork` onto an existing id is refused instead of overwriting it;
            * `subscribe` to an unknown id is refused instead of opening it;
            * `length` and `snapshot` count as access;
            * `trim` does not part a tool result from its call, but keeps more than asked.
    """

    def snapshot(self, id: str) -> dict[str, Any] | None:
        """Return the transcript, or None for an unknown id. No access, unless the store is strict.

        The dict is the caller's, and never changes by itself. Its ``messages`` and ``events`` are lists
        that are copied out when they are first looked at, so that taking a snapshot costs the same at any
        length. `json` can write it if it can write what the messages hold.
        """
        id = check_string("agent_session_snapshot", "id", id)
        now = self._found(id)
        if now is None:
            return None
        messages = SnapshotList(Messages(now.history))
        events = SnapshotList(Events(now.history, now.extra_events))
        return transcript.assemble(id, messages, events, plain(now.extras))

    def messages(self, id: str) -> list[dict[str, Any]]:
        """Return the messages, as `snapshot` does."""
        verb = "agent_session_messages"
        return SnapshotList(Messages(self._read(verb, check_string(verb, "id", id)).history))

    def inject(self, id: str, message: Mapping[str, Any]) -> None:
        """Append a copy of `message`, a dict with a string ``role``. Counts as access."""
        verb = "agent_session_inject"
        self.require(verb, id)
        if not isinstance(message, dict):
            raise SessionError(f"{verb}: message must be a dict")
        self.inject_value(id, accept(verb, message))

    def compact(
        self,
        id: str,
        *,
        keep_last: int = 12,
        token_threshold: int | None = None,
        tool_output_max_chars: int | None = None,
        compact_strategy: str = "observation_mask",
        hard_limit_tokens: int | None = None,
        hard_limit_strategy: str | None = None,
        custom_compactor: Compactor | None = None,
        mask_callback: Masker | None = None,
        compress_callback: Callable[[dict[str, Any]], str] | None = None,
        summariser: Summariser | None = None,
    ) -> int:
        """Archive older messages in one note and return the number of messages left. Counts as access.

        Callbacks get copies, and may themselves use the store: see `SessionCore.compact_value` for what
        happens to changes made meanwhile.

        Args:
            id: Which session.
            keep_last: How many of the last messages to keep, or some more, so as not to cut through a turn.
            token_threshold: Not used here; the agent loop's.
            tool_output_max_chars: Not used here; the agent loop's.
            compact_strategy: ``"truncate"``, ``"observation_mask"``, ``"custom"`` or ``"llm"``.
            hard_limit_tokens: When note and kept messages exceed this estimate, compact the note once more.
            hard_limit_strategy: How to do that; ``"llm"`` when not given.
            custom_compactor: Gets the archived messages; returns the note's text, or a dict with it under
                ``summary`` or ``text``. An empty answer means strategy ``truncate``.
            mask_callback: Gets the archived messages; returns a list with a mask or None for each, used for
                long ones.
            compress_callback: Not used here; the agent loop's.
            summariser: Gets the archived messages and their number; returns a summary, for ``"llm"``.
        """
        from harnvm.sessions.compaction import read_options  # most programs do without it

        given = {
            "keep_last": keep_last,
            "token_threshold": token_threshold,
            "tool_output_max_chars": tool_output_max_chars,
            "compact_strategy": compact_strategy,
            "hard_limit_tokens": hard_limit_tokens,
            "hard_limit_strategy": hard_limit_strategy,
            "custom_compactor": custom_compactor,
            "mask_callback": mask_callback,
            "compress_callback": compress_callback,
        }
        verb = "agent_session_compact"
        self.require(verb, id)
        chosen = {key: value for key, value in given.items() if value is not None}
        return self.compact_value(id, read_options(chosen, _callback, self._strict), _callback(summariser))

    def store_transcript(self, id: str, transcript: Mapping[str, Any]) -> None:
        """Put a copy of `transcript` in the place of the old one. Counts as access.

        What `snapshot` returned can be stored again, also under another id. Messages that old and new begin
        with keep their events, others take the events given for them.
        """
        verb = "agent_session_store"
        self.require(verb, id)
        self.store_value(id, accept(verb, transcript))

    def replace_messages(self, id: str, messages: Iterable[Mapping[str, Any]]) -> None:
        """Put copies of other messages in the place of the old ones, and keep the rest of the transcript."""
        verb = "agent_session_replace_messages"
        self.require(verb, id)
        self.replace_messages_value(id, accept(verb, list(messages)))

    def subscribe(self, id: str, callback: Subscriber) -> None:
        """Register a callable, opening the session if needed. Counts as access."""
        if type(id) is str and not callable(callback) and not isinstance(callback, Closure):
            raise SessionError("agent_subscribe(session_id, callback): callback must be a closure")
        super().subscribe(id, callback)


def _callback(function: Any) -> Callable[..., Value] | None:
    """Wrap a host's callback, so that its answer is checked as anything else that comes in."""
    if not callable(function):
        return None
    return lambda *arguments: accept("agent_session_compact", function(*arguments))
