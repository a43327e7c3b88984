"""The type of an expression, as far as it can be told from the expression and the names around it.

None means that nothing is known, which is never an error. Inference reports nothing and changes nothing that
outlives it. Handlers are grouped by node family in the `infer_…` modules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harnvm.syntax import nodes
from harnvm.types import infer_access, infer_calls, infer_flow, infer_values
from harnvm.types.declarations import Declarations
from harnvm.types.environment import Environment
from harnvm.types.exits import Exits
from harnvm.types.generics import Bindings, Conflict, Generics
from harnvm.types.model import Applied, Named, Shape, Type, TypeTable
from harnvm.types.narrowing import Narrowing
from harnvm.types.notation import read_type
from harnvm.types.schemas import Schemas, first_entries

_Handler = Callable[["Inference", Any], "Type | None"]

#: Nodes whose type is had for less than a look-up.
_CHEAP: dict[type[nodes.Expr], _Handler] = {**infer_values.CHEAP, **infer_flow.CHEAP}

_COSTLY: dict[type[nodes.Expr], _Handler] = {
    **infer_values.COSTLY,
    **infer_access.COSTLY,
    **infer_calls.COSTLY,
    **infer_flow.COSTLY,
}

#: Variables can carry a type from statement to statement and nest it deeper each time. Beyond this depth,
#: which no type in a program may have, it is not known: the walks over types recurse.
_DEEPEST = 500


class Inference:
    """Infers types in the environment as it is at the moment.

    What was inferred is kept with the environment's state: the checker asks for the parts of an expression
    again and again, on every level of it.
    """

    def __init__(
        self,
        table: TypeTable,
        environment: Environment,
        declarations: Declarations,
        generics: Generics,
        exits: Exits,
    ) -> None:
        self.table = table
        self.environment = environment
        self.declarations = declarations
        self.generics = generics
        self.exits = exits
        self.schemas = Schemas(table, environment)
        self.narrowing = Narrowing(table, environment, self.schemas)
        #: Block → state, and the union of what its statements throw.
        self.thrown: dict[nodes.Block, tuple[int, Type | None]] = {}
        self._known: dict[nodes.Expr, tuple[int, Type | None]] = {}
        self._read: dict[str, Type] = {}

    def type_of(self, node: nodes.Expr) -> Type | None:
        """Return the type of an expression, or None."""
        kind = node.__class__
        cheap = _CHEAP.get(kind)
        if cheap is not None:
            return cheap(self, node)
        costly = _COSTLY.get(kind)
        if costly is None:
            return None
        state = self.environment.state
        known = self._known.get(node)
        if known is not None and known[0] == state:
            return known[1]
        type = costly(self, node)
        if type is not None and type.depth > _DEEPEST:
            type = None
        self._known[node] = (state, type)
        return type

    def argument_type(self, node: nodes.Expr | None) -> Type:
        """Return the type of an expression as a type argument: the wildcard when it is not known."""
        type = None if node is None else self.type_of(node)
        return self.table.wildcard if type is None else type

    def block_type(self, block: nodes.Block) -> Type | None:
        """Return the type of a block's value: that of its last statement, or never if it always leaves."""
        if self.exits.block(block):
            return self.table.never
        return self.type_of(block.statements[-1]) if block.statements else None

    def read(self, text: str) -> Type:
        """Return a type written in one of our tables."""
        type = self._read.get(text)
        if type is None:
            type = self._read[text] = read_type(text, self.table)
        return type

    def bind_argument(
        self, declared: Type, argument: nodes.Expr, parameters: frozenset[str], bindings: Bindings
    ) -> None:
        """Bind type parameters so that an argument fits a declared parameter type.

        ``Schema<T>`` takes T from what the argument describes as a schema; a shape takes its fields from a
        literal dict one by one, so that such a schema may stand inside it.

        Raises:
            Conflict: A parameter would be bound to two types.
        """
        if isinstance(declared, Applied) and declared.name == "Schema" and len(declared.arguments) == 1:
            self._bind_schema(declared.arguments[0], argument, parameters, bindings)
        elif isinstance(declared, Shape) and isinstance(argument, nodes.DictLiteral):
            given = first_entries(argument.entries)
            for field in declared.fields:
                entry = given.get(field.name)
                if entry is not None:
                    self.bind_argument(field.type, entry.value, parameters, bindings)
        else:
            type = self.type_of(argument)
            if type is not None:
                self.generics.bind(declared, type, parameters, bindings)

    def _bind_schema(
        self, described: Type, argument: nodes.Expr, parameters: frozenset[str], bindings: Bindings
    ) -> None:
        if isinstance(described, Named) and described.name in parameters:
            type = self.schemas.described(argument)
            if type is not None:
                self.generics.bind(described, type, parameters, bindings)

    def try_bind_argument(
        self, declared: Type, argument: nodes.Expr, parameters: frozenset[str], bindings: Bindings
    ) -> None:
        """Bind as `bind_argument` does, and let conflicts pass."""
        try:
            self.bind_argument(declared, argument, parameters, bindings)
        except Conflict:
            pass
