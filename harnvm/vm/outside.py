"""Waiting for what happens outside the program, and running inside a host's event loop."""

from __future__ import annotations

from inspect import iscoroutine
from time import monotonic

from harnvm.errors import HarnError, categorized
from harnvm.vm.events import Events, HostedEvents, PrivateEvents, call_in_thread, loop_is_running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, TypeVar

    from harnvm.vm.scheduler import Scheduler
    from harnvm.vm.tasks import Tasks

    Result = TypeVar("Result")

#: For how long a program may compute before a host's event loop gets a turn, in seconds.
_BREATH = 0.01


class Outside:
    """The event loop of a VM, seen from its tasks."""

    def __init__(self, tasks: Tasks, scheduler: Scheduler) -> None:
        self._tasks = tasks
        self._scheduler = scheduler

    def wait_for(self, awaitable: Awaitable[Result]) -> Result:
        """Wait for an awaitable as `Tasks.wait_for` does."""
        task = self._tasks.current
        future = self._events_for(awaitable).submit(awaitable, lambda: self._scheduler.wake(task))
        try:
            while not future.done():
                self._scheduler.pause("an outside event")
        except BaseException:
            future.cancel()
            raise
        if future.cancelled():
            raise categorized("the operation was cancelled", "cancelled")
        return future.result()

    def _events_for(self, awaitable: Awaitable[Any]) -> Events:
        """Return what can bring about an awaitable; dispose of it if nothing can."""
        scheduler = self._scheduler
        if scheduler.events is None:
            scheduler.events = PrivateEvents()
        try:
            scheduler.events.check()
        except HarnError:
            if iscoroutine(awaitable):
                awaitable.close()
            raise
        return scheduler.events

    def in_thread(self, function: Callable[[], Result]) -> Result:
        """Call a function in a thread as `Tasks.in_thread` does."""
        if loop_is_running() and not self._is_hosted():
            return function()
        return self.wait_for(call_in_thread(function))

    async def run_async(self, program: Callable[[], Result]) -> Result:
        """Run a program as `Tasks.run_async` does."""
        if self._is_hosted():
            raise HarnError("the VM is running already")
        scheduler = self._scheduler
        outer = scheduler.events
        scheduler.events = events = HostedEvents(self._plan_breath)
        self._plan_breath()
        try:
            return await events.drive(program, scheduler.cancel_main)
        finally:
            scheduler.events = outer

    def breathe(self) -> None:
        """Let a host's event loop turn although the current task has something to do."""
        events = self._scheduler.events
        if events is not None and events.hosted:
            events.poll()
            self._scheduler.heed_main()

    def _plan_breath(self) -> None:
        self._tasks.clock.ring_at(monotonic() + _BREATH)

    def _is_hosted(self) -> bool:
        events = self._scheduler.events
        return events is not None and events.hosted
