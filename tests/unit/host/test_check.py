"""What ``harnvm check`` finds."""

from __future__ import annotations

from harnvm.host.check import check_text
from harnvm.source import SourceFile


def messages(text: str) -> list[str]:
    """Return severity and message of each report."""
    return [f"{r.severity}: {r.message}" for r in check_text(SourceFile("t.harn", text))]


def test_nothing_to_say() -> None:
    """A program without fault gives no report."""
    assert messages("let a = 1\nprintln(a)") == []


def test_unparsed_interpolations_are_warned_about() -> None:
    """A `${…}` that does not parse runs as literal text; the check says so."""
    assert messages('let a = "${1 +} ${2}"') == [
        "warning: this `${…}` does not parse and is literal text",
    ]


def test_what_the_compiler_refuses_is_found() -> None:
    """Errors of the compiler are found without running."""
    assert messages("break") == ["error: compile error: Compile error at line 1: break outside of loop"]


def test_all_syntax_errors_are_reported() -> None:
    """One broken statement does not hide the next."""
    assert len(messages("let x = )\nlet y = ]")) == 2


def test_types_are_checked() -> None:
    """Errors of the checker come with those of the compiler left out."""
    assert messages('let x: int = "a"') == ["error: 'x' declared as int, but assigned string"]
