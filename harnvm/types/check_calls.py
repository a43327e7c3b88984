"""Checks of calls: deprecation, arity, arguments, constraints, `unreachable()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.check_matching import check_unknown_is_exhausted
from harnvm.types.deprecation import warn_if_deprecated
from harnvm.types.display import show
from harnvm.types.generics import Bindings, Conflict
from harnvm.types.model import Never, base_name
from harnvm.types.signatures import is_known_to_checker
from harnvm.types.unvalidated import clear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harnvm.types.checker import Check, Checker
    from harnvm.types.declarations import FunctionInfo, Slot
    from harnvm.types.model import Type


def _call(checker: Checker, node: nodes.Call) -> None:
    warn_if_deprecated(checker, node)
    if node.name == "unreachable":
        _check_unreachable(checker, node)
    else:
        function = checker.environment.functions.get(node.name)
        if function is not None:
            _check_function(checker, node, function)
    checker.check_all(node.arguments)
    if checker.strict and node.name == "schema_expect":
        _take_as_validated(checker, node)


def _take_as_validated(checker: Checker, node: nodes.Call) -> None:
    if len(node.arguments) < 2 or not isinstance(node.arguments[0], nodes.Identifier):
        return
    name = node.arguments[0].name
    clear(checker, name)
    described = checker.inference.schemas.described(node.arguments[1])
    if described is not None:
        checker.environment.variables.set(name, described)


def _check_unreachable(checker: Checker, node: nodes.Call) -> None:
    """Check that a variable given to `unreachable` has no case left."""
    argument = node.arguments[0] if node.arguments else None
    if isinstance(argument, nodes.Identifier):
        type = checker.type_of(argument)
        if type is not None and not isinstance(type, Never):
            checker.error(f"unreachable() argument has type `{show(type)}` — not all cases are handled", node)
    check_unknown_is_exhausted(checker, node, "unreachable()")


def _check_function(checker: Checker, node: nodes.Call, function: FunctionInfo) -> None:
    if isinstance(function.result, Never):
        check_unknown_is_exhausted(checker, node, f"{node.name}()")
    _check_arity(checker, node, function)
    bindings = _bind_parameters(checker, node, function)
    _check_arguments(checker, node, function, bindings)
    bounds = [bound for parameter in bindings for bound in function.bounds.get(parameter, ())]
    for _, parameter, interface in sorted(bounds):
        _check_bound(checker, node, parameter, interface, bindings[parameter])


def _check_arity(checker: Checker, node: nodes.Call, function: FunctionInfo) -> None:
    least, most = function.required, len(function.parameters)
    given = len(node.arguments)
    if function.rest or least <= given <= most or is_known_to_checker(node.name):
        return
    if any(isinstance(argument, nodes.Spread) for argument in node.arguments):
        return
    expected = str(most) if least == most else f"{least}-{most}"
    checker.warning(f"Function '{node.name}' expects {expected} arguments, got {given}", node)


def _typed(node: nodes.Call, function: FunctionInfo) -> Iterator[tuple[int, nodes.Expr, Slot, Type]]:
    """Yield each argument for a typed parameter: its number, the parameter and the declared type."""
    pairs = zip(node.arguments, function.parameters, strict=False)
    for number, (argument, parameter) in enumerate(pairs, 1):
        if parameter.type is not None:
            yield number, argument, parameter, parameter.type


def _bind_parameters(checker: Checker, node: nodes.Call, function: FunctionInfo) -> Bindings:
    bindings: Bindings = {}
    if function.type_parameters:
        for _, argument, _, declared in _typed(node, function):
            try:
                checker.inference.bind_argument(declared, argument, function.free, bindings)
            except Conflict as conflict:
                checker.error(str(conflict), argument)
    return bindings


def _check_arguments(checker: Checker, node: nodes.Call, function: FunctionInfo, bindings: Bindings) -> None:
    """Check the arguments; a type parameter that nothing bound takes anything."""
    for number, argument, parameter, declared in _typed(node, function):
        actual = checker.type_of(argument)
        expected = checker.generics.substitute(declared, bindings)
        if actual is not None and not checker.fits(expected, actual, function.free):
            checker.error(
                f"Argument {number} ('{parameter.name}'): expected {show(expected)}, got {show(actual)}",
                argument,
            )


def _check_bound(checker: Checker, node: nodes.Call, parameter: str, interface: str, type: Type) -> None:
    name = base_name(type)
    if name is None:
        reason: str | None = "only named types can satisfy interfaces"
    else:
        reason = checker.relation.mismatch(name, interface)
    if reason is not None:
        checker.error(
            f"Type '{show(type)}' does not satisfy interface '{interface}': {reason} "
            f"(required by constraint `where {parameter}: {interface}`)",
            node,
        )


CHECKS: dict[type[nodes.Expr], Check] = {nodes.Call: _call}
