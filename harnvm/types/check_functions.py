"""Checks of the bodies of functions, tools, pipelines and closures, and of what they return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.check_flow import narrow_after
from harnvm.types.display import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harnvm.types.checker import Check, Checker
    from harnvm.types.model import Type


def check_function(checker: Checker, node: nodes.FnDecl | nodes.ToolDecl) -> None:
    """Check the body of a function or tool. It sees its parameters and what is global, nothing in between."""
    environment = checker.environment
    hidden = environment.enter_function()
    checker.bodies += 1
    if isinstance(node, nodes.FnDecl):
        for parameter in node.type_parameters:
            environment.type_parameters.set(parameter.name, True)
        for clause in node.where:
            environment.bounds.set(clause.name, clause.bound)
    _define_parameters(checker, node.parameters)
    _check_body(checker, node.body, checker.declarations.type(node.result))
    checker.bodies -= 1
    environment.leave_function(hidden)


def check_pipeline(checker: Checker, node: nodes.Pipeline) -> None:
    """Check a top-level pipeline."""
    hidden = checker.environment.enter_function()
    checker.bodies += 1
    for name in node.parameters:
        checker.environment.variables.set(name, None)
    _check_body(checker, node.body, checker.declarations.type(node.result))
    checker.bodies -= 1
    checker.environment.leave_function(hidden)


def _define_parameters(checker: Checker, parameters: Sequence[nodes.Parameter]) -> None:
    for parameter in parameters:
        checker.environment.variables.set(parameter.name, checker.declarations.type(parameter.type))
        if parameter.default is not None:
            checker.check(parameter.default)


def _check_body(checker: Checker, body: nodes.Block, result: Type | None) -> None:
    """Check a body, then what it returns; for the latter only parameters and globals are known."""
    checker.block(body)
    if result is not None:
        checker.environment.open_block()
        for statement in body.statements:
            _check_returned(checker, statement, result)
        checker.environment.close_block()


def _check_returned(checker: Checker, node: nodes.Expr, expected: Type) -> None:
    """Check a ``return`` among the statements of a body and of the ifs in it; others are not looked at."""
    if isinstance(node, nodes.Return) and node.value is not None:
        actual = checker.type_of(node.value)
        if actual is not None and not checker.fits(expected, actual):
            checker.error(f"return type doesn't match: expected {show(expected)}, got {show(actual)}", node)
    elif isinstance(node, nodes.If):
        _check_returned_in_if(checker, node, expected)


def _check_returned_in_if(checker: Checker, node: nodes.If, expected: Type) -> None:
    environment = checker.environment
    refinements = checker.inference.narrowing.of(node.condition)
    for block, outcome in ((node.then, True), (node.other, False)):
        if block is not None:
            environment.open_block()
            refinements.apply(environment, outcome)
            for statement in block.statements:
                _check_returned(checker, statement, expected)
            environment.close_block()
    narrow_after(checker, node, refinements)


def _closure(checker: Checker, node: nodes.Closure) -> None:
    checker.environment.open_block()
    for parameter in node.parameters:
        checker.environment.variables.set(parameter.name, checker.declarations.type(parameter.type))
    checker.bodies += 1
    checker.statements(node.body)
    checker.bodies -= 1
    checker.environment.close_block()


CHECKS: dict[type[nodes.Expr], Check] = {nodes.Closure: _closure}
