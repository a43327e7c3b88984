"""Small immutable records, for facts that a store tells about a session."""

from __future__ import annotations

from harnvm.source import Record as PlainRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Record(PlainRecord):
    """A record whose fields are its ``__slots__``, in the order of its values, and do not change."""

    __slots__: tuple[str, ...] = ()

    def __init__(self, *values: Any) -> None:
        for name, value in zip(self.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")
