"""A script's view of the builtins, without a VM."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harnvm.builtins import index
from harnvm.errors import HarnRuntimeError
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.vm.context import Context


class Tasks:
    """Runs alone: what would block other tasks is simply called.

    Attributes:
        interruption: Raised instead of waiting, as when a deadline has passed.
    """

    def __init__(self) -> None:
        self.interruption: BaseException | None = None

    def flush(self) -> None:
        """Do nothing; output is kept anyway."""

    def in_thread(self, function: Callable[[], Any]) -> Any:
        """Call a function that may block."""
        if self.interruption is not None:
            raise self.interruption
        return function()


#: Stands for the folder that a script has anyway.
_SAME = Path()


class Script:
    """Calls builtins by name, and keeps what they print.

    Attributes:
        context: The context that all calls share.
        folder: The working folder, and that of the source unless another is given.
    """

    def __init__(self, folder: Path, *, cwd: Path | None, source: Path | None) -> None:
        self.folder = folder
        self.output: list[str] = []
        sessions: Any = None
        self.context = Context(
            write=self.output.append,
            write_error=lambda text: None,
            call=lambda function, args: function(*args),
            sessions=sessions,
            source_dir=source,
            cwd=cwd,
        )
        self.tasks: Any = Tasks()
        self.context.find_tasks = lambda: self.tasks

    def call(self, name: str, *args: Value) -> Value:
        """Return what a builtin returns."""
        function = index.load(name)
        assert function is not None, name
        return function(self.context, list(args))

    def shown(self, name: str, *args: Value) -> str:
        """Return the display of what a builtin returns."""
        return display(self.call(name, *args))

    def message(self, name: str, *args: Value) -> str:
        """Return the message of the error that a call ends with."""
        try:
            result = self.call(name, *args)
        except HarnRuntimeError as error:
            return error.message
        raise AssertionError(f"no error, but {result!r}")

    def printed(self, name: str, *args: Value) -> str:
        """Return what a builtin prints."""
        self.output.clear()
        assert self.call(name, *args) is None
        return "".join(self.output)

    def again(self) -> Script:
        """Return another run in the same folder."""
        return self.elsewhere(cwd=self.folder)

    def elsewhere(self, *, cwd: Path | None = None, source: Path | None = _SAME) -> Script:
        """Return another run with a working folder of its own or none, and another source folder perhaps."""
        return Script(self.folder, cwd=cwd, source=self.folder if source is _SAME else source)


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """A script in a folder of its own."""
    for variable in ("HARN_STATE_DIR", "HARN_RUN_DIR", "HARN_WORKTREE_DIR"):
        monkeypatch.delenv(variable, raising=False)
    return Script(tmp_path, cwd=tmp_path, source=tmp_path)
