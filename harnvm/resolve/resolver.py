"""The walk over a program: one `Resolver` per file or chunk.

The families of nodes are resolved in `expressions`, `access`, `statements`, `control`, `matching` and
`declarations`; each registers its functions here with `resolves`. `programs` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from harnvm.errors import HarnTypeError
from harnvm.resolve.scope import Function, Scope, Variable
from harnvm.resolve.tree import Place, Tree
from harnvm.source import Report, SourceFile, pack_position
from harnvm.syntax import nodes

AnyNode = TypeVar("AnyNode", bound=nodes.Node)
Handler = Callable[["Resolver", Any], Tree]

_HANDLERS: dict[type[nodes.Node], Handler] = {}


def resolves(kind: type[AnyNode]) -> Callable[[Callable[[Resolver, AnyNode], Tree]], Handler]:
    """Register the decorated function for nodes of class `kind`."""

    def register(function: Callable[[Resolver, AnyNode], Tree]) -> Handler:
        _HANDLERS[kind] = function
        return function

    return register


class Resolver:
    """Resolves one program.

    Attributes:
        source: For positions.
        is_known: Tells whether a name is a builtin or global, so that no suggestions are prepared for it.
        enums: Names that stand for enums in the whole program.
        aliases: Top-level type aliases by name.
        imported: Whether the program is imported: its functions then share the module's variables.
        top_names: Names that the module scope may bind to functions of the program's own.
        shared: Names whose variables live in the module scope from the start.
        scope: The innermost scope at this point of the walk.
    """

    scope: Scope

    def __init__(self, source: SourceFile, is_known: Container[str], shared: Container[str]) -> None:
        self.source = source
        self.is_known = is_known
        self.shared = shared
        self.enums: set[str] = {"Result"}
        self.aliases: dict[str, nodes.TypeExpr] = {}
        self.imported = False
        self.top_names: Container[str] = frozenset()

    # --- Walking ------------------------------------------------------------------------------------

    def tree(self, node: nodes.Node) -> Tree:
        """Resolve any node."""
        return _HANDLERS[type(node)](self, node)

    def trees(self, items: Iterable[nodes.Node]) -> tuple[Tree, ...]:
        """Resolve several nodes in order."""
        return tuple([self.tree(item) for item in items])

    def position(self, node: nodes.Node) -> int:
        """Return the packed position of a node."""
        return pack_position(*self.source.position(node.start))

    def refuse(self, node: nodes.Node, message: str) -> HarnTypeError:
        """Make the error of a program that cannot be compiled."""
        line, _ = self.source.position(node.start)
        error = HarnTypeError([Report(f"compile error: Compile error at line {line}: {message}", None)])
        error.span = self.source.span(node.start, node.end)
        return error

    def may_be_redefined(self, name: str) -> bool:
        """Tell whether the program, or what it imports, may have a function of its own by that name."""
        return name in self.top_names or (not self.imported and name in self.shared)

    # --- Scopes -------------------------------------------------------------------------------------

    @property
    def function(self) -> Function:
        """The function being resolved."""
        return self.scope.function

    @contextmanager
    def block_scope(self, future: Iterable[str] = ()) -> Iterator[Scope]:
        """Resolve what follows in a block of its own."""
        outer = self.scope
        self.scope = Scope(outer.function, outer, future)
        try:
            yield self.scope
        finally:
            self.scope = outer

    @contextmanager
    def function_scope(self, function: Function, future: Iterable[str] = ()) -> Iterator[Scope]:
        """Resolve what follows as the body of `function`."""
        outer = self.scope
        self.scope = Scope(function, None, future)
        try:
            yield self.scope
        finally:
            self.scope = outer

    def declare(self, name: str, mutable: bool, function: bool = False) -> Place:
        """Bind a name in the innermost scope and return where its value goes."""
        scope = self.scope
        known = scope.bound.get(name)
        if known is not None:
            if not known.mutable and not mutable:
                return ("redeclared", name)
            known.mutable = mutable
            return _target(known)
        variable = scope.late.get(name)
        if variable is None:
            variable = Variable(name, self._new_place(name, function), mutable, function)
        variable.mutable = mutable
        variable.function = function
        scope.bound[name] = variable
        return _target(variable)

    def _new_place(self, name: str, function: bool) -> Place:
        scope = self.scope
        top = scope.parent is None and scope.function.outer is None
        if top and (function or name in self.shared):
            return ("name", name)
        return ("local", scope.function.new_slot(name))


def _target(variable: Variable) -> Place:
    """Return the place of a declaration; a name of the module scope remembers if it may be assigned."""
    kind, where = variable.place
    if kind != "name":
        return variable.place
    return ("var_name" if variable.mutable else "let_name", where)
