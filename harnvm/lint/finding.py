"""What a rule has to say: a place, words, and maybe the edit that mends it."""

from __future__ import annotations

from harnvm.source import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from harnvm.source import Span

#: Functions with more paths than this are too complex, unless the settings say otherwise.
COMPLEXITY_LIMIT = 25


class Edit:
    """Replaces the characters from offset `start` up to `end` by `text`."""

    __slots__ = ("end", "start", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text


class Finding:
    """One thing a rule found.

    Attributes:
        rule: The rule's name.
        message: What was found, one line.
        span: Where.
        severity: ``"warning"`` or ``"error"``.
        help: What to do about it.
        fix: The edit that does it; None when a person has to.
    """

    __slots__ = ("fix", "help", "message", "rule", "severity", "span")

    def __init__(
        self, rule: str, message: str, span: Span, severity: str, help: str, fix: Edit | None = None
    ) -> None:
        self.rule = rule
        self.message = message
        self.span = span
        self.severity = severity
        self.help = help
        self.fix = fix

    def report(self) -> Report:
        """Return the finding as something that can be drawn."""
        return Report(self.message, self.span, f"lint[{self.rule}]", self.help, severity=self.severity)


class Options:
    """What differs from one project to the next.

    Attributes:
        disabled: Names of rules whose findings are left out.
        imported_elsewhere: Names that other files import from some file: such functions are in use.
        complexity_limit: The number of paths a function may have.
        file_header: Whether a file has to begin with a doc comment.
    """

    __slots__ = ("complexity_limit", "disabled", "file_header", "imported_elsewhere")

    def __init__(
        self,
        *,
        disabled: Iterable[str] = (),
        imported_elsewhere: Iterable[str] = (),
        complexity_limit: int | None = None,
        file_header: bool = False,
    ) -> None:
        self.disabled = frozenset(disabled)
        self.imported_elsewhere = frozenset(imported_elsewhere)
        self.complexity_limit = COMPLEXITY_LIMIT if complexity_limit is None else complexity_limit
        self.file_header = file_header
