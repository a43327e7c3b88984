"""Lists that are lent without being copied.

A `ListView` shows a stretch of any immutable sequence as a Harn list. It is built in constant time, and so
are its slices; a script that does more than measure, index, iterate or slice gets a real list, made once.

It does not watch its source: whoever lends a sequence must never change it.
"""

from __future__ import annotations

from _collections_abc import Sequence  # collections.abc without the cost of its package
from itertools import islice

from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeGuard


class ListView(Sequence[Value]):
    """Elements `start` to `stop` of an immutable sequence, as a Harn list."""

    __slots__ = ("_list", "_source", "_start", "_stop")

    def __init__(self, source: Sequence[Value], start: int = 0, stop: int | None = None) -> None:
        size = len(source)
        self._stop = size if stop is None else min(stop, size)
        self._start = min(max(start, 0), self._stop)
        self._source = source
        self._list: list[Value] | None = None

    def __len__(self) -> int:
        return self._stop - self._start

    def __getitem__(self, index: int | slice) -> Value:
        if isinstance(index, slice):
            return self._slice(index)
        size = self._stop - self._start
        position = index + size if index < 0 else index
        if not 0 <= position < size:
            raise IndexError("list index out of range")
        return self._source[self._start + position]

    def _slice(self, index: slice) -> ListView | list[Value]:
        start, stop, step = index.indices(len(self))
        if step != 1:
            return self.as_list()[index]
        return ListView(self._source, self._start + start, self._start + max(start, stop))

    def __iter__(self) -> Iterator[Value]:
        if self._list is not None:
            return iter(self._list)
        if self._start == 0 and self._stop == len(self._source):
            return iter(self._source)
        return self._walk()

    def _walk(self) -> Iterator[Value]:
        if self._start == 0:
            yield from islice(self._source, self._stop)
            return
        source = self._source
        for position in range(self._start, self._stop):
            yield source[position]

    def as_list(self) -> list[Value]:
        """Return the elements as a real list, the same one at each call; it must not be changed."""
        if self._list is None:
            self._list = list(self)
        return self._list


def is_list(value: Value) -> TypeGuard[list[Value] | ListView]:
    """Tell whether `value` is a Harn list."""
    return type(value) is list or type(value) is ListView


def as_list(value: list[Value] | ListView) -> list[Value]:
    """Return a Harn list as a Python list that must not be changed."""
    return value.as_list() if isinstance(value, ListView) else value
