"""A compiled file or chunk."""

from __future__ import annotations

from harnvm.bytecode.code import Code
from harnvm.source import Report, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from harnvm.resolve.tree import ModuleTree

    class Kept(Protocol):
        """A place for one entry of plain values and code objects."""

        def get(self) -> Any:
            """Return the entry, or None."""

        def put(self, entry: Any) -> None:
            """Replace the entry; do nothing if that cannot be done."""


class Origin:
    """What main code was made from; calling it gives the resolved tree, or None if that is lost.

    Attributes:
        kept: Where translations outlive the run; None if nowhere.
    """

    __slots__ = ("_load", "_tree", "kept")

    def __init__(self, load: Callable[[], ModuleTree | None], kept: Kept | None) -> None:
        self._load: Callable[[], ModuleTree | None] | None = load
        self._tree: ModuleTree | None = None
        self.kept = kept

    def __call__(self) -> ModuleTree | None:
        if self._load is not None:
            self._tree = self._load()
            self._load = None
        return self._tree


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

    def remember(self, load_tree: Callable[[], ModuleTree | None], kept: Kept | None = None) -> None:
        """Let the second tier find the resolved tree that the program was made from, and what it keeps of it."""
        self.code.origin = Origin(load_tree, kept)

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
