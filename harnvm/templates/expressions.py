"""Expressions: what they are, and their values.

Values are Harn values. Nothing fails but filters: what a path does not find is nil.
"""

from __future__ import annotations

from harnvm.templates.problems import Problem
from harnvm.values.equal import compare, equal
from harnvm.values.model import Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from harnvm.templates.filters import Filter


class Scope:
    """Bindings, and those outside them."""

    __slots__ = ("names", "outer")

    def __init__(self, names: Mapping[str, Value], outer: Scope | None = None) -> None:
        self.names = names
        self.outer = outer

    def find(self, name: str) -> Value:
        """Return what a name is bound to, `MISSING` if it is not."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return MISSING


#: Stands for what no name is bound to.
MISSING = object()


def is_true(value: Value) -> bool:
    """Tell whether a condition holds: blank text is false, an empty set is true, other than in scripts."""
    if type(value) is str:
        return bool(value.strip())
    if value is None or type(value) in (bool, int, float, dict) or is_list(value):
        return bool(value)
    return True


class Literal:
    """A value that is written out."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def evaluate(self, scope: Scope) -> Value:
        """Return the value."""
        return self.value


class Path:
    """A name and the steps from its value into the parts: keys, and ints as positions."""

    __slots__ = ("name", "steps")

    def __init__(self, name: str, steps: Sequence[str | int]) -> None:
        self.name = name
        self.steps = steps

    def evaluate(self, scope: Scope) -> Value:
        """Return the part, nil if there is none."""
        value = scope.find(self.name)
        if value is MISSING:
            return None
        for step in self.steps:
            value = _part(value, step)
        return value


def _part(value: Value, step: str | int) -> Value:
    if isinstance(step, str):
        return value.get(step) if type(value) is dict else None
    if type(value) is not str and not is_list(value):
        return None
    return value[step] if -len(value) <= step < len(value) else None


class Not:
    """True for what is false."""

    __slots__ = ("operand",)

    def __init__(self, operand: Expression) -> None:
        self.operand = operand

    def evaluate(self, scope: Scope) -> Value:
        """Return a bool."""
        return not is_true(self.operand.evaluate(scope))


class Choice:
    """``and`` and ``or``: the left value decides whether it or the right one is the result."""

    __slots__ = ("left", "right", "stop")

    def __init__(self, left: Expression, right: Expression, stop: bool) -> None:
        self.left = left
        self.right = right
        self.stop = stop

    def evaluate(self, scope: Scope) -> Value:
        """Return the left value if its truth is `stop`, else the right one."""
        value = self.left.evaluate(scope)
        return value if is_true(value) is self.stop else self.right.evaluate(scope)


class Comparison:
    """Two values compared. Kinds that have no common order are neither less nor greater nor equal."""

    __slots__ = ("left", "operator", "right")

    def __init__(self, left: Expression, operator: str, right: Expression) -> None:
        self.left = left
        self.operator = operator
        self.right = right

    def evaluate(self, scope: Scope) -> Value:
        """Return a bool."""
        a, b = self.left.evaluate(scope), self.right.evaluate(scope)
        if self.operator == "==":
            return equal(a, b)
        if self.operator == "!=":
            return not equal(a, b)
        return _are_ordered(a, b) and compare(a, b) in _ORDERS[self.operator]


_ORDERS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}
_NUMBERS = (int, float)


def _are_ordered(a: Value, b: Value) -> bool:
    if type(a) in _NUMBERS and type(b) in _NUMBERS:
        return a == a and b == b  # type: ignore[no-any-return]  # NaN has no order
    return type(a) is str and type(b) is str


class Filtered:
    """A value passed through a filter."""

    __slots__ = ("arguments", "filter", "name", "value")

    def __init__(
        self, value: Expression, name: str, filter: Filter | None, arguments: Sequence[Expression]
    ) -> None:
        self.value = value
        self.name = name
        self.filter = filter
        self.arguments = arguments

    def evaluate(self, scope: Scope) -> Value:
        """Return what the filter makes of the value; raise `Problem` if it cannot."""
        value = self.value.evaluate(scope)
        arguments = [argument.evaluate(scope) for argument in self.arguments]
        if self.filter is None:
            raise Problem(f"unknown filter `{self.name}`")
        if not self.filter.least <= len(arguments) <= self.filter.most:
            raise Problem(f"filter `{self.name}` got wrong number of arguments")
        return self.filter.apply(value, *arguments)


Expression: TypeAlias = "Literal | Path | Not | Choice | Comparison | Filtered"
