"""What a search can cost, told from the pattern."""

from __future__ import annotations

import pytest

from harnvm.regexes.syntax import translate


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a|ab)*", r"(\w+\s*)*", "(a?){3}", "(?:a*b*)*", "(a{1,3}){1,3}"]
)
def test_there_is_no_telling(pattern):
    """What can match in several ways and is repeated has no bound, however short the text."""
    assert translate(pattern).effort.longest(10**9) == -1


@pytest.mark.parametrize(
    ("pattern", "power"),
    [
        ("abc", 1),
        (r"^\d{4}-\d{2}$", 1),
        ("a{1,9}b?", 1),
        ("foo|ba[rz]", 1),
        (r"\w+", 1),
        ("a|b+", 2),
        (r"(\w+)", 1),
        (r"\w+$", 2),
        ("a*b", 2),
        ("(?:ab)*c", 2),
        ("[a-z]+[0-9]+", 2),
        (r"\w+\s*\w+!", 4),
    ],
)
def test_steps_grow_with_the_text(pattern, power):
    """Each loop multiplies the steps by the length of the text, except for one at the very end."""
    effort = translate(pattern).effort
    assert 2 ** (power - 0.1) < effort.steps(20_000) / effort.steps(10_000) < 2 ** (power + 0.1)


def test_longest():
    """The longest text is the last one that keeps to a number of steps."""
    effort = translate("a+b").effort
    longest = effort.longest(10**6)
    assert effort.steps(longest) <= 10**6 < effort.steps(longest + 1)


@pytest.mark.parametrize(
    ("pattern", "nullable"),
    [
        ("", True),
        ("a", False),
        ("a*", True),
        ("a+", False),
        ("^", True),
        (r"\b|a", True),
        ("(a|)b?", True),
        ("(a|)b", False),
        ("a{0,2}", True),
        ("(?i)", True),
        ("(a?)+", True),
    ],
)
def test_nullable(pattern, nullable):
    """It is known whether a pattern can match the empty text."""
    assert translate(pattern).effort.nullable is nullable
