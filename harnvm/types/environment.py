"""What the names mean at the place that is being checked.

There is one namespace per sort of name. Each has a global part, filled as the top-level statements are
checked, and a local part that belongs to the function body at hand: a nested function does not see the
locals around it, as in Harn 0.7.8. Blocks are undone from a trail instead of being linked, so that a
look-up costs the same at any depth.

The environment knows nothing of nodes; what the names are bound to is up to the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from harnvm.types.declarations import EnumInfo, FunctionInfo, InterfaceInfo, MethodInfo, StructInfo
from harnvm.types.model import Type

_T = TypeVar("_T")

_ABSENT: Any = object()


class Namespace(Generic[_T]):
    """The names of one sort. Setting a name lasts until the end of the innermost block."""

    __slots__ = ("_environment", "_for_types", "everywhere", "here")

    def __init__(self, environment: Environment, for_types: bool = False) -> None:
        self._environment = environment
        self._for_types = for_types
        self.everywhere: dict[str, _T] = {}
        self.here: dict[str, _T] = {}

    def get(self, name: str) -> _T | None:
        """Return what the name is bound to, or None."""
        value: _T = self.here.get(name, _ABSENT)
        return self.everywhere.get(name) if value is _ABSENT else value

    def __contains__(self, name: str | None) -> bool:
        return name in self.here or name in self.everywhere

    def set(self, name: str, value: _T) -> None:
        """Bind the name in the innermost block."""
        self._environment.record(self.here, name, self._for_types)
        self.here[name] = value


class Environment:
    """All namespaces, the nesting of blocks, and a number for their present contents.

    Attributes:
        state: Changes whenever a binding does, and comes back when a block ends and its bindings are
            undone. What was inferred in one state holds as long as the state does.
        types_state: The same for names that have to do with types only; 0 where just globals are seen.
        narrowed: What the variables that were narrowed in this very block were before.
    """

    def __init__(self) -> None:
        self._trail: list[tuple[dict[str, Any], str, Any]] = []
        self._blocks: list[tuple[int, dict[str, Type | None], int, int]] = []
        self._last_state = 0
        self.state = 0
        self.types_state = 0
        self.narrowed: dict[str, Type | None] = {}
        self.variables: Namespace[Type | None] = Namespace(self)
        #: Names ever declared with ``var`` around here. Shadowing does not end it, as in Harn 0.7.8.
        self.mutable: Namespace[bool] = Namespace(self)
        self.functions: Namespace[FunctionInfo] = Namespace(self)
        self.aliases: Namespace[Type] = Namespace(self, for_types=True)
        self.enums: Namespace[EnumInfo] = Namespace(self, for_types=True)
        self.structs: Namespace[StructInfo] = Namespace(self, for_types=True)
        self.interfaces: Namespace[InterfaceInfo] = Namespace(self, for_types=True)
        #: Type name → the methods of its impl block.
        self.methods: Namespace[tuple[MethodInfo, ...]] = Namespace(self, for_types=True)
        self.type_parameters: Namespace[bool] = Namespace(self, for_types=True)
        #: Type parameter → the interface that it is constrained to.
        self.bounds: Namespace[str] = Namespace(self)
        #: Variable → the type that the schema it holds describes.
        self.schemas: Namespace[Type | None] = Namespace(self)
        #: Variable → the function its unvalidated value came from; "" when it was validated since.
        self.unvalidated: Namespace[str] = Namespace(self)
        #: Variable of type unknown → the kinds that it cannot be any more.
        self.ruled_out: Namespace[tuple[str, ...]] = Namespace(self)
        self._namespaces = [each for each in vars(self).values() if isinstance(each, Namespace)]

    def record(self, table: dict[str, Any], name: str, for_types: bool) -> None:
        """Note the present binding of a name that is about to change."""
        self._trail.append((table, name, table.get(name, _ABSENT)))
        self.changed()
        if for_types:
            self.types_state = self.state

    def changed(self) -> None:
        """Enter a state that never was before."""
        self._last_state += 1
        self.state = self._last_state

    def open_block(self) -> None:
        """Begin a block: what is bound from here on ends with it."""
        self._blocks.append((len(self._trail), self.narrowed, self.state, self.types_state))
        self.narrowed = {}

    def close_block(self) -> None:
        """End the innermost block and undo its bindings."""
        mark, self.narrowed, self.state, self.types_state = self._blocks.pop()
        trail = self._trail
        while len(trail) > mark:
            table, name, before = trail.pop()
            if before is _ABSENT:
                del table[name]
            else:
                table[name] = before

    def enter_function(self) -> list[dict[str, Any]]:
        """Begin a function body, which sees globals only; returns what `leave_function` needs."""
        self.open_block()
        self.changed()
        self.types_state = 0
        hidden = []
        for namespace in self._namespaces:
            hidden.append(namespace.here)
            namespace.here = {}
        return hidden

    def leave_function(self, hidden: list[dict[str, Any]]) -> None:
        """End a function body and show the locals again that it did not see."""
        self.close_block()
        for namespace, here in zip(self._namespaces, hidden, strict=True):
            namespace.here = here

    def promote(self) -> None:
        """Make the variables of the statement just checked global, unless they are already."""
        for name, type in self.variables.here.items():
            self.variables.everywhere.setdefault(name, type)
        self.mutable.everywhere.update(self.mutable.here)

    def ruled_out_names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the names with kinds ruled out, in order of name."""
        yield from sorted(self.ruled_out.here.items())

    def original(self, name: str) -> Type | None:
        """Return the type that a variable had before this block narrowed it, or its present one."""
        return self.narrowed.get(name) or self.variables.get(name)

    def narrow(self, name: str, type: Type) -> None:
        """Give a variable a narrower type until the end of the block or its next assignment."""
        if name not in self.narrowed and name in self.variables:
            self.narrowed[name] = self.variables.get(name)
        self.variables.set(name, type)

    def widen(self, name: str) -> None:
        """Give a variable back the type that it had before this block narrowed it."""
        if name in self.narrowed:
            self.variables.set(name, self.narrowed.pop(name))
