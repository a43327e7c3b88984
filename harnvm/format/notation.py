"""Types, type parameters, patterns and attributes, which always stand on one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from harnvm.format.literals import quoted_as
from harnvm.format.printer import Printer
from harnvm.syntax import nodes


def type_text(node: nodes.TypeExpr) -> str:
    """Return a type."""
    return _TYPES[node.__class__](node)


def annotation(node: nodes.TypeExpr | None) -> str:
    """Return the type of a name, if it has one."""
    return "" if node is None else f": {type_text(node)}"


def result(node: nodes.TypeExpr | None) -> str:
    """Return the type of what a function returns, if it has one."""
    return "" if node is None else f" -> {type_text(node)}"


def type_parameters(parameters: Iterable[nodes.TypeParameter]) -> str:
    """Return the type parameters of a declaration, if it has any."""
    texts = [f"{each.variance} {each.name}".lstrip() for each in parameters]
    return f"<{', '.join(texts)}>" if texts else ""


def where(clauses: Iterable[nodes.WhereClause]) -> str:
    """Return the constraints of a function, if it has any."""
    texts = [f"{clause.name}: {clause.bound}" for clause in clauses]
    return f" where {', '.join(texts)}" if texts else ""


def _literal_type(node: nodes.LiteralType) -> str:
    if isinstance(node.value, int):
        return str(node.value)
    escaped = node.value.replace("\\", "\\\\").replace('"', '\\"')
    return quoted_as(f'"{escaped}"', node.value)


def _shape_type(node: nodes.ShapeType) -> str:
    return f"{{{', '.join(field(each.name, each.optional, each.type) for each in node.fields)}}}"


def field(name: str, optional: bool, type: nodes.TypeExpr | None) -> str:
    """Return a field of a struct or shape."""
    return f"{name}{'?' if optional else ''}{annotation(type)}"


def _types(several: Iterable[nodes.TypeExpr], separator: str = ", ") -> str:
    return separator.join(map(type_text, several))


_TYPES: dict[type[nodes.TypeExpr], Callable[[Any], str]] = {
    nodes.AppliedType: lambda node: f"{node.name}<{_types(node.arguments)}>",
    nodes.FunctionType: lambda node: f"fn({_types(node.parameters)}){result(node.result)}",
    nodes.LiteralType: _literal_type,
    nodes.NamedType: lambda node: node.name,
    nodes.ShapeType: _shape_type,
    nodes.UnionType: lambda node: _types(node.options, " | "),
}


# Parameters and patterns


def parameter(p: Printer, node: nodes.Parameter) -> str:
    """Print a parameter."""
    prefix = "..." if node.rest else ""
    return f"{prefix}{node.name}{annotation(node.type)}{_default(p, node.default)}"


def pattern(p: Printer, node: nodes.Pattern) -> str:
    """Print what stands left of the ``=`` of a binding, or after ``for``."""
    if isinstance(node, nodes.NamePattern):
        return node.name
    if isinstance(node, nodes.PairPattern):
        return f"({node.first}, {node.second})"
    if isinstance(node, nodes.ListPattern):
        return f"[{', '.join(_element(p, each) for each in node.elements)}]"
    assert isinstance(node, nodes.DictPattern)
    return f"{{{', '.join(_field(p, each) for each in node.fields)}}}"


def _element(p: Printer, node: nodes.ListPatternElement) -> str:
    return f"{'...' if node.rest else ''}{node.name}{_default(p, node.default)}"


def _field(p: Printer, node: nodes.DictPatternField) -> str:
    if node.rest:
        return f"...{node.key}"
    alias = "" if node.alias is None else f": {node.alias}"
    return f"{node.key}{alias}{_default(p, node.default)}"


def _default(p: Printer, node: nodes.Expr | None) -> str:
    return "" if node is None else f" = {p.default(node)}"


def attribute(p: Printer, node: nodes.Attribute) -> str:
    """Print an attribute."""
    arguments = [
        f"{each.name}: {p.default(each.value)}" if each.name is not None else p.default(each.value)
        for each in node.arguments
    ]
    return f"@{node.name}({', '.join(arguments)})" if arguments else f"@{node.name}"
