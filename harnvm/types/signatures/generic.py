"""Builtins whose result depends on a schema given to them.

Where ``T`` can be read off a ``Schema<T>`` argument, a call returns the result below instead of the one in
the table of signatures.
"""

from __future__ import annotations

from typing import NamedTuple


class Generic(NamedTuple):
    """The types of the parameters, and of the result in terms of ``T``."""

    parameters: tuple[str, ...]
    result: str


_MODEL_CALL = Generic(
    ("string", "string | nil", "{output_schema?: Schema<T>}"),
    "{text: string, model: string, provider: string, input_tokens: int, output_tokens: int, data: T, "
    "visible_text?: string, tool_calls?: list, thinking?: string, stop_reason?: string}",
)
_VALIDATION = Generic(("unknown", "Schema<T>"), "Result<T, string>")

GENERIC: dict[str, Generic] = {
    "llm_call": _MODEL_CALL,
    "llm_completion": _MODEL_CALL,
    "schema_parse": _VALIDATION,
    "schema_check": _VALIDATION,
    "schema_expect": Generic(("unknown", "Schema<T>"), "T"),
}
