"""The store against a simple model: random verbs, the same results."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from harnvm.sessions import SessionError, SessionStore, UnknownSession

CAP = 4
IDS = st.sampled_from("abcdef")
ROLES = st.sampled_from(["user", "assistant", "tool"])


class Model:
    """What a store should hold: lists of numbers, least recently used first."""

    def __init__(self) -> None:
        self.sessions: dict[str, list[int]] = {}
        self.subscribers: dict[str, int] = {}

    def touch(self, id: str) -> None:
        self.sessions[id] = self.sessions.pop(id)

    def open(self, id: str) -> None:
        if id in self.sessions:
            self.touch(id)
            return
        if len(self.sessions) >= CAP:
            self.close(next(iter(self.sessions)))
        self.sessions[id] = []
        self.subscribers[id] = 0

    def close(self, id: str) -> None:
        del self.sessions[id], self.subscribers[id]


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.store = SessionStore(cap=CAP)
        self.model = Model()
        self.counter = 0
        self.held: list[tuple[Any, str]] = []
        self.event_ids: dict[int, str] = {}
        for id in "abcd":  # else most verbs would meet an unknown id
            self.open(id)
            self.inject(id, "user", 70)

    def known(self, id: str, call: Any) -> bool:
        """Return whether the model knows `id`; else check that the store refuses."""
        if id in self.model.sessions:
            return True
        try:
            call()
        except UnknownSession:
            return False
        raise AssertionError("not refused")

    @rule(id=IDS)
    def open(self, id: str) -> None:
        assert self.store.open(id) == id
        self.model.open(id)

    @rule(id=IDS, role=ROLES, count=st.integers(1, 90))
    def inject(self, id: str, role: str, count: int) -> None:
        for _ in range(count):
            self.counter += 1
            message = {"role": role, "content": [], "n": self.counter}
            if not self.known(id, lambda: self.store.inject(id, message)):  # noqa: B023
                return
            self.store.inject(id, message)
            self.model.sessions[id].append(self.counter)
            self.model.touch(id)

    @rule(id=IDS)
    def reset(self, id: str) -> None:
        if self.known(id, lambda: self.store.reset(id)):
            self.store.reset(id)
            self.model.sessions[id] = []
            self.model.touch(id)

    @rule(id=IDS)
    def close(self, id: str) -> None:
        if self.known(id, lambda: self.store.close(id)):
            self.store.close(id)
            self.model.close(id)

    @rule(src=IDS, dst=IDS, count=st.none() | st.integers(0, 100))
    def fork(self, src: str, dst: str, count: int | None) -> None:
        def call() -> str:
            if count is None:
                return self.store.fork(src, dst)
            return self.store.fork_at(src, count, dst)

        if self.known(src, call):
            assert call() == dst
            self.model.touch(src)
            taken = self.model.sessions[src][:count]
            self.model.open(dst)
            self.model.sessions[dst] = taken

    @rule(id=IDS, keep=st.integers(-1, 100))
    def trim(self, id: str, keep: int) -> None:
        if keep < 0:
            try:
                self.store.trim(id, keep)
            except SessionError:
                return
            raise AssertionError("not refused")
        if self.known(id, lambda: self.store.trim(id, keep)):
            numbers = self.model.sessions[id]
            self.model.sessions[id] = numbers[max(len(numbers) - keep, 0) :]
            assert self.store.trim(id, keep) == len(self.model.sessions[id])
            self.model.touch(id)

    @rule(id=IDS, keep=st.integers(0, 60))
    def compact(self, id: str, keep: int) -> None:
        """The note has the number 0 in the model; where the cut falls is tested elsewhere."""
        if not self.known(id, lambda: self.store.compact(id, keep_last=keep)):
            return
        before = self.model.sessions[id]
        count = self.store.compact(id, keep_last=keep)
        self.model.touch(id)
        if len(before) > keep:
            self.model.sessions[id] = [0, *before[len(before) - count + 1 :]]
            assert count >= 1
        else:
            assert count == len(before)

    @rule(id=IDS)
    def subscribe(self, id: str) -> None:
        self.store.subscribe(id, print)
        self.model.open(id)
        self.model.subscribers[id] += 1

    @precondition(lambda self: self.model.sessions)
    @rule(data=st.data())
    def write_back(self, data: st.DataObject) -> None:
        """Storing what was read changes nothing but the order of access."""
        id = data.draw(st.sampled_from(sorted(self.model.sessions)))
        self.store.store_transcript(id, self.store.snapshot(id) or {})
        self.model.touch(id)

    @rule(id=IDS, read=st.booleans())
    def hold(self, id: str, read: bool) -> None:
        """Keep a snapshot, looked at now or only later, with what it must show for ever."""
        snapshot = self.store.snapshot(id)
        if snapshot is None:
            assert id not in self.model.sessions
            return
        self.held.append((snapshot, json.dumps(self.store.snapshot(id))))
        if read:
            len(snapshot["messages"])

    @invariant()
    def same_sessions_in_the_same_order(self) -> None:
        assert self.store.ids() == list(self.model.sessions)
        for id, numbers in self.model.sessions.items():
            assert self.store.length(id) == len(numbers)
            assert [m.get("n", 0) for m in self.store.messages(id)] == numbers
            assert len(self.store.subscribers(id)) == self.model.subscribers[id]

    @invariant()
    def event_ids_are_stable(self) -> None:
        for id, numbers in self.model.sessions.items():
            events = (self.store.snapshot(id) or {})["events"]
            assert len(events) == len(numbers)
            for number, event in zip(numbers, events, strict=True):
                if number:
                    assert self.event_ids.setdefault(number, event["id"]) == event["id"]

    def teardown(self) -> None:
        for snapshot, text in self.held:
            assert json.dumps(snapshot) == text


TestStore = StoreMachine.TestCase
TestStore.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
