"""Assertions and error categories."""

from __future__ import annotations

import pytest

from harnvm.values.sets import make_set


def test_assert_needs_truth(script):
    """False values fail with the message given or a fixed one."""
    assert script.call("assert", [0]) is None
    assert script.message("assert", 0) == "Thrown: Assertion failed"
    assert script.message("assert", "", ["why", 1]) == "Thrown: [why, 1]"
    assert script.message("assert") == "Thrown: Assertion failed"


def test_assert_eq_goes_by_equality(script):
    """Ints equal floats, sets have no order; the message shows the second value as expected."""
    assert script.call("assert_eq", 1, 1.0) is None
    assert script.call("assert_eq", make_set([1, 2]), make_set([2, 1])) is None
    assert script.message("assert_eq", 1, 2) == "Thrown: Assertion failed: expected 2, got 1"
    assert script.message("assert_eq", None, False) == "Thrown: Assertion failed: expected false, got nil"
    assert script.message("assert_eq", 1, 2, "labels") == "Thrown: labels"
    assert script.message("assert_eq", 1) == "Thrown: assert_eq requires at least 2 arguments"


def test_assert_ne_goes_by_equality(script):
    """What is equal fails, and is shown once."""
    assert script.call("assert_ne", "1", 1) is None
    assert script.message("assert_ne", 1, 1.0) == ("Thrown: Assertion failed: values should not be equal: 1")
    assert script.message("assert_ne", 1, 1, None) == "Thrown: nil"
    assert script.message("assert_ne") == "Thrown: assert_ne requires at least 2 arguments"


def test_throw_error_throws_message_and_category(script):
    """Unknown categories are generic."""
    assert script.message("throw_error", "m", "auth") == "Thrown: {category: auth, message: m}"
    assert script.message("throw_error", 5, "odd") == "Thrown: {category: generic, message: 5}"
    assert script.message("throw_error") == "Thrown: {category: generic, message: }"


@pytest.mark.parametrize(
    ("error", "category"),
    [
        ({"category": "rate_limit"}, "rate_limit"),
        ({"category": 5}, "5"),
        ({"message": "HTTP 429"}, "generic"),
        ("HTTP 429 slow down", "rate_limit"),
        ("error: 401", "auth"),
        ("404", "not_found"),
        ("code 504.", "timeout"),
        ("a5030", "generic"),
        ("503503", "generic"),
        ("451 then 500", "server_error"),
        ("Deadline exceeded", "timeout"),
        ("overloaded_error", "overloaded"),
        ("x api_error", "server_error"),
        ("insufficient_quota", "rate_limit"),
        ("authentication_error", "auth"),
        ("model_not_found", "not_found"),
        ("circuit_open", "circuit_open"),
        ("Connection RESET by peer", "transient_network"),
        ("unexpected EOF", "transient_network"),
        ("nothing special", "generic"),
        (5, "generic"),
        (None, "generic"),
    ],
)
def test_errors_have_categories(script, error, category):
    """Dicts say it themselves, texts are searched for status codes and known names."""
    assert script.call("error_category", error) == category


def test_two_categories_have_questions_of_their_own(script):
    """``is_timeout`` and ``is_rate_limited`` ask for one category each."""
    assert script.call("is_timeout", "HTTP 408")
    assert script.call("is_timeout", {"category": "timeout"})
    assert not script.call("is_timeout", "HTTP 429")
    assert script.call("is_rate_limited", "HTTP 429")
    assert not script.call("is_rate_limited")
