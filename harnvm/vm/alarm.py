"""A clock that interrupts computation.

Code that waits is woken by the scheduler. Code that computes looks at `Machine.alarm` whenever it loops or
calls; this clock sets it when a deadline or a limit of time is reached.
"""

from __future__ import annotations

from math import inf
from threading import Condition, Thread
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.vm.machine import Machine

#: How long an idle clock keeps its thread, in seconds: deadlines often come in series.
_LINGER = 1.0


class AlarmClock:
    """Sets a machine's alarm at a given moment, from a thread of its own.

    Attributes:
        rung: Set together with the alarm; whoever answers it clears it.
    """

    def __init__(self, machine: Machine) -> None:
        self.rung = False
        self._machine = machine
        self._due = inf
        self._changed = Condition()
        self._thread: Thread | None = None

    def ring_at(self, moment: float) -> None:
        """Ring at a moment of `monotonic`, unless the clock is to ring earlier anyway.

        Whoever answers has to ask for the next ring. A ring that is not needed any more does no harm, and
        so a series of deadlines rarely has to disturb the thread.
        """
        if moment >= self._due:
            return
        with self._changed:
            self._due = moment
            if self._thread is None:
                self._thread = Thread(target=self._watch, name="harnvm alarm", daemon=True)
                self._thread.start()
            else:
                self._changed.notify()

    def ring(self) -> None:
        """Ring at once."""
        self.rung = True
        self._machine.alarm = True

    def stop(self) -> None:
        """Forget what is planned, and let the thread end."""
        with self._changed:
            self._due = inf
            self.rung = False
            self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while self._due != inf:
                delay = self._due - monotonic()
                if delay > 0:
                    self._changed.wait(delay)
                else:
                    self._due = inf
                    self.ring()
                    self._changed.wait(_LINGER)
            self._thread = None
