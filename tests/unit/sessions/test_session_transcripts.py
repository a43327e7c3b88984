"""Writing whole transcripts, and event ids that stay."""

from __future__ import annotations

from typing import Any

import pytest

from harnvm.sessions import SessionError, SessionStore, UnknownSession


def event_ids(store: SessionStore, id: str) -> list[str]:
    snapshot = store.snapshot(id)
    assert snapshot is not None
    return [event["id"] for event in snapshot["events"]]


def test_event_ids_stay_whatever_happens(store: SessionStore, fill: Any) -> None:
    """A message keeps its event id through inject, trim, compact, fork and being read again."""
    fill(store, "a", "1", "2", "3", "4")
    ids = event_ids(store, "a")
    assert len(set(ids)) == 4
    store.inject("a", {"role": "user", "content": "5"})
    assert event_ids(store, "a")[:4] == ids
    ids = event_ids(store, "a")
    store.trim("a", 4)
    assert event_ids(store, "a") == ids[1:]
    store.compact("a", keep_last=2)
    assert event_ids(store, "a")[1:] == ids[3:]
    store.fork("a", "b")
    assert event_ids(store, "b") == event_ids(store, "a")


def test_forks_share_ids_that_were_not_yet_minted(store: SessionStore, fill: Any) -> None:
    """Source and fork agree on the event ids of shared messages even if only read after they parted."""
    fill(store, "a", "1", "2")
    store.fork("a", "b")
    store.inject("b", {"role": "user", "content": "b"})
    store.inject("a", {"role": "user", "content": "a"})
    a, b = event_ids(store, "a"), event_ids(store, "b")
    assert a[:2] == b[:2]
    assert a[2] != b[2]


def test_a_snapshot_can_be_put_back(store: SessionStore, fill: Any) -> None:
    """What a snapshot returned restores messages, event ids and extras, under any id and in any store."""
    fill(store, "a", "1", "tool_result:2")
    store.store_transcript(
        "a", {**(store.snapshot("a") or {}), "summary": "s", "state": "active", "odd": [1]}
    )
    saved = store.snapshot("a")
    assert saved is not None
    other = SessionStore()
    other.open("b")
    other.store_transcript("b", saved)
    assert other.snapshot("b") == {**saved, "id": "b"}


def test_writing_back_keeps_ids_of_what_was_there(store: SessionStore, fill: Any) -> None:
    """A transcript that goes on from the stored one keeps the event ids of the messages they share."""
    fill(store, "a", "1", "2")
    ids = event_ids(store, "a")
    messages = [*store.messages("a"), {"role": "assistant", "content": "3"}]
    store.store_transcript("a", {"messages": messages})
    assert event_ids(store, "a")[:2] == ids
    store.replace_messages("a", messages[:1])
    assert event_ids(store, "a") == ids[:1]


@pytest.mark.parametrize(("old", "new"), [(1, True), (1, 1.0), (0.0, -0.0), ("1", 1), ([1], [1.0])])
def test_values_that_python_takes_for_equal_are_replaced(store: SessionStore, old: Any, new: Any) -> None:
    """A message that only looks equal to the stored one replaces it."""
    store.open("a")
    store.inject("a", {"role": "user", "content": old})
    store.replace_messages("a", [{"role": "user", "content": new}])
    assert repr(store.messages("a")[0]["content"]) == repr(new)


def test_extra_events_live_until_messages_change(store: SessionStore) -> None:
    """Events without a message survive reading and forking, and go with the next inject."""
    extra = {"id": "e9", "kind": "provider_payload", "role": "assistant"}
    message = {"role": "user", "content": "x"}
    given = {"id": "e1", "kind": "message", "role": "user", "text": "x", "visibility": "public", "blocks": []}
    store.open("a")
    store.store_transcript("a", {"messages": [message], "events": [given, extra], "summary": "s"})
    snapshot = store.snapshot("a")
    assert snapshot is not None
    assert snapshot["events"] == [given, extra]
    store.fork("a", "b")
    assert event_ids(store, "b") == ["e1", "e9"]
    for change in (lambda: store.inject("a", message), lambda: store.trim("b", 9)):
        change()
    assert event_ids(store, "a")[0] == "e1"
    assert len(event_ids(store, "a")) == 2
    assert event_ids(store, "b") == ["e1"]
    assert (store.snapshot("a") or {})["summary"] == "s"


def test_reset_drops_summary_and_metadata(store: SessionStore) -> None:
    """After a reset nothing of the old transcript is left."""
    store.open("a")
    store.store_transcript("a", {"summary": "s", "metadata": {"k": 1}})
    store.reset("a")
    assert "summary" not in (store.snapshot("a") or {})


@pytest.mark.parametrize(
    ("transcript", "text"),
    [
        (5, "transcript must be a dict"),
        ({"messages": 5}, "transcript.messages must be a list"),
        ({"events": {}}, "transcript.events must be a list"),
        ({"assets": "x"}, "transcript.assets must be a list"),
        ({"messages": [5]}, "message must be a dict"),
        (
            {"messages": [{"role": 5}]},
            "message must have a string `role` (user|assistant|tool_result|system)",
        ),
        ({"events": [{}]}, "event must be a dict with a string `id`"),
        ({"messages": [{"role": "user", "x": 2**70}]}, "$.messages[0].x: the int does not fit into 64 bits"),
    ],
)
def test_transcripts_are_checked(store: SessionStore, fill: Any, transcript: Any, text: str) -> None:
    """A transcript of the wrong shape is refused as a whole."""
    fill(store, "a", "1")
    with pytest.raises(SessionError) as caught:
        store.store_transcript("a", transcript)
    assert str(caught.value) == f"agent_session_store: {text}"
    assert store.length("a") == 1


def test_unknown_sessions_cannot_be_written(store: SessionStore) -> None:
    """Writing needs a session that is open."""
    with pytest.raises(UnknownSession, match="agent_session_store: unknown session id 'gone'"):
        store.store_transcript("gone", {})
    with pytest.raises(UnknownSession, match="agent_session_replace_messages: unknown session id 'gone'"):
        store.replace_messages("gone", [])
    with pytest.raises(UnknownSession, match="agent_session_messages: unknown session id 'gone'"):
        store.messages("gone")
