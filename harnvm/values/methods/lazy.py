"""The lazy iterators that Python does not have.

They are classes and not generators, because an exception ends a generator: a combinator must go on after a
callback has thrown.
"""

from __future__ import annotations

from collections import deque
from itertools import islice

from harnvm.values.iteration import make_iter
from harnvm.values.model import Iter, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Take(Iter):
    """The first elements of an iterator. It has run dry with the last of them, not one step later."""

    __slots__ = ("_left",)

    def __init__(self, source: Iter, size: int) -> None:
        super().__init__(source)
        self._left = size

    def __next__(self) -> Value:
        if self._left == 0:
            self.done = True
        value = super().__next__()
        self._left -= 1
        if self._left == 0:
            self.done = True
        return value


class FlatMap:
    """The elements of what a function makes of each element."""

    __slots__ = ("_current", "_function", "_source")

    def __init__(self, source: Iter, function: Callable[[Value], Value]) -> None:
        self._source = source
        self._function = function
        self._current: Iterator[Value] = iter(())

    def __iter__(self) -> Iterator[Value]:
        return self

    def __next__(self) -> Value:
        while True:
            for value in self._current:
                return value
            self._current = make_iter(self._function(next(self._source)))


class Chunks:
    """Lists of `size` elements; the last may be shorter."""

    __slots__ = ("_size", "_source")

    def __init__(self, source: Iter, size: int) -> None:
        self._source = source
        self._size = size

    def __iter__(self) -> Iterator[Value]:
        return self

    def __next__(self) -> Value:
        chunk = list(islice(self._source, self._size))
        if not chunk:
            raise StopIteration
        return chunk


class Windows:
    """Every stretch of exactly `size` elements, as a list."""

    __slots__ = ("_size", "_source", "_window")

    def __init__(self, source: Iter, size: int) -> None:
        self._source = source
        self._size = size
        self._window: deque[Value] = deque(maxlen=size)

    def __iter__(self) -> Iterator[Value]:
        return self

    def __next__(self) -> Value:
        window = self._window
        window.append(next(self._source))
        while len(window) < self._size:
            window.append(next(self._source))
        return list(window)
