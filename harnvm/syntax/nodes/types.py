"""Type expressions, type parameters, constraints."""

from __future__ import annotations

from harnvm.syntax.nodes.base import Node, TypeExpr


class NamedType(TypeExpr):
    """A type by its name: ``int``, ``Point``, ``T``, ``never``."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class UnionType(TypeExpr):
    """Alternatives: ``int | nil``."""

    __slots__ = ("options",)

    def __init__(self, options: list[TypeExpr]) -> None:
        self.options = options


class ShapeField(Node):
    """One field of a shape type: ``age?: int``."""

    __slots__ = ("name", "optional", "type")

    def __init__(self, name: str, type: TypeExpr, optional: bool) -> None:
        self.name = name
        self.type = type
        self.optional = optional


class ShapeType(TypeExpr):
    """A dict with known fields: ``{name: string, age?: int}``."""

    __slots__ = ("fields",)

    def __init__(self, fields: list[ShapeField]) -> None:
        self.fields = fields


class AppliedType(TypeExpr):
    """A generic type with arguments: ``list<int>``, ``dict<string, int>``, ``Result<int, string>``."""

    __slots__ = ("arguments", "name")

    def __init__(self, name: str, arguments: list[TypeExpr]) -> None:
        self.name = name
        self.arguments = arguments


class FunctionType(TypeExpr):
    """The type of a function: ``fn(int) -> string``."""

    __slots__ = ("parameters", "result")

    def __init__(self, parameters: list[TypeExpr], result: TypeExpr) -> None:
        self.parameters = parameters
        self.result = result


class LiteralType(TypeExpr):
    """A type with one value: ``"pass"``, ``3``."""

    __slots__ = ("value",)

    def __init__(self, value: str | int) -> None:
        self.value = value


class TypeParameter(Node):
    """A type parameter; `variance` is ``""``, ``"in"`` or ``"out"``."""

    __slots__ = ("name", "variance")

    def __init__(self, name: str, variance: str = "") -> None:
        self.name = name
        self.variance = variance


class WhereClause(Node):
    """A constraint on a type parameter: ``where T: Shown``."""

    __slots__ = ("bound", "name")

    def __init__(self, name: str, bound: str) -> None:
        self.name = name
        self.bound = bound
