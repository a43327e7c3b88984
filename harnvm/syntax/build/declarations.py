"""Builder actions for declarations, parameters, attributes and the program."""

from __future__ import annotations

from typing import Any

from harnvm.syntax.build.base import Action, Builder, Values
from harnvm.syntax.literals import integer
from harnvm.syntax.nodes.base import Node
from harnvm.syntax.nodes.declarations import (
    AssociatedType,
    Attribute,
    AttributeArgument,
    Attributed,
    Comment,
    EnumDecl,
    EnumVariant,
    FnDecl,
    ImplBlock,
    Import,
    InterfaceDecl,
    InterfaceMethod,
    OverrideDecl,
    Parameter,
    Pipeline,
    Program,
    StructDecl,
    StructField,
    ToolDecl,
    TypeDecl,
)
from harnvm.syntax.nodes.expressions import FloatLiteral, IntLiteral
from harnvm.syntax.nodes.statements import Block
from harnvm.syntax.problems import ParseError

_ATTRIBUTE_VALUE = "attribute argument value (literal or identifier)"
_IMPORT_PATH = "import path string"
_PUBLIC = "fn, tool, struct, enum, or pipeline after pub"
_REQUIRED_AFTER_DEFAULT = "Required parameter cannot follow a parameter with a default value"
_REST_NOT_LAST = "Rest parameter must be the last parameter"
_DECLARATION = "fn/tool/pipeline/struct/enum/type/interface/impl declaration after `@attr`"

_DECLARATIONS = (FnDecl, ToolDecl, Pipeline, StructDecl, EnumDecl, TypeDecl, InterfaceDecl, ImplBlock)


def program(b: Builder, v: Values, first: int, last: int) -> Node:
    """A whole file."""
    comments = []
    for start, end in b.raw.comments:
        comment = Comment(b.text[start:end])
        comment.at(start, end)
        comments.append(comment)
    return Program(v[0], comments).at(0, len(b.text))


# Functions, tools, pipelines


def fn_decl(b: Builder, v: Values, first: int, last: int) -> Node:
    """``fn name<T>(parameters) -> result where T: Bound { … }``."""
    where, body = v[5]
    return FnDecl(v[1], v[2], v[3], v[4], where, body, False).at(b.starts[first], b.ends[last])


def fn_body(b: Builder, v: Values, first: int, last: int) -> tuple[list[Node], Node]:
    """A body, maybe with constraints before it; makes (constraints, block)."""
    return ([], v[0]) if len(v) == 1 else (v[1], v[2])


def tool_decl(b: Builder, v: Values, first: int, last: int) -> Node:
    """``tool name(parameters) -> result { description "…" … }``."""
    description, body = v[4]
    return ToolDecl(v[1], v[2], v[3], description, body, False).at(b.starts[first], b.ends[last])


def tool_body(b: Builder, v: Values, first: int, last: int) -> tuple[str | None, Node]:
    """A body, maybe with a description first; makes (description, block)."""
    if len(v) == 1:
        return None, v[0]
    return b.string(v[2]), Block(v[3]).at(b.starts[first], b.ends[last])


def pipeline(b: Builder, v: Values, first: int, last: int) -> Node:
    """``pipeline name(parameters) -> result extends parent { … }``."""
    return Pipeline(v[1], v[2], v[3], v[4], v[5], False).at(b.starts[first], b.ends[last])


def override_decl(b: Builder, v: Values, first: int, last: int) -> Node:
    """``override name(parameters) { … }``."""
    return OverrideDecl(v[1], v[2], v[3]).at(b.starts[first], b.ends[last])


def public(b: Builder, v: Values, first: int, last: int) -> Any:
    """``pub`` and a declaration; the node starts at the declaration, as in Harn 0.7.8."""
    v[1].pub = True
    return v[1]


def public_method(b: Builder, v: Values, first: int, last: int) -> Any:
    """``pub fn`` in an impl block, where a line break may part the two; the node starts at the break."""
    v[1].start = b.raw.starts[b.lasts[first] + 1]
    return public(b, v, first, last)


def pub(b: Builder, v: Values, first: int, last: int) -> None:
    """``pub`` must not end a line."""
    b.require_same_line(_PUBLIC, last)


# Parameters


def parameter(b: Builder, v: Values, first: int, last: int) -> Node:
    """``name: type = default``."""
    return Parameter(v[0], v[1], v[2], False).at(b.starts[first], b.ends[last])


def rest_parameter(b: Builder, v: Values, first: int, last: int) -> Node:
    """``...name: type``."""
    return Parameter(v[1], v[2], v[3], True).at(b.starts[first], b.ends[last])


def add_parameter(b: Builder, v: Values, first: int, last: int) -> list[Parameter]:
    """Add a parameter to a list, if it may stand there.

    Raises:
        ParseError: It needs a default, or nothing may follow it.
    """
    parameters: list[Parameter] = v[0]
    added: Parameter = v[1]
    if added.default is None and not added.rest and any(p.default is not None for p in parameters):
        raise b.refuse(_REQUIRED_AFTER_DEFAULT, last)
    if added.rest:
        closer = "ARROW" if b.kinds[first - 1] == "CLOSURE_LBRACE" else "RPAR"
        if b.raw.kinds[b.lasts[last] + 1] != closer:
            raise b.refuse(_REST_NOT_LAST, last)
    parameters.append(added)
    return parameters


# Imports and types


def import_decl(b: Builder, v: Values, first: int, last: int) -> Node:
    """``import "path"``, ``import { a, b } from "path"``."""
    return Import(v[-1], v[1] if len(v) == 4 else None).at(b.starts[first], b.ends[last])


def import_from(b: Builder, v: Values, first: int, last: int) -> None:
    """The ``from`` of an import must not end a line."""
    b.require_same_line(_IMPORT_PATH, last)


def type_decl(b: Builder, v: Values, first: int, last: int) -> Node:
    """``type Name<T> = …``."""
    return TypeDecl(v[1], v[2], v[4]).at(b.starts[first], b.ends[last])


def enum_decl(b: Builder, v: Values, first: int, last: int) -> Node:
    """``enum Name<T> { … }``."""
    return EnumDecl(v[1], v[2], v[4], False).at(b.starts[first], b.ends[last])


def enum_variant(b: Builder, v: Values, first: int, last: int) -> Node:
    """``Variant``, ``Variant(field: type)``."""
    return EnumVariant(v[0], v[2] if len(v) == 3 else []).at(b.starts[first], b.ends[last])


def struct_decl(b: Builder, v: Values, first: int, last: int) -> Node:
    """``struct Name<T> { … }``."""
    return StructDecl(v[1], v[2], v[4], False).at(b.starts[first], b.ends[last])


def struct_name(b: Builder, v: Values, first: int, last: int) -> str:
    """The name of a struct, known from here on."""
    name = b.word(first)
    b.structs.add(name)
    return name


def struct_field(b: Builder, v: Values, first: int, last: int) -> Node:
    """``name?: type``."""
    return StructField(v[0], v[2], v[1] is not None).at(b.starts[first], b.ends[last])


def interface_decl(b: Builder, v: Values, first: int, last: int) -> Node:
    """``interface Name<T> { … }``."""
    types = [member for member in v[4] if isinstance(member, AssociatedType)]
    methods = [member for member in v[4] if isinstance(member, InterfaceMethod)]
    return InterfaceDecl(v[1], v[2], types, methods).at(b.starts[first], b.ends[last])


def associated_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``type Item``, ``type Item = int``."""
    return AssociatedType(v[1], v[3] if len(v) == 4 else None).at(b.starts[first], b.ends[last])


def interface_method(b: Builder, v: Values, first: int, last: int) -> Node:
    """``fn name<T>(parameters) -> result``."""
    return InterfaceMethod(v[1], v[2], v[3], v[4]).at(b.starts[first], b.ends[last])


def impl_block(b: Builder, v: Values, first: int, last: int) -> Node:
    """``impl Name { … }``."""
    return ImplBlock(v[1], v[3]).at(b.starts[first], b.ends[last])


# Attributes


def attributed(b: Builder, v: Values, first: int, last: int) -> Node:
    """Attributes and what they stand before; several make one node.

    Raises:
        ParseError: They stand before something that is no declaration.
    """
    attribute_, item = v
    attributes = [attribute_]
    if isinstance(item, Attributed):
        attributes += item.attributes
        item = item.declaration
    elif not isinstance(item, _DECLARATIONS):
        raise ParseError(_DECLARATION, b.lasts[last] + 1, "non-declaration statement", (item.start, item.end))
    return Attributed(attributes, item).at(b.starts[first], b.ends[last])


def attribute(b: Builder, v: Values, first: int, last: int) -> Node:
    """``@name``, ``@name(arguments)``."""
    return Attribute(v[1], v[3] if len(v) == 5 else []).at(b.starts[first], b.ends[last])


def attribute_open(b: Builder, v: Values, first: int, last: int) -> None:
    """The ``(`` of an attribute must not end a line."""
    b.require_same_line(_ATTRIBUTE_VALUE, last)


def attribute_colon(b: Builder, v: Values, first: int, last: int) -> None:
    """The ``:`` of an attribute argument must not end a line."""
    b.require_same_line(_ATTRIBUTE_VALUE, last)


def attribute_argument(b: Builder, v: Values, first: int, last: int) -> Node:
    """``value``, ``name: value``."""
    name = b.word(v[0]) if len(v) == 3 else None
    return AttributeArgument(name, v[-1]).at(b.starts[first], b.ends[last])


def attribute_number(b: Builder, v: Values, first: int, last: int) -> int | float:
    """The number behind a minus sign."""
    word = b.word(first)
    return integer(word) if b.kinds[first] == "INT" else float(word)


def negative(b: Builder, v: Values, first: int, last: int) -> Node:
    """``-1``."""
    value = -v[1]
    node = IntLiteral(value) if isinstance(value, int) else FloatLiteral(value)
    return node.at(b.starts[first], b.ends[last])


DECLARATIONS: dict[str, Action] = {
    "add_parameter": add_parameter,
    "associated_type": associated_type,
    "attribute": attribute,
    "attribute_argument": attribute_argument,
    "attribute_colon": attribute_colon,
    "attribute_number": attribute_number,
    "attribute_open": attribute_open,
    "attributed": attributed,
    "enum_decl": enum_decl,
    "enum_variant": enum_variant,
    "fn_body": fn_body,
    "fn_decl": fn_decl,
    "impl_block": impl_block,
    "import_decl": import_decl,
    "import_from": import_from,
    "interface_decl": interface_decl,
    "interface_method": interface_method,
    "negative": negative,
    "override_decl": override_decl,
    "parameter": parameter,
    "pipeline": pipeline,
    "program": program,
    "pub": pub,
    "public": public,
    "public_method": public_method,
    "rest_parameter": rest_parameter,
    "struct_decl": struct_decl,
    "struct_field": struct_field,
    "struct_name": struct_name,
    "tool_body": tool_body,
    "tool_decl": tool_decl,
    "type_decl": type_decl,
}
