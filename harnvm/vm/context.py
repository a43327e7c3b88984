"""What one VM lends to the builtins it calls.

A `Context` belongs to one VM. It is the first argument of every builtin, and holds whatever would
otherwise be a module global: output, sessions, mocks, timers, caches, directories. It does not know
what the builtins do with it; each area keeps its own state object through `Context.state`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from harnvm.values.model import Value

if TYPE_CHECKING:
    from harnvm.sessions import SessionStore

State = TypeVar("State")


class Context:
    """The services of one VM.

    Attributes:
        write: Writes text to the script's standard output.
        write_error: Writes text to standard error, after flushing standard output.
        call: Calls a Harn function: ``call(closure_or_builtin, [arguments])``.
        sessions: The session store that the ``agent_session_*`` builtins work on.
        source_dir: Folder of the running file; templates and imports resolve from it. None for text
            that came from nowhere.
        cwd: Folder that file and process builtins resolve from.
        argv: Arguments after ``--`` on the command line.
        allowed: Tells whether a builtin may be used (capability rules).
    """

    def __init__(
        self,
        *,
        write: Callable[[str], None],
        write_error: Callable[[str], None],
        call: Callable[[Value, list[Value]], Value],
        sessions: SessionStore,
        source_dir: Path | None = None,
        cwd: Path | None = None,
        argv: Sequence[str] = (),
    ) -> None:
        self.write = write
        self.write_error = write_error
        self.call = call
        self.sessions = sessions
        self.source_dir = source_dir
        self.cwd = cwd
        self.argv = argv
        self._states: dict[type, object] = {}

    def state(self, kind: type[State]) -> State:
        """Return this VM's instance of an area's state class, made on first use."""
        found = self._states.get(kind)
        if found is None:
            found = self._states[kind] = kind()
        assert isinstance(found, kind)
        return found
