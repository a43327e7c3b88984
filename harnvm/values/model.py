"""What a Harn value is in Python.

=============  ==========================================================================
Harn           Python
=============  ==========================================================================
nil            None
bool           bool
int            int, always within 64 bits (see `wrap`)
float          float
string         str
list           list, or `ListView` where a session lends its history without copying
dict           dict with str keys, in any order: it is *shown* and *iterated* in key order
others         the small classes below
=============  ==========================================================================

Python's truth of a value is Harn's: ``if value`` and ``not value`` need no helper (``bool`` is *truthy*).
Its ``==``, ``in``, ``hash`` and order are not; see `equal`.

Values are immutable as far as a script can tell. Lists and dicts are therefore never changed in place
where a second holder could see it; whoever builds a fresh one may fill it before handing it out.

This module knows shapes only. How values compare, show, convert and compute is in its neighbours.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, Protocol, TypeAlias

    class Prototype(Protocol):
        """What a closure knows of its compiled function."""

        @property
        def name(self) -> str: ...

        @property
        def parameters(self) -> Sequence[str]: ...


#: Any Harn value. The dynamic type is what counts, so the alias documents more than it checks.
Value: TypeAlias = "Any"

#: How methods and builtins call a Harn function: ``call(callable, [arguments])``.
Call: TypeAlias = "Callable[[Value, list[Value]], Value]"

INT_MIN = -(1 << 63)
INT_MAX = (1 << 63) - 1


def wrap(number: int) -> int:
    """Return `number` wrapped into the 64-bit signed range."""
    if INT_MIN <= number <= INT_MAX:
        return number
    return (number + (1 << 63)) % (1 << 64) - (1 << 63)


class Duration:
    """A time span in milliseconds."""

    __slots__ = ("milliseconds",)

    def __init__(self, milliseconds: int) -> None:
        self.milliseconds = milliseconds

    def __bool__(self) -> bool:
        return self.milliseconds > 0


class RangeValue:
    """``low to high``; `high` is part of it when `inclusive`."""

    __slots__ = ("high", "inclusive", "low")

    def __init__(self, low: int, high: int, inclusive: bool) -> None:
        self.low = low
        self.high = high
        self.inclusive = inclusive

    def python(self) -> range:
        """Return the integers of the range."""
        return range(self.low, self.high + 1 if self.inclusive else self.high)


class PairValue:
    """Two values, as yielded by ``iter(dict)`` and ``zip``."""

    __slots__ = ("first", "second")

    def __init__(self, first: Value, second: Value) -> None:
        self.first = first
        self.second = second


class EnumValue:
    """A variant of an enum with its payload. ``Result.Ok(1)`` is one too."""

    __slots__ = ("enum", "fields", "variant")

    def __init__(self, enum: str, variant: str, fields: Sequence[Value] = ()) -> None:
        self.enum = enum
        self.variant = variant
        self.fields = fields


class StructValue:
    """An instance of a struct; `fields` are its own, shared with no other value."""

    __slots__ = ("fields", "name")

    def __init__(self, name: str, fields: dict[str, Value]) -> None:
        self.name = name
        self.fields = fields


class SetValue:
    """A set in insertion order: values by their `identity_key`."""

    __slots__ = ("items",)

    def __init__(self, items: dict[Any, Value]) -> None:
        self.items = items

    def __bool__(self) -> bool:
        return bool(self.items)


class Closure:
    """A function value. The VM extends it; to values it is opaque."""

    __slots__ = ("prototype",)

    prototype: Prototype


class BuiltinRef:
    """A builtin named as a value."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Iter:
    """A lazy iterator: a Python iterator, whether it has run dry, and how many stages are below it."""

    __slots__ = ("done", "source", "stages")

    def __init__(self, source: Iterator[Value]) -> None:
        self.source = source
        self.done = False
        self.stages = 0

    def __iter__(self) -> Iterator[Value]:
        return self

    def __next__(self) -> Value:
        if self.done:
            raise StopIteration
        try:
            return next(self.source)
        except StopIteration:
            self.done = True
            raise


class Generator(Iter):
    """A running generator function. `source` is closed when the generator is abandoned."""

    __slots__ = ()


class Opaque:
    """Base of handles that scripts can only pass around: tasks, channels, atomics, clients.

    Subclasses set `type_name` (what ``type_of`` says), and may override `display`, `equals` and `iterate`.
    """

    __slots__ = ()

    type_name = "opaque"

    def display(self) -> str:
        """Return how the handle is shown."""
        return f"<{self.type_name}>"

    def equals(self, other: Value) -> bool:
        """Tell whether ``==`` holds between this handle and another value."""
        return False

    def iterate(self) -> Iterator[Value] | None:
        """Return an iterator that drains the handle, or None if there is nothing to iterate."""
        return None
