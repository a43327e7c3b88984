"""Tasks, parallel branches and deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.values.model import Value

if TYPE_CHECKING:
    from harnvm.vm.machine import Machine


class Tasks:
    """Runs what a script starts concurrently."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def spawn(self, function: Value) -> Value:
        """Start a function as a task and return its handle."""
        raise NotImplementedError

    def parallel(self, mode: str, limit: Value, operand: Value, function: Value) -> Value:
        """Run a function for each item and return the results in order."""
        raise NotImplementedError

    def begin_deadline(self, duration: Value) -> None:
        """Start a deadline."""
        raise NotImplementedError

    def end_deadline(self) -> None:
        """End the innermost deadline."""
        raise NotImplementedError
