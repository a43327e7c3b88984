"""What a script does beside, or instead of, going on: tasks, waiting, deadlines.

Everything that waits looks as if it blocked. As long as there is one task only, it does block; the scheduler,
and with it greenlets and an event loop, is made when a second task or a coroutine appears.
"""

from __future__ import annotations

from time import monotonic, sleep

from harnvm.errors import HarnExit, HarnLimitError, runtime_error
from harnvm.values.limits import pulse
from harnvm.values.model import Value
from harnvm.vm.deadlines import Deadline, exceeded, milliseconds, moment_after, next_deadline, passed_deadline
from harnvm.vm.module import FunctionValue
from harnvm.vm.task import Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeVar

    from harnvm.policy.limits import Limits
    from harnvm.vm.alarm import AlarmClock
    from harnvm.vm.machine import Machine
    from harnvm.vm.meter import Meter
    from harnvm.vm.outside import Outside
    from harnvm.vm.scheduler import Scheduler

    Result = TypeVar("Result")


class Tasks:
    """Runs what a script starts concurrently.

    Attributes:
        current: The task that is running.
        meter: What watches the host's limits; None if there are none.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._sink = machine.context.write
        self._main = self.current = Task("main", None, None)
        self._main.stacks = machine.stacks
        self.meter: Meter | None = None
        self._clock: AlarmClock | None = None
        self._started: Scheduler | None = None
        self._outside: Outside | None = None
        self._outer_pulse = pulse.get()
        machine.on_alarm = self._on_alarm

    @property
    def scheduler(self) -> Scheduler:
        """What switches between tasks; made when first asked for."""
        if self._started is None:
            from harnvm.vm.scheduler import Scheduler

            self._started = Scheduler(self, self._machine, self._main)
            self._machine.context.write = self.write
        return self._started

    @property
    def outside(self) -> Outside:
        """What waits for outside events; made when first asked for."""
        if self._outside is None:
            from harnvm.vm.outside import Outside

            self._outside = Outside(self, self.scheduler)
        return self._outside

    # --- Starting tasks -----------------------------------------------------------------------------

    def spawn(self, function: Value) -> Task | None:
        """Start a function as a task and return its handle; nil for anything that is no function."""
        if type(function) is not FunctionValue:
            return None
        owner = self.current
        owner.children += 1
        machine = self._machine
        task = Task(f"vm_task_{owner.children}", lambda: machine.call(function, []), owner)
        self.scheduler.start(task)
        return task

    def parallel(self, mode: str, limit: Value, operand: Value, function: Value) -> Value:
        """Run a function for each item and return the results in order."""
        from harnvm.vm.parallel import run_parallel

        return run_parallel(self, self._machine, mode, limit, operand, function)

    def join(self, task: Task, until: float | None = None) -> bool:
        """Wait for the end of a task, or for a moment, and print what it has printed.

        Returns:
            Whether it has ended.

        Raises:
            As `pause`.
        """
        ended = task.done or self.scheduler.join(task, until)
        self.scheduler.release(task)
        return ended

    def cancel(self, task: Task) -> None:
        """Unwind a task at once, as far as it gets without waiting; what it has printed stays held."""
        self.scheduler.cancel(task)

    # --- Waiting ------------------------------------------------------------------------------------

    def pause(self, why: str, until: float | None = None) -> bool:
        """Let others run until the current task is woken, or until a moment; tell whether it was woken.

        Args:
            why: What the task waits for, as in "waits for …".
            until: A moment of `monotonic`, None for any time.

        Raises:
            HarnRuntimeError: A deadline of the task has passed, or nothing can ever wake it.
            HarnLimitError: The host's limit of time was reached.
            TaskCancelled: The task is to end.
        """
        if self._started is not None:
            return self._started.pause(why, until)
        self._block(why, until)
        return False

    def wait_for(self, awaitable: Awaitable[Result]) -> Result:
        """Wait for a coroutine or future and return its result, while other tasks go on.

        Raises:
            HarnError: An event loop is running already; only `run_async` can wait then.
            Exception: What the awaitable raised. Else as `pause`.
        """
        return self.outside.wait_for(awaitable)

    def in_thread(self, function: Callable[[], Result]) -> Result:
        """Call a blocking function in a thread, while other tasks go on; raises what it raises.

        It is called in place where nothing could go on meanwhile. A task that is interrupted leaves the
        thread to itself; what it does is then lost.
        """
        alone = self._started is None and not self.current.deadlines
        if alone and (self.meter is None or self.meter.ends_at is None):
            return function()
        return self.outside.in_thread(function)

    def _block(self, why: str, until: float | None) -> None:
        """Wait while there is no other task."""
        ends = [moment for moment in (until, self.interruption()) if moment is not None]
        if not ends:
            raise runtime_error(f"deadlock: the program waits for {why}, and nothing else is running")
        delay = min(ends) - monotonic()
        if delay > 0:
            self.flush()
            sleep(delay)
        self.check_time()

    def interruption(self) -> float | None:
        """Return the moment of `monotonic` at which a deadline or a limit interrupts the current task, if one does."""
        moment = next_deadline(self.current) if self.current.deadlines else None
        limit = self.meter.ends_at if self.meter is not None else None
        if moment is None or limit is None:
            return limit if moment is None else moment
        return min(moment, limit)

    def flush(self) -> None:
        """Let the user see all output so far, because the program is about to wait."""
        self._machine.context.write_error("")

    # --- Deadlines and alarms -----------------------------------------------------------------------

    def begin_deadline(self, duration: Value) -> None:
        """Start a deadline."""
        deadline = Deadline(moment_after(milliseconds(duration)))
        self.current.deadlines.append(deadline)
        pulse.set(self)
        self.clock.ring_at(deadline.when)

    def end_deadline(self, unwinding: bool) -> None:
        """End the innermost deadline; raise if it has passed, unless an error is on its way already."""
        deadline = self.current.deadlines.pop()
        if not (deadline.told or unwinding) and monotonic() >= deadline.when:
            raise exceeded()

    @property
    def clock(self) -> AlarmClock:
        """What interrupts computation; made when first asked for."""
        if self._clock is None:
            from harnvm.vm.alarm import AlarmClock

            self._clock = AlarmClock(self._machine)
        return self._clock

    def _on_alarm(self) -> None:
        meter = self.meter
        if meter is None or not meter.polls:
            self._machine.alarm = False
        else:
            meter.poll()
        clock = self._clock
        if clock is not None and clock.rung:
            clock.rung = False
            self.check_time()
            if self._outside is not None:
                self._outside.breathe()

    def beat(self) -> None:
        """Raise if the alarm has rung and the current task is to be interrupted."""
        if self._machine.alarm:
            self._on_alarm()

    def check_time(self) -> None:
        """Raise if a deadline of the current task, or the host's limit of time, has passed."""
        now = monotonic()
        if self.meter is not None:
            self.meter.check_time(now)
        passed = passed_deadline(self.current, now)
        self.plan_alarm()
        if passed:
            raise exceeded()

    def plan_alarm(self) -> None:
        """Have the clock ring when the current task must be interrupted next."""
        moment = self.interruption()
        if moment is not None:
            self.clock.ring_at(moment)

    # --- Output -------------------------------------------------------------------------------------

    def write(self, text: str) -> None:
        """Write, or hold, what the current task prints."""
        if self.meter is not None:
            self.meter.count_output(text)
        self.release([text])

    def release(self, parts: list[str]) -> None:
        """Write what another task has printed as if the current one printed it now."""
        held = self.current.parts
        if held is not None:
            held += parts
        elif parts:
            self._sink("".join(parts))

    # --- Limits -------------------------------------------------------------------------------------

    def limit(self, limits: Limits) -> None:
        """Hold every run from now on to limits."""
        from harnvm.vm.meter import Meter

        self.meter = Meter(self._machine, limits)
        self._machine.context.write = self.write

    # --- Whole runs ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a run of the program: the host's limits count from here."""
        if self.meter is not None:
            self.meter.begin()
            self.plan_alarm()
            pulse.set(self)

    def end(self, error: BaseException | None = None) -> None:
        """End a run: cancel the tasks that are left, and write what they and others have printed.

        Args:
            error: What ended the run; after ``exit`` or a limit, tasks end without unwinding.
        """
        try:
            if self._started is not None:
                self._started.end(abandon=isinstance(error, HarnExit | HarnLimitError))
        finally:
            if self._clock is not None:
                self._clock.stop()
            if self.meter is not None:
                self.meter.end()
            # After a limit or `exit`, deadlines have not ended by themselves.
            self._main.deadlines.clear()
            pulse.set(self._outer_pulse)
            self._machine.alarm = False

    async def run_async(self, function: Callable[[], Result]) -> Result:
        """Call a function, in which the VM runs, so that the running event loop goes on while it waits.

        Args:
            function: Runs the program, `begin` and `end` included.
        """
        return await self.outside.run_async(function)

    def close(self) -> None:
        """Give the event loop back; the VM must not run any more."""
        if self._started is not None and self._started.events is not None:
            self._started.events.close()
