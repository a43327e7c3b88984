"""Filters and the rules of ``.error`` files."""

from __future__ import annotations

import pytest

from harnvm.testing.patterns import error_matches, name_filter


@pytest.mark.parametrize(
    ("pattern", "name", "wanted"),
    [
        (None, "anything", True),
        ("add", "test_addition", True),
        ("add", "test_sum", False),
        ("sum | add", "test_addition", True),
        ("sum|product", "test_addition", False),
        ("t*_add", "test_addition", True),
        ("t?st", "a_test", True),
        ("t?st", "tst", False),
        ("a.b*", "axb", False),
        ("re:^test_(a|b)", "test_b", True),
        ("re:^test_(a|b)$", "test_bc", False),
        ("re:[", "test_b", False),
    ],
)
def test_filters(pattern: str | None, name: str, wanted: bool) -> None:
    """A filter is a part of the name, alternatives, a glob found anywhere, or a regular expression."""
    assert name_filter(pattern)(name) is wanted


@pytest.mark.parametrize(
    ("expectation", "matches"),
    [
        ("boom", True),
        ("  boom  ", True),
        ("bang", False),
        ("bang\n  boom", True),
        ("re: ^Thrown: b(o+)m$", True),
        ("re: ^boom", False),
        ("re:[bo\nboom", True),
        ("", True),
    ],
)
def test_error_rules(expectation: str, matches: bool) -> None:
    """An error must have what one of the lines names; ``re:`` begins a regular expression."""
    assert error_matches("Thrown: boom", expectation, []) is matches


def test_bad_expression_in_error_file() -> None:
    """An expression that is none matches nothing, and is warned of."""
    warnings: list[str] = []
    assert not error_matches("[bo", "re: [bo", warnings)
    assert warnings == ["invalid regex in .error file:  [bo"]
