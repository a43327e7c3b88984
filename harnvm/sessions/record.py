"""Small immutable records, for facts that a store tells about a session."""

from __future__ import annotations

from harnvm.values.model import Value


class Record:
    """A record whose fields are its ``__slots__``, in the order of its values.

    `typing.NamedTuple` and `dataclasses` would each cost more start-up than all of the store.
    """

    __slots__: tuple[str, ...] = ()

    def __init__(self, *values: Value) -> None:
        for name, value in zip(self.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Value) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({fields})"

    def _values(self) -> tuple[Value, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)
