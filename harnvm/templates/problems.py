"""What can be wrong with a template."""

from __future__ import annotations


class Problem(Exception):
    """Something is wrong in the directive being read or rendered; whoever catches it knows the place."""


class TemplateError(Exception):
    """A template cannot be parsed or rendered.

    Attributes:
        line: Line of the directive, from 1.
        column: Column of the directive in characters, from 1.
        detail: What is wrong.
        path: The file as messages name it, None if it is not known.
    """

    def __init__(self, line: int, column: int, detail: str, path: str | None = None) -> None:
        super().__init__(detail)
        self.line = line
        self.column = column
        self.detail = detail
        self.path = path

    def __str__(self) -> str:
        where = f"at {self.line}:{self.column}: {self.detail}"
        return where if self.path is None else f"{self.path} {where}"
