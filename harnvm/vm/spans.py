"""Spans: which parts of a run took how long, and inside which others.

Whoever runs such a part does so under ``with Recording(context, kind, name):``. Nothing is recorded until a
script asks for it.
"""

from __future__ import annotations

import time

from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from harnvm.vm.context import Context

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
        epoch: When recording began, in nanoseconds of the monotonic clock.
    """

    def __init__(self) -> None:
        self.enabled = False
        self.completed: list[Span] = []
        self._open: list[Span] = []
        self._count = 0
        self.epoch = 0

    def enable(self) -> None:
        """Forget everything and record from now on."""
        self.enabled = True
        self.completed = []
        self._open = []
        self._count = 0
        self.epoch = time.monotonic_ns()

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


class Recording:
    """Record a part of a run while the ``with`` block lasts."""

    __slots__ = ("_span", "_spans")

    def __init__(self, context: Context, kind: Kind, name: str) -> None:
        self._spans = context.state(Spans)
        self._span = self._spans.start(kind, name)

    def __enter__(self) -> None:
        """Do nothing; the span is open."""

    def __exit__(self, *error: object) -> None:
        """Close the span."""
        self._spans.end(self._span)
