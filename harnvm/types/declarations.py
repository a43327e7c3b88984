"""What the checker keeps of a declaration: functions, structs, enums, interfaces, impl blocks.

The records hold types, not syntax; `Declarations` makes them from nodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from harnvm.syntax import nodes
from harnvm.types.model import Field, Type, TypeTable

#: The variance of a type parameter, as it is written in the declaration.
INVARIANT = ""
COVARIANT = "out"
CONTRAVARIANT = "in"


class TypeParameter(NamedTuple):
    """A declared type parameter with its variance."""

    name: str
    variance: str = INVARIANT


class Slot(NamedTuple):
    """A named place for a value: a parameter, a payload, a struct field. The type may be missing."""

    name: str
    type: Type | None
    optional: bool = False


class FunctionInfo(NamedTuple):
    """What a call needs to know of a function.

    Attributes:
        free: The type parameters as a set.
        required: How many parameters have no default.
        rest: Whether the last parameter takes all further arguments.
        bounds: Type parameter → the interfaces it must satisfy, each with its place in the where clause.
    """

    parameters: tuple[Slot, ...]
    result: Type | None
    type_parameters: tuple[str, ...]
    free: frozenset[str]
    required: int
    rest: bool
    bounds: dict[str, list[tuple[int, str, str]]]


class StructInfo(NamedTuple):
    """A struct: its type parameters and fields."""

    type_parameters: tuple[TypeParameter, ...]
    fields: tuple[Slot, ...]


class EnumInfo(NamedTuple):
    """An enum: its type parameters, its variants in the order of writing, and the payload of each."""

    type_parameters: tuple[TypeParameter, ...]
    variants: tuple[str, ...]
    payloads: dict[str, tuple[Slot, ...]]


class MethodInfo(NamedTuple):
    """A method of an interface or an impl block, without ``self``."""

    name: str
    parameters: tuple[Slot, ...]
    result: Type | None


class InterfaceInfo(NamedTuple):
    """An interface: its type parameters, associated types with their defaults, and methods."""

    type_parameters: tuple[TypeParameter, ...]
    associated: tuple[tuple[str, Type | None], ...]
    methods: tuple[MethodInfo, ...]


class Declarations:
    """Turns type expressions into types and declarations into records."""

    __slots__ = ("_known", "_table")

    def __init__(self, table: TypeTable) -> None:
        self._table = table
        self._known: dict[nodes.TypeExpr, Type] = {}

    def type(self, written: nodes.TypeExpr | None) -> Type | None:
        """Return the type that is written, or None where nothing is."""
        return None if written is None else self.written(written)

    def written(self, expression: nodes.TypeExpr) -> Type:
        """Return the type that a type expression names."""
        known = self._known.get(expression)
        if known is None:
            known = self._known[expression] = self._convert(expression)
        return known

    def _convert(self, expression: nodes.TypeExpr) -> Type:
        table = self._table
        if isinstance(expression, nodes.NamedType):
            return table.never if expression.name == "never" else table.named(expression.name)
        if isinstance(expression, nodes.AppliedType):
            return table.generic(expression.name, [self.written(each) for each in expression.arguments])
        if isinstance(expression, nodes.UnionType):
            return table.union([self.written(each) for each in expression.options])
        if isinstance(expression, nodes.ShapeType):
            return table.shape(
                [Field(field.name, self.written(field.type), field.optional) for field in expression.fields]
            )
        if isinstance(expression, nodes.FunctionType):
            return table.function(
                [self.written(each) for each in expression.parameters], self.written(expression.result)
            )
        assert isinstance(expression, nodes.LiteralType)
        return table.literal(expression.value)

    def slots(self, parameters: Iterable[nodes.Parameter]) -> tuple[Slot, ...]:
        """Return the parameters, the payload of a variant, or the like."""
        return tuple(Slot(each.name, self.type(each.type)) for each in parameters)

    def function(self, node: nodes.FnDecl | nodes.ToolDecl) -> FunctionInfo:
        """Return what calls need to know of a function or a tool."""
        type_parameters: tuple[str, ...] = ()
        bounds: dict[str, list[tuple[int, str, str]]] = {}
        if isinstance(node, nodes.FnDecl):
            type_parameters = tuple(each.name for each in node.type_parameters)
            for index, clause in enumerate(node.where):
                bounds.setdefault(clause.name, []).append((index, clause.name, clause.bound))
        return FunctionInfo(
            self.slots(node.parameters),
            self.type(node.result),
            type_parameters,
            frozenset(type_parameters),
            sum(each.default is None for each in node.parameters),
            bool(node.parameters) and node.parameters[-1].rest,
            bounds,
        )

    def struct(self, node: nodes.StructDecl) -> StructInfo:
        """Return the record of a struct."""
        fields = (Slot(each.name, self.type(each.type), each.optional) for each in node.fields)
        return StructInfo(type_parameters(node), tuple(fields))

    def enum(self, node: nodes.EnumDecl) -> EnumInfo:
        """Return the record of an enum; of variants with the same name, the first counts."""
        payloads: dict[str, tuple[Slot, ...]] = {}
        for variant in node.variants:
            payloads.setdefault(variant.name, self.slots(variant.fields))
        return EnumInfo(type_parameters(node), tuple(each.name for each in node.variants), payloads)

    def interface(self, node: nodes.InterfaceDecl) -> InterfaceInfo:
        """Return the record of an interface."""
        associated = tuple((each.name, self.type(each.type)) for each in node.associated_types)
        return InterfaceInfo(type_parameters(node), associated, self.methods(node.methods))

    def methods(
        self, methods: Iterable[nodes.FnDecl] | Iterable[nodes.InterfaceMethod]
    ) -> tuple[MethodInfo, ...]:
        """Return the methods of an interface or an impl block."""
        return tuple(
            MethodInfo(
                each.name,
                self.slots(parameter for parameter in each.parameters if parameter.name != "self"),
                self.type(each.result),
            )
            for each in methods
        )


def type_parameters(
    node: nodes.StructDecl | nodes.EnumDecl | nodes.InterfaceDecl | nodes.FnDecl | nodes.TypeDecl,
) -> tuple[TypeParameter, ...]:
    """Return the declared type parameters of a node."""
    return tuple(TypeParameter(each.name, each.variance) for each in node.type_parameters)


def result_enum(table: TypeTable) -> EnumInfo:
    """Return the record of the built-in ``Result<T, E>``."""
    return EnumInfo(
        (TypeParameter("T", COVARIANT), TypeParameter("E", COVARIANT)),
        ("Ok", "Err"),
        {"Ok": (Slot("value", table.named("T")),), "Err": (Slot("error", table.named("E")),)},
    )
