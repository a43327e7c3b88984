"""Structured log lines: JSON objects of simple fields, one a line."""

from __future__ import annotations

from harnvm.builtins.clock import iso_milliseconds
from harnvm.builtins.json_write import plain_number, quote
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.vm.context import Context

LEVELS = {"debug": 0, "info": 1, "warn": 2, "error": 3}


class Trace:
    """One open trace span, as ``trace_start`` made it."""

    __slots__ = ("span_id", "trace_id")

    def __init__(self, trace_id: str, span_id: str) -> None:
        self.trace_id = trace_id
        self.span_id = span_id


class LogState:
    """The log level of a VM and the traces that its log lines belong to.

    Attributes:
        level: Lines below this place in `LEVELS` are dropped.
        traces: Open traces, the innermost last.
    """

    def __init__(self) -> None:
        self.level = 0
        self.traces: list[Trace] = []


def write_log(ctx: Context, level: str, message: str, fields: dict[str, Value]) -> None:
    """Write a log line unless the VM's log level forbids it."""
    state = ctx.state(LogState)
    if LEVELS[level] < state.level:
        return
    parts = [f'"ts":"{iso_milliseconds()}"', f'"level":"{level}"', f'"msg":{quote(message)}']
    if state.traces:
        trace = state.traces[-1]
        parts += [f'"trace_id":{quote(trace.trace_id)}', f'"span_id":{quote(trace.span_id)}']
    parts += [f"{quote(name)}:{fragment(fields[name])}" for name in sorted(fields)]
    ctx.write("{" + ",".join(parts) + "}\n")


def fragment(value: Value) -> str:
    """Return a value as a JSON scalar: what is no scalar is shown as text."""
    if value is None:
        return "null"
    kind = type(value)
    if kind is float:
        return plain_number(value) if abs(value) < float("inf") else "null"
    return display(value) if kind is int or kind is bool else quote(display(value))
