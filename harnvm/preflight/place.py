"""Where a call stands: what a check may ask about its surroundings, and how it reports."""

from __future__ import annotations

import os

from harnvm.preflight.finding import Finding
from harnvm.source import Report, Span
from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.preflight.finding import Options
    from harnvm.preflight.modules import Module
    from harnvm.preflight.operations import Operations


class Place:
    """A module that is looked at.

    Attributes:
        options: What the project says.
        operations: The host operations that are known.
    """

    def __init__(
        self, module: Module, options: Options, operations: Operations, findings: list[Finding]
    ) -> None:
        self._module = module
        self._findings = findings
        self.options = options
        self.operations = operations

    def report(self, node: nodes.Node, message: str, help: str) -> None:
        """Report a node, under the real path of its file."""
        line, column = self._module.source.position(node.start)
        span = Span(self._module.path, line, column, max(node.end - node.start, 1))
        report = Report(f"preflight: {message}", span, "preflight", help, severity=self.options.severity)
        self._findings.append(Finding(report, self._module.source.text))

    def beside(self, path: str) -> str:
        """Return a path that is relative to the folder of the file."""
        return os.path.join(self._module.folder, path)

    def candidates(self, path: str) -> list[str]:
        """Return where a template may stand."""
        found = [self.beside(path)]
        if self.options.bundle_root is not None:
            found.append(os.path.join(self.options.bundle_root, path))
        return list(dict.fromkeys(found))


def field(node: nodes.Node | None, name: str) -> nodes.Expr | None:
    """Return the first value that a dict literal gives a key, None if it gives none or is no dict literal."""
    return next(iter(fields(node, name)), None)


def fields(node: nodes.Node | None, name: str) -> list[nodes.Expr]:
    """Return all values that a dict literal gives a key."""
    if not isinstance(node, nodes.DictLiteral):
        return []
    entries = [entry for entry in node.entries if isinstance(entry, nodes.DictEntry)]
    return [entry.value for entry in entries if nodes.plain_text(entry.key) == name]
