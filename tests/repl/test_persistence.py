"""Sessions in a file: nothing is lost on the way, and nothing by a bad file."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from harnvm.repl.persistence import FORMAT, PersistenceError, load, save
from harnvm.sessions import SessionStore
from harnvm.values import display
from harnvm.values.model import Duration, PairValue, SetValue, StructValue


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The path of a file that is not there yet."""
    return str(tmp_path / "sessions.json")


@pytest.fixture
def store() -> SessionStore:
    """A store with two sessions."""
    store = SessionStore()
    for id in ("a", "b"):
        store.open(id)
        store.inject(id, {"role": "user", "content": f"I am {id}"})
    return store


def transcript(id: str = "a", **more: object) -> dict[str, object]:
    """Return the data of a session in a file."""
    return {"id": id, "messages": [{"role": "user", "content": "x"}], **more}


def written(file: str, *sessions: object, **head: object) -> str:
    """Write a file of sessions by hand."""
    Path(file).write_text(json.dumps({"format": FORMAT, "version": 1, "sessions": sessions, **head}))
    return file


def test_round_trip(file: str) -> None:
    """Every value that can be stored comes back as it was, and so do order, events and other parts."""
    store = SessionStore()
    values = [
        1.5,
        2**62,
        Duration(1500),
        SetValue({1: 1}),
        PairValue(1, 2),
        StructValue("P", {"x": 1}),
        "é\n",
    ]
    store.open("z")
    store.inject_value("z", {"role": "user", "content": values})
    store.open("y")
    store.store_transcript("y", {"messages": [], "summary": "short", "assets": [{"path": "x"}]})
    assert save(store, file) == 2
    other = SessionStore()
    assert load(other, file) == ["z", "y"]
    assert other.ids() == ["z", "y"]
    for id in ("z", "y"):
        assert display(other.snapshot_value(id)) == display(store.snapshot_value(id))
    kinds = [type(value) for value in other.messages_value("z")[0]["content"]]
    assert kinds == [type(value) for value in values]


def test_the_file_is_private(store: SessionStore, file: str) -> None:
    """Nobody else may read conversations, even where the file was open to all before."""
    save(store, file)
    os.chmod(file, 0o644)
    save(store, file)
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert os.listdir(os.path.dirname(file)) == ["sessions.json"]


def test_what_cannot_be_stored(store: SessionStore, file: str) -> None:
    """A function in a message is named, and the older file stays."""
    save(store, file)
    before = Path(file).read_bytes()
    from harnvm.values.model import BuiltinRef

    store.inject_value("b", {"role": "user", "content": ["x", BuiltinRef("len")]})
    with pytest.raises(
        PersistenceError, match=r"session 'b' cannot be saved: \$\.messages\[1\]\.content\[1\]"
    ):
        save(store, file)
    assert Path(file).read_bytes() == before


def test_other_files_are_not_replaced(store: SessionStore, file: str) -> None:
    """A file that holds something else is left alone."""
    Path(file).write_text("my diary")
    with pytest.raises(PersistenceError, match="it exists and does not hold sessions"):
        save(store, file)
    assert Path(file).read_text() == "my diary"


def test_links_are_followed(store: SessionStore, file: str, tmp_path: Path) -> None:
    """A link stays a link: what it points to is replaced."""
    link = tmp_path / "link"
    link.symlink_to(file)
    save(store, str(link))
    assert link.is_symlink()
    assert load(SessionStore(), file) == ["a", "b"]


@pytest.mark.parametrize("path", ["", "/", "/no/such/folder/file"])
def test_where_nothing_can_be_written(store: SessionStore, path: str) -> None:
    """A place that cannot be written is an error."""
    with pytest.raises(PersistenceError, match="cannot write"):
        save(store, path)


_DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ("[]", "it does not hold sessions"),
        ('{"format": "other"}', "it does not hold sessions"),
        ('{"format": "harnvm-sessions", "version": 2}', "its version is 2, this harnvm reads 1"),
        ('{"format": "harnvm-sessions", "version": 1}', "its list of sessions is missing"),
        ('{"format": "harnvm-sessions", "version": 1, "sessions": [1]}', "session 1: it is not a transcript"),
        ('{"format": "harnvm-sessions", "version": NaN}', "NaN is not JSON"),
        (_DEEP, "it is nested too deeply"),
        ("\udcff", "it is not UTF-8"),
    ],
)
def test_bad_files(store: SessionStore, file: str, text: str, reason: str) -> None:
    """A file that is not right is refused with a reason, and no session changes."""
    Path(file).write_text(text, errors="surrogateescape")
    with pytest.raises(PersistenceError, match=reason):
        load(store, file, replace=True)
    assert store.ids() == ["a", "b"]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (transcript("c", messages=[{"role": 1}]), "must have a string `role`"),
        (transcript("c", messages="x"), "transcript.messages must be a list"),
        (transcript("c", events=[{}]), "event must be a dict with a string `id`"),
        (transcript("c", extra={"$harn": "magic"}), 'unknown "\\$harn" tag'),
        (transcript("c", extra=2**70), "does not fit 64 bits"),
        ({"messages": []}, "it is not a transcript with an id"),
        (transcript("a"), "session 'a' occurs twice"),
    ],
)
def test_one_bad_session(store: SessionStore, file: str, second: object, reason: str) -> None:
    """If one session of a file is not right, none is loaded."""
    written(file, transcript("a"), second)
    with pytest.raises(PersistenceError, match=f"session 2: .*{reason}"):
        load(store, file, replace=True)
    assert store.messages("a") == [{"role": "user", "content": "I am a"}]


def test_nothing_is_replaced_unasked(store: SessionStore, file: str) -> None:
    """Sessions with the same ids are an error, unless they are to be replaced."""
    written(file, transcript("b"), transcript("c"))
    with pytest.raises(PersistenceError, match="already there: 'b'"):
        load(store, file)
    assert store.ids() == ["a", "b"]
    load(store, file, replace=True)
    assert [m["content"] for id in "abc" for m in store.messages(id)] == ["I am a", "x", "x"]


def test_nothing_is_evicted(store: SessionStore, file: str) -> None:
    """A file that would push other sessions out of the store is refused."""
    written(file, transcript("b"), transcript("c"))
    store.cap = 2
    with pytest.raises(PersistenceError, match="3 sessions are more than the 2 that are kept"):
        load(store, file, replace=True)
    assert store.ids() == ["a", "b"]
