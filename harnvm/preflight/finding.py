"""What preflight has to say, and what it is told."""

from __future__ import annotations

from harnvm.source import render_report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from harnvm.source import Report


class Finding:
    """Something that is missing or broken.

    Attributes:
        report: What, and where.
        text: The file the place is in; None when a file could not be read, and nothing can be shown.
    """

    __slots__ = ("report", "text")

    def __init__(self, report: Report, text: str | None = None) -> None:
        self.report = report
        self.text = text

    def drawn(self) -> str:
        """Return the finding as it is shown."""
        if self.text is None:
            return self.report.message + "\n"
        return render_report(self.report, self.text)


#: How grave findings are, by the words for it; anything else is an error.
_SEVERITIES = {"allow": "off", "off": "off", "silent": "off", "warn": "warning", "warning": "warning"}


class Options:
    """What differs from one project to the next.

    Attributes:
        severity: ``"error"`` or ``"warning"``, or ``"off"``: then only imports that cannot be read or parsed
            are reported.
        allowed: Host operations that need not be known: ``capability.operation``, ``capability.*``,
            ``capability`` or ``*``.
        operations: Host operations there are, by capability, besides those that are always known.
        operations_file: A JSON or TOML file with more of them.
        bundle_root: Another folder that templates may stand in.
    """

    __slots__ = ("allowed", "bundle_root", "operations", "operations_file", "severity")

    def __init__(
        self,
        *,
        severity: str | None = None,
        allowed: Iterable[str] = (),
        operations: Mapping[str, Iterable[str]] | None = None,
        operations_file: str | None = None,
        bundle_root: str | None = None,
    ) -> None:
        self.severity = _SEVERITIES.get((severity or "").lower(), "error")
        self.allowed = [entry.strip() for entry in allowed]
        self.operations = operations or {}
        self.operations_file = operations_file
        self.bundle_root = bundle_root

    def allows(self, capability: str, operation: str) -> bool:
        """Tell whether an operation that is not known is let pass."""
        names = ("*", capability, f"{capability}.*", f"{capability}.{operation}")
        return any(entry in names for entry in self.allowed)
