"""The history of a session: an immutable sequence of messages that grows cheaply.

A `History` promises that appending, forking, cutting and measuring cost the same at any length, and that no
holder of one ever sees it change. It does not know roles, transcripts or stores.

Messages sit in chunks of 64, the chunks in a tree of width 64 with shared nodes. The last chunk, the
*tail*, is a plain list: the newest history appends to it in place, which no older history sees, as each
knows how much of it is its own. A second branch that grows out of the same point finds the tail taken and
copies it, at most 63 references. So n appends cost O(n) whoever forks in between, and a branch costs one
small object. (A chain of chunks with parent links was simpler, but access got slower with each fork along
the chain.)

Growing is the one operation that is not safe from several threads at once: the caller holds a lock.
"""

from __future__ import annotations

from _collections_abc import Sequence  # collections.abc without the cost of its package
from abc import abstractmethod
from itertools import chain

from harnvm.sessions.events import Entry
from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHIFT = 6
_WIDTH = 1 << _SHIFT
_MASK = _WIDTH - 1

#: A node of the tree: a tuple of nodes, on the lowest level of chunks, which are tuples of entries. What lies
#: outside a history's bounds may be None or missing. Precise types would need a class per level.
_Node = tuple[Value, ...]


class History:
    """Entries `start` to `stop` of a persistent vector.

    Positions inside the vector never change: cutting at the front only moves `start`, so that chunks stay
    shared with every other history.
    """

    __slots__ = ("_levels", "_root", "_start", "_stop", "_tail")

    def __init__(self, root: _Node, levels: int, tail: list[Entry], start: int, stop: int) -> None:
        self._root = root
        self._levels = levels
        self._tail = tail
        self._start = start
        self._stop = stop

    @staticmethod
    def empty() -> History:
        """Return a history without messages."""
        return History((), 1, [], 0, 0)

    @staticmethod
    def of(entries: Iterable[Entry]) -> History:
        """Return a history of these entries, in O(n)."""
        history = History.empty()
        for entry in entries:
            history = history.append(entry)
        return history

    def __len__(self) -> int:
        return self._stop - self._start

    def __iter__(self) -> Iterator[Entry]:
        return chain.from_iterable(self._stretches(0, len(self)))

    def append(self, entry: Entry) -> History:
        """Return this history and one more entry. Call it under a lock."""
        stop = self._stop
        used = stop & _MASK
        tail = self._tail
        if len(tail) != used:  # another branch grew out of the same tail first
            tail = tail[:used]
        tail.append(entry)
        if used != _MASK:
            return History(self._root, self._levels, tail, self._start, stop + 1)
        root, levels, chunk = self._root, self._levels, stop >> _SHIFT
        if chunk >> (_SHIFT * levels):
            root, levels = (root,), levels + 1
        return History(_placed(root, levels, chunk, tuple(tail)), levels, [], self._start, stop + 1)

    def extend(self, entries: Iterable[Entry]) -> History:
        """Return this history and more entries. Call it under a lock."""
        history = self
        for entry in entries:
            history = history.append(entry)
        return history

    def last(self, count: int) -> History:
        """Return the last `count` entries, or all if there are fewer."""
        start = max(self._start, self._stop - count)
        root = self._root
        if start >> _SHIFT != self._start >> _SHIFT:  # whole chunks fall away: let go of them
            root = self._within(start, self._stop)
        return History(root, self._levels, self._tail, start, self._stop)

    def first(self, count: int) -> History:
        """Return the first `count` entries, or all if there are fewer."""
        stop = min(self._stop, self._start + count)
        if stop >> _SHIFT == self._stop >> _SHIFT:
            return History(self._root, self._levels, self._tail, self._start, stop)
        tail = list(self._chunk(stop)[: stop & _MASK])
        return History(self._within(self._start, stop), self._levels, tail, self._start, stop)

    def entry(self, index: int) -> Entry:
        """Return the entry at `index`, which must be in range and not negative."""
        position = self._start + index
        entry: Entry = self._chunk(position)[position & _MASK]
        return entry

    def entries(self, start: int = 0, stop: int | None = None) -> list[Entry]:
        """Return the entries from `start` up to `stop` in a fresh list."""
        return list(chain.from_iterable(self._stretches(start, len(self) if stop is None else stop)))

    def messages(self, start: int = 0, stop: int | None = None) -> list[Value]:
        """Return the messages from `start` up to `stop` in a fresh list."""
        return [entry.message for entry in self.entries(start, stop)]

    def _stretches(self, start: int, stop: int) -> Iterator[Sequence[Entry]]:
        position, end = self._start + start, self._start + stop
        while position < end:
            used = position & _MASK
            size = min(_WIDTH - used, end - position)
            yield self._chunk(position)[used : used + size]
            position += size

    def _chunk(self, position: int) -> Sequence[Entry]:
        if position >> _SHIFT == self._stop >> _SHIFT:
            return self._tail
        node = self._root
        for shift in range(_SHIFT * self._levels, 0, -_SHIFT):
            node = node[(position >> shift) & _MASK]
        return node

    def _within(self, start: int, stop: int) -> _Node:
        """Return the root without the chunks that lie before `start` or after `stop`."""
        low, high = start >> _SHIFT, stop >> _SHIFT
        return _cut(self._root, self._levels, low, high) if low < high else ()


def _placed(node: _Node, level: int, chunk: int, entries: _Node) -> _Node:
    """Return a copy of `node` with `entries` as chunk number `chunk`, the last one."""
    shift = _SHIFT * (level - 1)
    at = (chunk >> shift) & _MASK
    child = entries
    if level > 1:
        child = _placed(node[at] if at < len(node) else (), level - 1, chunk, entries)
    return node[:at] + (None,) * (at - len(node)) + (child,)


def _cut(node: _Node, level: int, low: int, high: int) -> _Node:
    """Return `node` with only its chunks `low` to `high` (exclusive), numbered within the node."""
    if level == 0:
        return node
    span = 1 << (_SHIFT * (level - 1))
    first, last = low // span, (high - 1) // span
    kept = list(node[first : last + 1])
    kept[-1] = _cut(kept[-1], level - 1, low - first * span if first == last else 0, high - last * span)
    if first != last:
        kept[0] = _cut(kept[0], level - 1, low - first * span, span)
    return (None,) * first + tuple(kept)


class _Parts(Sequence[Value]):
    """What `ListView` and the lazy lists of the Python side read a history through."""

    __slots__ = ("_history", "_size")

    def __init__(self, history: History) -> None:
        self._history = history
        self._size = len(history)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: Value) -> Value:
        if type(index) is slice:
            return [self._at(position) for position in range(*index.indices(self._size))]
        position = index + self._size if index < 0 else index
        if not 0 <= position < self._size:
            raise IndexError("list index out of range")
        return self._at(position)

    @abstractmethod
    def _at(self, position: int) -> Value:
        """Return the element at a position that is in range."""


class Messages(_Parts):
    """The messages of a history, in constant time."""

    __slots__ = ()

    def _at(self, position: int) -> Value:
        return self._history.entry(position).message

    def __iter__(self) -> Iterator[Value]:
        return (entry.message for entry in self._history)


class Events(_Parts):
    """The events of a history, each derived when it is read, then those that belong to no message."""

    __slots__ = ("_extra",)

    def __init__(self, history: History, extra: Sequence[Value]) -> None:
        self._history = history
        self._extra = extra
        self._size = len(history) + len(extra)

    def _at(self, position: int) -> Value:
        count = len(self._history)
        return self._history.entry(position).event() if position < count else self._extra[position - count]

    def __iter__(self) -> Iterator[Value]:
        return chain((entry.event() for entry in self._history), self._extra)
