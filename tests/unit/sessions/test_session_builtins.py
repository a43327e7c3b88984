"""The builtins over the store: kinds of errors, order of checks, what scripts share with it."""

from __future__ import annotations

from typing import Any

import pytest

from harnvm.builtins.agent_sessions import AREA, CompactionHooks
from harnvm.errors import HarnRuntimeError, HarnThrown
from harnvm.sessions import SessionStore
from harnvm.values.model import Closure, Value
from harnvm.values.view import ListView
from harnvm.vm.context import Context


class Function(Closure):
    """A closure that is a Python function."""

    __slots__ = ("function",)

    def __init__(self, function: Any) -> None:
        self.function = function


def context(store: SessionStore) -> Context:
    """Make a context that can call `Function`s."""

    def call(function: Value, arguments: list[Value]) -> Value:
        return function.function(*arguments)

    return Context(write=print, write_error=print, call=call, sessions=store)


@pytest.fixture
def ctx() -> Context:
    """A context with a store of its own."""
    return context(SessionStore())


def run(ctx: Context, verb: str, *arguments: Value) -> Value:
    name = verb if verb.startswith("agent_") else f"agent_session_{verb}"
    return AREA.functions[name](ctx, list(arguments))


def user(text: str) -> dict[str, Value]:
    return {"role": "user", "content": text}


def test_a_round_through_the_verbs(ctx: Context) -> None:
    """Each verb answers what scripts expect: ids, counts, flags and nil."""
    assert run(ctx, "open", "a") == "a"
    assert len(run(ctx, "open")) == 36
    assert run(ctx, "exists", "a") is True
    assert run(ctx, "inject", "a", user("1")) is None
    assert run(ctx, "inject", "a", user("2"), "extra") is None
    assert run(ctx, "length", "a") == 2
    assert run(ctx, "fork", "a", "b") == "b"
    assert run(ctx, "fork", "a", None) not in ("a", "b")
    assert run(ctx, "trim", "a", 1) == 1
    assert run(ctx, "compact", "b", {"keep_last": 1}) == 2
    assert run(ctx, "compact", "b") == 2
    assert run(ctx, "reset", "a") is None
    assert run(ctx, "close", "a") is None
    assert run(ctx, "exists", "a") is False
    assert run(ctx, "snapshot", "a") is None


def test_snapshots_are_lent(ctx: Context) -> None:
    """A script gets views that show the moment of the snapshot, and the very message it injected."""
    message = user("1")
    run(ctx, "open", "a")
    run(ctx, "inject", "a", message)
    snapshot = run(ctx, "snapshot", "a")
    run(ctx, "inject", "a", user("2"))
    assert type(snapshot) is dict
    assert type(snapshot["messages"]) is ListView
    assert type(snapshot["events"]) is ListView
    assert len(snapshot["messages"]) == len(snapshot["events"]) == 1
    assert snapshot["messages"][0] is message
    assert snapshot["events"][0] is run(ctx, "snapshot", "a")["events"][0]
    snapshot["id"] = "mine"
    assert run(ctx, "snapshot", "a")["id"] == "a"


KEYS = (
    "keep_last, token_threshold, tool_output_max_chars, compact_strategy, hard_limit_tokens, "
    "hard_limit_strategy, custom_compactor, mask_callback, compress_callback"
)


@pytest.mark.parametrize(
    ("verb", "arguments", "text"),
    [
        ("open", (5,), "agent_session_open: `id` must be a string or nil"),
        ("length", (), "agent_session_length: `id` must be a string"),
        ("snapshot", (None,), "agent_session_snapshot: `id` must be a string"),
        ("fork", (), "agent_session_fork: `src` must be a string"),
        ("fork", ("gone", 5), "agent_session_fork: `dst` must be a string or nil"),
        ("trim", ("gone",), "agent_session_trim: `keep_last` must be an int"),
        ("trim", ("gone", -1), "agent_session_trim: `keep_last` must be >= 0"),
        ("inject", (), "agent_session_inject: `id` must be a string"),
        ("inject", ("gone",), "agent_session_inject: unknown session id 'gone'"),
        ("inject", ("a",), "agent_session_inject: `message` required"),
        ("inject", ("a", None), "agent_session_inject: message must be a dict"),
        ("compact", (5, 5), "agent_session_compact: `id` must be a string"),
        ("compact", ("gone", 5), "agent_session_compact: unknown session id 'gone'"),
        ("compact", ("a", 5), "agent_session_compact: `opts` must be a dict or nil"),
        (
            "compact",
            ("a", {"zeta": 1, "alpha": 2, "keep_last": -1}),
            f"agent_session_compact: unknown option key 'alpha' (expected one of: {KEYS})",
        ),
        ("compact", ("a", {"keep_last": -1}), "agent_session_compact: `keep_last` must be >= 0"),
        (
            "compact",
            ("a", {"custom_compactor": None}),
            "agent_session_compact: `custom_compactor` must be a closure",
        ),
        (
            "compact",
            ("a", {"mask_callback": len}),
            "agent_session_compact: `mask_callback` must be a closure",
        ),
    ],
)
def test_refusals_are_thrown(ctx: Context, verb: str, arguments: tuple[Value, ...], text: str) -> None:
    """What the store refuses is thrown as a string that a script can catch."""
    run(ctx, "open", "a")
    with pytest.raises(HarnThrown) as caught:
        run(ctx, verb, *arguments)
    assert caught.value.value == text


@pytest.mark.parametrize(
    ("verb", "arguments", "text"),
    [
        (
            "compact",
            ("a", {"compact_strategy": "zip"}),
            "unknown compact_strategy 'zip' (expected 'llm', 'truncate', 'custom', or 'observation_mask')",
        ),
        (
            "compact",
            ("a", {"keep_last": 1, "compact_strategy": "custom"}),
            "compact_callback is required when compact_strategy is 'custom'",
        ),
        (
            "compact",
            ("a", {"keep_last": 1, "compact_strategy": "llm"}),
            "LLM transcript compaction requires active LLM call options",
        ),
        ("agent_subscribe", (), "agent_subscribe(session_id, callback): session_id must be a string"),
        ("agent_subscribe", ("b",), "agent_subscribe(session_id, callback): callback closure required"),
        ("agent_subscribe", ("b", None), "agent_subscribe(session_id, callback): callback must be a closure"),
    ],
)
def test_some_are_run_time_errors(ctx: Context, verb: str, arguments: tuple[Value, ...], text: str) -> None:
    """Strategies, and the arguments of subscribe, fail as run-time errors."""
    run(ctx, "open", "a")
    for number in range(3):
        run(ctx, "inject", "a", user(str(number)))
    with pytest.raises(HarnRuntimeError) as caught:
        run(ctx, verb, *arguments)
    assert not isinstance(caught.value, HarnThrown)
    assert caught.value.message == f"Runtime error: {text}"
    assert run(ctx, "exists", "b") is False


def test_closures_compact(ctx: Context) -> None:
    """A script's closure is called with the archived messages, and its answer becomes the note."""
    run(ctx, "open", "a")
    for number in range(3):
        run(ctx, "inject", "a", user(str(number)))
    options = {
        "keep_last": 1,
        "compact_strategy": "custom",
        "custom_compactor": Function(lambda ms: f"{len(ms)}"),
    }
    assert run(ctx, "compact", "a", options) == 2
    assert run(ctx, "snapshot", "a")["messages"][0]["content"] == "[auto-compacted 2 older messages]\n2"


def test_what_a_closure_throws_passes(ctx: Context) -> None:
    """An error of the script's own closure is not turned into another."""

    def fail(messages: Value) -> Value:
        raise HarnThrown({"a": 1})

    run(ctx, "open", "a")
    run(ctx, "inject", "a", user("1"))
    with pytest.raises(HarnThrown) as caught:
        run(
            ctx,
            "compact",
            "a",
            {"keep_last": 0, "compact_strategy": "custom", "custom_compactor": Function(fail)},
        )
    assert caught.value.value == {"a": 1}
    assert run(ctx, "length", "a") == 1


def test_subscribing(ctx: Context) -> None:
    """A closure is registered under the id, and the session opened."""
    closure = Function(print)
    assert run(ctx, "agent_subscribe", "a", closure) is None
    assert ctx.sessions.subscribers("a") == [closure]


def test_another_area_can_provide_summaries(ctx: Context) -> None:
    """Strategy ``llm`` works once somebody set a summariser."""
    ctx.state(CompactionHooks).summariser = lambda messages, count: f"{len(messages)}/{count}"
    run(ctx, "open", "a")
    for number in range(3):
        run(ctx, "inject", "a", user(str(number)))
    run(ctx, "compact", "a", {"keep_last": 1, "compact_strategy": "llm"})
    assert run(ctx, "snapshot", "a")["messages"][0]["content"] == "[auto-compacted 2 older messages]\n2/2"


def test_a_strict_store_is_strict_for_scripts_too() -> None:
    """Refusals of a strict store are thrown like others."""
    ctx = context(SessionStore(strict=True))
    with pytest.raises(HarnThrown) as caught:
        run(ctx, "agent_subscribe", "a", Function(print))
    assert caught.value.value == "agent_subscribe: unknown session id 'a'"
    run(ctx, "open", "a")
    with pytest.raises(HarnThrown):
        run(ctx, "compact", "a", {"keep_last": "1"})
