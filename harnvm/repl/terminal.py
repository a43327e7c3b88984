"""Editing lines on a terminal, with prompt_toolkit: history, highlighting, completion, many-line input."""

from __future__ import annotations

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, has_selection, is_searching
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer

from harnvm.repl.commands import is_command
from harnvm.repl.completion import complete, current_signature
from harnvm.repl.history import history_file, open_history
from harnvm.repl.lexer import HarnReplLexer
from harnvm.repl.plain import CONTINUATION, PROMPT, is_unfinished
from harnvm.repl.style import count, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from harnvm.repl.shell import Shell

_INDENT = "  "


class TerminalReader:
    """Reads inputs from the terminal.

    Args:
        shell: Whose names and sessions are offered.
    """

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        history, problem = open_history(history_file())
        if problem is not None:
            shell.complain(f"warning: {problem}\n")
        self._session: PromptSession[str] = PromptSession(
            ANSI(shell.paint("bold", PROMPT)),
            history=history,
            lexer=PygmentsLexer(HarnReplLexer) if shell.paint.colours else None,
            completer=_HarnCompleter(shell),
            complete_while_typing=False,
            multiline=True,
            prompt_continuation=CONTINUATION,
            key_bindings=_key_bindings(),
            bottom_toolbar=self._toolbar,
        )

    def read(self) -> str:
        """Return the next input.

        Raises:
            EOFError: Ctrl-D.
            KeyboardInterrupt: Ctrl-C.
        """
        return self._session.prompt()

    def _toolbar(self) -> str:
        document = self._session.default_buffer.document
        signature = None
        if not is_command(document.text):
            signature = current_signature(self._shell.evaluator.vm, document.text_before_cursor)
        return safe(signature or f"{count(len(self._shell.store.ids()), 'session')} · :help · Ctrl-D leaves")


class _HarnCompleter(Completer):
    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        for candidate in complete(self._shell.evaluator.vm, document.text_before_cursor):
            yield Completion(candidate.text, -candidate.start, display_meta=candidate.about)


def _key_bindings() -> KeyBindings:
    """Enter ends the input where the grammar lets it end, else breaks the line; Alt-Enter always ends it."""
    bindings = KeyBindings()

    @bindings.add("enter", filter=~is_searching & ~has_selection)
    def enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_unfinished(buffer.text):
            buffer.insert_text("\n" + _indent(buffer.document.text_before_cursor))
        else:
            buffer.validate_and_handle()

    @bindings.add("escape", "enter")
    def end(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @bindings.add("tab", filter=Condition(_at_line_start))
    def indent(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(_INDENT)

    return bindings


def _at_line_start() -> bool:
    """Tell whether only blanks stand before the cursor on a line that goes on an input."""
    from prompt_toolkit.application import get_app

    document = get_app().current_buffer.document
    return document.cursor_position_row > 0 and not document.current_line_before_cursor.strip()


def _indent(before: str) -> str:
    """Return the blanks that a new line begins with: those of the last one, more after an open bracket."""
    line = before.rpartition("\n")[2]
    blanks = line[: len(line) - len(line.lstrip())]
    return blanks + _INDENT if line.rstrip().endswith(("{", "(", "[", "->")) else blanks
