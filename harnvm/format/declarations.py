"""Functions, tools, pipelines, types, imports, and what stands above them."""

from __future__ import annotations

from collections.abc import Iterable

from harnvm.format.blocks import block, body, close
from harnvm.format.literals import quoted, quoted_as
from harnvm.format.notation import attribute, field, result, type_parameters, type_text, where
from harnvm.format.printer import INDENT, Lines, Print, Printer, Spot, size
from harnvm.format.sequences import names, parameters
from harnvm.syntax import nodes


def _pub(node: nodes.FnDecl | nodes.ToolDecl | nodes.Pipeline | nodes.EnumDecl | nodes.StructDecl) -> str:
    return "pub " if node.pub else ""


# Functions


def _fn(p: Printer, node: nodes.FnDecl, spot: Spot) -> str:
    head = f"{_pub(node)}fn {node.name}{type_parameters(node.type_parameters)}("
    content = parameters(p, node.parameters, node.start, _column(head, spot.level), spot.base)
    opening = f"{head}{content}){result(node.result)}{where(node.where)} {{"
    return block(p, opening, node.body, spot, node.start)


def _column(head: str, level: int) -> int:
    return level * len(INDENT) + size(head)


def _tool(p: Printer, node: nodes.ToolDecl, spot: Spot) -> str:
    head = f"{_pub(node)}tool {node.name}("
    content = parameters(p, node.parameters, node.start, _column(head, spot.level), spot.base)
    opening = f"{head}{content}){result(node.result)} {{"
    if node.description is None:
        return block(p, opening, node.body, spot, node.start)
    inner = spot.inner()
    lines = Lines(p, opening, node.start, inner.level)
    at = p.comments.find("description", node.body.start)
    lines.add(f"description {quoted(node.description)}", at, at)
    return body(p, lines, node.body.statements, node.body, spot)


def _pipeline(p: Printer, node: nodes.Pipeline, spot: Spot) -> str:
    head = f"{_pub(node)}pipeline {node.name}("
    content = names(p, node.parameters, _column(head, spot.level), spot.base)
    extends = "" if node.extends is None else f" extends {node.extends}"
    return block(p, f"{head}{content}){result(node.result)}{extends} {{", node.body, spot, node.start)


def _override(p: Printer, node: nodes.OverrideDecl, spot: Spot) -> str:
    head = f"override {node.name}("
    content = names(p, node.parameters, _column(head, spot.level), spot.base)
    return block(p, f"{head}{content}) {{", node.body, spot, node.start)


def _impl(p: Printer, node: nodes.ImplBlock, spot: Spot) -> str:
    lines = Lines(p, f"impl {node.name} {{", node.start, spot.inner().level)
    return body(p, lines, node.methods, node, spot)


# Types


def _type(p: Printer, node: nodes.TypeDecl, spot: Spot) -> str:
    return f"type {node.name}{type_parameters(node.type_parameters)} = {type_text(node.type)}"


def _enum(p: Printer, node: nodes.EnumDecl, spot: Spot) -> str:
    opening = f"{_pub(node)}enum {node.name}{type_parameters(node.type_parameters)} {{"
    members = [(_variant(p, each, spot.inner()), each) for each in node.variants]
    return _members(p, opening, members, node, spot)


def _variant(p: Printer, node: nodes.EnumVariant, spot: Spot) -> str:
    if not node.fields:
        return node.name
    column = _column(f"{node.name}(", spot.level)
    return f"{node.name}({parameters(p, node.fields, node.start, column, spot.base)})"


def _struct(p: Printer, node: nodes.StructDecl, spot: Spot) -> str:
    p.structs.add(node.name)
    opening = f"{_pub(node)}struct {node.name}{type_parameters(node.type_parameters)} {{"
    members = [(field(each.name, each.optional, each.type), each) for each in node.fields]
    return _members(p, opening, members, node, spot)


def _interface(p: Printer, node: nodes.InterfaceDecl, spot: Spot) -> str:
    opening = f"interface {node.name}{type_parameters(node.type_parameters)} {{"
    inner = spot.inner()
    members: list[tuple[str, nodes.Node]] = [(_associated(each), each) for each in node.associated_types]
    members += [(_method(p, each, inner), each) for each in node.methods]
    return _members(p, opening, members, node, spot)


def _associated(node: nodes.AssociatedType) -> str:
    return f"type {node.name}" if node.type is None else f"type {node.name} = {type_text(node.type)}"


def _method(p: Printer, node: nodes.InterfaceMethod, spot: Spot) -> str:
    head = f"fn {node.name}{type_parameters(node.type_parameters)}("
    content = parameters(p, node.parameters, node.start, _column(head, spot.level), spot.base)
    return f"{head}{content}){result(node.result)}"


def _members(
    p: Printer, opening: str, members: Iterable[tuple[str, nodes.Node]], node: nodes.Node, spot: Spot
) -> str:
    lines = Lines(p, opening, node.start, spot.inner().level)
    for text, member in members:
        lines.add(text, member.start, p.code_end(member))
    lines.comments(node.end - 1)
    return close(lines, spot)


# Imports and attributes


def _import(p: Printer, node: nodes.Import, spot: Spot) -> str:
    path = quoted_as(f'"{node.path}"', node.path)
    if node.names is None:
        return f"import {path}"
    names = sorted(node.names)
    head = f"import {{ {', '.join(names)} }} from {path}"
    if p.fits(head, spot.base * len(INDENT)):
        return head
    pad = INDENT * (spot.base + 1)
    last = f"{INDENT * spot.base}}} from {path}"
    return "\n".join(["import {", *(f"{pad}{name}," for name in names), last])


def _attributed(p: Printer, node: nodes.Attributed, spot: Spot) -> str:
    first, *others = node.attributes
    lines = Lines(p, attribute(p, first), first.end, spot.level if spot.free else 0)
    for each in others:
        lines.add(attribute(p, each), each.start, each.end)
    declaration = node.declaration
    lines.add(p.node(declaration, spot), declaration.start, p.code_end(declaration))
    return str(lines)


PRINTS: dict[type[nodes.Node], Print] = {
    nodes.Attributed: _attributed,
    nodes.EnumDecl: _enum,
    nodes.FnDecl: _fn,
    nodes.ImplBlock: _impl,
    nodes.Import: _import,
    nodes.InterfaceDecl: _interface,
    nodes.OverrideDecl: _override,
    nodes.Pipeline: _pipeline,
    nodes.StructDecl: _struct,
    nodes.ToolDecl: _tool,
    nodes.TypeDecl: _type,
}
