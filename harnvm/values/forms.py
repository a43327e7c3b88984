"""The Python forms of Harn values that Python has no type for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from harnvm.values.model import Value


class Struct:
    """An instance of a Harn struct: its name and a dict of its fields."""

    def __init__(self, name: str, fields: dict[str, Any]) -> None:
        self.name = name
        self.fields = fields

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Struct) and (self.name, self.fields) == (other.name, other.fields)

    __hash__ = None  # type: ignore[assignment]  # fields may change

    def __repr__(self) -> str:
        return f"Struct({self.name!r}, {self.fields!r})"


class EnumVariant:
    """A variant of a Harn enum, ``Result.Ok(1)`` for one."""

    def __init__(self, enum: str, variant: str, *fields: Any) -> None:
        self.enum = enum
        self.variant = variant
        self.fields = fields

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EnumVariant) and self._key() == other._key()

    __hash__ = None  # type: ignore[assignment]  # payloads may be unhashable

    def _key(self) -> tuple[str, str, tuple[Any, ...]]:
        return self.enum, self.variant, self.fields

    def __repr__(self) -> str:
        return f"EnumVariant({', '.join(map(repr, (self.enum, self.variant, *self.fields)))})"


class Pair(NamedTuple):
    """A Harn pair."""

    first: Any
    second: Any


class HarnSet(tuple[Any, ...]):
    """A Harn set in insertion order.

    A tuple and not a Python set, because Harn keeps 1, 1.0 and true apart and lets lists be members.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"HarnSet({tuple(self)!r})"


class HarnFunction:
    """A Harn function or builtin that Python can call; it belongs to one VM."""

    def __init__(self, value: Value, call: Callable[..., Any], name: str) -> None:
        self._value = value
        self._call = call
        self.__name__ = name

    def __call__(self, *args: Any) -> Any:
        """Call the function with converted arguments and return its converted value."""
        return self._call(self._value, args)

    def __repr__(self) -> str:
        return f"<HarnFunction {self.__name__}>"


class HarnIterator:
    """A Harn iterator or generator as a Python iterator."""

    def __init__(self, value: Iterator[Value], convert: Callable[[Value], Any]) -> None:
        self._value = value
        self._convert = convert

    def __iter__(self) -> HarnIterator:
        return self

    def __next__(self) -> Any:
        return self._convert(next(self._value))

    def __repr__(self) -> str:
        return "<HarnIterator>"


class Handle:
    """A task, channel or other handle; it can only be handed back."""

    def __init__(self, value: Value) -> None:
        self._value = value

    def __repr__(self) -> str:
        from harnvm.values import display

        return f"<Handle {display(self._value)}>"
