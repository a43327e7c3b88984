"""Spans: which parts of a run took how long, and inside which others.

Whoever runs such a part calls `Spans.start` and `Spans.end` around it. Nothing is recorded until a script
asks for it.
"""

from __future__ import annotations

import time

from harnvm.builtins.json_write import write_json
from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Kind: TypeAlias = 'Literal["pipeline", "fn_call", "llm_call", "tool_call", "import", "parallel", "spawn"]'


class Span:
    """One part of a run.

    Attributes:
        parent: The span that was open when this one started, None for a root.
        started: When it started, in nanoseconds of the monotonic clock.
        duration: How long it took in milliseconds; None while it is open.
        metadata: What else is known about it, JSON-like values.
    """

    __slots__ = ("duration", "id", "kind", "metadata", "name", "parent", "started")

    def __init__(self, id: int, kind: Kind, name: str, parent: Span | None) -> None:
        self.id = id
        self.kind = kind
        self.name = name
        self.parent = parent
        self.started = time.monotonic_ns()
        self.duration: int | None = None
        self.metadata: dict[str, Value] = {}


class Spans:
    """The spans of one VM.

    Attributes:
        enabled: Whether new spans are recorded.
        completed: Spans that have ended, in the order of their ends.
    """

    def __init__(self) -> None:
        self.enabled = False
        self.completed: list[Span] = []
        self._open: list[Span] = []
        self._count = 0
        self._epoch = 0

    def enable(self) -> None:
        """Forget everything and record from now on."""
        self.__init__()  # type: ignore[misc]  # the state to go back to is the one it began with
        self.enabled = True
        self._epoch = time.monotonic_ns()

    def start(self, kind: Kind, name: str) -> Span | None:
        """Open a span inside the innermost open one; None while recording is off."""
        if not self.enabled:
            return None
        self._count += 1
        span = Span(self._count, kind, name, self._open[-1] if self._open else None)
        self._open.append(span)
        return span

    def end(self, span: Span | None) -> None:
        """Close a span that `start` returned; spans from before the last `enable` are not kept."""
        if span is not None and span in self._open:
            span.duration = (time.monotonic_ns() - span.started) // 1_000_000
            self._open.remove(span)
            self.completed.append(span)

    def values(self) -> list[Value]:
        """Return the completed spans as dicts."""
        return [self._value(span) for span in self.completed]

    def _value(self, span: Span) -> Value:
        value: dict[str, Value] = {
            "span_id": span.id,
            "parent_id": span.parent and span.parent.id,
            "kind": span.kind,
            "name": span.name,
            "start_ms": (span.started - self._epoch) // 1_000_000,
            "duration_ms": span.duration,
        }
        if span.metadata:
            value["metadata"] = span.metadata
        return value

    def summary(self) -> str:
        """Return the completed spans as an indented tree of lines."""
        if not self.completed:
            return "No spans recorded."
        roots = [span for span in self.completed if span.parent is None]
        total = sum(span.duration or 0 for span in roots)
        lines = [f"Trace: {len(self.completed)} spans, {total}ms total", ""]
        pending = [(span, 0) for span in reversed(roots)]
        while pending:
            span, depth = pending.pop()
            lines.append("  " * depth + _line(span))
            pending += [(inner, depth + 1) for inner in reversed(self.completed) if inner.parent is span]
        return "\n".join(lines)


def _line(span: Span) -> str:
    facts = ", ".join([f"{key}={write_json(span.metadata[key])}" for key in sorted(span.metadata)])
    return f"{span.kind} {span.name} {span.duration}ms" + (f" ({facts})" if facts else "")
