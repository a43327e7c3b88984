"""The bounded table of sessions: which exist, in what order they were last used, and who has to go.

Recency is a counter and a linked order, never the clock. Nothing here is safe from several threads: the store
holds its lock around every call. Evicted slots are returned, so that the store can drop the last references
to their contents, and run whatever finalisers they have, after it has let go of the lock.
"""

from __future__ import annotations

import time

from harnvm.sessions.state import State, fresh

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import OrderedDict
    from collections.abc import Iterator
else:
    from _collections import OrderedDict  # the same class, without the cost of its package

DEFAULT_CAP = 128


class Slot:
    """The place of one session in the table.

    Attributes:
        id: The session's id.
        state: What it holds now.
        created: When it was opened, in seconds since the epoch; for people to read, nothing depends on it.
        accessed: The table's counter at the last access.
        uses: How many are at work in it; while there are any it is not evicted.
    """

    __slots__ = ("accessed", "created", "id", "state", "uses")

    def __init__(self, id: str) -> None:
        self.id = id
        self.state: State = fresh()
        self.created = time.time()
        self.accessed = 0
        self.uses = 0


class Table:
    """Sessions by id, least recently used first."""

    __slots__ = ("_cap", "_clock", "_slots")

    def __init__(self, cap: int) -> None:
        self._slots: OrderedDict[str, Slot] = OrderedDict()
        self._clock = 0
        self.cap = cap

    @property
    def cap(self) -> int:
        """How many sessions fit; never below 1."""
        return self._cap

    @cap.setter
    def cap(self, cap: int) -> None:
        self._cap = max(cap, 1)

    def __len__(self) -> int:
        return len(self._slots)

    def __iter__(self) -> Iterator[Slot]:
        return iter(self._slots.values())

    def get(self, id: str) -> Slot | None:
        """Return the slot of a session, or None."""
        return self._slots.get(id)

    def touch(self, slot: Slot) -> None:
        """Count an access to a session that is in the table."""
        self._clock += 1
        slot.accessed = self._clock
        self._slots.move_to_end(slot.id)

    def add(self, id: str) -> tuple[Slot, list[Slot]]:
        """Make room, and a slot for a new id; return the slot, and the slots that had to go."""
        evicted = self.evict(1)
        slot = self._slots[id] = Slot(id)
        self.touch(slot)
        return slot, evicted

    def remove(self, slot: Slot) -> None:
        """Take a session out of the table."""
        del self._slots[slot.id]

    def evict(self, room: int) -> list[Slot]:
        """Evict until `room` more sessions fit, oldest first, sparing those in use."""
        excess = len(self._slots) + room - self._cap
        if excess <= 0:
            return []
        victims = []
        for slot in self._slots.values():
            if not slot.uses:
                victims.append(slot)
                if len(victims) == excess:
                    break
        for slot in victims:
            del self._slots[slot.id]
        return victims
