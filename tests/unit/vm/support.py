"""Running scripts, and looking at what is left of their tasks."""

from __future__ import annotations

import asyncio
import io
from typing import Any

from harnvm import VM


class Run:
    """A VM with its output.

    Args:
        arguments: For the VM.
    """

    def __init__(self, **arguments: Any) -> None:
        self._output = io.StringIO()
        self.vm = VM(stdout=self._output, stderr=self._output, **arguments)

    def __call__(self, source: str) -> Any:
        """Run a script and return its value."""
        return self.vm.run(source)

    def asynchronously(self, source: str) -> Any:
        """Run a script in an event loop and return its value."""
        return asyncio.run(self.vm.run_async(source))

    @property
    def lines(self) -> list[str]:
        """What has been printed."""
        return self._output.getvalue().splitlines()

    @property
    def is_at_rest(self) -> bool:
        """Whether no task, timer, frame or deadline is left over."""
        machine = self.vm._machine
        tasks = machine.tasks
        scheduler = tasks.scheduler
        left = (scheduler._live, scheduler._ready, scheduler._timers, scheduler._unheard, scheduler._nursery)
        return not any((*left, machine.stacks, machine.nesting, tasks.current.deadlines)) and (
            tasks.current.function is None
        )
