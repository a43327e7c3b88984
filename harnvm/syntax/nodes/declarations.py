"""Declarations, attributes, the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax.nodes.base import Expr, Node

if TYPE_CHECKING:
    from harnvm.syntax.nodes.base import TypeExpr
    from harnvm.syntax.nodes.statements import Block
    from harnvm.syntax.nodes.types import TypeParameter, WhereClause


class Parameter(Node):
    """A parameter: ``name: type = default`` or ``...name``."""

    __slots__ = ("default", "name", "rest", "type")

    def __init__(self, name: str, type: TypeExpr | None, default: Expr | None, rest: bool) -> None:
        self.name = name
        self.type = type
        self.default = default
        self.rest = rest


class FnDecl(Expr):
    """``fn name<T>(parameters) -> result where T: Bound { … }``."""

    __slots__ = ("body", "name", "parameters", "pub", "result", "type_parameters", "where")

    def __init__(
        self,
        name: str,
        type_parameters: list[TypeParameter],
        parameters: list[Parameter],
        result: TypeExpr | None,
        where: list[WhereClause],
        body: Block,
        pub: bool,
    ) -> None:
        self.name = name
        self.type_parameters = type_parameters
        self.parameters = parameters
        self.result = result
        self.where = where
        self.body = body
        self.pub = pub


class ToolDecl(Expr):
    """``tool name(parameters) -> result { description "…" … }``."""

    __slots__ = ("body", "description", "name", "parameters", "pub", "result")

    def __init__(
        self,
        name: str,
        parameters: list[Parameter],
        result: TypeExpr | None,
        description: str | None,
        body: Block,
        pub: bool,
    ) -> None:
        self.name = name
        self.parameters = parameters
        self.result = result
        self.description = description
        self.body = body
        self.pub = pub


class Pipeline(Expr):
    """``pipeline name(parameters) extends parent -> result { … }``."""

    __slots__ = ("body", "extends", "name", "parameters", "pub", "result")

    def __init__(
        self,
        name: str,
        parameters: list[str],
        result: TypeExpr | None,
        extends: str | None,
        body: Block,
        pub: bool,
    ) -> None:
        self.name = name
        self.parameters = parameters
        self.result = result
        self.extends = extends
        self.body = body
        self.pub = pub


class OverrideDecl(Expr):
    """``override name(parameters) { … }``; has no effect at run time, as in Harn 0.7.8."""

    __slots__ = ("body", "name", "parameters")

    def __init__(self, name: str, parameters: list[str], body: Block) -> None:
        self.name = name
        self.parameters = parameters
        self.body = body


class Import(Expr):
    """``import "path"``, or ``import { a, b } from "path"`` when `names` is not None."""

    __slots__ = ("names", "path")

    def __init__(self, path: str, names: list[str] | None) -> None:
        self.path = path
        self.names = names


class TypeDecl(Expr):
    """``type Name<T> = …``."""

    __slots__ = ("name", "type", "type_parameters")

    def __init__(self, name: str, type_parameters: list[TypeParameter], type: TypeExpr) -> None:
        self.name = name
        self.type_parameters = type_parameters
        self.type = type


class EnumVariant(Node):
    """``Variant(field: type)``."""

    __slots__ = ("fields", "name")

    def __init__(self, name: str, fields: list[Parameter]) -> None:
        self.name = name
        self.fields = fields


class EnumDecl(Expr):
    """``enum Name<T> { … }``."""

    __slots__ = ("name", "pub", "type_parameters", "variants")

    def __init__(
        self, name: str, type_parameters: list[TypeParameter], variants: list[EnumVariant], pub: bool
    ) -> None:
        self.name = name
        self.type_parameters = type_parameters
        self.variants = variants
        self.pub = pub


class StructField(Node):
    """``name?: type``; the type may be missing."""

    __slots__ = ("name", "optional", "type")

    def __init__(self, name: str, type: TypeExpr | None, optional: bool) -> None:
        self.name = name
        self.type = type
        self.optional = optional


class StructDecl(Expr):
    """``struct Name<T> { … }``."""

    __slots__ = ("fields", "name", "pub", "type_parameters")

    def __init__(
        self, name: str, type_parameters: list[TypeParameter], fields: list[StructField], pub: bool
    ) -> None:
        self.name = name
        self.type_parameters = type_parameters
        self.fields = fields
        self.pub = pub


class InterfaceMethod(Node):
    """A method signature of an interface."""

    __slots__ = ("name", "parameters", "result", "type_parameters")

    def __init__(
        self,
        name: str,
        type_parameters: list[TypeParameter],
        parameters: list[Parameter],
        result: TypeExpr | None,
    ) -> None:
        self.name = name
        self.type_parameters = type_parameters
        self.parameters = parameters
        self.result = result


class AssociatedType(Node):
    """``type Item`` or ``type Item = int`` in an interface."""

    __slots__ = ("name", "type")

    def __init__(self, name: str, type: TypeExpr | None) -> None:
        self.name = name
        self.type = type


class InterfaceDecl(Expr):
    """``interface Name<T> { … }``."""

    __slots__ = ("associated_types", "methods", "name", "type_parameters")

    def __init__(
        self,
        name: str,
        type_parameters: list[TypeParameter],
        associated_types: list[AssociatedType],
        methods: list[InterfaceMethod],
    ) -> None:
        self.name = name
        self.type_parameters = type_parameters
        self.associated_types = associated_types
        self.methods = methods


class ImplBlock(Expr):
    """``impl Name { fn … }``."""

    __slots__ = ("methods", "name")

    def __init__(self, name: str, methods: list[FnDecl]) -> None:
        self.name = name
        self.methods = methods


class AttributeArgument(Node):
    """A literal or a name given to an attribute, with a name of its own or none."""

    __slots__ = ("name", "value")

    def __init__(self, name: str | None, value: Expr) -> None:
        self.name = name
        self.value = value


class Attribute(Node):
    """``@name(arguments)``."""

    __slots__ = ("arguments", "name")

    def __init__(self, name: str, arguments: list[AttributeArgument]) -> None:
        self.name = name
        self.arguments = arguments


class Attributed(Expr):
    """A declaration with attributes before it."""

    __slots__ = ("attributes", "declaration")

    def __init__(self, attributes: list[Attribute], declaration: Expr) -> None:
        self.attributes = attributes
        self.declaration = declaration


class Comment(Node):
    """A comment with its markers; kept beside the program for the formatter."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Program(Node):
    """A whole file: its statements in order, and its comments by offset."""

    __slots__ = ("comments", "statements")

    def __init__(self, statements: list[Expr], comments: list[Comment]) -> None:
        self.statements = statements
        self.comments = comments
