"""What a transcript says of a message: its event.

A message is stored as it came. Its event (kind, role, visibility, text, blocks) is derived when somebody
reads it, its id is minted then, once; whoever shares the message shares the event.

This module knows messages and nothing of histories or sessions.
"""

from __future__ import annotations

from _thread import allocate_lock  # `threading` would cost a millisecond of start-up
from os import urandom
from time import time_ns

from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

Message = dict[str, Value]
Event = dict[str, Value]

_first_wins = allocate_lock()

_VARIANT = 0b10 << 62
_VARIANT_MASK = (1 << 62) - 1


class Entry:
    """A message, and its event once it was read."""

    __slots__ = ("_event", "message")

    def __init__(self, message: Message, event: Event | None = None) -> None:
        self.message = message
        self._event = event

    def event(self) -> Event:
        """Return the message's event, the same one at each call."""
        found = self._event
        if found is None:
            derived = derive(self.message)
            with _first_wins:  # two first readers must not see two ids
                found = self._event
                if found is None:
                    found = self._event = derived
        return found


def new_id() -> str:
    """Mint a UUIDv7 as RFC 9562 lays it out: milliseconds, 12 bits of their fraction, 62 random bits.

    Later ids sort after earlier ones. (The package `uuid6` was measured: it takes 45 ms to import, four
    times as long as the interpreter takes to start, and dates ids minted in a burst into the future.)
    """
    milliseconds, rest = divmod(time_ns(), 1_000_000)
    fraction = (rest << 12) // 1_000_000
    random = int.from_bytes(urandom(8), "big") & _VARIANT_MASK | _VARIANT
    digits = f"{milliseconds:012x}7{fraction:03x}{random:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def derive(message: Message) -> Event:
    """Make the event of a message, with a new id."""
    role = display(message.get("role", "user"))
    default = "internal" if role == "tool_result" else "public"
    blocks = _blocks(message.get("content"), default)
    return {
        "id": new_id(),
        "kind": "tool_result" if role == "tool_result" else "message",
        "role": role,
        "visibility": _overall(blocks, default),
        "text": _text(blocks),
        "blocks": blocks,
    }


def _blocks(content: Value, visibility: str) -> list[Message]:
    if content is None:
        return []
    if is_list(content):
        return [_block(item, visibility) for item in content]
    if type(content) is dict:
        return [_block(content, visibility)]
    return [{"type": "text", "text": display(content), "visibility": visibility}]


def _block(item: Value, visibility: str) -> Message:
    block = dict(item) if type(item) is dict else {"text": display(item)}
    block.setdefault("type", "text")
    block.setdefault("visibility", visibility)
    return block


def _overall(blocks: Sequence[Message], default: str) -> str:
    """One public block makes the event public, else one internal block makes it internal."""
    shown = [display(block["visibility"]) for block in blocks]
    for visibility in ("public", "internal"):
        if visibility in shown:
            return visibility
    return default


def _text(blocks: Sequence[Message]) -> str:
    return " ".join(filter(None, map(_block_text, blocks)))


def _block_text(block: Message) -> str:
    kind = display(block["type"])
    if kind in ("text", "output_text", "reasoning"):
        return _first(block, ("text", "content"), "")
    if kind in ("tool_call", "tool_result"):
        return f"<{kind}:{_first(block, ('name',), 'tool')}>"
    if kind == "input_image":
        kind = "image"
    if kind in ("image", "file", "document", "attachment"):
        return f"<{kind}:{_first(block, ('name', 'title', 'path', 'asset_id'), kind)}>"
    return f"<{kind}>"


def _first(block: Message, keys: Sequence[str], default: str) -> str:
    for key in keys:
        if key in block:
            return display(block[key])
    return default
