"""The strict mode: values from outside the program must be validated before their parts are used.

A value is from outside when a parser of JSON and the like, an HTTP call, a model or a host gave it. It counts
as validated once `schema_expect` or `schema_is` has seen it, or when a concrete type was declared for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.model import Literal, Named, Never, Type, Union
from harnvm.types.schemas import key_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harnvm.types.checker import Checker

_SOURCES = frozenset(
    (
        "json_parse",
        "json_extract",
        "yaml_parse",
        "toml_parse",
        "llm_call",
        "llm_call_safe",
        "llm_completion",
        "http_get",
        "http_post",
        "http_put",
        "http_patch",
        "http_delete",
        "http_request",
        "host_call",
        "mcp_call",
    )
)

#: Calls that validate what the model answers when their options name a schema.
_WITH_SCHEMA = ("llm_call", "llm_completion")


def mark_if_unvalidated(checker: Checker, name: str, declared: Type | None, value: nodes.Expr) -> None:
    """Remember where the value of a variable came from, unless its declared type vouches for it."""
    source = _source_of(checker, value)
    if source is not None and not _is_concrete(declared):
        checker.environment.unvalidated.set(name, source)


def clear(checker: Checker, name: str) -> None:
    """Count a variable as validated until the end of the block."""
    checker.environment.unvalidated.set(name, "")


def _source_of(checker: Checker, value: nodes.Expr) -> str | None:
    if isinstance(value, nodes.Identifier):
        return checker.environment.unvalidated.get(value.name) or None
    return value.name if isinstance(value, nodes.Call) and _is_source(checker, value) else None


def _is_source(checker: Checker, call: nodes.Call) -> bool:
    validates = call.name in _WITH_SCHEMA and _names_schema(checker, call.arguments)
    return call.name in _SOURCES and not validates


def _names_schema(checker: Checker, arguments: Sequence[nodes.Expr]) -> bool:
    options = arguments[2] if len(arguments) > 2 else None
    if not isinstance(options, nodes.DictLiteral):
        return False
    return any(
        key_name(entry) in ("schema", "output_schema")
        and isinstance(entry, nodes.DictEntry)
        and checker.inference.schemas.described(entry.value) is not None
        for entry in options.entries
    )


def _is_concrete(type: Type | None) -> bool:
    if isinstance(type, Named):
        return type.name not in ("dict", "any", "_")
    return type is not None and not isinstance(type, (Union, Literal, Never))


def check_access(checker: Checker, node: nodes.Expr, object: nodes.Expr, access: str) -> None:
    """Warn when a property or subscript is taken from a value that was not validated."""
    if isinstance(object, nodes.Call) and _is_source(checker, object):
        checker.warning(
            f"Direct {access} access on unvalidated `{object.name}()` result",
            node,
            "assign to a variable and validate with schema_expect() or a type annotation first",
        )
    source = _source_of(checker, object) if isinstance(object, nodes.Identifier) else None
    if source is not None and isinstance(object, nodes.Identifier):
        what = "Accessing property" if access == "property" else "Subscript access"
        checker.warning(
            f"{what} on unvalidated value '{object.name}' from `{source}`",
            node,
            "validate with schema_expect(), schema_is() in an if-condition, or add a shape type annotation",
        )
