"""A place to try Harn line by line, and to play with conversations.

Promise: one live VM in which each line runs once, commands that list, show, fork, edit, compare, save and
load agent sessions, and errors that never end it. On a terminal, and with the extra ``repl``, lines are
edited with history, highlighting and completion (`terminal`); else they are read and answered as plain text.

What is said about a line is worked out by `evaluator`, `commands` and `completion`, which print nothing and
know no terminal. The package knows the host's VM, and nothing of command lines.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.repl.app import run_repl

__all__ = ["run_repl"]


def __getattr__(name: str) -> object:
    """Load the REPL when it is asked for: Pygments imports this package for the lexer alone."""
    if name == "run_repl":
        from harnvm.repl.app import run_repl

        return run_repl
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
