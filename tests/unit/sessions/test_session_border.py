"""Nothing mutable is shared between a Python program and the store."""

from __future__ import annotations

import copy
import enum
import json
import operator
import pickle
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from harnvm.sessions import SessionError, SessionStore
from harnvm.sessions.border import SnapshotList, accept
from harnvm.values.forms import HarnSet
from harnvm.values.model import Duration
from harnvm.values.view import ListView


class Colour(enum.StrEnum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


def cyclic() -> dict[str, Any]:
    message: dict[str, Any] = {"role": "user", "a": [1]}
    message["a"].append({"b": message})
    return message


REFUSED: dict[str, tuple[Any, str]] = {
    "big int": ({"content": [0, {"x": 2**63}]}, "$.content[1].x: the int does not fit into 64 bits"),
    "small int": ({"n": -(2**63) - 1}, "$.n: the int does not fit into 64 bits"),
    "int key": ({"a": {5: 1}}, "$.a: keys must be strings, not int"),
    "none key": ({None: 1}, "$: keys must be strings, not NoneType"),
    "object": ({"a": [object()]}, "$.a[0]: object has no Harn form"),
    "bytes": ({"content": b"x"}, "$.content: bytes has no Harn form"),
    "odd key": ({"a b": {"": 1j}}, "$['a b']['']: complex has no Harn form"),
    "function": ({"f": len}, "$.f: builtin_function_or_method has no Harn form"),
    "surrogate": ({"content": ["\ud800"]}, "$.content[0]: the string holds a lone surrogate"),
    "surrogate key": ({"\ud800": 1}, "$: the string holds a lone surrogate"),
    "cycle": (cyclic(), "$.a[1].b: the value contains itself"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_session_can_hold_is_refused_with_its_path(store: SessionStore, name: str) -> None:
    """Values that a script could not have are refused, the message says where they are, nothing changes."""
    content, text = REFUSED[name]
    store.open("a")
    with pytest.raises(SessionError) as caught:
        store.inject("a", {**content, "role": "user"} if name != "cycle" else content)
    assert str(caught.value) == f"agent_session_inject: {text}"
    assert store.length("a") == 0


def test_deep_nesting_is_refused(store: SessionStore) -> None:
    """Nesting is limited, so that neither copying nor writing JSON runs out of stack."""
    store.open("a")
    store.inject("a", {"role": "user", "content": nested(150)})
    json.dumps(store.snapshot("a"))
    for depth in (500, 100_000):
        with pytest.raises(SessionError, match=r"nested more than 200 levels deep$"):
            store.inject("a", {"role": "user", "content": nested(depth)})


def test_the_same_part_twice_is_no_cycle(store: SessionStore) -> None:
    """A value that occurs twice is copied twice."""
    part = {"x": 1}
    store.open("a")
    store.inject("a", {"role": "user", "content": [part, part]})
    first, second = store.messages("a")[0]["content"]
    assert first == second == part
    assert first is not second


def test_close_relatives_of_plain_values() -> None:
    """Tuples become lists, members of string and int enums the value they stand for, views real lists."""
    accepted = accept("verb", {Colour.RED: (Colour.RED, Level.HIGH, ListView([1, 2]), True, -(2**63))})
    assert accepted == {"red": ["red", 3, [1, 2], True, -(2**63)]}
    text, number, view, flag, _ = accepted["red"]
    assert (type(text), type(number), type(view), type(flag)) == (str, int, list, bool)


def test_harn_values_have_the_forms_they_have_everywhere(store: SessionStore) -> None:
    """Durations, sets and the like are read in the forms a VM gives them, and those can be injected again."""
    store.open("a")
    store.inject("a", {"role": "user", "content": Duration(5), "s": {1}})
    message = store.messages("a")[0]
    assert message["content"] == timedelta(milliseconds=5)
    assert message["s"] == HarnSet((1,))
    store.inject("a", message)
    assert store.messages("a")[1] == message


def test_a_program_that_changes_what_it_injected(store: SessionStore) -> None:
    """The store keeps the message as it was when it was injected."""
    message = {"role": "user", "content": [{"text": "before"}]}
    store.open("a")
    store.inject("a", message)
    message["content"][0]["text"] = "after"  # type: ignore[index]
    message["role"] = "system"
    assert store.messages("a") == [{"role": "user", "content": [{"text": "before"}]}]


def test_a_program_that_changes_what_it_read(store: SessionStore, fill: Any, texts: Any) -> None:
    """Changing a snapshot changes neither the store nor other snapshots."""
    fill(store, "a", "1", "2")
    store.store_transcript("a", {**(store.snapshot("a") or {}), "metadata": {"k": [1]}, "assets": [{"x": 1}]})
    mine, other = store.snapshot("a"), store.snapshot("a")
    assert mine is not None
    mine["messages"][0]["content"] = "changed"
    mine["events"][0]["blocks"][0]["text"] = "changed"
    mine["messages"].append("more")
    mine["metadata"]["k"].append(2)
    mine["assets"][0]["x"] = 2
    mine["assets"].append(3)
    del mine["id"]
    again = store.snapshot("a")
    assert again == other
    assert again is not None
    assert (again["metadata"], again["assets"]) == ({"k": [1]}, [{"x": 1}])
    assert texts(store, "a") == ["1", "2"]


VERBS: dict[str, Callable[[SessionStore], Any]] = {
    "inject": lambda s: s.inject("a", {"role": "user"}),
    "trim": lambda s: s.trim("a", 1),
    "compact": lambda s: s.compact("a", keep_last=1),
    "reset": lambda s: s.reset("a"),
    "fork onto": lambda s: s.fork("b", "a"),
    "store_transcript": lambda s: s.store_transcript("a", {}),
    "close": lambda s: s.close("a"),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_held_snapshot_never_changes(store: SessionStore, fill: Any, name: str) -> None:
    """A snapshot shows the moment it was taken, even if it is first looked at much later."""
    fill(store, "a", "1", "2", "3")
    store.open("b")
    unread = store.snapshot("a")
    read = json.loads(json.dumps(store.snapshot("a")))
    VERBS[name](store)
    assert json.loads(json.dumps(unread)) == read
    assert [message["content"] for message in read["messages"]] == ["1", "2", "3"]


def test_snapshots_are_json(store: SessionStore, fill: Any) -> None:
    """The standard library writes a snapshot, also indented, and reads back the same."""
    fill(store, "a", "1", "assistant:é")
    snapshot = store.snapshot("a")
    for keywords in ({}, {"indent": 2}, {"sort_keys": True}):
        assert json.loads(json.dumps(snapshot, **keywords)) == store.snapshot("a")


LISTS: dict[str, Callable[[Any], Any]] = {
    "list": list,
    "tuple": lambda x: [*tuple(x)],
    "slice": lambda x: x[:],
    "star": lambda x: [*x],
    "iteration": lambda x: [item for item in x],  # noqa: C416
    "reversed": lambda x: list(reversed(list(reversed(x)))),
    "index": lambda x: [x[0], x[-1]],
    "len": lambda x: list(x) if len(x) == 2 else [],
    "plus": lambda x: operator.add(x, []),
    "plus from the left": lambda x: operator.add([], x),
    "times": lambda x: x * 1,
    "in-place plus": lambda x: operator.iadd([], x),  # type: ignore[no-untyped-call]
    "slice assignment": lambda x: (lambda y: (y.__setitem__(slice(None), x), y)[1])([0]),
    "copy": lambda x: x.copy(),
    "copy.copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda x: pickle.loads(pickle.dumps(x)),
    "repr": lambda x: eval(repr(x)),
    "sorted": lambda x: sorted(x, key=lambda item: item["n"]),
    "json": lambda x: json.loads(json.dumps(x)),
    "unpacking": lambda x: (lambda a, b: [a, b])(*x),
    "truth": lambda x: list(x) if x else [],
    "membership": lambda x: list(x) if {"n": 2} in x else [],
    "pop": lambda x: [{"n": 1}, x.pop()],
    "append": lambda x: (x.append(3), x[:2])[1],
    "comparison": lambda x: list(x) if x >= [{"n": 1}][:0] else [],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_snapshot_list_is_a_list_whatever_touches_it_first(name: str) -> None:
    """Whichever way a list of a snapshot is first looked at, it is all there."""
    lazy = SnapshotList([{"n": 1}, {"n": 2}])
    assert isinstance(lazy, list)
    assert LISTS[name](lazy) == [{"n": 1}, {"n": 2}]


def test_equality_of_snapshot_lists() -> None:
    """Two unread lists compare by what they will hold, with each other and with plain lists."""
    assert SnapshotList([1, 2]) == SnapshotList([1, 2])
    assert SnapshotList([1, 2]) == [1, 2]
    assert operator.eq([1, 2], SnapshotList([1, 2]))
    assert SnapshotList([1]) != SnapshotList([2])
    assert [SnapshotList([1])] == [SnapshotList([1])]
    assert SnapshotList([1]) + SnapshotList([2]) == [1, 2]


def test_an_unread_list_is_not_empty_in_memory() -> None:
    """Code that reads a list's memory past its methods stumbles instead of seeing an empty list."""
    lazy = SnapshotList([1])
    assert list.__len__(lazy) == 1
    assert "unread" in list.__repr__(lazy)
