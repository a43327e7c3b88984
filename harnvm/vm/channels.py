"""Channels: queues between tasks, and waiting for several of them."""

from __future__ import annotations

from collections import deque
from time import monotonic

from harnvm.values.model import Opaque, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harnvm.vm.task import Task
    from harnvm.vm.tasks import Tasks

#: What `Channel.receive` and `Channel.take` give when there is nothing.
NOTHING = object()


class _Sender:
    """A task that waits for room, and its value; `sent` once that is in the queue."""

    __slots__ = ("sent", "task", "value")

    def __init__(self, task: Task, value: Value) -> None:
        self.task = task
        self.value = value
        self.sent = False


class Channel(Opaque):
    """A queue of values with room for so many.

    A sender that finds no room leaves its value in line, so that values keep the order of sending. A
    receiver is only told that something has come: whoever runs first takes it, and a ``select`` prefers its
    first case.

    Args:
        tasks: The tasks of the VM.
        name: What it is shown as.
        capacity: How many values it holds, at least 1.

    Attributes:
        closed: Whether nothing can be sent any more; what is in it can still be received.
    """

    __slots__ = ("_capacity", "_items", "_receivers", "_senders", "_tasks", "closed", "name")

    type_name = "channel"

    def __init__(self, tasks: Tasks, name: str, capacity: int) -> None:
        self._tasks = tasks
        self.name = name
        self._capacity = capacity
        self.closed = False
        self._items: deque[Value] = deque()
        self._receivers: deque[Task] = deque()
        self._senders: deque[_Sender] = deque()

    def display(self) -> str:
        """Return how the channel is shown."""
        return f"<channel:{self.name}>"

    def iterate(self) -> Iterator[Value]:
        """Yield what is received until the channel is closed and empty."""
        receive = self.receive
        while (value := receive()) is not NOTHING:
            yield value

    @property
    def drained(self) -> bool:
        """Whether nothing can be received any more."""
        return self.closed and not self._items

    def send(self, value: Value) -> bool:
        """Put a value in, waiting for room; tell whether that was possible."""
        if self.closed:
            return False
        if len(self._items) >= self._capacity:
            self._wait_for_room(value)
        else:
            self._items.append(value)
        if self._receivers:
            self._rouse()
        return True

    def _wait_for_room(self, value: Value) -> None:
        sender = _Sender(self._tasks.current, value)
        self._senders.append(sender)
        try:
            while not sender.sent:
                self._tasks.pause(f"room in {self.display()}")
        except BaseException:
            if not sender.sent:
                self._senders.remove(sender)
            raise

    def take(self) -> Value:
        """Return the next value, or `NOTHING`, without waiting."""
        if not self._items:
            return NOTHING
        value = self._items.popleft()
        if self._senders:
            sender = self._senders.popleft()
            sender.sent = True
            self._items.append(sender.value)
            self._tasks.scheduler.wake(sender.task)
        return value

    def receive(self) -> Value:
        """Return the next value, waiting for it; `NOTHING` if the channel is closed and empty."""
        while True:
            value = self.take()
            if value is not NOTHING or self.closed:
                return value
            _wait([self], None)

    def close(self) -> None:
        """Let nothing more in, and tell those who wait for it."""
        self.closed = True
        while self._receivers:
            self._rouse()

    def enlist(self, task: Task) -> None:
        """Have a task woken when something comes, once."""
        self._receivers.append(task)

    def dismiss(self, task: Task) -> None:
        """Forget a task that does not wait any more, and let another one have what has come."""
        if task in self._receivers:
            self._receivers.remove(task)
        elif self._items and self._receivers:
            self._rouse()

    def _rouse(self) -> None:
        self._tasks.scheduler.wake(self._receivers.popleft())


def _wait(channels: Sequence[Channel], until: float | None) -> None:
    """Wait until something may have come into one of the channels, or until a moment."""
    tasks = channels[0]._tasks
    task = tasks.current
    for channel in channels:
        channel.enlist(task)
    try:
        tasks.pause("a value from " + " or ".join([channel.display() for channel in channels]), until)
    finally:
        for channel in channels:
            channel.dismiss(task)


def poll(values: Sequence[Value]) -> tuple[int, Value] | None:
    """Return the first value to be had from channels, and the place of its channel; None if there is none.

    Args:
        values: Channels in the order of preference; anything else among them gives nothing.
    """
    for index, channel in enumerate(values):
        if isinstance(channel, Channel):
            value = channel.take()
            if value is not NOTHING:
                return index, value
    return None


def select(values: Sequence[Value], until: float | None = None) -> tuple[int, Value] | None:
    """Wait for what `poll` returns.

    Args:
        values: See `poll`.
        until: When to give up; None to give up only when nothing can come any more.
    """
    channels = [value for value in values if isinstance(value, Channel)]
    while True:
        found = poll(values)
        if found is not None or not channels:
            return found
        if until is None:
            if all(channel.drained for channel in channels):
                return None
        elif monotonic() >= until:
            return None
        _wait(channels, until)
