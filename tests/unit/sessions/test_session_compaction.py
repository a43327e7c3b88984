"""Compaction: where it cuts, what it writes, whom it asks. Expectations were seen in Harn 0.7.8."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from harnvm.sessions import CompactionError, SessionError, SessionStore
from harnvm.sessions.compaction import estimate_tokens, split_point
from harnvm.sessions.events import Message
from harnvm.values.forms import HarnSet
from harnvm.values.model import Duration, SetValue

MESSAGES: dict[str, Message] = {
    "u": {"role": "user", "content": "u"},
    "a": {"role": "assistant", "content": "a"},
    "k": {"role": "assistant", "content": "k", "tool_calls": []},
    "t": {"role": "tool", "content": "t"},
    "r": {"role": "assistant", "content": "r", "reasoning": "why"},
    "n": {"role": "assistant", "content": "n", "reasoning": None},
    "s": {"role": "system", "content": "s"},
    "x": {"role": "tool_result", "content": "x"},
}

CUTS = [
    ("uuuuuu", [5, 4, 3, 2, 1]),
    ("aaaaaa", [5, 4, 3, 2, 1]),
    ("uaaaaa", [5, 4, 3, 2, 1]),
    ("uauakta", [2, 2, 2, 2, 2, 2]),
    ("uaktuakta", [4, 4, 4, 4, 4, 3, 2, 1]),
    ("kttata", [5, 4, 3, 2, 1]),
    ("uauara", [2, 2, 2, 2, 2]),
    ("ruaraua", [5, 5, 1, 1, 1, 1]),
    ("suaua", [3, 3, 1, 1]),
    ("uasaua", [4, 4, 3, 2, 1]),
    ("uauaun", [4, 4, 2, 2, 1]),
    ("uktuktuktukt", [9, 9, 9, 6, 6, 6, 3, 3, 3, 2, 1]),
    ("uauauuakt", [5, 5, 5, 5, 5, 5, 5, 5]),
    ("uxuxux", [4, 4, 2, 2, 1]),
    ("auaktuuu", [7, 6, 5, 1, 1, 1, 1]),
    ("tttt", [3, 2, 1]),
    ("uuuuk", [3, 3, 3, 3]),
    ("ukuuu", [4, 3, 2, 1]),
    ("aaauaaa", [3, 3, 3, 3, 2, 1]),
    ("ur", [1]),
]


@pytest.mark.parametrize(("roles", "archived"), CUTS)
def test_cutting_points(roles: str, archived: list[int]) -> None:
    """The cut snaps to the user's messages and keeps tool turns and reasoning together."""
    messages = [MESSAGES[role] for role in roles]
    assert [split_point(messages, keep) for keep in range(1, len(roles))] == archived
    assert split_point(messages, len(roles)) == 0
    assert split_point(messages, 0) == len(roles)


def compacted(store: SessionStore, **options: Any) -> tuple[int, str]:
    count = store.compact("s", **options)
    content: str = store.messages("s")[0]["content"]
    return count, content


@pytest.fixture
def six(store: SessionStore, fill: Any) -> SessionStore:
    """A store with a session ``s`` of six short messages."""
    fill(store, "s", "u1", "assistant:a2", "u3", "assistant:a4", "u5", "assistant:a6")
    return store


LISTED = "\n[user] u1\n[assistant] a2\n[user] u3\n[assistant] a4"
MASKED = "[auto-compacted 4 older messages via observation masking]" + LISTED
TRUNCATED = MASKED.replace("observation masking", "truncate strategy")


@pytest.mark.parametrize(
    "options", [{}, {"keep_last": 6}, {"keep_last": 50}, {"keep_last": 50, "compact_strategy": "llm"}]
)
def test_nothing_to_archive(six: SessionStore, options: dict[str, Any]) -> None:
    """A history not longer than what is to be kept stays as it is, whatever the strategy."""
    before = six.snapshot("s")
    assert six.compact("s", **options) == 6
    assert six.snapshot("s") == before


def test_the_default_keeps_twelve(store: SessionStore, fill: Any) -> None:
    """Without options the last twelve messages stay."""
    fill(store, "s", *[f"m{number}" for number in range(20)])
    assert compacted(store)[0] == 13
    assert [m["content"] for m in store.messages("s")][1:] == [f"m{number}" for number in range(8, 20)]


@pytest.mark.parametrize(
    ("options", "note"),
    [
        ({}, MASKED),
        ({"compact_strategy": "observation_mask"}, MASKED),
        ({"compact_strategy": "truncate"}, TRUNCATED),
        ({"compact_strategy": 5}, MASKED),
        ({"token_threshold": 10**9, "tool_output_max_chars": 1}, MASKED),
        ({"custom_compactor": lambda messages: "unused"}, MASKED),
        ({"compress_callback": lambda output: "unused"}, MASKED),
        ({"mask_callback": lambda messages: ["M"] * 4}, MASKED),
        ({"mask_callback": lambda messages: None}, MASKED),
        (
            {"hard_limit_tokens": 1, "hard_limit_strategy": "truncate"},
            TRUNCATED.split("\n")[0] + "\n[user] " + MASKED,
        ),
        ({"hard_limit_tokens": 10**6, "hard_limit_strategy": "truncate"}, MASKED),
        ({"hard_limit_tokens": -1, "hard_limit_strategy": "truncate"}, MASKED),
        (
            {
                "compact_strategy": "truncate",
                "hard_limit_tokens": 0,
                "hard_limit_strategy": "observation_mask",
            },
            MASKED.split("\n")[0] + "\n[user] " + TRUNCATED,
        ),
        (
            {
                "hard_limit_tokens": 1,
                "hard_limit_strategy": "custom",
                "custom_compactor": lambda messages: f"n={len(messages)} {messages[0]['content']}",
            },
            "[auto-compacted 4 older messages]\nn=1 " + MASKED,
        ),
    ],
)
def test_notes(six: SessionStore, options: dict[str, Any], note: str) -> None:
    """Strategies and tiers each write their note; wrongly typed and irrelevant options do not matter."""
    assert compacted(six, keep_last=2, **options) == (3, note)
    assert six.messages("s")[1:] == [
        {"role": "user", "content": "u5"},
        {"role": "assistant", "content": "a6"},
    ]


@pytest.mark.parametrize("keep_last", ["2", 2.0, True, [2]])
def test_a_wrongly_typed_keep_last_counts_as_not_given(six: SessionStore, keep_last: Any) -> None:
    """Without strict a value of the wrong type means the default."""
    assert six.compact("s", keep_last=keep_last) == 6


def test_keeping_none_archives_everything(six: SessionStore) -> None:
    """With ``keep_last`` 0 one note stands for the whole history; an empty one stays empty."""
    assert six.compact("s", keep_last=0) == 1
    assert six.messages("s")[0]["content"].startswith("[auto-compacted 6 older messages via")
    six.open("empty")
    assert six.compact("empty", keep_last=0) == 0


def test_compacting_twice(store: SessionStore, fill: Any) -> None:
    """A second compaction archives the first one's note as a message of the user."""
    fill(store, "s", *[f"u{number}" for number in range(1, 9)])
    assert store.compact("s", keep_last=3) == 4
    count, note = compacted(store, keep_last=2)
    assert count == 3
    assert note.startswith(
        "[auto-compacted 2 older messages via observation masking]\n"
        "[user] [auto-compacted 5 older messages via observation masking]\n[user] u1\n"
    )


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"keep_last": -1, "compact_strategy": "zip"},
            SessionError,
            "agent_session_compact: `keep_last` must be >= 0",
        ),
        (
            {"compact_strategy": "zip", "custom_compactor": 5},
            CompactionError,
            "unknown compact_strategy 'zip' (expected 'llm', 'truncate', 'custom', or 'observation_mask')",
        ),
        (
            {"hard_limit_strategy": "Truncate"},
            CompactionError,
            "unknown compact_strategy 'Truncate' "
            "(expected 'llm', 'truncate', 'custom', or 'observation_mask')",
        ),
        (
            {"custom_compactor": 5, "mask_callback": 6},
            SessionError,
            "agent_session_compact: `custom_compactor` must be a closure",
        ),
        ({"mask_callback": 6}, SessionError, "agent_session_compact: `mask_callback` must be a closure"),
        (
            {"compress_callback": 6},
            SessionError,
            "agent_session_compact: `compress_callback` must be a closure",
        ),
        (
            {"keep_last": 2, "compact_strategy": "custom"},
            CompactionError,
            "compact_callback is required when compact_strategy is 'custom'",
        ),
        (
            {"keep_last": 2, "compact_strategy": "llm"},
            CompactionError,
            "LLM transcript compaction requires active LLM call options",
        ),
        (
            {"keep_last": 2, "hard_limit_tokens": 0},
            CompactionError,
            "LLM transcript compaction requires active LLM call options",
        ),
    ],
)
def test_refusals(six: SessionStore, options: dict[str, Any], error: type[Exception], text: str) -> None:
    """Bad options are refused in a fixed order, and the session stays as it is."""
    before = six.snapshot("s")
    with pytest.raises(error) as caught:
        six.compact("s", **options)
    assert str(caught.value) == text
    assert six.snapshot("s") == before


def test_unknown_options_are_refused(six: SessionStore) -> None:
    """An option that does not exist is a TypeError in Python."""
    with pytest.raises(TypeError, match="strategy"):
        six.compact("s", strategy="truncate")  # type: ignore[call-arg]


HEAD = "[auto-compacted 4 older messages]\n"


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        ("sum", HEAD + "sum"),
        ("  x \n ", HEAD + "  x \n "),
        ({"summary": "s", "text": "t"}, HEAD + "s"),
        ({"text": {"a": 1}}, HEAD + "{a: 1}"),
        ({"summary": None, "text": "t"}, HEAD + "nil"),
        ({"summary": 5}, HEAD + "5"),
        ({"other": 1, "b": []}, HEAD + '{\n  "b": [],\n  "other": 1\n}'),
        (["a", 1], HEAD + '[\n  "a",\n  1\n]'),
        (42, HEAD + "42"),
        (True, HEAD + "true"),
        (Duration(5000), HEAD + '"5s"'),
        ([{}, {"a": {"b": None}}], HEAD + '[\n  {},\n  {\n    "a": {\n      "b": null\n    }\n  }\n]'),
        (['é\n\t"\\/\x01'], HEAD + '[\n  "é\\n\\t\\"\\\\/\\u0001"\n]'),
        (
            [0.00001, -0.000015, 0.000001, 0.0001234, 1e16, 1e15, 2.0, -0.0, float("nan")],
            HEAD
            + "[\n  0.00001,\n  -0.000015,\n  1e-6,\n  0.0001234,\n  1e+16,\n  1000000000000000.0,"
            + "\n  2.0,\n  -0.0,\n  null\n]",
        ),
        (None, TRUNCATED),
        ("", TRUNCATED),
        (" \n ", TRUNCATED),
        ({"summary": ""}, TRUNCATED),
    ],
)
def test_answers_of_a_custom_compactor(six: SessionStore, answer: Any, note: str) -> None:
    """Text is taken as it is, dicts by summary or text, other values as JSON; nothing means truncate."""
    options = {"keep_last": 2, "compact_strategy": "custom", "custom_compactor": lambda messages: answer}
    assert compacted(six, **options) == (3, note)


def test_callbacks_get_the_archived_messages_as_json(store: SessionStore) -> None:
    """A compactor sees copies of what is archived, with sets and durations as text."""
    seen: list[Any] = []

    def compactor(messages: list[Message]) -> str:
        seen.extend(messages)
        messages[0]["content"] = "changed"
        return "sum"

    store.open("s")
    message = {"role": "user", "content": SetValue({1: 1, 2: 2}), "d": [Duration(5000)], "n": float("nan")}
    for text in (message, {"role": "user", "content": "2"}):
        store.inject("s", text)
    store.fork("s", "copy")
    store.compact("s", keep_last=1, compact_strategy="custom", custom_compactor=compactor)
    assert seen == [{"role": "user", "content": "changed", "d": ["5s"], "n": None}]
    assert store.messages("copy")[0]["content"] == HarnSet((1, 2))


def test_kept_messages_stay_as_they_are(store: SessionStore, fill: Any) -> None:
    """Sets and durations in messages that are kept do not become text."""
    fill(store, "s", "1", "2")
    store.inject("s", {"role": "user", "content": Duration(5000)})
    store.compact("s", keep_last=1)
    assert store.messages("s")[1]["content"] == timedelta(seconds=5)


def test_values_without_a_json_form_count_as_text(store: SessionStore) -> None:
    """A duration as content is masked as its text; numbers, lists and nil leave no trace."""
    store.open("s")
    for content in (Duration(5000), 5, [{"text": "x"}], None, True, "last"):
        store.inject("s", {"role": "user", "content": content})
    assert compacted(store, keep_last=1)[1] == (
        "[auto-compacted 5 older messages via observation masking]\n[user] 5s"
    )


LONG = "z\n" * 300


@pytest.mark.parametrize(
    ("content", "masked"),
    [
        ("x" * 499, None),
        ("x" * 5000, None),
        (("x" * 166 + "\n") * 3, None),
        (("x" * 124 + "\n") * 4, "x" * 120 + "... [4 lines, 500 chars masked]"),
        ("\n" * 600, "... [600 lines, 600 chars masked]"),
        ("y" * 120 + "\n" + LONG, "y" * 120 + "... [301 lines, 721 chars masked]"),
        (("é" * 10 + "\n") * 60, "é" * 10 + "... [60 lines, 1260 chars masked]"),
        ("é" * 60 + "\n" + LONG, "é" * 60 + "... [301 lines, 721 chars masked]"),
        ("a\n\n\n" + "b" * 600, "a... [4 lines, 604 chars masked]"),
        ("a\r\nb\r\n" + LONG, "a... [302 lines, 606 chars masked]"),
        ("x" + "é" * 70 + "\n" + LONG, "x" + "é" * 59 + "... [301 lines, 742 chars masked]"),
    ],
)
def test_masks(store: SessionStore, fill: Any, content: str, masked: str | None) -> None:
    """Long results of four and more lines are cut to their first line; bytes count, characters stay whole."""
    fill(store, "s", "keep")
    header = "[auto-compacted 3 older messages via observation masking]"
    note = f"{header}\n[tool] {masked or content}\n[assistant] {content}"
    messages = [{"role": role, "content": content} for role in ("tool", "assistant")]
    store.replace_messages(
        "s", [*messages, {"role": "user", "content": ""}, {"role": "user", "content": "keep"}]
    )
    assert compacted(store, keep_last=1)[1] == note


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        ("x" * 500, "x" * 500),
        ("x" * 501, "x" * 500 + "... [truncated from 501 chars]"),
        ("é" * 250, "é" * 250),
        ("x" + "é" * 300, "x" + "é" * 249 + "... [truncated from 601 chars]"),
        ("a" * 500 + "é", "a" * 500 + "... [truncated from 502 chars]"),
    ],
)
def test_truncation(store: SessionStore, fill: Any, content: str, cut: str) -> None:
    """Messages are cut to 500 bytes, between characters."""
    fill(store, "s", content, "keep")
    assert compacted(store, keep_last=1, compact_strategy="truncate")[1].split("\n", 1)[1] == f"[user] {cut}"


@pytest.mark.parametrize(("count", "more"), [(15, ""), (16, "\n... and 1 more"), (28, "\n... and 13 more")])
def test_truncation_lists_fifteen(store: SessionStore, fill: Any, count: int, more: str) -> None:
    """The truncate note lists fifteen messages and counts the others."""
    fill(store, "s", *[f"m{number}" for number in range(count)], "keep")
    listed = "".join(f"\n[user] m{number}" for number in range(min(count, 15)))
    assert compacted(store, keep_last=1, compact_strategy="truncate")[1] == (
        f"[auto-compacted {count} older messages via truncate strategy]{listed}{more}"
    )


def test_a_mask_callback(store: SessionStore, fill: Any) -> None:
    """Masks are used for long messages that are not the assistant's, if they are text."""
    fill(
        store, "s", LONG, f"assistant:{LONG}", f"tool:{LONG}", "short", f"tool:{LONG}", f"tool:{LONG}", "keep"
    )
    note = compacted(store, keep_last=1, mask_callback=lambda messages: ["ONE", "TWO", None, "FOUR", 5])[1]
    default = "[tool] z... [300 lines, 600 chars masked]"
    assert note.split("\n", 1)[1] == f"ONE\n[assistant] {LONG}\n{default}\n[user] short\n{default}\n{default}"


def test_other_callbacks_are_not_called(six: SessionStore) -> None:
    """Truncate asks no mask callback, and nobody is asked when there is nothing to archive."""

    def fail(messages: list[Message]) -> str:
        raise AssertionError("called")

    six.compact("s", keep_last=2, compact_strategy="truncate", mask_callback=fail, custom_compactor=fail)
    six.compact("s", keep_last=9, compact_strategy="custom", custom_compactor=fail)


@pytest.mark.parametrize(
    ("summary", "note"),
    [
        (" sum\n", HEAD + "sum"),
        (
            " \n",
            "[auto-compact fallback: LLM summarizer returned empty; "
            "4 older messages abbreviated to ~500 chars each]" + LISTED,
        ),
    ],
)
def test_a_summariser_serves_strategy_llm(six: SessionStore, summary: str, note: str) -> None:
    """With a summariser strategy ``llm`` works; an empty summary falls back to abbreviation."""
    asked: list[tuple[int, int]] = []

    def summarise(messages: list[Message], count: int) -> str:
        asked.append((len(messages), count))
        return summary

    assert compacted(six, keep_last=2, compact_strategy="llm", summariser=summarise) == (3, note)
    assert asked == [(4, 4)]


@pytest.mark.parametrize("summary", [None, 5, ["x"]])
def test_a_summary_must_be_text(six: SessionStore, summary: Any) -> None:
    """A summariser that returns no text is refused."""
    with pytest.raises(CompactionError, match="the summariser must return a string, not"):
        six.compact("s", keep_last=2, compact_strategy="llm", summariser=lambda messages, count: summary)
    assert six.length("s") == 6


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, GeneratorExit])
def test_a_callback_that_fails_changes_nothing(six: SessionStore, error: type[BaseException]) -> None:
    """What a callback raises reaches the caller, and the session is as before."""

    def fail(messages: list[Message]) -> str:
        raise error

    before = six.snapshot("s")
    failing: list[Callable[[], int]] = [
        lambda: six.compact("s", keep_last=1, compact_strategy="custom", custom_compactor=fail),
        lambda: six.compact("s", keep_last=1, mask_callback=fail),
    ]
    for call in failing:
        with pytest.raises(error):
            call()
    assert six.snapshot("s") == before
    assert not six.info("s").in_use


def test_answers_are_checked_at_the_border(six: SessionStore) -> None:
    """A compactor that answers with what no session can hold is refused with the path."""
    with pytest.raises(SessionError, match=r"^agent_session_compact: \$\.summary: object has no Harn form"):
        six.compact(
            "s", keep_last=1, compact_strategy="custom", custom_compactor=lambda m: {"summary": object()}
        )


def test_extra_events_go(store: SessionStore) -> None:
    """Even a compaction that archives nothing drops events that belong to no message."""
    store.open("s")
    store.store_transcript("s", {"events": [{"id": "x"}], "summary": "kept"})
    store.compact("s")
    snapshot = store.snapshot("s")
    assert snapshot is not None
    assert (snapshot["events"], snapshot["summary"]) == ([], "kept")


def test_tokens_are_a_quarter_of_the_bytes() -> None:
    """The estimate counts UTF-8 bytes of text content only, and rounds down the sum."""
    texts = ["abc", "é", "", 5, None, ["long"], Duration(5000)]
    assert estimate_tokens([{"role": "user", "content": text} for text in texts]) == (3 + 2 + 2) // 4
