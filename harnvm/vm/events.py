"""Where outside events come from: an event loop, of the VM's own or of the host's.

Coroutines run in it as asyncio tasks; the loop turns while all Harn tasks wait. The scheduler calls `wait`
then, and `poll` now and then while it is busy. This module does not know what is waited for.
"""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from threading import Thread

from greenlet import getcurrent, greenlet

from harnvm.errors import HarnError, HarnExit
from harnvm.vm.task import TaskCancelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, TypeVar

    Result = TypeVar("Result")

#: How often a host's loop turns while the VM takes a breath: for a timer, the task it wakes, and one more.
_TURNS = 3


class Events:
    """The part that does not depend on whose loop it is.

    Attributes:
        away: Whether the loop is turning.
        expected: Number of awaitables that have not ended.
    """

    #: Whether the loop has to turn for any waiting at all.
    hosted = False

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.away = False
        self.expected = 0
        self._loop = loop

    def submit(self, awaitable: Awaitable[Result], ended: Callable[[], None]) -> asyncio.Future[Result]:
        """Start an awaitable; `ended` is called when it has ended."""
        future = asyncio.ensure_future(awaitable, loop=self._loop)
        self.expected += 1

        def note(future: asyncio.Future[Any]) -> None:
            self.expected -= 1
            ended()

        future.add_done_callback(note)
        return future

    def check(self) -> None:
        """Raise HarnError if the loop cannot turn here and now."""

    def wait(self, delay: float | None) -> None:
        """Turn the loop until something submitted has ended, or some seconds have passed."""
        raise NotImplementedError

    def poll(self) -> None:
        """Turn the loop without waiting."""
        raise NotImplementedError

    def settle(self) -> None:
        """Let what was cancelled hear of it: asyncio complains of what has not."""

    def close(self) -> None:
        """Give the loop back."""

    def stop(self) -> None:
        """Have the loop return soon; called from within it."""
        raise NotImplementedError


class PrivateEvents(Events):
    """Events from a loop that turns only for the VM."""

    def __init__(self) -> None:
        super().__init__(asyncio.new_event_loop())

    def check(self) -> None:
        """Raise HarnError if the thread is inside another event loop."""
        if loop_is_running():
            raise HarnError("an event loop is running already; use `await vm.run_async(…)`")

    def wait(self, delay: float | None) -> None:
        """Turn the loop until something submitted has ended, or some seconds have passed."""
        timer = None if delay is None else self._loop.call_later(delay, self._loop.stop)
        self._turn()
        if timer is not None:
            timer.cancel()

    def poll(self) -> None:
        """Turn the loop without waiting."""
        self._loop.call_soon(self._loop.stop)
        self._turn()

    def settle(self) -> None:
        """Let what was cancelled hear of it."""
        for _ in range(_TURNS if self.expected else 0):
            self.poll()

    def close(self) -> None:
        """Close the loop, once what was cancelled has heard of it."""
        self.settle()
        self._loop.close()

    def _turn(self) -> None:
        self.check()
        self.away = True
        try:
            self._loop.run_forever()
        finally:
            self.away = False

    def stop(self) -> None:
        """Have the loop return soon."""
        self._loop.stop()


class HostedEvents(Events):
    """Events from the running loop of a host, beside which the VM runs in greenlets.

    Args:
        resumed: Called whenever the VM goes on after the loop has turned.
    """

    hosted = True

    def __init__(self, resumed: Callable[[], None]) -> None:
        super().__init__(asyncio.get_running_loop())
        self._resumed = resumed
        self._host = getcurrent()
        self._waiting: greenlet | None = None
        self._happened: asyncio.Future[None] | None = None
        self._closed = False

    def wait(self, delay: float | None) -> None:
        """Let the host go on until something submitted has ended, or some seconds have passed."""
        if self._closed:
            raise HarnExit(1)
        self._waiting = getcurrent()
        self.away = True
        self._host.switch(delay)
        self.away = False
        self._resumed()

    def poll(self) -> None:
        """Let the host's loop turn without waiting."""
        self.wait(0)

    def stop(self) -> None:
        """Have the VM go on soon."""
        if self._happened is not None and not self._happened.done():
            self._happened.set_result(None)

    async def drive(self, program: Callable[[], Result], cancel: Callable[[], None]) -> Result:
        """Run a program in a greenlet, and await whenever it waits.

        Args:
            program: Runs the VM.
            cancel: Has the program raise `TaskCancelled` where it waits; called when the host is cancelled.
        """
        main = greenlet(program)
        main.gr_context = copy_context()
        cancelled: BaseException | None = None
        self._waiting = main
        while True:
            self._host = getcurrent()
            try:
                outcome = self._waiting.switch()
            except TaskCancelled:
                raise cancelled or asyncio.CancelledError from None
            if main.dead:
                return outcome  # type: ignore[no-any-return]  # what the program returned
            try:
                await self._turn(outcome)
            except BaseException as error:
                cancelled = error
                self._closed = isinstance(error, GeneratorExit)
                cancel()

    async def _turn(self, delay: float | None) -> None:
        if delay == 0:
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            return
        self._happened = self._loop.create_future()
        timer = None if delay is None else self._loop.call_later(delay, self.stop)
        try:
            await self._happened
        finally:
            self._happened = None
            if timer is not None:
                timer.cancel()


def loop_is_running() -> bool:
    """Tell whether this thread is inside an event loop."""
    return asyncio._get_running_loop() is not None


async def call_in_thread(function: Callable[[], Result]) -> Result:
    """Call a function in a thread of its own.

    The thread is a daemon: the program can end although the function does not.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def settle(result: Any, error: BaseException | None) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)

    def work() -> None:
        result, failure = None, None
        try:
            result = function()
        except BaseException as error:
            failure = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, failure)

    Thread(target=copy_context().run, args=(work,), daemon=True).start()
    return await future
