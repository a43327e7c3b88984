"""Which session has to go when the store is full."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from harnvm.sessions import SessionError, SessionStore, UnknownSession


@pytest.fixture
def full(fill: Any) -> SessionStore:
    """A full store of three sessions, ``a`` the oldest, each with two messages."""
    store = SessionStore(cap=3)
    for id in "abc":
        fill(store, id, "1", "2")
    return store


def test_the_default_cap() -> None:
    """128 sessions fit; the 129th evicts the first."""
    store = SessionStore()
    assert store.cap == 128
    for number in range(129):
        store.open(str(number))
    assert len(store.ids()) == 128
    assert not store.exists("0")
    assert store.exists("1")


ACCESSES = {
    "open": lambda s: s.open("a"),
    "reset": lambda s: s.reset("a"),
    "trim": lambda s: s.trim("a", 1),
    "trim nothing": lambda s: s.trim("a", 9),
    "inject": lambda s: s.inject("a", {"role": "user"}),
    "compact": lambda s: s.compact("a", keep_last=1),
    "compact nothing": lambda s: s.compact("a"),
    "subscribe": lambda s: s.subscribe("a", print),
    "fork from": lambda s: s.fork("a", "c"),
    "fork onto": lambda s: s.fork("b", "a"),
    "store_transcript": lambda s: s.store_transcript("a", {}),
    "replace_messages": lambda s: s.replace_messages("a", []),
}


@pytest.mark.parametrize("name", ACCESSES)
def test_what_counts_as_access(full: SessionStore, name: str) -> None:
    """A session that was worked on is spared; the one untouched for longest has to go."""
    ACCESSES[name](full)
    full.open("new")
    assert full.exists("a")


LOOKUPS = {
    "exists": lambda s: s.exists("a"),
    "length": lambda s: s.length("a"),
    "snapshot": lambda s: s.snapshot("a"),
    "messages": lambda s: s.messages("a"),
    "info": lambda s: s.info("a"),
    "ids": lambda s: s.ids(),
    "subscribers": lambda s: s.subscribers("a"),
    "refused trim": lambda s: s.trim("a", -1),
    "refused inject": lambda s: s.inject("a", {}),
    "refused compact": lambda s: s.compact("a", compact_strategy="zip"),
    "failed compact": lambda s: s.compact("a", keep_last=1, compact_strategy="llm"),
    "refused fork": lambda s: s.fork("a", 5),
    "refused subscribe": lambda s: s.subscribe("a", 5),
}


@pytest.mark.parametrize("name", LOOKUPS)
def test_what_does_not_count_as_access(full: SessionStore, name: str) -> None:
    """Looking at a session, and calls that are refused, do not spare it."""
    with contextlib.suppress(SessionError):
        LOOKUPS[name](full)
    assert full.ids() == ["a", "b", "c"]
    full.open("new")
    assert full.ids() == ["b", "c", "new"]


def test_a_fork_touches_its_source_before_room_is_made(full: SessionStore) -> None:
    """Forking the oldest session does not evict it but the next oldest."""
    full.fork("a", "new")
    assert full.ids() == ["c", "a", "new"]


def test_a_fork_onto_an_existing_session_evicts_none(full: SessionStore) -> None:
    """No room is made where none is needed."""
    full.fork("a", "b")
    assert full.ids() == ["c", "a", "b"]


def test_at_cap_one_a_fork_evicts_its_source() -> None:
    """With room for one session a fork takes its source's place, and its messages."""
    store = SessionStore(cap=1)
    store.open("a")
    store.inject("a", {"role": "user"})
    store.fork("a", "b")
    assert store.ids() == ["b"]
    assert store.length("b") == 1


@pytest.mark.parametrize("cap", [0, -5, 1])
def test_the_cap_is_never_below_one(cap: int) -> None:
    """Caps below one count as one."""
    store = SessionStore(cap=cap)
    assert store.cap == 1
    store.open("a")
    store.open("b")
    assert store.ids() == ["b"]


def test_lowering_the_cap_takes_effect_at_the_next_opening(full: SessionStore) -> None:
    """A lower cap drops nothing by itself; then the oldest go until the new session fits."""
    full.cap = 2
    assert full.ids() == ["a", "b", "c"]
    full.open("b")
    assert full.ids() == ["a", "c", "b"]
    full.open("new")
    assert full.ids() == ["b", "new"]


def test_raising_the_cap(full: SessionStore) -> None:
    """A higher cap makes room at once."""
    full.cap = 4
    full.open("new")
    assert len(full.ids()) == 4


def test_closing_makes_room(full: SessionStore) -> None:
    """After a session was closed, the next one evicts none."""
    full.close("c")
    full.open("new")
    assert full.ids() == ["a", "b", "new"]


def test_a_session_in_use_is_not_evicted(full: SessionStore) -> None:
    """The oldest session survives while it is in use; the next oldest goes instead."""
    with full.use("a"):
        full.open("new")
        assert full.ids() == ["a", "c", "new"]
        assert full.info("a").in_use
    assert not full.info("a").in_use
    assert full.ids() == ["a", "c", "new"]


def test_the_store_overshoots_and_shrinks(full: SessionStore) -> None:
    """When all sessions are in use the store grows past its cap, and shrinks as they are released."""
    with contextlib.ExitStack() as others:
        for id in "bc":
            others.enter_context(full.use(id))
        with full.use("a"):
            full.open("new")
            assert full.ids() == ["a", "b", "c", "new"]
        assert full.ids() == ["b", "c", "new"]


def test_use_nests(full: SessionStore) -> None:
    """A session used twice is in use until both have let go."""
    with full.use("a"):
        with full.use("a"):
            pass
        full.open("new")
        assert full.exists("a")


def test_use_is_released_when_the_block_fails(full: SessionStore) -> None:
    """An exception in the block releases the session all the same."""
    with pytest.raises(ZeroDivisionError), full.use("a"):
        _ = 1 / 0
    full.open("new")
    assert not full.exists("a")


def test_a_session_in_use_can_be_closed(full: SessionStore) -> None:
    """Closing is the user's wish and needs no permission; releasing afterwards harms nobody."""
    with full.use("a"):
        full.close("a")
        full.open("a")
    assert full.length("a") == 0


def test_use_of_an_unknown_session(full: SessionStore) -> None:
    """Only a session that exists can be used."""
    with pytest.raises(UnknownSession, match="unknown session id 'gone'"), full.use("gone"):
        pass


def test_compaction_keeps_its_session(full: SessionStore) -> None:
    """A compactor that opens many sessions does not evict the one it compacts."""

    def busy(messages: list[dict[str, Any]]) -> str:
        for number in range(10):
            full.open(str(number))
        return "sum"

    assert full.compact("a", keep_last=1, compact_strategy="custom", custom_compactor=busy) == 2
    assert full.messages("a")[0]["content"].endswith("sum")
    assert len(full.ids()) == 3


def test_two_stores_share_nothing() -> None:
    """Sessions of one store do not exist in another."""
    one, other = SessionStore(), SessionStore()
    one.open("a")
    assert not other.exists("a")
