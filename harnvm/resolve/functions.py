"""Functions: parameters, defaults, checks, bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from harnvm.resolve.resolver import Resolver
from harnvm.resolve.schemas import type_schema
from harnvm.resolve.scope import Function, Variable
from harnvm.resolve.statements import declared_names, resolve_body
from harnvm.resolve.tree import FunctionTree, Tree
from harnvm.syntax import nodes


def inner_function(
    r: Resolver,
    name: str,
    parameters: Sequence[nodes.Parameter],
    body: nodes.Block,
    *,
    result: bool = True,
    generator: bool = False,
    own_name: str | None = None,
    live: bool = False,
) -> int:
    """Resolve a function written here and return its index in the enclosing one.

    Args:
        r: The resolver.
        name: As call notes show it.
        parameters: Its parameters.
        body: Its body, in the same scope as the parameters.
        result: Whether the value of the last statement is returned.
        generator: Whether calling it makes a generator.
        own_name: The name by which it can call itself though nothing has bound it yet.
        live: Whether it reads and writes the variables of the module in place.
    """
    tree = FunctionTree(name, tuple(p.name for p in parameters))
    tree.result = result
    tree.generator = generator
    tree.rest = bool(parameters) and parameters[-1].rest
    function = Function(tree, r.scope, live or r.function.live)
    function.own_name = own_name
    with r.function_scope(function, declared_names(body.statements)) as scope:
        tree.defaults = _declare_parameters(r, parameters)
        tree.checks = _checks(parameters)
        tree.body = resolve_body(r, body.statements)
        tree.cells = scope.cells()
    r.function.tree.functions.append(tree)
    return len(r.function.tree.functions) - 1


def _declare_parameters(r: Resolver, parameters: Sequence[nodes.Parameter]) -> tuple[tuple[int, Tree], ...]:
    """Bind the parameters in order; a default value sees only those before it."""
    defaults = []
    for slot, parameter in enumerate(parameters):
        if parameter.default is not None:
            defaults.append((slot, r.tree(parameter.default)))
        variable = Variable(parameter.name, ("local", slot), mutable=False)
        r.scope.bound.setdefault(parameter.name, variable)
    return tuple(defaults)


def _checks(parameters: Sequence[nodes.Parameter]) -> tuple[tuple[int, str, Any], ...]:
    checks = [(slot, p.name, type_schema(p.type)) for slot, p in enumerate(parameters)]
    return tuple(check for check in checks if check[2] is not None)


def has_yield(node: nodes.Node) -> bool:
    """Tell whether a body makes its function a generator.

    A ``yield`` counts in blocks, ``if``, loops and ``try`` only, as in Harn 0.7.8.
    """
    match node:
        case nodes.Yield():
            return True
        case nodes.Block():
            return any(map(has_yield, node.statements))
        case nodes.If():
            other = node.other is not None and has_yield(node.other)
            return has_yield(node.condition) or has_yield(node.then) or other
        case nodes.While():
            return has_yield(node.condition) or has_yield(node.body)
        case nodes.For():
            return has_yield(node.iterable) or has_yield(node.body)
        case nodes.TryCatch():
            return has_yield(node.body) or (node.catch is not None and has_yield(node.catch))
        case nodes.TryBlock():
            return has_yield(node.body)
        case _:
            return False
