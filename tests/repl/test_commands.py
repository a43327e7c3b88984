"""The commands, as somebody types them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from harnvm.repl.commands import COMMANDS, Leave
from tests.repl.conftest import Repl


def test_sessions(repl: Repl) -> None:
    """All sessions are listed with size and last access, the one used last first."""
    assert repl(":sessions") == "no sessions; agent_session_open() makes one"
    repl.session("first", "a", "b", "c")
    repl.session("second", "a")
    repl(":fork first", 'agent_session_open("second")')
    assert repl(":sessions").splitlines() == [
        "id       messages  last access",
        "second          1  latest",
        "first-1         3  1 access ago     forked from first after message 3",
        "first           3  2 accesses ago",
    ]


def test_show(repl: Repl) -> None:
    """A conversation is shown with the numbers that other commands take."""
    repl.session("a", "Hello\nthere", "Hi")
    assert repl(":show a").splitlines() == [
        "a: 2 messages",
        "  1  user       Hello",
        "                there",
        "  2  assistant  Hi",
    ]


def test_show_one(repl: Repl) -> None:
    """One message is shown in full."""
    repl.session("a", "x" * 5_000)
    assert "… (4200 more characters, `:show a 1` shows all)" in repl(":show a")
    assert repl(":show a 1") == "  1  user       " + "x" * 5_000


def test_fork(repl: Repl) -> None:
    """A fork gets the id it is given, else the next free number."""
    repl.session("a", "x")
    assert repl(":fork a b") == "b: 1 message, forked from a after message 1"
    repl(":fork a", ":fork a", ":fork a-1")
    assert sorted(repl.store.ids()) == ["a", "a-1", "a-2", "a-3", "b"]


def test_fork_overwrites_nothing(repl: Repl) -> None:
    """An id that is taken is refused, though the verb of scripts would overwrite it."""
    repl.session("a", "x")
    repl.session("b", "y")
    assert repl(":fork a b") == "error: there is a session b already"
    assert repl.store.messages("b")[0]["content"] == "y"


def test_at(repl: Repl) -> None:
    """A fork is taken after any message, or before all."""
    repl.session("a", "1", "2", "3")
    assert repl(":at a 2") == "a-1: 2 messages, forked from a after message 2"
    assert repl(":at a 0 none") == "none: no messages, forked from a after message 0"
    assert repl(":at a 4") == "error: a has 3 messages, so no message 4"
    assert repl(":at a -1") == "error: `-1` is not the number of a message"


def test_diff(repl: Repl) -> None:
    """Two conversations are compared message by message."""
    repl.session("a", "same", "old", "end")
    repl(":edit a 2 new")
    assert repl(":diff a a-1").splitlines() == [
        "--- a",
        "+++ a-1",
        "  message 1: the same",
        "-   2  assistant  old",
        "+   2  assistant  new",
        "  message 3: the same",
    ]
    repl(":fork a same")
    assert repl(":diff a same") == "a and same hold the same messages"


def test_edit_with_text(repl: Repl) -> None:
    """A message is changed in a fork; the original, and what stands around the message, stay."""
    repl.session("a", "1", "2", "3")
    said = repl(":edit a 2   two  words ")
    assert said.splitlines() == [
        "a-1: 3 messages, forked from a after message 3",
        "  2  assistant  two  words",
    ]
    assert [m["content"] for m in repl.store.messages("a-1")] == ["1", "two  words", "3"]
    assert [m["content"] for m in repl.store.messages("a")] == ["1", "2", "3"]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that replaces `old` by `new`, as a program of the user's."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\n"
        "with open(sys.argv[1]) as f: text = f.read()\n"
        "with open(sys.argv[1], 'w') as f: f.write(text.replace('old', 'new') + '\\n')\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
    return script


def test_edit_in_the_editor(repl: Repl, editor: Path) -> None:
    """Without a text the user's editor gets the message."""
    repl.session("a", "the old one")
    repl(":edit a 1")
    assert repl.store.messages("a-1")[0]["content"] == "the new one"


def test_edit_other_contents(repl: Repl, editor: Path) -> None:
    """A content that is no string is edited as JSON."""
    repl(
        'agent_session_open("a")',
        'agent_session_inject("a", {role: "user", content: [{text: "old", n: 5s}]})',
    )
    repl(":edit a 1")
    assert repl('agent_session_snapshot("a-1").messages[0].content') == "[{n: 5s, text: new}]"


def test_edit_that_comes_to_nothing(repl: Repl, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No fork is left behind by an editor that changes nothing, fails or does not exist."""
    repl.session("a", "text")
    assert repl(":edit a 1") == "error: nothing changed"
    editor.write_text("raise SystemExit(3)")
    assert repl(":edit a 1").endswith("ended with status 3; nothing changed")
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    assert repl(":edit a 1") == "error: cannot start /no/such/editor: no such file or directory"
    monkeypatch.setenv("EDITOR", "")
    assert repl(":edit a 1").startswith("error: set EDITOR")
    assert repl.store.ids() == ["a"]


def test_save_and_load(repl: Repl, tmp_path: Path) -> None:
    """Sessions survive the process in a file."""
    repl.session("a", "x", "y")
    file = tmp_path / "my sessions.json"
    assert repl(f':save "{file}"') == "saved 1 session"
    assert repl(":reset") == "forgot 1 session and all names"
    assert repl(f":load '{file}'") == "loaded 1 session"
    assert len(repl.store.messages("a")) == 2
    assert repl(f":load '{file}'") == "error: already there: 'a'; `:load FILE replace` would replace it"
    assert repl(f":load '{file}' replace") == "loaded 1 session"
    assert (
        repl(f":load '{tmp_path}/none'") == f"error: cannot read {tmp_path}/none: no such file or directory"
    )


def test_reset(repl: Repl) -> None:
    """Names and sessions are forgotten, together or apart."""
    repl("let x = 1", 'agent_session_open("a")')
    assert repl(":reset sessions") == "forgot 1 session"
    assert repl("x") == "1"
    repl('agent_session_open("b")')
    assert repl(":reset names") == "forgot all names, kept 1 session"
    assert "Undefined variable" in repl("x")
    assert repl.store.ids() == ["b"]
    assert repl(":reset everything") == "error: usage: :reset [names|sessions]"


def test_time(repl: Repl) -> None:
    """A line is run, answered and timed; one that fails is only answered."""
    value, taken = repl(":time 6 * 7").splitlines()
    assert value == "42"
    assert taken.startswith("took ")
    assert taken.endswith("s")
    assert "took" not in repl(":time 1 / 0")
    with pytest.raises(Leave) as leaving:
        repl(":time exit(4)")
    assert leaving.value.code == 4


def test_disasm(repl: Repl) -> None:
    """Functions and methods are shown as bytecode."""
    repl("fn double(n) { return n * 2 }", "struct P { x: int }", "impl P { fn get(self) { return self.x } }")
    assert repl(":disasm double").startswith("double(n): ")
    assert "MULTIPLY" in repl(":disasm double")
    assert repl(":disasm P.get").startswith("P.get(self): ")
    assert repl(":disasm len") == "error: `len` is a builtin and has no bytecode"
    assert repl(":disasm nothing") == "error: no function `nothing`"


def test_doc(repl: Repl) -> None:
    """Functions, builtins, methods, values, keywords and commands are explained."""
    repl("// Doubles a number.\nfn double(n: int) -> int {\n  return n * 2\n}", "let x = [1]")
    assert repl(":doc double") == "fn double(n: int) -> int\n    Doubles a number."
    repl('import { clamp } from "std/math"')
    assert repl(":doc clamp").startswith("pub fn clamp(value, lo, hi)\n    ")
    assert repl(":doc agent_session_fork").startswith("agent_session_fork(source: string, target?: string)")
    assert repl(":doc list.map") == ".map(…): a method of list"
    assert "a method of" in repl(":doc flat_map")
    assert repl(":doc x") == "x: list = [1]"
    assert repl(":doc while") == "while: a keyword"
    assert repl(":doc :at").startswith(":at ID N [NEW]")
    assert repl(":doc nothing_at_all") == "error: nothing is called `nothing_at_all`"


def test_help(repl: Repl) -> None:
    """The help lists every command, and explains each."""
    listed = repl(":help")
    for each in COMMANDS.values():
        assert f"  {each.usage}" in listed
        assert each.summary.endswith(".")
        assert repl(f":help {each.name}") == f"{each.usage}\n    {each.summary}"


@pytest.mark.parametrize("line", [":quit", ":q", ":exit"])
def test_quit(repl: Repl, line: str) -> None:
    """There is a way out."""
    with pytest.raises(Leave):
        repl(line)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (":sesions", "unknown command `:sesions` (did you mean `:sessions`?)"),
        (":xyzzy", "unknown command `:xyzzy`; `:help` lists what there is"),
        (":fork", "usage: :fork ID [NEW]"),
        (":fork a b c", "usage: :fork ID [NEW]"),
        (":show other", "no session other; `:sessions` lists what there is"),
        (":show alpa", "no session alpa (did you mean alpha?)"),
        (":show a", "2 sessions begin with a"),
        (':show "alpha', "a quote is not closed"),
        (":show alpha one", "`one` is not the number of a message"),
    ],
)
def test_refusals(repl: Repl, line: str, message: str) -> None:
    """What is wrong with a command is said in a line."""
    repl.session("alpha")
    repl.session("aleph")
    assert repl(line) == f"error: {message}"


def test_ids_are_completed(repl: Repl) -> None:
    """The beginning of an id is enough where no other begins so; ids that are no words stand in quotes."""
    repl.session("01a20e4c-e8f8")
    assert repl(":show 01a") == "01a20e4c-e8f8: no messages"
    repl.session('my "own" id')
    assert repl(r':show "my \"own\" id"') == r'"my \"own\" id": no messages'
    repl.session("")
    assert repl(':show ""') == '"": no messages'
