"""Names of functions and types: snake_case and PascalCase."""

from __future__ import annotations

import re

from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.lint.place import Place

_SNAKE = re.compile(r"[a-z_][a-z0-9_]*")
_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*")
_KINDS: dict[type[nodes.Node], str] = {
    nodes.EnumDecl: "enum",
    nodes.InterfaceDecl: "interface",
    nodes.StructDecl: "struct",
    nodes.TypeDecl: "type",
}


def check_function_name(node: nodes.FnDecl | nodes.ToolDecl, place: Place) -> None:
    """Report a function whose name is not in snake_case."""
    if not _SNAKE.fullmatch(node.name):
        _report(node, node.name, "function", "snake_case", _to_snake(node.name), place)


def check_type_name(
    node: nodes.EnumDecl | nodes.InterfaceDecl | nodes.StructDecl | nodes.TypeDecl, place: Place
) -> None:
    """Report a type whose name is not in PascalCase."""
    if not _PASCAL.fullmatch(node.name):
        _report(node, node.name, type_kind(node), "PascalCase", _to_pascal(node.name), place)


def type_kind(node: nodes.Node) -> str:
    """Return what a type declaration declares."""
    return _KINDS[type(node)]


def _report(node: nodes.Node, name: str, kind: str, style: str, example: str, place: Place) -> None:
    place.report(
        "naming-convention",
        node,
        f"{kind} `{name}` should use {style}",
        f"rename `{name}` to {style} (for example `{example}`)",
    )


def _to_snake(name: str) -> str:
    parted = name[:1] + re.sub(r"[A-Z]", r"_\g<0>", name[1:])
    return re.sub(r"[^A-Za-z0-9_]", "", parted).lower()


def _to_pascal(name: str) -> str:
    return "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", name))
