"""Switching between tasks.

Each task that has begun and not ended has a greenlet; exactly one runs. A task that must wait picks the next
one that is ready and switches to it; if none is, it waits in its place for the next timer or for an outside
event. There is no central loop to go through, so a switch costs one change of greenlets.
"""

from __future__ import annotations

from collections import deque
from contextvars import copy_context
from itertools import count
from time import monotonic, sleep

from greenlet import GreenletExit, getcurrent, greenlet

from harnvm.errors import HarnError, HarnExit, HarnLimitError, HarnRuntimeError, runtime_error
from harnvm.vm.deadlines import exceeded, passed_deadline
from harnvm.vm.task import Task, TaskCancelled
from harnvm.vm.timers import Timers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.vm.events import Events
    from harnvm.vm.machine import Machine
    from harnvm.vm.tasks import Tasks

#: How many switches may pass before outside events are looked at although tasks are ready.
_PATIENCE = 64

#: How often it is looked whether interrupted coroutines have ended, in seconds.
_LOOK = 0.01

#: How many tasks the report of a deadlock names.
_MAX_NAMED = 5


class Abandoned(HarnExit):
    """Ends a task without running its handlers, because the program as a whole has ended."""

    def __init__(self) -> None:
        super().__init__(0)


class Scheduler:
    """The tasks of one VM.

    Args:
        tasks: What it works for; its `current` is kept up to date.
        machine: The VM.
        main: The task of the main program.

    Attributes:
        events: What brings outside events; None until one is expected.
    """

    def __init__(self, tasks: Tasks, machine: Machine, main: Task) -> None:
        self._tasks = tasks
        self._machine = machine
        self._main = main
        self._ready: deque[Task] = deque()
        self._timers = Timers()
        self._numbers = count()
        self._switches = 0
        self._live: dict[Task, None] = {}
        self._unheard: dict[Task, None] = {}
        self._nursery: greenlet | None = None
        self._hurried = False
        self.events: Events | None = None

    # --- Tasks --------------------------------------------------------------------------------------

    def start(self, task: Task) -> None:
        """Have a task begin when all that are ready now have had their turn."""
        task.number = next(self._numbers)
        task.variables = copy_context()
        self._live[task] = None
        self._make_ready(task)
        self._stir()

    def wake(self, task: Task) -> None:
        """Have a waiting task go on; a task that does not wait is left alone."""
        if task.why is not None:
            task.woken = True
            self._make_ready(task)
            self._stir()

    def _stir(self) -> None:
        """Have the event loop return if it is what has made a task ready."""
        if self.events is not None and self.events.away:
            self.events.stop()

    def cancel(self, task: Task) -> None:
        """Unwind a task at once, as far as it gets without waiting; once it is enough."""
        begun = task.greenlet is not None and not task.stopped
        self.stop(task)
        if begun and not task.done and task is not self._tasks.current:
            self._prefer(task)
            self._yield()

    def join(self, task: Task, until: float | None = None) -> bool:
        """Wait for the end of a task, or for a moment; tell whether it has ended. Raises as `pause`."""
        current = self._tasks.current
        while not task.done:
            task.waiters.append(current)
            try:
                if not self.pause(f"the end of {task.name}", until):
                    break
            finally:
                if not task.done:
                    task.waiters.remove(current)
        return task.done

    def release(self, task: Task) -> None:
        """Let the current task print what another one has printed."""
        if task.parts:
            self._unheard.pop(task, None)
            self._tasks.release(task.parts)
            task.parts = []

    def stop(self, task: Task, abandon: bool = False) -> None:
        """Unwind a task at its next turn; one that has not begun never will.

        Args:
            task: The task; it is stopped only once.
            abandon: Whether it ends without running handlers, even those that it is running already.
        """
        if task.done or (task.stopped and not abandon):
            return
        task.asked = task.stopped = True
        error = Abandoned() if abandon else TaskCancelled()
        if task.greenlet is None:
            task.error = error
            self._finish(task)
        else:
            task.interrupt = error
            self.wake(task)

    def _finish(self, task: Task) -> None:
        """Tell those who wait that a task has ended."""
        task.done = True
        task.function = task.greenlet = task.variables = None
        del self._live[task]
        for waiter in task.waiters:
            self.wake(waiter)
        task.waiters.clear()
        if task.branches is not None:
            task.branches.ended()
        elif task.parts:
            self._unheard[task] = None

    # --- Waiting ------------------------------------------------------------------------------------

    def pause(self, why: str, until: float | None = None) -> bool:
        """Wait as `Tasks.pause` does."""
        if self.events is not None and self.events.away:
            raise HarnError("a function that is called from a coroutine cannot wait")
        task = self._tasks.current
        moment = until
        for deadline in task.deadlines:
            if not deadline.told and (moment is None or deadline.when < moment):
                moment = deadline.when
        if moment is not None:
            self._timers.set(task, moment)
        self._rest(task, why)
        if not task.woken and task.deadlines and passed_deadline(task, monotonic()):
            raise exceeded()
        return task.woken

    def _yield(self) -> None:
        """Stay ready, but let the first in the queue go before."""
        task = self._tasks.current
        if task.interrupt is None:
            task.queued = True
            self._ready.insert(1, task)
        self._rest(task, "its turn")

    def _rest(self, task: Task, why: str) -> None:
        task.why = why
        task.woken = False
        try:
            if task.interrupt is None:
                self._switch()
        finally:
            task.why = None
            task.queued = False
            if task.timer is not None:
                self._timers.settle(task)
        if task.interrupt is not None:
            error, task.interrupt = task.interrupt, None
            raise error

    def _make_ready(self, task: Task) -> None:
        if not task.queued:
            task.queued = True
            self._ready.append(task)

    def _prefer(self, task: Task) -> None:
        """Make a task ready before all others."""
        if task.queued:
            self._ready.remove(task)
        task.queued = True
        self._ready.appendleft(task)

    # --- Switching ----------------------------------------------------------------------------------

    def _switch(self) -> None:
        """Go on with the next task that is ready, and come back when it is the current one's turn."""
        task = self._tasks.current
        following = self._following()
        if following is task:
            return
        try:
            self._leave(task)
            self._enter(following)
            (following.greenlet or self._nursery or self._new_nursery()).switch()
        except BaseException:
            # An interrupt from the keyboard may come in between.
            if self._tasks.current is not task:
                if not following.done:
                    self._prefer(following)
                self._enter(task)
            raise

    def _leave(self, task: Task) -> None:
        machine = self._machine
        task.nesting = machine.nesting
        task.folder = machine.context.folder
        task.greenlet = getcurrent()

    def _enter(self, task: Task) -> None:
        machine = self._machine
        machine.nesting = task.nesting
        machine.context.folder = task.folder
        machine.stacks = task.stacks
        self._tasks.current = task
        if task.deadlines:
            self._tasks.plan_alarm()

    def _following(self) -> Task:
        """Return the next task that is ready; an error while waiting for one is the main program's."""
        try:
            return self._next()
        except BaseException as error:
            self.interrupt_main(error)
            self._prefer(self._main)
            return self._next_ready() or self._main

    def _next(self) -> Task:
        while True:
            self._make_due_ready()
            if self.events is not None:
                self._switches += 1
                if self._switches % _PATIENCE == 0:
                    self.events.poll()
            following = self._next_ready()
            if following is not None:
                return following
            self._idle()

    def _make_due_ready(self) -> None:
        if self._timers:
            for task in self._timers.due(monotonic()):
                self._make_ready(task)

    def _next_ready(self) -> Task | None:
        while self._ready:
            task = self._ready.popleft()
            # Tasks that have ended, or were woken otherwise, may still be in the queue.
            if task.queued and not task.done:
                task.queued = False
                return task
        return None

    # --- The main program ---------------------------------------------------------------------------

    def interrupt_main(self, error: BaseException) -> None:
        """Have the main program raise an error where it waits, or waits next."""
        self._main.interrupt = error
        self.wake(self._main)

    def cancel_main(self) -> None:
        """Unwind the main program, which from now on need not wait for tasks that compute."""
        self._hurried = True
        self.interrupt_main(TaskCancelled())

    def heed_main(self) -> None:
        """Let the main program go on at once if it is being unwound and can go on."""
        if not self._hurried:
            return
        main = self._main
        self._make_due_ready()
        if main.queued:
            self._prefer(main)
            self._yield()
        elif main is self._tasks.current and main.interrupt is not None:
            self._rest(main, "its turn")

    # --- Carriers -----------------------------------------------------------------------------------

    def _new_nursery(self) -> greenlet:
        self._nursery = greenlet(self._nurse)
        return self._nursery

    def _close_nursery(self) -> None:
        """End the nursery: what hangs in a greenlet is out of the garbage collector's sight."""
        nursery, self._nursery = self._nursery, None
        if nursery is not None:
            nursery.parent = getcurrent()
            nursery.throw()

    def _nurse(self) -> None:
        """Start a carrier for the current task each time the nursery is switched to.

        A greenlet begins as deep in the stacks of Python and C as the one that starts it. If tasks started
        each other's carriers, these would lie one below the other.
        """
        while True:
            carrier = greenlet(self._carry, self._main.greenlet)
            self._tasks.current.greenlet = carrier
            carrier.switch()

    def _carry(self) -> None:
        """Run the current task, then others that have not begun, as long as it is their turn."""
        while True:
            task = self._tasks.current
            getcurrent().gr_context = task.variables
            self._run(task)
            following = self._following()
            self._enter(following)
            if following.greenlet is not None:
                # The end of a greenlet switches to its parent.
                getcurrent().parent = following.greenlet
                return
            following.greenlet = getcurrent()

    def _run(self, task: Task) -> None:
        assert task.function is not None
        try:
            task.result = task.function()
        except (Abandoned, TaskCancelled) as error:
            task.error = error
        except GreenletExit:
            raise
        except BaseException as error:
            task.error = error
            if not isinstance(error, HarnRuntimeError) or isinstance(error, HarnLimitError):
                # This concerns the whole program.
                self.interrupt_main(error)
                self._prefer(self._main)
        self._finish(task)

    # --- Nothing to do ------------------------------------------------------------------------------

    def _idle(self) -> None:
        """Wait for the next timer or outside event."""
        events = self.events
        expected = events is not None and events.expected > 0
        if not self._timers and not expected:
            self.interrupt_main(self._deadlock())
            return
        delay = self._delay()
        self._tasks.flush()
        if events is not None and (expected or events.hosted):
            events.wait(delay)
        elif delay is not None:
            sleep(delay)

    def _delay(self) -> float | None:
        """Return how long to wait for outside events."""
        now = monotonic()
        moment = self._timers.earliest
        meter = self._tasks.meter
        if meter is not None and meter.ends_at is not None:
            meter.check_time(now)
            moment = meter.ends_at if moment is None else min(moment, meter.ends_at)
        return None if moment is None else max(moment - now, 0.0)

    def _deadlock(self) -> HarnError:
        waits = [f"{task.name} waits for {task.why}" for task in (self._main, *self._live) if task.why]
        more = len(waits) - _MAX_NAMED
        if more > 0:
            waits[_MAX_NAMED:] = [f"and {more} more"]
        return runtime_error("deadlock: " + ", ".join(waits))

    # --- The end ------------------------------------------------------------------------------------

    def end(self, abandon: bool) -> None:
        """End all tasks and print what nobody has asked for.

        Args:
            abandon: Whether they end without unwinding.
        """
        try:
            try:
                self._end_tasks(abandon)
            except BaseException as error:
                self._end_tasks(abandon=True)
                if isinstance(error, HarnLimitError) or not isinstance(error, HarnRuntimeError):
                    raise
        finally:
            self._main.interrupt = None
            self._hurried = False
            self._ready.clear()
            self._timers.clear()
            self._close_nursery()
            if self.events is not None:
                self.events.settle()  # past the limit of time nothing waits for what was interrupted
            for task in sorted(self._unheard, key=_number):
                self.release(task)

    def _end_tasks(self, abandon: bool) -> None:
        self._main.interrupt = None
        while self._live:
            for task in [*self._live]:
                self.stop(task, abandon)
            if self._live:
                self.join(next(iter(self._live)))
        while self.events is not None and self.events.expected:
            self.pause("the end of what was interrupted", monotonic() + _LOOK)


def _number(task: Task) -> int:
    return task.number
