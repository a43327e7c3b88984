"""Tool calls and their results: what a cut must not part.

A call has an id in ``tool_calls`` or in a content block of type ``tool_use``; a result names it in
``tool_call_id`` or ``tool_use_id``, of the message or of a content block.
"""

from __future__ import annotations

from harnvm.sessions.events import Message
from harnvm.sessions.history import History
from harnvm.values.model import Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def kept_whole(history: History, keep_last: int) -> int:
    """Return how many of the last messages to keep so that each result among them has its call.

    At least `keep_last`. Results whose call is nowhere in the history are let be. Costs O(n) when the cut
    goes through a pair, else O(kept).
    """
    count = len(history)
    cut = max(count - keep_last, 0)
    missing = _unanswered(history.messages(cut))
    pending: set[str] = set()
    for index in range(cut - 1, -1, -1) if missing else ():
        message = history.entry(index).message
        pending.update(_results(message))
        calls = set(_calls(message))
        pending -= calls
        if calls & missing:
            cut = index
            missing = (missing - calls) | pending
            pending = set()
            if not missing:
                break
    return count - cut


def _unanswered(messages: list[Message]) -> set[str]:
    """Return the ids of results that come without their call before them."""
    called: set[str] = set()
    missing: set[str] = set()
    for message in messages:
        called.update(_calls(message))
        missing.update(id for id in _results(message) if id not in called)
    return missing


def _calls(message: Message) -> Iterator[str]:
    for call in _dicts(message.get("tool_calls")):
        yield from _text(call.get("id"))
    for block in _dicts(message.get("content")):
        if block.get("type") == "tool_use":
            yield from _text(block.get("id"))


def _results(message: Message) -> Iterator[str]:
    for part in (message, *_dicts(message.get("content"))):
        yield from _text(part.get("tool_call_id"))
        yield from _text(part.get("tool_use_id"))


def _dicts(value: Value) -> Iterator[Message]:
    if is_list(value):
        yield from (item for item in value if type(item) is dict)


def _text(value: Value) -> Iterator[str]:
    if type(value) is str:
        yield value
