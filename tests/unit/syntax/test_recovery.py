"""All errors of a file."""

from __future__ import annotations

import time

import pytest

from .support import errors


def places(text: str) -> list[str]:
    """Return where the errors of a text are."""
    return [error.split()[0] for error in errors(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let = 1\nlet = 2\nlet a = 1\nlet = 3", ["1:5", "2:5", "4:5"]),
        ("let = 1\nfoo )\nlet = 2", ["1:5", "3:5"]),
        ("fn f() {\n  let = 1\n  return )\n}\nlet = 3", ["2:7", "3:10", "5:5"]),
        ("a ) } b )", ["1:3", "1:9"]),
        ("let = 1\n@a let x = 1", ["1:5"]),
        ("let = 1\ndefer {", ["1:5"]),
        ("{a 1}\n)", ["1:4", "2:1"]),
    ],
)
def test_reading_goes_on_at_statements_and_braces(text: str, expected: list[str]) -> None:
    """After an error, the next line with a statement keyword or the next brace is where to go on."""
    assert places(text) == expected


def test_structs_stay_known() -> None:
    """What was declared before an error is known behind it, what was not read is not."""
    assert places("struct P {}\nlet = 1\nif P { x: 1 } { }\nlet = 2") == ["2:5", "4:5"]
    assert places(") struct P {}\nif P { x: 1 }") == ["1:1", "2:9"]


def test_closures_far_ahead() -> None:
    """A closure is known as one though its arrow is far behind the brace."""
    parameters = ", ".join(f"p{number}" for number in range(200))
    assert places(f"let = 1\nlet f = {{ {parameters} -> 1 }}\nlet = 2") == ["1:5", "3:5"]


def test_many_errors_take_time_in_proportion() -> None:
    """A large file that is no Harn at all is read once, not once for each error."""
    started = time.process_time()
    assert len(errors("let x = {a 1\n" * 3000)) == 501  # the last is about nesting
    assert len(errors("let = 1\n" * 3000)) == 3000
    assert time.process_time() - started < 5
