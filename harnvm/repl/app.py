"""The loop: read, run, answer, until there is no more."""

from __future__ import annotations

import os
import sys

from harnvm.errors import HarnError
from harnvm.repl import language_commands, session_commands
from harnvm.repl.commands import CommandError, Leave, is_command, run_command
from harnvm.repl.console import Console
from harnvm.repl.evaluator import Evaluator
from harnvm.repl.plain import PlainReader
from harnvm.repl.shell import Shell
from harnvm.repl.style import Palette
from harnvm.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Protocol

    from harnvm.host.vm import VM
    from harnvm.repl.console import Sink
    from harnvm.sessions import SessionStore

    class Reader(Protocol):
        """Gives one input after the other."""

        def read(self) -> str:
            """Return the next input; EOFError ends, KeyboardInterrupt drops what was typed."""


#: Importing a family declares its commands.
FAMILIES = (session_commands, language_commands)

_MISSING = (
    "the REPL has no line editing, history and completion without prompt_toolkit and Pygments: "
    'install them with pip install "harnvm[repl]"'
)


def run_repl(
    output: Sink, errors: Sink, *, deny: Collection[str] = (), allow: Collection[str] | None = None
) -> int:
    """Read and run lines from standard input to its end and return the exit status.

    Args:
        output: Standard output.
        errors: Standard error.
        deny: Builtins that may not be used.
        allow: If given, the only builtins besides the core ones that may be used.

    Raises:
        KeyboardInterrupt: Ctrl-C, where no person sits at a terminal.
    """
    from harnvm.host.vm import VM

    terminal = sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()
    console = Console(output, errors)

    def make_vm(store: SessionStore | None) -> VM:
        return VM(sessions=store, stdout=console, stderr=console.errors, deny=deny, allow=allow)

    shell = Shell(Evaluator(make_vm), console, Palette(terminal and _colours()), terminal=terminal)
    try:
        return _loop(shell, _reader(shell))
    finally:
        shell.evaluator.close()


def _colours() -> bool:
    """Tell whether the terminal shows colours, and the user wants them (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _reader(shell: Shell) -> Reader:
    """Return the line editor if there is one, else a reader of plain lines."""
    if not shell.terminal:
        return PlainReader(sys.stdin, shell.console, prompts=False)
    shell.console.say(f"harnvm {VERSION} · :help lists the commands, Ctrl-D leaves")
    if os.environ.get("TERM") != "dumb":
        try:
            from harnvm.repl.terminal import TerminalReader

            return TerminalReader(shell)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in ("prompt_toolkit", "pygments"):
                raise
            shell.console.say(_MISSING)
    return PlainReader(sys.stdin, shell.console, prompts=True)


def _loop(shell: Shell, reader: Reader) -> int:
    while True:
        try:
            answer(shell, reader.read())
        except EOFError:
            shell.console.fresh_line()
            return 0
        except Leave as leaving:
            shell.console.fresh_line()
            return leaving.code
        except KeyboardInterrupt:
            if not shell.terminal:
                raise
            shell.console.fresh_line()


def answer(shell: Shell, text: str) -> None:
    """Run a command or a line of Harn, and say what came of it."""
    if not text.strip():
        return
    if is_command(text):
        _command(shell, text)
        return
    outcome = shell.evaluator.evaluate(text)
    shell.show(outcome)
    if outcome.exit_code is not None:
        raise Leave(outcome.exit_code)
    if outcome.interrupted and not shell.terminal:
        raise KeyboardInterrupt


def _command(shell: Shell, text: str) -> None:
    try:
        shell.console.say(run_command(shell, text))
    except (CommandError, HarnError) as error:
        shell.complain(f"error: {error}\n")
    except Leave:
        raise
    except Exception as error:
        # As in `Evaluator.evaluate`: the conversations must survive.
        shell.complain(f"error: internal error: {type(error).__name__}: {error}\n")
