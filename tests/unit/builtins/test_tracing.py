"""Traces, spans and usage."""

from __future__ import annotations

import re

import pytest

from harnvm.vm.spans import Spans


def test_traces_nest_and_close(script):
    """Inner traces share the id of the outer one; only the innermost can be closed."""
    assert script.call("trace_id") is None
    outer = script.call("trace_start", "outer")
    inner = script.call("trace_start", 5)
    assert sorted(outer) == ["name", "span_id", "start_ms", "trace_id"]
    assert re.fullmatch("[0-9a-f]{8}", outer["trace_id"])
    assert inner["trace_id"] == outer["trace_id"] == script.call("trace_id")
    assert inner["span_id"] != outer["span_id"]
    assert inner["name"] == "5"
    script.call("trace_end", outer)
    assert script.call("trace_id") is not None
    script.call("trace_end", inner)
    script.call("trace_end", outer)
    assert script.call("trace_id") is None


def test_ending_a_trace_logs_it(script):
    """The end of a trace is a log line of level info; log lines carry the ids of the open trace."""
    outer = script.call("trace_start", "outer")
    inner = script.call("trace_start", "inner")
    ids = f'"trace_id":"{outer["trace_id"]}","span_id":"{outer["span_id"]}"'
    printed = script.printed("trace_end", inner)
    assert f'"level":"info","msg":"span_end",{ids},"duration_ms":' in printed
    assert f'"name":"inner","span_id":"{inner["span_id"]}"' in printed
    assert ids in script.printed("log_info", "x")
    script.call("log_set_level", "warn")
    assert script.printed("trace_end", outer) == ""


@pytest.mark.parametrize("value", [5, None, "x"])
def test_only_dicts_end_traces(script, value):
    """What is no span is refused; a dict without ids closes nothing."""
    assert script.message("trace_end", value) == (
        "Thrown: trace_end: argument must be a span dict from trace_start"
    )
    assert '"duration_ms":0' in script.printed("trace_end", {})


def test_spans_are_recorded_on_request(script):
    """Spans form a tree; nothing is recorded before or without ``enable_tracing``."""
    spans = script.context.state(Spans)
    early = spans.start("pipeline", "main")
    assert early is None
    script.call("enable_tracing")
    outer = spans.start("tool_call", "read")
    inner = spans.start("llm_call", "model")
    inner.metadata["tokens"] = 5
    spans.end(inner)
    spans.end(outer)
    spans.end(early)
    first, second = script.call("trace_spans")
    assert sorted(second) == ["duration_ms", "kind", "name", "parent_id", "span_id", "start_ms"]
    assert (first["kind"], first["parent_id"], first["metadata"]) == ("llm_call", 1, {"tokens": 5})
    assert (second["name"], second["parent_id"], second["span_id"]) == ("read", None, 1)
    assert re.sub(r"\d+ms", "Nms", script.call("trace_summary")) == (
        "Trace: 2 spans, Nms total\n\ntool_call read Nms\n  llm_call model Nms (tokens=5)"
    )


def test_enabling_again_forgets(script):
    """``enable_tracing`` starts anew, ``enable_tracing(false)`` keeps what there is and stops."""
    spans = script.context.state(Spans)
    script.call("enable_tracing", 5)
    span = spans.start("spawn", "spawn")
    script.call("enable_tracing", True)
    spans.end(span)
    assert script.call("trace_spans") == []
    assert script.call("trace_summary") == "No spans recorded."
    spans.end(spans.start("spawn", "spawn"))
    script.call("enable_tracing", False)
    assert spans.start("spawn", "spawn") is None
    assert len(script.call("trace_spans")) == 1


def test_model_information(script, monkeypatch):
    """The environment names the model; without model calls nothing is used."""
    for variable in ("HARN_API_KEY", "OPENROUTER_API_KEY", "ANTHROPIC_API_KEY", "HARN_LLM_PROVIDER"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HARN_LLM_MODEL", "m")
    assert script.call("llm_info") == {"provider": "", "model": "m", "api_key_set": False}
    monkeypatch.setenv("ANTHROPIC_API_KEY", "")
    assert script.call("llm_info")["api_key_set"]
    assert script.shown("llm_usage") == (
        "{call_count: 0, input_tokens: 0, output_tokens: 0, total_calls: 0, total_duration_ms: 0}"
    )
