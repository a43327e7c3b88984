"""Whether the impl block of a type has what an interface asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.types.display import show
from harnvm.types.generics import Bindings, Conflict

if TYPE_CHECKING:
    from harnvm.types.declarations import InterfaceInfo, MethodInfo
    from harnvm.types.model import Type
    from harnvm.types.relation import Relation


def interface_mismatch(relation: Relation, name: str, interface: str, bindings: Bindings) -> str | None:
    """Say why the named type does not satisfy an interface, or return None if it does.

    Args:
        bindings: What the type parameters of the interface stand for.
    """
    info = relation.environment.interfaces.get(interface)
    if info is None:
        return f"interface '{interface}' not found"
    given = relation.environment.methods.get(name)
    if given is None:
        wanted = ", ".join(method.name for method in info.methods)
        return f"missing method(s): {wanted}" if wanted else None
    try:
        return _Comparison(relation, info, dict(bindings)).mismatch(given)
    except Conflict as conflict:
        return str(conflict)


class _Comparison:
    """Compares the methods one by one, binding the associated types as they come."""

    def __init__(self, relation: Relation, info: InterfaceInfo, bindings: Bindings) -> None:
        self.relation = relation
        self.info = info
        self.bindings = bindings
        self.associated = frozenset(name for name, _ in info.associated)

    def mismatch(self, given: tuple[MethodInfo, ...]) -> str | None:
        by_name = {method.name: method for method in reversed(given)}
        for wanted in self.info.methods:
            found = by_name.get(wanted.name)
            if found is None:
                return f"missing method '{wanted.name}'"
            reason = self._method_mismatch(wanted, found)
            if reason is not None:
                return reason
        return self._default_mismatch()

    def _method_mismatch(self, wanted: MethodInfo, found: MethodInfo) -> str | None:
        if len(found.parameters) != len(wanted.parameters):
            return (
                f"method '{wanted.name}' has {len(found.parameters)} parameter(s), "
                f"expected {len(wanted.parameters)}"
            )
        pairs = zip(wanted.parameters, found.parameters, strict=True)
        for number, (parameter, given) in enumerate(pairs, 1):
            expected = self._unfitting(parameter.type, given.type)
            if expected is not None and given.type is not None:
                return (
                    f"method '{wanted.name}' parameter {number} has type '{show(given.type)}', "
                    f"expected '{show(expected)}'"
                )
        expected = self._unfitting(wanted.result, found.result)
        if expected is not None and found.result is not None:
            return f"method '{wanted.name}' returns '{show(found.result)}', expected '{show(expected)}'"
        return None

    def _unfitting(self, declared: Type | None, actual: Type | None) -> Type | None:
        """Return what the declared type comes to when the actual one does not fit it, else None."""
        if declared is None or actual is None:
            return None
        self.relation.generics.bind(declared, actual, self.associated, self.bindings)
        return self._unless_fits(declared, actual)

    def _unless_fits(self, declared: Type, actual: Type) -> Type | None:
        expected = self.relation.generics.substitute(declared, self.bindings)
        return None if self.relation.whole_fits(expected, actual) else expected

    def _default_mismatch(self) -> str | None:
        for name, default in self.info.associated:
            actual = self.bindings.get(name)
            if default is None or actual is None:
                continue
            expected = self._unless_fits(default, actual)
            if expected is not None:
                return f"associated type '{name}' resolves to '{show(actual)}', expected '{show(expected)}'"
        return None
