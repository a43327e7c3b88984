"""Verbs are atomic from any thread, and slow writers lose nothing."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest

from harnvm.sessions import SessionStore, UnknownSession
from harnvm.sessions.events import Message

Compactor = Callable[[list[Message]], str]


def in_threads(count: int, work: Callable[[int], None]) -> None:
    """Run `work` in threads that start together, and raise what the first of them raised."""
    start = threading.Barrier(count)
    failures: list[BaseException] = []

    def run(number: int) -> None:
        start.wait()
        try:
            work(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()
    if failures:
        raise failures[0]


def test_no_inject_is_lost() -> None:
    """Threads that inject into one session at the same time all find their messages in it, in their order."""
    store = SessionStore()
    store.open("s")

    def work(number: int) -> None:
        for turn in range(400):
            store.inject("s", {"role": "user", "content": [number, turn]})

    in_threads(6, work)
    contents = [message["content"] for message in store.messages("s")]
    assert len(contents) == 2400
    for number in range(6):
        assert [turn for who, turn in contents if who == number] == list(range(400))


def test_first_writers_open_one_session() -> None:
    """Threads that open the same new id at once share one session."""
    store = SessionStore()

    def work(number: int) -> None:
        store.open("s")
        store.inject("s", {"role": "user"})
        store.subscribe("s", print)

    in_threads(8, work)
    assert store.length("s") == 8
    assert len(store.subscribers("s")) == 8


def test_any_mix_of_verbs_keeps_the_store_sound() -> None:
    """Threads that use all verbs on few ids in a small store see refusals at worst, no broken history."""
    store = SessionStore(cap=4)
    verbs: list[Callable[[str, int], Any]] = [
        lambda id, n: store.open(id),
        lambda id, n: store.inject(id, {"role": "user", "content": str(n)}),
        lambda id, n: store.trim(id, n % 7),
        lambda id, n: store.compact(id, keep_last=n % 5),
        lambda id, n: store.fork(id, str((n * 3) % 7)),
        lambda id, n: store.reset(id) if n % 10 == 0 else None,
        lambda id, n: store.close(id) if n % 20 == 0 else None,
        lambda id, n: len((store.snapshot(id) or {"events": []})["events"]),
        lambda id, n: store.info(id).count,
    ]

    def work(number: int) -> None:
        for n in range(300):
            with contextlib.suppress(UnknownSession):
                verbs[(n + number) % len(verbs)](str((n * 7 + number) % 7), n)

    in_threads(4, work)
    assert len(store.ids()) <= 4
    for id in store.ids():
        snapshot = store.snapshot(id)
        assert snapshot is not None
        assert len(snapshot["messages"]) == len(snapshot["events"]) == store.length(id)
        assert not store.info(id).in_use


def compact(
    store: SessionStore, meanwhile: Callable[[], object], **options: Any
) -> tuple[int, list[list[Any]]]:
    """Compact session ``s`` with a compactor that does something else first; return what it saw each time."""
    seen: list[list[Any]] = []

    def compactor(messages: list[Message]) -> str:
        seen.append([message["content"] for message in messages])
        meanwhile()
        return "sum"

    options = {"keep_last": 1, "compact_strategy": "custom", "custom_compactor": compactor, **options}
    return store.compact("s", **options), seen


NOTE = "[auto-compacted 2 older messages]\nsum"


@pytest.fixture
def three(store: SessionStore, fill: Any) -> SessionStore:
    """A store with a session ``s`` of three messages."""
    fill(store, "s", "1", "2", "3")
    return store


def test_what_is_injected_meanwhile_is_kept(three: SessionStore, texts: Any) -> None:
    """Messages that arrive while a compactor runs stand after those it keeps; it is not asked again."""
    count, seen = compact(three, lambda: three.inject("s", {"role": "user", "content": "new"}))
    assert texts(three, "s") == [NOTE, "3", "new"]
    assert (count, seen) == (3, [["1", "2"]])


def test_injects_from_another_thread_are_kept(three: SessionStore, texts: Any) -> None:
    """The lock is free while the compactor runs: another thread's inject gets through, and is kept."""

    def other() -> None:
        in_threads(1, lambda number: three.inject("s", {"role": "user", "content": "new"}))

    compact(three, other)
    assert texts(three, "s") == [NOTE, "3", "new"]


def test_a_reset_meanwhile_stands(three: SessionStore, texts: Any) -> None:
    """A reset while the compactor runs is not undone, nor is what was injected after it."""

    def start_over() -> None:
        three.reset("s")
        three.inject("s", {"role": "user", "content": "in"})

    assert compact(three, start_over) == (1, [["1", "2"]])
    assert texts(three, "s") == ["in"]


def test_a_rewritten_history_is_compacted_afresh(three: SessionStore, texts: Any) -> None:
    """After a trim in between, compaction starts over on what is left."""
    trims = iter([lambda: three.trim("s", 2)])
    count, seen = compact(three, lambda: next(trims, lambda: None)())
    assert seen == [["1", "2"], ["2"]]
    assert texts(three, "s") == ["[auto-compacted 1 older messages]\nsum", "3"]
    assert count == 2


def test_it_gives_up_without_harm(three: SessionStore, texts: Any) -> None:
    """When each attempt finds the history rewritten, it is left as the others wrote it."""

    def rewrite() -> None:
        three.replace_messages("s", [{"role": "user", "content": text} for text in "abc"])

    count, seen = compact(three, rewrite)
    assert count == 3
    assert len(seen) == 3
    assert texts(three, "s") == ["a", "b", "c"]


def test_a_fork_onto_the_session_counts_as_rewritten(three: SessionStore, fill: Any, texts: Any) -> None:
    """A history that came from elsewhere is not mixed with the one that was read."""
    fill(three, "other", "x", "y")
    forks = iter([lambda: three.fork("other", "s")])
    compact(three, lambda: next(forks, lambda: None)())
    assert texts(three, "s") == ["[auto-compacted 1 older messages]\nsum", "y"]


@pytest.mark.parametrize("reopen", [False, True])
def test_a_session_closed_meanwhile_stays_closed(three: SessionStore, reopen: bool) -> None:
    """Compaction neither revives a closed session nor writes into a new one of the same id."""

    def close() -> None:
        three.close("s")
        if reopen:
            three.open("s")

    assert compact(three, close)[0] == 2
    assert three.exists("s") is reopen
    assert not reopen or three.length("s") == 0


def test_compacting_within_a_compactor(three: SessionStore, texts: Any) -> None:
    """A compactor may compact the same session; the outer call then works on the result."""
    inner = iter([lambda: three.compact("s", keep_last=1, compact_strategy="truncate")])
    compact(three, lambda: next(inner, lambda: None)())
    contents = texts(three, "s")
    assert contents == ["[auto-compacted 1 older messages]\nsum", "3"]


def test_a_verb_called_by_a_finaliser_does_not_deadlock() -> None:
    """A subscriber whose finaliser uses the store can be evicted, closed and reset."""
    store = SessionStore(cap=1)
    finished: list[int] = []

    class Subscriber:
        def __call__(self) -> None: ...

        def __del__(self) -> None:
            finished.append(store.length("b"))

    store.subscribe("a", Subscriber())
    store.open("b")
    assert finished == [0]
