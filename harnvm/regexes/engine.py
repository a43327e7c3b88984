"""The door to Python's `regex` module, which is opened when the first expression is compiled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from harnvm.errors import runtime_error


class EngineError(ValueError):
    """The engine refuses a pattern; the message says why."""


class Match(Protocol):
    """A match: the whole text is group 0, groups that took no part are None."""

    def __getitem__(self, group: int) -> str | None: ...
    def start(self) -> int: ...
    def end(self) -> int: ...
    def groups(self) -> tuple[str | None, ...]: ...
    def expand(self, template: str) -> str: ...


class Compiled(Protocol):
    """A compiled pattern; searches raise `TimeoutError` after a number of seconds, if one is given.

    Attributes:
        groups: How many groups it has. With none, `findall` returns the texts of the matches.
    """

    groups: int

    def findall(self, subject: str, /, *, timeout: float = ...) -> list[str]: ...
    def finditer(self, subject: str, /, *, timeout: float = ...) -> Iterator[Match]: ...
    def search(self, subject: str, start: int, /, *, timeout: float = ...) -> Match | None: ...
    def sub(self, template: str, subject: str, /, *, timeout: float = ...) -> str: ...


def compile_pattern(pattern: str) -> Compiled:
    """Compile a pattern in the syntax of `regex`, version 1."""
    try:
        import regex  # type: ignore[import-untyped]
    except ImportError:
        raise runtime_error("regular expressions need a package: pip install regex") from None
    try:
        compiled: Compiled = regex.compile(pattern, regex.VERSION1)
    except regex.error as error:
        raise EngineError(str(error)) from None
    return compiled
