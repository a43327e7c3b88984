"""How conversations, differences and values look."""

from __future__ import annotations

import pytest

from harnvm.repl.style import Palette, folded, safe
from tests.repl.conftest import Repl


def test_values(repl: Repl) -> None:
    """Values look as `println` shows them."""
    assert repl('"text"', '["a", 1.0, nil]', "{b: 5s, a: set([1])}") == (
        "text\n[a, 1.0, nil]\n{a: set(1), b: 5s}"
    )


def test_output_and_answers(repl: Repl) -> None:
    """An answer begins on a line of its own, whatever a script left unfinished."""
    assert repl('print("no end")', "1", 'print("x")\n2') == "no end\n1\nx\n2"


def test_nothing_moves_the_cursor(repl: Repl) -> None:
    """Control characters in values and messages are spelt out."""
    repl.session("a", "\x1b[2Jcleared\x07\u202e")
    assert repl(":show a").splitlines()[1] == r"  1  user       \x1b[2Jcleared\x07\u202e"
    assert repl('bold("hi")') == r"\x1b[1mhi\x1b[0m"
    assert safe("tab\tand\nline") == "tab\tand\nline"


def test_roles_are_coloured(repl: Repl) -> None:
    """On a terminal, each role has its colour."""
    repl.shell.paint = Palette(colours=True)
    repl.session("a", "x", "y")
    lines = repl(":show a").splitlines()
    assert lines[1].startswith("  1  \x1b[36muser     \x1b[0m")
    assert lines[2].startswith("  2  \x1b[32massistant\x1b[0m")


def test_long_contents_are_folded(repl: Repl) -> None:
    """Of many lines the first few are shown; of a long line, its beginning."""
    repl.session("a", "\n".join(f"line {n}" for n in range(50)), "y" * 900)
    lines = repl(":show a").splitlines()
    assert lines[10] == " " * 16 + "line 9"
    assert lines[11] == " " * 16 + "… (40 more lines, 280 characters, `:show a 1` shows all)"
    assert lines[12] == "  2  assistant  " + "y" * 800 + "… (100 more characters, `:show a 2` shows all)"


def test_little_is_not_folded(repl: Repl) -> None:
    """The note that something is folded is never longer than what it hides."""
    repl.session("a", "\n".join("x" * 11), "y" * 830)
    assert "…" not in repl(":show a")


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ('{role: "user"}', "user       (no content)"),
        ('{role: "user", content: ""}', "user       (empty)"),
        ('{role: "tool_result", content: "done", name: "grep"}', "tool_result  done|name: grep"),
        ('{role: "user", content: [{type: "text", text: "a"}, {text: "b"}]}', "user       a|b"),
        ('{role: "user", content: [{type: "image", path: "x.png"}]}', "user       <image> {path: x.png}"),
        ('{role: "user", content: {a: 1}}', "user       {a: 1}"),
        ('{role: "user", content: 42}', "user       42"),
        (
            '{role: "assistant", content: "", tool_calls: [{name: "f"}]}',
            "assistant  (empty)|tool_calls: [{name: f}]",
        ),
    ],
)
def test_contents(repl: Repl, message: str, shown: str) -> None:
    """Every content has a look, and nothing of a message is left out."""
    repl('agent_session_open("a")', f'agent_session_inject("a", {message})')
    first, *rest = repl(":show a 1").splitlines()
    assert "|".join([first.removeprefix("  1  "), *(line.strip() for line in rest)]) == shown


def test_subscribers_are_counted(repl: Repl) -> None:
    """Subscribers are part of what is known about a session."""
    repl('agent_session_open("a")')
    repl.store.subscribe("a", lambda event: None)
    assert repl(":show a") == "a: no messages, 1 subscriber"


def test_difference_inside_a_message(repl: Repl) -> None:
    """A changed message of many lines is compared line by line."""
    text = [f"line {n}" for n in range(9)]
    repl.session("a", "\n".join(text))
    text[5] = "changed"
    repl.session("b", "\n".join(text))
    assert repl(":diff a b").splitlines() == [
        "--- a",
        "+++ b",
        "  message 1 (user):",
        "  @@ -4,5 +4,5 @@",
        "  line 3",
        "  line 4",
        "- line 5",
        "+ changed",
        "  line 6",
        "  line 7",
    ]


def test_difference_in_the_middle(repl: Repl) -> None:
    """What one has more than the other is marked, and where the rest went is said."""
    repl.session("a", "1", "2", "3")
    repl('agent_session_fork("a", "b")')
    messages = repl.store.messages("a")
    repl.store.replace_messages("b", [messages[0], {"role": "system", "content": "new"}, *messages[1:]])
    assert repl(":diff a b").splitlines()[2:] == [
        "  message 1: the same",
        "+   2  system     new",
        "  messages 2 to 3: the same as messages 3 to 4",
    ]


def test_kinds_count_as_differences(repl: Repl) -> None:
    """1 and 1.0 and true differ, though they look or compare the same elsewhere."""
    for id, value in (("a", "1"), ("b", "1.0"), ("c", "true")):
        repl(
            f'agent_session_open("{id}")', f'agent_session_inject("{id}", {{role: "user", content: {value}}})'
        )
    for pair in ("a b", "a c", "b c"):
        assert "the same messages" not in repl(f":diff {pair}")


def test_folded() -> None:
    """What is left out is counted; next to nothing is not worth it."""
    assert folded("abc" * 100, 10) == "abcabcabca… (290 more characters)"
    assert folded("abcdefghij", 5) == "abcdefghij"
