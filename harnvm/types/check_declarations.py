"""Checks of the top level and of declarations wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.check_functions import check_function, check_pipeline
from harnvm.types.declarations import CONTRAVARIANT, COVARIANT, INVARIANT, type_parameters
from harnvm.types.deprecation import collect_deprecated, search_program
from harnvm.types.variance import Position, check_variance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harnvm.types.checker import Check, Checker

_ATTRIBUTES = ("deprecated", "test", "complexity", "acp_tool")
_FUNCTION_ATTRIBUTES = ("test", "acp_tool")


def check_top_level(checker: Checker, program: nodes.Program) -> None:
    """Check a whole program.

    Types may be used before they are declared, at the top level and in the bodies of pipelines; functions and
    variables are known from their declaration on.
    """
    _register_all(checker, program.statements)
    for statement in program.statements:
        if isinstance(statement, nodes.Pipeline):
            _register_all(checker, statement.body.statements)
    collect_deprecated(checker, program)
    search_program(checker, program)
    for statement in program.statements:
        _top_level_statement(checker, statement)


def _register_all(checker: Checker, statements: Iterable[nodes.Expr]) -> None:
    """Make the types declared among statements known everywhere. Those with attributes are not seen."""
    environment = checker.environment
    declarations = checker.declarations
    for node in statements:
        if isinstance(node, nodes.TypeDecl):
            environment.aliases.everywhere[node.name] = declarations.written(node.type)
        elif isinstance(node, nodes.EnumDecl):
            environment.enums.everywhere[node.name] = declarations.enum(node)
        elif isinstance(node, nodes.StructDecl):
            environment.structs.everywhere[node.name] = declarations.struct(node)
        elif isinstance(node, nodes.InterfaceDecl):
            environment.interfaces.everywhere[node.name] = declarations.interface(node)
        elif isinstance(node, nodes.ImplBlock):
            environment.methods.everywhere[node.name] = declarations.methods(node.methods)


def _top_level_statement(checker: Checker, statement: nodes.Expr) -> None:
    node = statement.declaration if isinstance(statement, nodes.Attributed) else statement
    if isinstance(node, nodes.Pipeline):
        check_pipeline(checker, node)
    elif isinstance(node, nodes.FnDecl):
        checker.environment.functions.everywhere[node.name] = checker.declarations.function(node)
        checker.environment.changed()
        check_function(checker, node)
    else:
        hidden = checker.environment.enter_function()
        checker.check(statement)
        checker.environment.promote()
        checker.environment.leave_function(hidden)


def _function(checker: Checker, node: nodes.FnDecl) -> None:
    info = checker.declarations.function(node)
    checker.environment.functions.set(node.name, info)
    checker.environment.variables.set(node.name, None)
    positions: list[Position] = [(each.type, CONTRAVARIANT) for each in info.parameters]
    positions.append((info.result, COVARIANT))
    check_variance(checker, node, f"function '{node.name}'", type_parameters(node), positions)
    check_function(checker, node)


def _tool(checker: Checker, node: nodes.ToolDecl) -> None:
    checker.environment.functions.set(node.name, checker.declarations.function(node))
    checker.environment.variables.set(node.name, None)
    check_function(checker, node)


def _type(checker: Checker, node: nodes.TypeDecl) -> None:
    type = checker.declarations.written(node.type)
    checker.environment.aliases.set(node.name, type)
    check_variance(checker, node, f"type alias '{node.name}'", type_parameters(node), [(type, COVARIANT)])


def _enum(checker: Checker, node: nodes.EnumDecl) -> None:
    checker.environment.enums.set(node.name, checker.declarations.enum(node))
    positions = [
        (slot.type, COVARIANT)
        for variant in node.variants
        for slot in checker.declarations.slots(variant.fields)
    ]
    check_variance(checker, node, f"enum '{node.name}'", type_parameters(node), positions)


def _struct(checker: Checker, node: nodes.StructDecl) -> None:
    info = checker.declarations.struct(node)
    checker.environment.structs.set(node.name, info)
    positions = [(field.type, INVARIANT) for field in info.fields]
    check_variance(checker, node, f"struct '{node.name}'", info.type_parameters, positions)


def _interface(checker: Checker, node: nodes.InterfaceDecl) -> None:
    checker.environment.interfaces.set(node.name, checker.declarations.interface(node))
    positions = _method_positions(checker, node)
    check_variance(checker, node, f"interface '{node.name}'", type_parameters(node), positions)


def _method_positions(checker: Checker, node: nodes.InterfaceDecl) -> Iterator[Position]:
    for method in node.methods:
        for slot in checker.declarations.slots(method.parameters):
            yield slot.type, CONTRAVARIANT
        yield checker.declarations.type(method.result), COVARIANT


def _impl(checker: Checker, node: nodes.ImplBlock) -> None:
    checker.environment.methods.set(node.name, checker.declarations.methods(node.methods))
    checker.check_all(node.methods)


def _nested_body(checker: Checker, node: nodes.Pipeline | nodes.OverrideDecl) -> None:
    checker.bodies += 1
    checker.block(node.body)
    checker.bodies -= 1


def _attributed(checker: Checker, node: nodes.Attributed) -> None:
    for attribute in node.attributes:
        _check_attribute(checker, attribute, node.declaration)
    checker.check(node.declaration)


def _check_attribute(checker: Checker, attribute: nodes.Attribute, declaration: nodes.Expr) -> None:
    if attribute.name not in _ATTRIBUTES:
        checker.warning(f"unknown attribute `@{attribute.name}`", attribute)
    if attribute.name in _FUNCTION_ATTRIBUTES and not isinstance(declaration, nodes.FnDecl):
        checker.warning(f"`@{attribute.name}` only applies to function declarations", attribute)


CHECKS: dict[type[nodes.Expr], Check] = {
    nodes.FnDecl: _function,
    nodes.ToolDecl: _tool,
    nodes.TypeDecl: _type,
    nodes.EnumDecl: _enum,
    nodes.StructDecl: _struct,
    nodes.InterfaceDecl: _interface,
    nodes.ImplBlock: _impl,
    nodes.Pipeline: _nested_body,
    nodes.OverrideDecl: _nested_body,
    nodes.Attributed: _attributed,
}
