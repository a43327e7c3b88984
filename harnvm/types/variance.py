"""Whether type parameters stand only where their declared variance allows.

A parameter marked ``out`` may only come out (results, fields that are not written to), one marked ``in`` only
go in (parameters of functions); an unmarked one may stand anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from harnvm.types.declarations import CONTRAVARIANT, COVARIANT, INVARIANT, TypeParameter
from harnvm.types.model import Applied, DictOf, Function, ListOf, Named, Type, parts

if TYPE_CHECKING:
    from harnvm.syntax import nodes
    from harnvm.types.checker import Checker

_WORDS = {INVARIANT: "invariant", COVARIANT: "covariant", CONTRAVARIANT: "contravariant"}

#: A type in the declaration, and the variance of the position where it stands.
Position = tuple["Type | None", str]


def check_variance(
    checker: Checker,
    node: nodes.Node,
    what: str,
    parameters: Iterable[TypeParameter],
    positions: Iterable[Position],
) -> None:
    """Report the type parameters of a declaration that stand where their variance forbids.

    Args:
        node: The declaration; the reports point at it.
        what: What the declaration is called in the reports.
        positions: The types in the declaration.
    """
    declared = {parameter.name: parameter.variance for parameter in parameters}
    if any(declared.values()):
        for type, position in positions:
            if type is not None:
                _walk(checker, node, what, declared, type, position)


def _walk(
    checker: Checker, node: nodes.Node, what: str, declared: dict[str, str], type: Type, position: str
) -> None:
    if isinstance(type, Named):
        variance = declared.get(type.name, INVARIANT)
        if variance not in (INVARIANT, position):
            checker.error(
                f"type parameter '{type.name}' is declared '{variance}' ({_WORDS[variance]}) "
                f"but appears in a {_WORDS[position]} position in {what}",
                node,
            )
        return
    for part, inner in zip(parts(type), _inner_positions(checker, type), strict=True):
        _walk(checker, node, what, declared, part, _compose(position, inner))


def _inner_positions(checker: Checker, type: Type) -> list[str]:
    """Return the variance of each part of a type, in the order of `parts`."""
    count = len(parts(type))
    if isinstance(type, (ListOf, DictOf)):
        return [INVARIANT] * count
    if isinstance(type, Function):
        return [CONTRAVARIANT] * (count - 1) + [COVARIANT]
    if isinstance(type, Applied):
        known = [parameter.variance for parameter in checker.relation.global_parameters_of(type.name)]
        return known[:count] + [INVARIANT] * (count - len(known))
    return [COVARIANT] * count


def _compose(outer: str, inner: str) -> str:
    if INVARIANT in (outer, inner):
        return INVARIANT
    return COVARIANT if outer == inner else CONTRAVARIANT
