"""The wording of compaction: the notes that stand in for the messages they replace.

Lengths and limits count UTF-8 bytes, as in Harn 0.7.8, and where a text is cut the cut moves to the start
of a character. Messages are read as if they had gone through JSON: content counts when it is text there.
"""

from __future__ import annotations

import math

from harnvm.errors import SessionError
from harnvm.sessions.events import Message
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_KEPT_WHOLE = 500
_PREVIEW = 120
_ABBREVIATED = 500
_LISTED = 15

#: Unicode's White_Space; Python's own `strip` also takes the separators U+001C to U+001F.
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def trim(text: str) -> str:
    """Return `text` without white space at its ends."""
    return text.strip(_SPACE)


def masked(messages: Sequence[Message], count: int, masks: Sequence[str | None]) -> str:
    """Return the note of strategy ``observation_mask`` for `count` archived messages.

    Args:
        messages: What is archived, or the note that already stands for it.
        count: How many messages that is.
        masks: What a mask callback wrote for each message; None, or missing, means the default mask.
    """
    parts = [f"[auto-compacted {count} older messages via observation masking]"]
    for index, message in enumerate(messages):
        content = content_text(message)
        if content:
            parts.append(_masked_message(message, content, masks[index] if index < len(masks) else None))
    return "\n".join(parts)


def abbreviated(messages: Sequence[Message], count: int) -> str:
    """Return the note of strategy ``truncate`` for `count` archived messages."""
    return _abbreviated(f"[auto-compacted {count} older messages via truncate strategy]", messages, count)


def summarised(messages: Sequence[Message], count: int, summary: str) -> str:
    """Return the note around a model's summary; an empty one falls back to abbreviation."""
    summary = trim(summary)
    if summary:
        return f"[auto-compacted {count} older messages]\n{summary}"
    header = (
        f"[auto-compact fallback: LLM summarizer returned empty; {count} older messages abbreviated "
        f"to ~{_ABBREVIATED} chars each]"
    )
    return _abbreviated(header, messages, count)


def custom(messages: Sequence[Message], count: int, answer: Value) -> str:
    """Return the note around what a custom compactor answered."""
    text = _answer_text(answer)
    if not trim(text):
        return abbreviated(messages, count)
    return f"[auto-compacted {count} older messages]\n{text}"


def content_text(message: Message) -> str:
    """Return a message's content if JSON makes it text, else ''.

    Text are strings, and values that JSON has no form for, such as durations and sets.
    """
    content = message.get("content")
    if type(content) is str:
        return content
    if content is None or type(content) in (bool, int, float, dict) or is_list(content):
        return ""
    return display(content)


def json_form(value: Value) -> Value:
    """Return a deep copy of a value as JSON would give it back."""
    try:
        return _json_form(value)
    except RecursionError:
        raise SessionError("agent_session_compact: a message is nested too deeply") from None


def _json_form(value: Value) -> Value:
    kind = type(value)
    if kind is dict:
        return {key: _json_form(item) for key, item in value.items()}
    if is_list(value):
        return [_json_form(item) for item in value]
    if kind is float:
        return value if math.isfinite(value) else None
    if value is None or kind in (str, bool, int):
        return value
    return display(value)


def byte_length(text: str) -> int:
    """Return the length of `text` in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())


def _masked_message(message: Message, content: str, mask: str | None) -> str:
    role = message["role"]
    size = byte_length(content)
    if role == "assistant" or size < _KEPT_WHOLE:
        return f"[{role}] {content}"
    if mask is not None:
        return mask
    lines = content.count("\n") + (not content.endswith("\n"))
    if lines <= 3:
        return f"[{role}] {content}"
    first = content[: content.index("\n")].removesuffix("\r")
    return f"[{role}] {_cut(first, _PREVIEW)}... [{lines} lines, {size} chars masked]"


def _abbreviated(header: str, messages: Sequence[Message], count: int) -> str:
    lines = []
    for message in messages:
        content = content_text(message)
        if content:
            lines.append(f"[{message['role']}] {_shortened(content)}")
            if len(lines) == _LISTED:
                break
    note = header + "\n" + "\n".join(lines)
    return f"{note}\n... and {count - _LISTED} more" if count > _LISTED else note


def _shortened(content: str) -> str:
    size = byte_length(content)
    if size <= _ABBREVIATED:
        return content
    return f"{_cut(content, _ABBREVIATED)}... [truncated from {size} chars]"


def _cut(text: str, limit: int) -> str:
    """Return as many whole characters of `text` as fit into `limit` bytes."""
    return text[:limit].encode()[:limit].decode(errors="ignore")


def _answer_text(answer: Value) -> str:
    if type(answer) is dict:
        for key in ("summary", "text"):
            if key in answer:
                return display(answer[key])
    if type(answer) is str:
        return answer
    return "" if answer is None else _pretty(json_form(answer), "")


def _pretty(value: Value, margin: str) -> str:
    """Return JSON with two spaces of indentation; `value` holds nothing that JSON has no form for."""
    inner = margin + "  "
    if type(value) is dict and value:
        lines = [f"{inner}{_quoted(key)}: {_pretty(value[key], inner)}" for key in sorted(value)]
        return "{\n" + ",\n".join(lines) + f"\n{margin}}}"
    if type(value) is list and value:
        lines = [inner + _pretty(item, inner) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{margin}]"
    if type(value) is float:
        return _float_text(value)
    return _quoted(value)


def _quoted(value: Value) -> str:
    from json import dumps  # only a custom compactor that answers with data needs it

    return dumps(value, ensure_ascii=False)


def _float_text(number: float) -> str:
    """Return the shortest digits, with an exponent below 1e-5 and from 1e16 on."""
    mantissa, mark, exponent = repr(number).partition("e")
    if not mark or int(exponent) > 0:
        return mantissa + mark + exponent
    if int(exponent) < -5:
        return f"{mantissa}e{int(exponent)}"
    digits = mantissa.lstrip("-").replace(".", "")
    return f"{'-' if number < 0 else ''}0.0000{digits}"
