"""What a condition tells about the types of variables when it holds, and when it does not.

Understood are: comparison with nil, `type_of(x) == "kind"`, a bare variable, `x.has("key")`, `schema_is` and
`is_type`, and `&&`, `||`, `!` over those. Everything else tells nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.model import Named, Shape, Type, TypeTable, Union, is_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harnvm.types.environment import Environment
    from harnvm.types.schemas import Schemas

#: The kinds that a value of type unknown may turn out to be, in the order that messages list them.
KINDS = ("int", "string", "float", "bool", "nil", "list", "dict", "closure")

#: Facts about variables: the type each one has, and the kinds that unknown ones are not.
_Facts = tuple[list[tuple[str, Type]], list[tuple[str, str]]]


class Refinements:
    """The facts that follow from a condition, for either outcome."""

    __slots__ = ("falsy", "truthy")

    def __init__(self, truthy: _Facts | None = None, falsy: _Facts | None = None) -> None:
        self.truthy: _Facts = truthy or ([], [])
        self.falsy: _Facts = falsy or ([], [])

    def inverted(self) -> Refinements:
        """Return what follows from the opposite condition."""
        return Refinements(self.falsy, self.truthy)

    def apply(self, environment: Environment, outcome: bool) -> None:
        """Put the facts of one outcome into the innermost block."""
        types, ruled_out = self.truthy if outcome else self.falsy
        for name, type in types:
            environment.narrow(name, type)
        for name, kind in ruled_out:
            before = environment.ruled_out.get(name) or ()
            if kind not in before:
                environment.ruled_out.set(name, (*before, kind))


_NOTHING = Refinements()


class Narrowing:
    """Reads conditions."""

    def __init__(self, table: TypeTable, environment: Environment, schemas: Schemas) -> None:
        self.table = table
        self.environment = environment
        self.schemas = schemas

    def of(self, condition: nodes.Expr) -> Refinements:
        """Return what follows from a condition."""
        if isinstance(condition, nodes.Binary):
            return self._of_binary(condition)
        if isinstance(condition, nodes.Unary):
            return self.of(condition.operand).inverted() if condition.operator == "!" else _NOTHING
        if isinstance(condition, nodes.Identifier):
            return self._of_variable(condition.name)
        if isinstance(condition, nodes.MethodCall):
            return self._of_has(condition)
        if isinstance(condition, nodes.Call) and condition.name in ("schema_is", "is_type"):
            return self._of_schema(condition.arguments)
        return _NOTHING

    def _of_binary(self, node: nodes.Binary) -> Refinements:
        if node.operator in ("==", "!="):
            equal = self._of_nil(node.left, node.right) or self._of_type_of(node.left, node.right)
            if equal is None:
                return _NOTHING
            return equal if node.operator == "==" else equal.inverted()
        if node.operator == "&&":
            return Refinements(truthy=self._both(node, True))
        if node.operator == "||":
            return Refinements(falsy=self._both(node, False))
        return _NOTHING

    def _both(self, node: nodes.Binary, outcome: bool) -> _Facts:
        """Join what follows from both sides; a chain of operators is walked without recursion."""
        right_sides = []
        left: nodes.Expr = node
        while isinstance(left, nodes.Binary) and left.operator == node.operator:
            right_sides.append(left.right)
            left = left.left
        types: list[tuple[str, Type]] = []
        ruled_out: list[tuple[str, str]] = []
        for side in (left, *reversed(right_sides)):
            found = self.of(side)
            more_types, more_ruled_out = found.truthy if outcome else found.falsy
            types += more_types
            ruled_out += more_ruled_out
        return types, ruled_out

    def _of_variable(self, name: str) -> Refinements:
        type = self.environment.variables.get(name)
        if not isinstance(type, Union) or self.table.nil not in type.alternatives:
            return _NOTHING
        return Refinements(([(name, self._without(type, "nil"))], []), ([(name, self.table.nil)], []))

    def _of_nil(self, left: nodes.Expr, right: nodes.Expr) -> Refinements | None:
        """Return what follows when the sides are equal and one of them is nil."""
        side = left if isinstance(right, nodes.NilLiteral) else right
        other = right if side is left else left
        if not isinstance(other, nodes.NilLiteral) or not isinstance(side, nodes.Identifier):
            return None
        nil = self.table.nil
        type = self.environment.variables.get(side.name)
        if isinstance(type, Union):
            return Refinements(([(side.name, nil)], []), ([(side.name, self._without(type, "nil"))], []))
        if type is nil:
            return Refinements(([(side.name, nil)], []), ([(side.name, self.table.never)], []))
        return None

    def _of_type_of(self, left: nodes.Expr, right: nodes.Expr) -> Refinements | None:
        """Return what follows when `type_of` of a variable equals the name of a kind."""
        name, kind = _type_of_variable(left), right
        if name is None or nodes.plain_text(kind) is None:
            name, kind = _type_of_variable(right), left
        word = nodes.plain_text(kind)
        if name is None or word is None or word not in KINDS:
            return None
        type = self.environment.variables.get(name)
        tested = self.table.named(word)
        if isinstance(type, Union):
            is_member = tested in type.alternatives
            remaining = self._without(type, word)
            return Refinements(([(name, tested)] if is_member else [], []), ([(name, remaining)], []))
        if type is tested:
            return Refinements(([(name, tested)], []), ([(name, self.table.never)], []))
        if is_named(type, "unknown"):
            return Refinements(([(name, tested)], []), ([], [(name, word)]))
        return None

    def _of_has(self, node: nodes.MethodCall) -> Refinements:
        """A shape's optional field is there once `.has` says so."""
        if node.method != "has" or node.optional or len(node.arguments) != 1:
            return _NOTHING
        key = nodes.plain_text(node.arguments[0])
        if not isinstance(node.object, nodes.Identifier) or key is None:
            return _NOTHING
        name = node.object.name
        type = self.environment.variables.get(name)
        if not isinstance(type, Shape):
            return _NOTHING
        fields = [each._replace(optional=False) if each.name == key else each for each in type.fields]
        narrowed = self.table.shape(fields)
        return _NOTHING if narrowed is type else Refinements(([(name, narrowed)], []))

    def _of_schema(self, arguments: Sequence[nodes.Expr]) -> Refinements:
        if len(arguments) != 2 or not isinstance(arguments[0], nodes.Identifier):
            return _NOTHING
        name = arguments[0].name
        schema = self.schemas.described(arguments[1])
        type = self.environment.variables.get(name)
        if schema is None or type is None:
            return _NOTHING
        matching = self.schemas.common(type, schema)
        others = self.schemas.rest(type, schema)
        return Refinements(
            ([(name, matching)] if matching is not None else [], []),
            ([(name, others)] if others is not None else [], []),
        )

    def _without(self, type: Union, kind: str) -> Type:
        dropped = self.table.named(kind)
        return self.table.one_of([member for member in type.members if member is not dropped])


def narrow_to_kind(type: Type | None, kind: Named) -> Type | None:
    """Return the kind if a union type has it as a member, else None."""
    return kind if isinstance(type, Union) and kind in type.alternatives else None


def _type_of_variable(node: nodes.Expr) -> str | None:
    if isinstance(node, nodes.Call) and node.name == "type_of" and len(node.arguments) == 1:
        argument = node.arguments[0]
        return argument.name if isinstance(argument, nodes.Identifier) else None
    return None
