"""Compaction: what to archive, by which strategy, and how often to ask.

Two tiers, as in Harn 0.7.8. The first strategy turns the older messages into one note; when that note and
what is kept still exceed the hard limit, a second strategy turns the note into a shorter one.

This module plans and words; it calls the callbacks it is given and writes nothing. It knows neither stores
nor models: the summary of strategy ``llm`` comes from a function that somebody else provides.
"""

from __future__ import annotations

import math

from harnvm.errors import CompactionError, SessionError
from harnvm.sessions import notes
from harnvm.sessions.events import Message
from harnvm.values.model import Value
from harnvm.values.view import as_list, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    #: Gets the archived messages, returns a summary: text, or a dict with ``summary`` or ``text``.
    Compactor = Callable[[list[Message]], Value]

    #: Gets the archived messages, returns a list with a mask or nil for each.
    Masker = Callable[[list[Message]], Value]

    #: Gets the archived messages and their number, returns a model's summary.
    Summariser = Callable[[list[Message], int], str]

_OPTION_KEYS = (
    "keep_last",
    "token_threshold",
    "tool_output_max_chars",
    "compact_strategy",
    "hard_limit_tokens",
    "hard_limit_strategy",
    "custom_compactor",
    "mask_callback",
    "compress_callback",
)
_CALLBACK_KEYS = _OPTION_KEYS[6:]
_STRATEGIES = ("llm", "truncate", "custom", "observation_mask")
_VERB = "agent_session_compact"


class Options:
    """How to compact.

    Attributes:
        keep_last: How many of the last messages to keep, at least.
        token_threshold: The size at which an agent loop compacts by itself; a plain compaction ignores it.
        tool_output_max_chars: The size at which an agent loop shortens one tool's output; ignored likewise.
        compact_strategy: The first tier's strategy.
        hard_limit_tokens: The size above which the second tier works; None for never.
        hard_limit_strategy: The second tier's strategy.
        custom_compactor: What strategy ``custom`` calls, or None.
        mask_callback: What strategy ``observation_mask`` asks first, or None.
        compress_callback: What an agent loop asks to shorten one tool's output, or None.
    """

    __slots__ = _OPTION_KEYS

    def __init__(self) -> None:
        self.keep_last = 12
        self.token_threshold = 48_000
        self.tool_output_max_chars = 16_000
        self.compact_strategy = "observation_mask"
        self.hard_limit_tokens: int | None = None
        self.hard_limit_strategy = "llm"
        self.custom_compactor: Compactor | None = None
        self.mask_callback: Masker | None = None
        self.compress_callback: Callable[[Value], Value] | None = None


class Outcome:
    """What to do: put `note` in the place of the first `split` messages."""

    __slots__ = ("note", "split")

    def __init__(self, split: int, note: Message) -> None:
        self.split = split
        self.note = note


def read_options(
    given: Mapping[str, Value], callback: Callable[[Value], Callable[..., Value] | None], strict: bool = False
) -> Options:
    """Read options as a script gives them, with Harn 0.7.8's checks in its order.

    Args:
        given: Options by name.
        callback: Makes a Python callable of a function value, and None of anything else.
        strict: Refuse values of a wrong type; else they count as not given.
    """
    for key in sorted(given):
        if key not in _OPTION_KEYS:
            expected = ", ".join(_OPTION_KEYS)
            raise SessionError(f"{_VERB}: unknown option key '{key}' (expected one of: {expected})")
    if strict:
        _check_types(given)
    options = Options()
    _read_plain(options, given)
    for key in _CALLBACK_KEYS:
        if key in given:
            function = callback(given[key])
            if function is None:
                raise SessionError(f"{_VERB}: `{key}` must be a closure")
            setattr(options, key, function)
    return options


def _read_plain(options: Options, given: Mapping[str, Value]) -> None:
    for key in _OPTION_KEYS:
        value = given.get(key)
        if key.endswith("_strategy") and type(value) is str:
            setattr(options, key, _strategy(value))
        elif key in _INT_KEYS and type(value) is int:
            if key == "keep_last" and value < 0:
                raise SessionError(f"{_VERB}: `keep_last` must be >= 0")
            setattr(options, key, value)
    limit = options.hard_limit_tokens
    if limit is not None and limit < 0:  # in Harn 0.7.8 a negative limit wraps to one that is never reached
        options.hard_limit_tokens = None


_INT_KEYS = ("keep_last", "token_threshold", "tool_output_max_chars", "hard_limit_tokens")


def _check_types(given: Mapping[str, Value]) -> None:
    for key, value in given.items():
        if key in _INT_KEYS and type(value) is not int:
            raise SessionError(f"{_VERB}: `{key}` must be an int")
        if key.endswith("_strategy") and type(value) is not str:
            raise SessionError(f"{_VERB}: `{key}` must be a string")


def _strategy(name: str) -> str:
    if name not in _STRATEGIES:
        raise CompactionError(
            f"unknown compact_strategy '{name}' (expected 'llm', 'truncate', 'custom', or 'observation_mask')"
        )
    return name


def run(messages: list[Message], options: Options, summariser: Summariser | None) -> Outcome | None:
    """Compact `messages` on paper; None when there is nothing to archive. Calls the callbacks."""
    split = split_point(messages, options.keep_last)
    if split == 0:
        return None
    archived = messages[:split]
    note = _apply(options.compact_strategy, archived, split, options, summariser, options.mask_callback)
    limit = options.hard_limit_tokens
    if limit is not None and estimate_tokens([_message(note), *messages[split:]]) > limit:
        note = _apply(options.hard_limit_strategy, [_message(note)], split, options, summariser, None)
    return Outcome(split, _message(note))


def estimate_tokens(messages: Sequence[Message]) -> int:
    """Estimate the tokens of the messages' text: a quarter of its bytes."""
    return sum(notes.byte_length(notes.content_text(message)) for message in messages) // 4


def split_point(messages: Sequence[Message], keep_last: int) -> int:
    """Return how many messages to archive so that about the last `keep_last` stay.

    The cut moves back to the nearest message of the user; when tool turns or reasoning follow, it moves to
    the last message of the user before the first of them instead. Where there is none, or only the very
    first message, it stays.
    """
    count = len(messages)
    if count <= keep_last:
        return 0
    wanted = count - keep_last
    if keep_last == 0:
        return wanted
    split = _user_at_or_before(messages, wanted) or wanted
    volatile = next((index for index in range(split, count) if _is_volatile(messages[index])), 0)
    if volatile:
        split = _user_at_or_before(messages, volatile - 1) or split
    return split


def _user_at_or_before(messages: Sequence[Message], index: int) -> int:
    """Return the index of the last user message up to `index`, or 0."""
    while index > 0 and messages[index]["role"] != "user":
        index -= 1
    return index


def _is_volatile(message: Message) -> bool:
    """Tell whether a message is part of a turn that providers refuse in pieces."""
    if message["role"] == "tool" or "tool_calls" in message:
        return True
    reasoning = message.get("reasoning")
    return reasoning is not None and not (type(reasoning) is float and not math.isfinite(reasoning))


def _message(note: str) -> Message:
    return {"role": "user", "content": note}


def _apply(
    strategy: str,
    archived: list[Message],
    count: int,
    options: Options,
    summariser: Summariser | None,
    masker: Masker | None,
) -> str:
    if strategy == "truncate":
        return notes.abbreviated(archived, count)
    if strategy == "observation_mask":
        return notes.masked(archived, count, _masks(masker, archived))
    if strategy == "custom":
        if options.custom_compactor is None:
            raise CompactionError("compact_callback is required when compact_strategy is 'custom'")
        return notes.custom(archived, count, options.custom_compactor(notes.json_form(archived)))
    if summariser is None:
        raise CompactionError("LLM transcript compaction requires active LLM call options")
    summary = summariser(notes.json_form(archived), count)
    if type(summary) is not str:
        raise CompactionError(f"the summariser must return a string, not {type(summary).__name__}")
    return notes.summarised(archived, count, summary)


def _masks(masker: Masker | None, archived: list[Message]) -> list[str | None]:
    if masker is None:
        return []
    answer = masker(notes.json_form(archived))
    if not is_list(answer):
        return []
    return [mask if type(mask) is str else None for mask in as_list(answer)]
