"""Where scripts and the REPL itself write.

Both share one standard output, so that what a script leaves unfinished on a line can be told apart from what
the REPL has to say.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Sink(Protocol):
        """Anything that text can be written to, and that hands it on when told to."""

        def write(self, text: str, /) -> object:
            """Write text."""

        def flush(self) -> object:
            """Hand everything on."""


class Console:
    """Standard output and standard error in their right order.

    Args:
        out: Standard output.
        err: Standard error.
    """

    def __init__(self, out: Sink, err: Sink) -> None:
        self._out = out
        self._line_open = False
        self.errors = _Errors(self, err)

    def write(self, text: str) -> None:
        """Write what a script prints."""
        if text:
            self._out.write(text)
            self._line_open = not text.endswith("\n")

    def say(self, text: str) -> None:
        """Write text of the REPL's own on lines of its own."""
        if text:
            self.fresh_line()
            self.write(text if text.endswith("\n") else text + "\n")

    def fresh_line(self) -> None:
        """End the line that a script left open, and hand everything on."""
        if self._line_open:
            self.write("\n")
        self._out.flush()

    def prompt(self, text: str) -> None:
        """Write a prompt; what is typed after it, and the Enter that ends it, are the terminal's to show."""
        self.fresh_line()
        self._out.write(text)
        self._out.flush()


class _Errors:
    """Standard error: written after whatever stands before it on standard output."""

    def __init__(self, console: Console, err: Sink) -> None:
        self._console = console
        self._err = err

    def write(self, text: str) -> None:
        """Write text at once."""
        self._console.fresh_line()
        self._err.write(text)
        self._err.flush()
