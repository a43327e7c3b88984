"""Traces that scripts open and close themselves, spans that the VM records, and model usage."""

from __future__ import annotations

import os
import time

from harnvm.builtins.args import arg, integer, text
from harnvm.builtins.json_write import write_json
from harnvm.builtins.log_lines import LogState, Trace, write_log
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.vm.context import Context
from harnvm.vm.spans import Span, Spans

AREA = Area("tracing")


@AREA.builtin("trace_start")
def trace_start(ctx: Context, args: Args) -> Value:
    """Open a trace inside the innermost open one; log lines carry its ids until ``trace_end``."""
    traces = ctx.state(LogState).traces
    trace = Trace(traces[-1].trace_id if traces else os.urandom(4).hex(), os.urandom(4).hex())
    traces.append(trace)
    return {
        "trace_id": trace.trace_id,
        "span_id": trace.span_id,
        "name": text(args, 0),
        "start_ms": time.time_ns() // 1_000_000,
    }


@AREA.builtin("trace_end")
def trace_end(ctx: Context, args: Args) -> Value:
    """Log how long a trace took, and close it if it is the innermost."""
    span = arg(args, 0)
    if type(span) is not dict:
        raise thrown("trace_end: argument must be a span dict from trace_start")
    now = time.time_ns() // 1_000_000
    start = integer(span.get("start_ms"))
    shown = {name: display(span[name]) if name in span else "" for name in ("name", "span_id", "trace_id")}
    traces = ctx.state(LogState).traces
    if traces and traces[-1].span_id == shown["span_id"]:
        traces.pop()
    write_log(ctx, "info", "span_end", {**shown, "duration_ms": 0 if start is None else now - start})
    return None


@AREA.builtin("trace_id")
def trace_id(ctx: Context, args: Args) -> Value:
    """Return the id that the open traces share, nil if none is open."""
    traces = ctx.state(LogState).traces
    return traces[-1].trace_id if traces else None


@AREA.builtin("enable_tracing")
def enable_tracing(ctx: Context, args: Args) -> Value:
    """Start to record spans anew, or stop if the argument is false."""
    spans = ctx.state(Spans)
    if arg(args, 0) is False:
        spans.enabled = False
    else:
        spans.enable()
    return None


@AREA.builtin("trace_spans")
def trace_spans(ctx: Context, args: Args) -> Value:
    """Return the spans recorded so far."""
    spans = ctx.state(Spans)
    return [_span_value(span, spans.epoch) for span in spans.completed]


def _span_value(span: Span, epoch: int) -> Value:
    value: dict[str, Value] = {
        "span_id": span.id,
        "parent_id": span.parent and span.parent.id,
        "kind": span.kind,
        "name": span.name,
        "start_ms": (span.started - epoch) // 1_000_000,
        "duration_ms": span.duration,
    }
    if span.metadata:
        value["metadata"] = span.metadata
    return value


@AREA.builtin("trace_summary")
def trace_summary(ctx: Context, args: Args) -> Value:
    """Return the spans recorded so far as an indented tree of lines."""
    completed = ctx.state(Spans).completed
    if not completed:
        return "No spans recorded."
    roots = [span for span in completed if span.parent is None]
    total = sum(span.duration or 0 for span in roots)
    lines = [f"Trace: {len(completed)} spans, {total}ms total", ""]
    pending = [(span, 0) for span in reversed(roots)]
    while pending:
        span, depth = pending.pop()
        lines.append("  " * depth + _span_line(span))
        pending += [(inner, depth + 1) for inner in reversed(completed) if inner.parent is span]
    return "\n".join(lines)


def _span_line(span: Span) -> str:
    facts = ", ".join([f"{key}={write_json(span.metadata[key])}" for key in sorted(span.metadata)])
    return f"{span.kind} {span.name} {span.duration}ms" + (f" ({facts})" if facts else "")


@AREA.builtin("llm_info")
def llm_info(ctx: Context, args: Args) -> Value:
    """Return what the environment says about the model to use."""
    keys = ("HARN_API_KEY", "OPENROUTER_API_KEY", "ANTHROPIC_API_KEY")
    return {
        "provider": os.environ.get("HARN_LLM_PROVIDER", ""),
        "model": os.environ.get("HARN_LLM_MODEL", ""),
        "api_key_set": any(key in os.environ for key in keys),
    }


class LlmUsage:
    """What the model calls of a VM have used so far; times are in milliseconds."""

    def __init__(self) -> None:
        self.input_tokens = 0
        self.output_tokens = 0
        self.duration = 0
        self.calls = 0


@AREA.builtin("llm_usage")
def llm_usage(ctx: Context, args: Args) -> Value:
    """Return the tokens, time and number of the model calls so far."""
    usage = ctx.state(LlmUsage)
    return {
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "total_duration_ms": usage.duration,
        "call_count": usage.calls,
        "total_calls": usage.calls,
    }
