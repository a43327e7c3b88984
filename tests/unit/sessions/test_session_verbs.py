"""Each verb of the store: what it does, what it refuses, in which order it checks."""

from __future__ import annotations

import re
import tracemalloc
from typing import Any

import pytest

from harnvm.errors import HarnError
from harnvm.sessions import Origin, SessionError, SessionStore, UnknownSession

ROLE_NEEDED = "agent_session_inject: message must have a string `role` (user|assistant|tool_result|system)"


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


def test_open_mints_resumes_and_creates(store: SessionStore) -> None:
    """Opening creates a session or resumes the one that is there; without an id a UUIDv7 is minted."""
    assert store.open("a") == "a"
    store.inject("a", user("x"))
    assert store.open("a") == "a"
    assert store.length("a") == 1
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", store.open())


@pytest.mark.parametrize("id", ["", " ", "a/b", "é", "x\ny", "\0"])
def test_any_text_is_an_id(store: SessionStore, id: str) -> None:
    """Every string names a session, the empty one too."""
    store.open(id)
    assert store.exists(id)
    assert store.ids() == [id]


def test_a_new_session_is_empty(store: SessionStore) -> None:
    """The transcript of a new session has six keys and nothing in it."""
    store.open("a")
    assert store.snapshot("a") == {
        "_type": "transcript",
        "version": 2,
        "id": "a",
        "messages": [],
        "events": [],
        "assets": [],
    }


def test_inject_keeps_every_key(store: SessionStore) -> None:
    """A message is stored with all its keys, nested values and any role."""
    message = {"role": "wizard", "content": [{"type": "text", "text": "é"}], "z": {"a": [1, None, 2.5]}}
    store.open("a")
    store.inject("a", message)
    assert store.messages("a") == [message]


def test_reset_empties_and_keeps_id_and_subscribers(store: SessionStore) -> None:
    """Resetting wipes messages and extras; the session and its subscribers stay."""
    store.subscribe("a", print)
    store.store_transcript("a", {"messages": [user("x")], "summary": "s"})
    store.reset("a")
    assert store.subscribers("a") == [print]
    assert sorted(store.snapshot("a") or {}) == ["_type", "assets", "events", "id", "messages", "version"]


def test_fork_copies_the_transcript_but_not_subscribers(store: SessionStore) -> None:
    """A fork starts with the same messages and events under its own id, and goes its own way."""
    store.subscribe("a", print)
    store.inject("a", user("1"))
    assert store.fork("a", "b") == "b"
    store.inject("a", user("2"))
    store.inject("b", user("3"))
    a, b = store.snapshot("a"), store.snapshot("b")
    assert a is not None
    assert b is not None
    assert [m["content"] for m in a["messages"]] == ["1", "2"]
    assert [m["content"] for m in b["messages"]] == ["1", "3"]
    assert b["id"] == "b"
    assert a["events"][0] == b["events"][0]
    assert store.subscribers("b") == []


def test_fork_mints_an_id(store: SessionStore) -> None:
    """Without a destination a fork gets a minted id."""
    store.open("a")
    assert len(store.fork("a")) == 36


def test_fork_onto_an_existing_id_overwrites_it(store: SessionStore) -> None:
    """Forking onto a session replaces its transcript and leaves it its subscribers."""
    store.open("a")
    store.inject("a", user("1"))
    store.subscribe("b", print)
    store.inject("b", user("2"))
    store.inject("b", user("3"))
    store.fork("a", "b")
    assert store.messages("b") == [user("1")]
    assert store.subscribers("b") == [print]


def test_fork_onto_itself_changes_nothing(store: SessionStore) -> None:
    """A session forked onto itself keeps its messages and their events."""
    store.open("a")
    store.inject("a", user("1"))
    before = store.snapshot("a")
    assert store.fork("a", "a") == "a"
    assert store.snapshot("a") == before


def test_an_id_can_be_used_again_after_closing(store: SessionStore) -> None:
    """A closed session is gone; its id then names a new, empty one."""
    store.subscribe("a", print)
    store.inject("a", user("1"))
    store.close("a")
    assert not store.exists("a")
    store.open("a")
    assert store.length("a") == 0
    assert store.subscribers("a") == []


def test_a_fork_under_an_id_used_before_starts_from_its_source(store: SessionStore, texts: Any) -> None:
    """Neither messages nor subscribers of a closed session come back when its id is used for a fork."""
    store.subscribe("branch", print)
    store.inject("branch", user("old"))
    store.close("branch")
    store.open("a")
    store.inject("a", user("new"))
    store.fork("a", "branch")
    assert texts(store, "branch") == ["new"]
    assert store.subscribers("branch") == []


def test_a_fork_costs_the_same_memory_at_any_length() -> None:
    """A fork of a long session that goes on its own way takes less than a few kilobytes."""
    store = SessionStore(cap=1001)
    store.open("a")
    for _ in range(10_000):
        store.inject("a", user("x"))
    tracemalloc.start()
    for number in range(1000):
        store.inject(store.fork("a", str(number)), user("y"))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used / 1000 < 3000


@pytest.mark.parametrize(("keep", "left"), [(0, []), (1, ["3"]), (3, ["1", "2", "3"]), (9, ["1", "2", "3"])])
def test_trim_keeps_the_last(store: SessionStore, fill: Any, texts: Any, keep: int, left: list[str]) -> None:
    """Trimming keeps at most so many messages and returns how many are left."""
    fill(store, "a", "1", "2", "3")
    assert store.trim("a", keep) == len(left)
    assert texts(store, "a") == left


def test_trim_to_a_huge_number(store: SessionStore, fill: Any) -> None:
    """A limit beyond any history keeps everything."""
    fill(store, "a", "1")
    assert store.trim("a", 2**63 - 1) == 1


def test_fork_at_takes_the_first_messages(store: SessionStore, fill: Any, texts: Any) -> None:
    """Forking at a point takes the messages before it and remembers where it came from."""
    fill(store, "a", "1", "2", "3")
    assert store.fork_at("a", 2, "b") == "b"
    assert texts(store, "b") == ["1", "2"]
    assert texts(store, "a") == ["1", "2", "3"]
    assert store.info("b").origin == Origin("a", 3, 2)
    assert store.fork_at("a", 99, "c") == "c"
    assert store.length("c") == 3
    assert store.fork_at("a", 0, "d") == "d"
    assert store.length("d") == 0


def test_subscribe_opens_the_session_and_keeps_order(store: SessionStore) -> None:
    """Subscribing opens an unknown session; subscribers come in the order of registration."""
    store.subscribe("a", print)
    store.subscribe("a", len)
    assert store.exists("a")
    assert store.subscribers("a") == [print, len]
    assert store.subscribers("gone") == []


def test_info_tells_without_access(store: SessionStore, fill: Any) -> None:
    """Info has count, times, revision and more, and does not count as an access."""
    fill(store, "a", "1", "2")
    store.open("b")
    info = store.info("a")
    assert (info.id, info.count, info.revision, info.in_use, info.subscribers) == ("a", 2, 2, False, 0)
    assert info.accessed < store.info("b").accessed
    assert info.origin is None
    assert info.created > 1_700_000_000
    assert store.ids() == ["a", "b"]
    with pytest.raises(AttributeError):
        info.revision = 7


def test_revisions_count_changes(store: SessionStore, fill: Any) -> None:
    """Each change of the transcript makes a new revision; what changes nothing makes none."""
    fill(store, "a", "1", "2")
    revisions = [store.info("a").revision]
    for change in (
        lambda: store.trim("a", 5),
        lambda: store.trim("a", 1),
        lambda: store.compact("a", keep_last=5),
        lambda: store.reset("a"),
    ):
        change()
        revisions.append(store.info("a").revision)
    assert revisions == [2, 2, 3, 3, 4]


UNKNOWN = [
    ("length", ()),
    ("reset", ()),
    ("fork", ()),
    ("close", ()),
    ("trim", (1,)),
    ("inject", ({"role": "user"},)),
    ("compact", ()),
]


@pytest.mark.parametrize(("verb", "rest"), UNKNOWN)
def test_unknown_ids_are_refused(store: SessionStore, verb: str, rest: tuple[Any, ...]) -> None:
    """Verbs that need a session name the verb and the id; the error is a KeyError too."""
    with pytest.raises(UnknownSession) as caught:
        getattr(store, verb)("gone", *rest)
    assert str(caught.value) == f"agent_session_{verb}: unknown session id 'gone'"
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, SessionError)
    assert isinstance(caught.value, HarnError)
    assert store.ids() == []


def test_lookups_take_unknown_ids(store: SessionStore) -> None:
    """An unknown id does not exist and has no snapshot."""
    assert store.exists("gone") is False
    assert store.snapshot("gone") is None


@pytest.mark.parametrize("verb", ["exists", "length", "snapshot", "reset", "close"])
@pytest.mark.parametrize("id", [5, None, ["a"], True, {}, b"a"])
def test_ids_must_be_strings(store: SessionStore, verb: str, id: Any) -> None:
    """An id that is no string is refused before anything else."""
    with pytest.raises(SessionError) as caught:
        getattr(store, verb)(id)
    assert str(caught.value) == f"agent_session_{verb}: `id` must be a string"


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda s: s.open(5), "agent_session_open: `id` must be a string or nil"),
        (lambda s: s.fork(5, 5), "agent_session_fork: `src` must be a string"),
        (lambda s: s.fork("gone", 5), "agent_session_fork: `dst` must be a string or nil"),
        (lambda s: s.fork("gone", "a"), "agent_session_fork: unknown session id 'gone'"),
        (lambda s: s.trim(5, "x"), "agent_session_trim: `id` must be a string"),
        (lambda s: s.trim("gone", "x"), "agent_session_trim: `keep_last` must be an int"),
        (lambda s: s.trim("gone", 1.0), "agent_session_trim: `keep_last` must be an int"),
        (lambda s: s.trim("gone", True), "agent_session_trim: `keep_last` must be an int"),
        (lambda s: s.trim("gone", None), "agent_session_trim: `keep_last` must be an int"),
        (lambda s: s.trim("gone", -1), "agent_session_trim: `keep_last` must be >= 0"),
        (lambda s: s.inject(5, 5), "agent_session_inject: `id` must be a string"),
        (lambda s: s.inject("gone", 5), "agent_session_inject: unknown session id 'gone'"),
        (lambda s: s.inject("a", 5), "agent_session_inject: message must be a dict"),
        (lambda s: s.inject("a", None), "agent_session_inject: message must be a dict"),
        (lambda s: s.inject("a", []), "agent_session_inject: message must be a dict"),
        (lambda s: s.inject("a", {}), ROLE_NEEDED),
        (lambda s: s.inject("a", {"role": None}), ROLE_NEEDED),
        (lambda s: s.inject("a", {"role": 3}), ROLE_NEEDED),
        (lambda s: s.fork_at("gone", "x"), "agent_session_fork_at: `keep_first` must be an int"),
        (lambda s: s.fork_at("gone", -1), "agent_session_fork_at: `keep_first` must be >= 0"),
        (lambda s: s.fork_at("gone", 1), "agent_session_fork_at: unknown session id 'gone'"),
        (lambda s: s.subscribe(5, 5), "agent_subscribe(session_id, callback): session_id must be a string"),
        (lambda s: s.subscribe("b", 5), "agent_subscribe(session_id, callback): callback must be a closure"),
    ],
)
def test_order_of_checks(store: SessionStore, call: Any, text: str) -> None:
    """Argument types come first, then the id, then what a message must have; nothing changes."""
    store.open("a")
    with pytest.raises(SessionError) as caught:
        call(store)
    assert str(caught.value) == text
    assert store.ids() == ["a"]
    assert store.info("a").revision == 0
