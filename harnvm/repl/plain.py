"""Reading lines without a line editor: from a pipe, a file, or a terminal that lacks the extra."""

from __future__ import annotations

from harnvm.repl.commands import is_command
from harnvm.syntax import is_incomplete

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from harnvm.repl.console import Console

PROMPT = "harn> "
CONTINUATION = "....> "


def is_unfinished(text: str) -> bool:
    """Tell whether an input needs another line."""
    try:
        return not is_command(text) and is_incomplete(text)
    except Exception:
        return False  # whatever is the matter will be told when it runs


class PlainReader:
    """Reads inputs from a stream.

    Args:
        stream: Where lines come from.
        console: Where prompts go.
        prompts: Whether to write them; a pipe needs none.
    """

    def __init__(self, stream: TextIO, console: Console, *, prompts: bool) -> None:
        self._stream = stream
        self._console = console
        self._prompts = prompts

    def read(self) -> str:
        """Return the next input: a line, and those after it that the grammar says belong to it.

        Each further line has what came before parsed again; whoever pipes in a function of a thousand lines
        will notice.

        Raises:
            EOFError: There is no more.
            KeyboardInterrupt: The input is to be dropped.
        """
        text = self._line(PROMPT)
        while is_unfinished(text):
            try:
                text += "\n" + self._line(CONTINUATION)
            except EOFError:
                break  # what is wrong with it is for the parser to say
        return text

    def _line(self, prompt: str) -> str:
        line = ""
        try:
            if self._prompts:
                self._console.prompt(prompt)
            line = self._stream.readline()
        finally:
            if self._prompts and not line.endswith("\n"):
                self._console.write("\n")  # neither Ctrl-C nor Ctrl-D ends the line
        if not line:
            raise EOFError
        return line.removesuffix("\n").removesuffix("\r")
