"""What commands work with: the live VM, the output, the colours; and how their arguments are understood."""

from __future__ import annotations

import re
from typing import Any

from harnvm.repl.commands import SESSION_KINDS, CommandError
from harnvm.repl.conversation import quoted
from harnvm.repl.style import count, folded, safe
from harnvm.values import display

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.repl.console import Console
    from harnvm.repl.evaluator import Evaluator, Outcome
    from harnvm.repl.style import Palette
    from harnvm.sessions import SessionStore

#: Longer values are cut on a terminal, where nobody can read them; `println(_)` shows all.
_SHOWN = 20_000

_NUMBERED = re.compile(r"-(\d{1,4})$")


class Shell:
    """The REPL as commands see it.

    Attributes:
        evaluator: Runs lines.
        console: Takes what is said.
        paint: Colours, or none.
        terminal: Whether a person sits at a terminal.
    """

    def __init__(self, evaluator: Evaluator, console: Console, paint: Palette, *, terminal: bool) -> None:
        self.evaluator = evaluator
        self.console = console
        self.paint = paint
        self.terminal = terminal

    @property
    def store(self) -> SessionStore:
        """The sessions."""
        return self.evaluator.store

    # --- Answers --------------------------------------------------------------------------------------

    def show(self, outcome: Outcome) -> None:
        """Say what became of a line; nil is not worth a word."""
        for warning in outcome.warnings:
            self.complain(warning)
        if outcome.error is not None:
            self.complain(outcome.error)
        if outcome.interrupted and self.terminal:
            self.console.say(self.paint("dim", "interrupted"))
        if outcome.name is not None:
            text = safe(display(outcome.value))
            if self.terminal:
                text = folded(text, _SHOWN, ", `println(_)` shows all")
                text = f"{self.paint('dim', outcome.name + ' =')} {text}"
            self.console.say(text)
        self.console.fresh_line()

    def complain(self, report: str) -> None:
        """Write a report to standard error."""
        severity, _, rest = safe(report).partition(":")
        style = severity if severity in ("error", "warning") else "error"
        self.console.errors.write(f"{self.paint(style, severity)}:{rest}")

    # --- Arguments ------------------------------------------------------------------------------------

    def argument(self, kind: str, text: str) -> Any:
        """Return what a word of a command means.

        Raises:
            CommandError: Nothing.
        """
        if kind in SESSION_KINDS:
            return self._session(text)
        if kind == "N":
            if not text.isdecimal() or len(text) > 9:
                raise CommandError(f"`{safe(text)}` is not the number of a message")
            return int(text)
        return text

    def _session(self, text: str) -> str:
        """Return the id that a word names: itself, or the only one that begins with it."""
        ids = self.store.ids()
        if text in ids:
            return text
        begun = [id for id in ids if text and id.startswith(text)]
        if len(begun) == 1:
            return begun[0]
        if begun:
            raise CommandError(f"{count(len(begun), 'session')} begin with {quoted(text)}")
        from harnvm.suggest import closest_match

        suggestion = closest_match(text, ids)
        hint = f" (did you mean {quoted(suggestion)}?)" if suggestion else "; `:sessions` lists what there is"
        raise CommandError(f"no session {quoted(text)}{hint}")

    def new_id(self, source: str, wanted: str | None) -> str:
        """Return the id for a fork: the one that is wanted, else the first free number after its source.

        Raises:
            CommandError: The id is taken; a fork would overwrite that session.
        """
        if wanted is None:
            stem, number = source, 1
            found = _NUMBERED.search(source)
            if found is not None:
                stem, number = source[: found.start()], int(found[1]) + 1
            while self.store.exists(f"{stem}-{number}"):
                number += 1
            return f"{stem}-{number}"
        if not wanted:
            raise CommandError("an id cannot be empty")
        if self.store.exists(wanted):
            raise CommandError(f"there is a session {quoted(wanted)} already")
        return wanted
