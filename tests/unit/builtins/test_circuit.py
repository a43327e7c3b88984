"""Circuit breakers."""

from __future__ import annotations

from typing import Any

import pytest

from harnvm.builtins import circuit


def test_a_breaker_opens_at_its_threshold(script: Any) -> None:
    """The failure that reaches the threshold opens it; a success or a reset closes it."""
    assert script.call("circuit_breaker", "svc", 2, 60_000) == "svc"
    assert script.call("circuit_record_failure", "svc") is False
    assert script.call("circuit_record_failure", "svc") is True
    assert script.call("circuit_record_failure", "svc") is False
    assert script.call("circuit_check", "svc") == "open"
    for close in ("circuit_record_success", "circuit_reset"):
        assert script.call(close, "svc") is None
        assert script.call("circuit_check", "svc") == "closed"


def test_an_open_breaker_may_be_tried_after_a_time(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time it is half open, until a success."""
    now = 100.0
    monkeypatch.setattr(circuit, "monotonic", lambda: now)
    script.call("circuit_breaker", "svc", 1, 50)
    script.call("circuit_record_failure", "svc")
    assert script.call("circuit_check", "svc") == "open"
    now += 0.051
    assert script.call("circuit_check", "svc") == "half_open"


def test_what_is_not_given_has_defaults(script: Any) -> None:
    """Five failures open a breaker; negative numbers are never reached; unknown breakers are closed."""
    assert script.call("circuit_breaker") == "default"
    assert [script.call("circuit_record_failure") for _ in range(5)] == [False] * 4 + [True]
    script.call("circuit_breaker", "never", -1)
    assert script.call("circuit_record_failure", "never") is False
    assert script.call("circuit_check", "unknown") == "closed"
    assert script.call("circuit_record_failure", "unknown") is False
    assert script.call("circuit_reset", "unknown") is None
