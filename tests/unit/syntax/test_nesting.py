"""Nesting is limited, and never a crash."""

from __future__ import annotations

import pytest

from .support import errors, value

TOO_DEEP = "too deeply nested"

DEEP = {
    "parentheses": ("(", "1", ")"),
    "lists": ("[", "", "]"),
    "dicts": ("{a: ", "1", "}"),
    "calls": ("f(", "", ")"),
    "closures": ("{ x -> ", "1", "}"),
    "not": ("!", "a", ""),
    "minus": ("- ", "a", ""),
    "powers": ("2 ** ", "2", ""),
    "sums": ("1 + ", "1", ""),
    "members": ("", "a", ".b"),
    "elements": ("", "a", "[0]"),
    "pipes": ("a |> ", "b", ""),
    "try*": ("try* ", "a", ""),
    "ifs": ("if c { ", "1", "}"),
    "else": ("if c {1} else ", "{}", ""),
    "strings": ('"${', "a", '}"'),
    "types": ("fn(x: ", "int", ") { }"),
}


@pytest.mark.parametrize("name", DEEP)
def test_each_kind_of_nesting_is_limited(name: str) -> None:
    """A thousand levels of anything are one clear error."""
    opening, middle, closing = DEEP[name]
    found = errors("let it = " + opening * 1000 + middle + closing * 1000)
    assert [error.partition(" ")[2] for error in found][-1] == TOO_DEEP or name == "types"
    assert len(found) <= 2


@pytest.mark.parametrize("name", DEEP)
def test_reasonable_nesting_is_allowed(name: str) -> None:
    """Thirty levels of anything parse."""
    opening, middle, closing = DEEP[name]
    if name != "types":
        assert value(opening * 30 + middle + closing * 30) is not None


def test_function_types_and_generics() -> None:
    """Types are limited too; the options of a union are not nested."""
    assert TOO_DEEP in errors("type T = " + "fn() -> " * 1000 + "int")[0]
    assert TOO_DEEP in errors("type T = " + "list<" * 1000 + "int" + ">" * 1000)[0]
    assert errors("type T = " + "int | " * 1000 + "int") == []


def test_long_lists_are_not_deep() -> None:
    """Many items, statements or arguments are no nesting."""
    assert errors("[" + "1, " * 5000 + "]") == []
    assert errors("a " * 5000) == []


@pytest.mark.parametrize("bracket", ["(", "[", "{", "f(", "(()", "!"])
def test_a_megabyte_of_it(bracket: str) -> None:
    """A megabyte of brackets or prefix operators is refused soon."""
    assert TOO_DEEP in errors(bracket * (1_000_000 // len(bracket)))[-1]


def test_earlier_errors_come_first() -> None:
    """What is wrong before the nesting is reported before it."""
    assert [error.split()[0] for error in errors("let = 1\nlet a = " + "(" * 1000)] == ["1:5", "2:509"]
