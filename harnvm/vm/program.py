"""A compiled file or chunk."""

from __future__ import annotations

from harnvm.bytecode.code import Code
from harnvm.source import Report, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from harnvm.resolve.tree import ModuleTree


class Program:
    """What runs, and what a module keeps of it.

    Attributes:
        code: Main code.
        exports: ``(name, slot, mutable)`` of main's variables that stay in the module scope.
        functions: Names of top-level functions.
        public: Names of those marked ``pub``.
        warnings: What the checker has to say; reported on every run.
    """

    __slots__ = ("code", "exports", "functions", "public", "warnings")

    def __init__(
        self,
        code: Code,
        exports: tuple[tuple[str, int, bool], ...],
        functions: tuple[str, ...],
        public: tuple[str, ...],
        warnings: tuple[Report, ...] = (),
    ) -> None:
        self.code = code
        self.exports = exports
        self.functions = functions
        self.public = public
        self.warnings = warnings

    def remember(self, load_tree: Callable[[], ModuleTree | None]) -> None:
        """Let the second tier find the resolved tree that the program was made from."""
        self.code.origin = load_tree

    def pack(self) -> tuple[Any, ...]:
        """Return the program as plain tuples that `marshal` can store; file names are left out."""
        warnings = tuple(_pack_report(report) for report in self.warnings)
        return (self.code.pack(), self.exports, self.functions, self.public, warnings)

    @classmethod
    def unpack(cls, packed: tuple[Any, ...], file: str) -> Program:
        """Rebuild a program from what `pack` returned, as compiled from `file`."""
        code, exports, functions, public, warnings = packed
        reports = tuple(_unpack_report(warning, file) for warning in warnings)
        return cls(Code.unpack(code), exports, functions, public, reports)


def _pack_report(report: Report) -> tuple[Any, ...]:
    at = report.span
    span = None if at is None else (at.line, at.column, at.length)
    return (report.message, span, report.label, report.help, report.note, report.severity)


def _unpack_report(packed: tuple[Any, ...], file: str) -> Report:
    message, span, *rest = packed
    return Report(message, None if span is None else Span(file, *span), *rest)
