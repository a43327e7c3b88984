"""What a strict store refuses, and how it cuts."""

from __future__ import annotations

from typing import Any

import pytest

from harnvm.sessions import SessionError, SessionStore, UnknownSession


def call(*ids: str) -> dict[str, Any]:
    return {"role": "assistant", "content": "", "tool_calls": [{"id": id, "name": "f"} for id in ids]}


def result(id: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": id, "content": "out"}


USER = {"role": "user", "content": "u"}


def load(store: SessionStore, messages: list[dict[str, Any]]) -> None:
    store.open("a")
    store.replace_messages("a", messages)


@pytest.mark.parametrize(
    ("refused", "text"),
    [
        (lambda s: s.open(""), "agent_session_open: `id` must not be empty"),
        (lambda s: s.fork("a", ""), "agent_session_fork: `dst` must not be empty"),
        (lambda s: s.fork("a", "b"), "agent_session_fork: session id 'b' already exists"),
        (lambda s: s.fork("a", "a"), "agent_session_fork: session id 'a' already exists"),
        (lambda s: s.fork_at("a", 0, "b"), "agent_session_fork_at: session id 'b' already exists"),
        (lambda s: s.inject("a", {"role": "banana"}), "agent_session_inject: unknown role 'banana'"),
        (lambda s: s.compact("a", keep_last="2"), "agent_session_compact: `keep_last` must be an int"),
        (
            lambda s: s.compact("a", hard_limit_tokens=1.0),
            "agent_session_compact: `hard_limit_tokens` must be an int",
        ),
        (
            lambda s: s.compact("a", compact_strategy=5),
            "agent_session_compact: `compact_strategy` must be a string",
        ),
    ],
)
def test_what_is_refused(strict: SessionStore, fill: Any, refused: Any, text: str) -> None:
    """A strict store refuses what Harn 0.7.8 lets pass, and changes nothing."""
    fill(strict, "a", "1")
    fill(strict, "b", "2")
    with pytest.raises(SessionError) as caught:
        refused(strict)
    assert str(caught.value) == text
    assert strict.ids() == ["a", "b"]


def test_subscribing_needs_a_session(strict: SessionStore) -> None:
    """A strict store does not open a session for a subscriber."""
    with pytest.raises(UnknownSession, match="agent_subscribe: unknown session id 'gone'"):
        strict.subscribe("gone", print)
    assert strict.ids() == []


@pytest.mark.parametrize("look", [SessionStore.length, SessionStore.snapshot, SessionStore.messages])
def test_looking_counts_as_access(strict: SessionStore, look: Any) -> None:
    """In a strict store reading a session spares it."""
    strict.open("a")
    strict.open("b")
    look(strict, "a")
    assert strict.ids() == ["b", "a"]


HISTORIES: dict[str, list[dict[str, Any]]] = {
    "one call": [USER, call("x"), result("x"), USER],
    "parallel calls": [USER, call("x", "y"), result("x"), result("y"), USER],
    "chained calls": [USER, call("x"), result("x"), call("y"), result("y")],
    "a pending call": [USER, call("x"), USER, USER],
    "a late result": [USER, call("x"), USER, call("y"), result("y"), result("x"), USER],
    "blocks": [
        USER,
        {"role": "assistant", "content": [{"type": "tool_use", "id": "x"}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "x", "content": "o"}]},
    ],
    "the role tool_result": [USER, call("x"), {"role": "tool_result", "tool_use_id": "x", "content": "o"}],
}


def call_ids(messages: list[dict[str, Any]]) -> list[str]:
    blocks = [b for m in messages if isinstance(m["content"], list) for b in m["content"]]
    return [c["id"] for m in messages for c in m.get("tool_calls", [])] + [
        b["id"] for b in blocks if "id" in b
    ]


def result_ids(messages: list[dict[str, Any]]) -> list[str]:
    blocks = [b for m in messages if isinstance(m["content"], list) for b in m["content"]]
    parts = [*messages, *blocks]
    return [p[key] for p in parts for key in ("tool_call_id", "tool_use_id") if key in p]


@pytest.mark.parametrize("name", HISTORIES)
def test_trim_never_parts_a_result_from_its_call(strict: SessionStore, name: str) -> None:
    """At every cut of a history, each result that is kept has its call, and no more is kept than needed."""
    messages = HISTORIES[name]
    for keep in range(len(messages) + 1):
        load(strict, messages)
        kept = strict.trim("a", keep)
        left = strict.messages("a")
        assert left == messages[len(messages) - kept :]
        assert kept >= keep
        assert set(result_ids(left)) <= set(call_ids(left))
        if kept > keep:  # one message less would have parted a pair
            shorter = left[1:]
            assert not set(result_ids(shorter)) <= set(call_ids(shorter))


def test_results_without_any_call_are_let_be(strict: SessionStore) -> None:
    """A result whose call is nowhere does not keep the whole history."""
    load(strict, [USER, USER, result("lost"), USER])
    assert strict.trim("a", 2) == 2


def test_a_plain_store_cuts_where_told(store: SessionStore) -> None:
    """Without strict, trim keeps exactly so many messages, as Harn 0.7.8 does."""
    load(store, HISTORIES["one call"])
    assert store.trim("a", 2) == 2
    assert store.messages("a")[0]["role"] == "tool"
