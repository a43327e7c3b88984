"""What the transcript says of a message; all expectations were seen in Harn 0.7.8."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest

from harnvm.sessions.events import Entry, derive, new_id
from harnvm.values.model import Duration, RangeValue, SetValue


def event(content: Any, role: str = "user") -> tuple[str, str, str]:
    made = derive({"role": role, "content": content})
    return made["kind"], made["visibility"], made["text"]


def test_a_text_becomes_one_block() -> None:
    """String content gives one text block with the role's visibility."""
    made = derive({"role": "user", "content": "hi", "more": 1})
    made.pop("id")
    assert made == {
        "kind": "message",
        "role": "user",
        "visibility": "public",
        "text": "hi",
        "blocks": [{"type": "text", "text": "hi", "visibility": "public"}],
    }


@pytest.mark.parametrize("role", ["assistant", "system", "tool", "wizard", ""])
def test_roles_are_public_messages(role: str) -> None:
    """Every role but one makes a public message."""
    assert event("x", role) == ("message", "public", "x")


def test_tool_results_are_internal() -> None:
    """The role ``tool_result`` has a kind of its own, and its blocks are internal."""
    made = derive({"role": "tool_result", "content": "x"})
    assert (made["kind"], made["visibility"]) == ("tool_result", "internal")
    assert made["blocks"] == [{"type": "text", "text": "x", "visibility": "internal"}]


@pytest.mark.parametrize("message", [{"role": "user"}, {"role": "user", "content": None}])
def test_no_content_has_no_blocks(message: dict[str, Any]) -> None:
    """Missing and nil content give an empty text and no blocks."""
    made = derive(message)
    assert (made["text"], made["blocks"], made["visibility"]) == ("", [], "public")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (5, "5"),
        (1.0, "1.0"),
        (True, "true"),
        (Duration(5000), "5s"),
        (RangeValue(1, 3, True), "1 to 3"),
        (SetValue({1: 1, 2: 2}), "set(1, 2)"),
    ],
)
def test_other_values_are_shown(content: Any, text: str) -> None:
    """Content of other kinds becomes a text block with how it is shown."""
    assert derive({"role": "user", "content": content})["blocks"] == [
        {"type": "text", "text": text, "visibility": "public"}
    ]


def test_blocks_keep_their_keys() -> None:
    """Blocks keep what they hold and get a type and a visibility if they lack them."""
    made = derive({"role": "user", "content": [{"text": "a", "z": 1}, "raw", 5, {}]})
    assert made["blocks"] == [
        {"text": "a", "z": 1, "type": "text", "visibility": "public"},
        {"text": "raw", "type": "text", "visibility": "public"},
        {"text": "5", "type": "text", "visibility": "public"},
        {"type": "text", "visibility": "public"},
    ]
    assert made["text"] == "a raw 5"


def test_a_dict_is_one_block() -> None:
    """A dict as content counts as a list of one block."""
    made = derive({"role": "user", "content": {"text": 5}})
    assert made["blocks"] == [{"text": 5, "type": "text", "visibility": "public"}]
    assert made["text"] == "5"


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ({"type": "output_text", "content": "oc"}, "oc"),
        ({"type": "reasoning", "text": None}, "nil"),
        ({"type": "text", "text": "", "content": "unseen"}, ""),
        ({"type": "tool_call", "name": "f"}, "<tool_call:f>"),
        ({"type": "tool_result"}, "<tool_result:tool>"),
        ({"type": "image", "path": "p.png"}, "<image:p.png>"),
        ({"type": "input_image", "asset_id": 5}, "<image:5>"),
        ({"type": "file", "title": "T", "path": "p"}, "<file:T>"),
        ({"type": "document"}, "<document:document>"),
        ({"type": "attachment", "name": ""}, "<attachment:>"),
        ({"type": "odd"}, "<odd>"),
        ({"type": "", "text": "t"}, "<>"),
        ({"type": 5}, "<5>"),
    ],
)
def test_text_of_blocks(block: dict[str, Any], text: str) -> None:
    """Each type of block has its own short form in the event's text."""
    assert event([block])[2] == text


@pytest.mark.parametrize(
    ("visibilities", "role", "overall"),
    [
        (["private"], "user", "public"),
        (["private", "internal"], "user", "internal"),
        (["internal", "public"], "user", "public"),
        (["internal"], "tool_result", "internal"),
        (["private"], "tool_result", "internal"),
        (["public"], "tool_result", "public"),
    ],
)
def test_visibility_of_the_whole(visibilities: list[str], role: str, overall: str) -> None:
    """One public block makes the event public, else an internal one internal, else the role decides."""
    assert event([{"text": "x", "visibility": v} for v in visibilities], role)[1] == overall


def test_ids_are_uuid_v7_in_order() -> None:
    """Ids are version 7 UUIDs, all different, and sort in the order they were minted."""
    ids = [new_id() for _ in range(500)]
    form = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(form.fullmatch(id) for id in ids)
    assert len(set(ids)) == len(ids)
    stamps = [id[:18] for id in ids]
    assert stamps == sorted(stamps)


def test_many_first_readers_see_one_id() -> None:
    """An event that several threads read first at the same time has one id."""
    entry = Entry({"role": "user", "content": "x"})
    start = threading.Barrier(8)
    seen: list[str] = []

    def read() -> None:
        start.wait()
        seen.append(entry.event()["id"])

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1
