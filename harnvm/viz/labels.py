"""What is written in the box of a statement or an expression: a few words of its source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from harnvm.syntax import nodes

N = TypeVar("N", bound=nodes.Node)

#: Longer strings are cut here.
_MAX_TEXT = 24

_LABELS: dict[type, Callable[[Any], str]] = {}


def label(node: nodes.Node) -> str:
    """Return the label of a statement, an expression or a binding pattern."""
    return _LABELS[type(node)](node)


def _labels(kind: type[N]) -> Callable[[Callable[[N], str]], Callable[[N], str]]:
    """Register what labels one kind of node."""

    def register(function: Callable[[N], str]) -> Callable[[N], str]:
        _LABELS[kind] = function
        return function

    return register


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}..."


# --- Literals ---------------------------------------------------------------------------------------


@_labels(nodes.StringLiteral)
def _string(node: nodes.StringLiteral) -> str:
    return f'{"r" if node.raw else ""}"{_cut(node.value)}"'


@_labels(nodes.FloatLiteral)
def _float(node: nodes.FloatLiteral) -> str:
    from decimal import Decimal

    return format(Decimal(repr(node.value)), "f").removesuffix(".0")


_LABELS |= {
    nodes.NilLiteral: lambda node: "nil",
    nodes.BoolLiteral: lambda node: "true" if node.value else "false",
    nodes.IntLiteral: lambda node: str(node.value),
    nodes.DurationLiteral: lambda node: f"{node.milliseconds}ms",
    nodes.InterpolatedString: lambda node: "interpolated string",
    nodes.ListLiteral: lambda node: f"[{len(node.items)} items]",
    nodes.DictLiteral: lambda node: f"{{{len(node.entries)} fields}}",
    nodes.StructLiteral: lambda node: f"{node.name} {{...}}",
    nodes.Closure: lambda node: f"closure ({len(node.parameters)})",
}


# --- Expressions ------------------------------------------------------------------------------------


def _member(node: nodes.MethodCall | nodes.Property, name: str) -> str:
    return f"{label(node.object)}{'?.' if node.optional else '.'}{name}"


@_labels(nodes.Binary)
def _binary(node: nodes.Binary) -> str:
    operator = "not_in" if node.operator == "not in" else node.operator
    return f"{label(node.left)} {operator} {label(node.right)}"


@_labels(nodes.Range)
def _range(node: nodes.Range) -> str:
    return f"{label(node.low)} to {label(node.high)}{' exclusive' if node.exclusive else ''}"


@_labels(nodes.Assignment)
def _assignment(node: nodes.Assignment) -> str:
    return f"{label(node.target)} {node.operator or '='} {label(node.value)}"


_LABELS |= {
    nodes.Identifier: lambda node: node.name,
    nodes.Spread: lambda node: f"...{label(node.value)}",
    nodes.Call: lambda node: f"{node.name}(...)",
    nodes.MethodCall: lambda node: _member(node, f"{node.method}(...)"),
    nodes.Property: lambda node: _member(node, node.name),
    nodes.Subscript: lambda node: f"{label(node.object)}[{label(node.index)}]",
    nodes.Slice: lambda node: f"{label(node.object)}[..]",
    nodes.Unwrap: lambda node: f"{label(node.operand)}?",
    nodes.Unary: lambda node: f"{node.operator}{label(node.operand)}",
    nodes.Ternary: lambda node: f"{label(node.condition)} ? ...",
    nodes.TryStar: lambda node: f"try* {label(node.operand)}",
}


# --- Patterns ---------------------------------------------------------------------------------------


@_labels(nodes.DictPattern)
def _dict_pattern(node: nodes.DictPattern) -> str:
    names = [f"{'...' if field.rest else ''}{field.alias or field.key}" for field in node.fields]
    return f"{{{', '.join(names)}}}"


@_labels(nodes.ListPattern)
def _list_pattern(node: nodes.ListPattern) -> str:
    names = [f"{'...' if element.rest else ''}{element.name}" for element in node.elements]
    return f"[{', '.join(names)}]"


_LABELS |= {
    nodes.NamePattern: lambda node: node.name,
    nodes.PairPattern: lambda node: f"({node.first}, {node.second})",
}


# --- Statements -------------------------------------------------------------------------------------


@_labels(nodes.Binding)
def _binding(node: nodes.Binding) -> str:
    return f"{'var' if node.mutable else 'let'} {label(node.pattern)} = {label(node.value)}"


@_labels(nodes.Require)
def _require(node: nodes.Require) -> str:
    message = "" if node.message is None else f" : {label(node.message)}"
    return f"require {label(node.condition)}{message}"


def _with_value(word: str, node: nodes.Return | nodes.Yield) -> str:
    return word if node.value is None else f"{word} {label(node.value)}"


_LABELS |= {
    nodes.Return: lambda node: _with_value("return", node),
    nodes.Yield: lambda node: _with_value("yield", node),
    nodes.Throw: lambda node: f"throw {label(node.value)}",
    nodes.Break: lambda node: "break",
    nodes.Continue: lambda node: "continue",
    nodes.Guard: lambda node: f"guard {label(node.condition)} else ({_count(node.other)})",
    nodes.If: lambda node: f"if {label(node.condition)}",
    nodes.For: lambda node: f"for {label(node.pattern)} in {label(node.iterable)}",
    nodes.While: lambda node: f"while {label(node.condition)}",
    nodes.Match: lambda node: f"match {label(node.value)}",
    nodes.Retry: lambda node: f"retry {label(node.count)}",
    nodes.TryCatch: lambda node: "try/catch",
    nodes.TryBlock: lambda node: "try expr",
    nodes.Spawn: lambda node: "spawn",
    nodes.Defer: lambda node: "defer",
    nodes.Deadline: lambda node: f"deadline {label(node.duration)}",
    nodes.Mutex: lambda node: "mutex",
    nodes.Parallel: lambda node: "parallel",
    nodes.Select: lambda node: "select",
    nodes.Block: lambda node: f"block ({_count(node)})",
}


def _count(block: nodes.Block) -> str:
    return f"{len(block.statements)} statements"


# --- Declarations -----------------------------------------------------------------------------------


@_labels(nodes.Import)
def _import(node: nodes.Import) -> str:
    names = "" if node.names is None else f"{{{', '.join(node.names)}}} from "
    return f'import {names}"{_cut(node.path)}"'


@_labels(nodes.Attributed)
def _attributed(node: nodes.Attributed) -> str:
    attributes = " ".join(f"@{attribute.name}" for attribute in node.attributes)
    return f"{attributes} {label(node.declaration)}"


def _declares(word: str) -> Callable[[Any], str]:
    return lambda node: f"{word} {node.name}"


_LABELS |= {
    nodes.Pipeline: _declares("pipeline"),
    nodes.FnDecl: _declares("fn"),
    nodes.ToolDecl: _declares("tool"),
    nodes.OverrideDecl: _declares("override"),
    nodes.EnumDecl: _declares("enum"),
    nodes.StructDecl: _declares("struct"),
    nodes.InterfaceDecl: _declares("interface"),
    nodes.ImplBlock: _declares("impl"),
    nodes.TypeDecl: _declares("type"),
}
