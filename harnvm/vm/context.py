"""What one VM lends to the builtins it calls.

A `Context` belongs to one VM. It is the first argument of every builtin, and holds whatever would
otherwise be a module global: output, sessions, mocks, timers, caches, directories. It does not know
what the builtins do with it; each area keeps its own state object through `Context.state`.
"""

from __future__ import annotations

from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence
    from pathlib import Path
    from typing import TypeVar

    from harnvm.sessions import SessionStore
    from harnvm.vm.tasks import Tasks

    State = TypeVar("State")


class Context:
    """The services of one VM.

    Attributes:
        write: Writes text to the script's standard output.
        write_error: Writes text to standard error, after flushing standard output.
        call: Calls a Harn function: ``call(closure_or_builtin, [arguments])``.
        argv: Arguments after ``--`` on the command line.
        refused: Names of builtins that may not be called.
        folder: What `source_dir` is made from; the machine sets it whenever another module's code runs.
        program: Path of the program that runs, as it was given; None for text that came from nowhere. Other
            than `folder` it stays the same while code of imported modules runs.
        find_tasks: Set by the machine, see `tasks`.
    """

    def __init__(
        self,
        *,
        write: Callable[[str], None],
        write_error: Callable[[str], None],
        call: Callable[[Value, list[Value]], Value],
        sessions: SessionStore | Callable[[], SessionStore],
        source_dir: Path | None = None,
        cwd: Path | None = None,
        argv: Sequence[str] = (),
        refused: Container[str] = (),
    ) -> None:
        """Make a context.

        Args:
            write: See the class.
            write_error: See the class.
            call: See the class.
            sessions: The session store, or a function that makes it when it is first needed.
            source_dir: See `source_dir`.
            cwd: See `cwd`.
            argv: See the class.
            refused: See the class.
        """
        self.write = write
        self.write_error = write_error
        self.call = call
        self.argv = argv
        self.refused = refused
        self.folder: str | None = None if source_dir is None else str(source_dir)
        self.program: str | None = None
        self._cwd = cwd
        self._sessions = sessions
        self._states: dict[type, object] = {}
        self.find_tasks: Callable[[], Tasks] | None = None
        self._tasks: Tasks | None = None

    @property
    def sessions(self) -> SessionStore:
        """The session store that the ``agent_session_*`` builtins work on."""
        if callable(self._sessions):
            self._sessions = self._sessions()
        return self._sessions

    @property
    def tasks(self) -> Tasks:
        """What starts tasks, and waits so that other tasks go on."""
        if self._tasks is None:
            assert self.find_tasks is not None, "no machine runs with this context"
            self._tasks = self.find_tasks()
        return self._tasks

    @property
    def source_dir(self) -> Path | None:
        """The folder of the running file, from which templates resolve; None for text from nowhere."""
        if self.folder is None:
            return None
        from pathlib import Path

        return Path(self.folder)

    @property
    def cwd(self) -> Path | None:
        """The folder that file and process builtins resolve from; None for the process's own."""
        return self._cwd

    def require(self, names: Iterable[str]) -> None:
        """Raise unless all these builtins may be called."""
        for name in names:
            if name in self.refused:
                from harnvm.policy.capabilities import refusal

                raise refusal(name)

    def call_child(self, callee: Value, args: list[Value]) -> Value:
        """Call a Harn function so that its errors are reported where the builtin was called."""
        from harnvm.errors import HarnError

        try:
            return self.call(callee, args)
        except HarnError as error:
            error.span = None
            error.frames = ()
            raise

    def state(self, kind: type[State]) -> State:
        """Return this VM's instance of an area's state class, made on first use."""
        found = self._states.get(kind)
        if found is None:
            found = self._states[kind] = kind()
        assert isinstance(found, kind)
        return found
