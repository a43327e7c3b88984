"""Scopes, variables, and the three rules for free names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harnvm.resolve.tree import FunctionTree, Place


class Variable:
    """A variable of one function, or of the module scope.

    Attributes:
        name: Its name.
        place: Where its value lives.
        mutable: Whether it may be assigned, as of the statement being resolved.
        function: Whether it names a declared function. Those of the module scope are never copied into
            closures, so that a later chunk may redefine them.
    """

    __slots__ = ("function", "mutable", "name", "place")

    def __init__(self, name: str, place: Place, mutable: bool, function: bool = False) -> None:
        self.name = name
        self.place = place
        self.mutable = mutable
        self.function = function


class Scope:
    """The names of one block.

    `bound` holds the names declared so far; `future` those that a later statement of the block declares.
    A future name that an inner function reads becomes a late variable: it gets its place early.
    """

    __slots__ = ("bound", "function", "future", "in_loop", "late", "parent")

    def __init__(self, function: Function, parent: Scope | None, future: Iterable[str]) -> None:
        self.function = function
        self.parent = parent
        self.in_loop = function.loops > 0
        self.bound: dict[str, Variable] = {}
        self.future = set(future)
        self.late: dict[str, Variable] = {}

    def chain(self) -> Iterator[Scope]:
        """Yield this scope and those around it within the same function."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def cells(self) -> tuple[int, ...]:
        """Return the slots that must hold fresh cells when the block is entered."""
        return tuple(v.place[1] for v in self.late.values() if v.place[0] == "cell")


class Function:
    """The function being resolved: its tree, its slots, its captures.

    Attributes:
        tree: What is being filled.
        outer: The scope in which the function is written, None for main code.
        live: Whether names of the module scope are read and written in place (functions of an imported
            module) instead of captured by value (scripts).
        module_level: Whether a ``try*`` here would have no function to rethrow from.
        own_name: The name under which a local function can call itself.
        loops: How many loops surround this point within the function.
    """

    def __init__(self, tree: FunctionTree, outer: Scope | None, live: bool = False) -> None:
        self.tree = tree
        self.outer = outer
        self.live = live
        self.module_level = False
        self.own_name: str | None = None
        self.loops = 0
        self._captured: dict[Place, Variable] = {}

    def new_slot(self, name: str | None = None) -> int:
        """Reserve a slot, for the variable of that name if there is one."""
        slot = self.tree.size
        self.tree.size += 1
        if name is not None:
            self.tree.names[slot] = name
        return slot

    def capture(self, variable: Variable) -> Variable:
        """Return this function's own variable for a copy of an enclosing function's variable."""
        found = self._captured.get(variable.place)
        if found is None:
            slot = -(len(self._captured) + 1)
            kind = "cell" if variable.place[0] == "cell" else "local"
            found = Variable(variable.name, (kind, slot), variable.mutable)
            self._captured[variable.place] = found
            self.tree.captures = (*self.tree.captures, variable.place)
            self.tree.names[slot] = variable.name
        return found


class Found:
    """The outcome of a look-up.

    Attributes:
        variable: The variable, in terms of the function that asked, or None if the text does not say.
        late: Whether only a closure counts (rule 2).
    """

    __slots__ = ("late", "variable")

    def __init__(self, variable: Variable | None, late: bool = False) -> None:
        self.variable = variable
        self.late = late


def find(scope: Scope, name: str) -> Found:
    """Settle a name by rules 1 and 2."""
    variable = _bound(scope, name)
    if variable is not None:
        return Found(variable)
    return Found(_late(scope, name), late=True)


def _bound(scope: Scope, name: str) -> Variable | None:
    """Rule 1: the innermost binding made before this point."""
    for inner in scope.chain():
        variable = inner.bound.get(name)
        if variable is not None:
            return variable
    function = scope.function
    if function.outer is None:
        return None
    outer = _bound(function.outer, name)
    return _adopt(function, outer)


def _late(scope: Scope, name: str) -> Variable | None:
    """Rule 2: an enclosing function binds the name later."""
    function = scope.function
    if function.outer is None:
        return None
    if name == function.own_name:
        return Variable(name, ("self", None), mutable=False, function=True)
    for enclosing in function.outer.chain():
        if name in enclosing.future:
            return _adopt_late(function, _reserve(enclosing, name))
    return _adopt_late(function, _late(function.outer, name))


def _reserve(scope: Scope, name: str) -> Variable:
    variable = scope.late.get(name)
    if variable is None:
        function = scope.function
        top = scope.parent is None and function.outer is None
        place = ("name", name) if top else ("cell", function.new_slot())
        variable = scope.late[name] = Variable(name, place, mutable=False)
    return variable


def _adopt(function: Function, variable: Variable | None) -> Variable | None:
    """Make an enclosing function's variable usable in `function`."""
    if variable is None:
        return None
    if variable.place[0] == "name" and (variable.function or function.live):
        return variable
    return function.capture(variable)


def _adopt_late(function: Function, variable: Variable | None) -> Variable | None:
    """Do the same for a late variable; names of the module scope are looked up when they are read."""
    if variable is None or variable.place[0] == "name":
        return variable
    return function.capture(variable)


def visible_names(scope: Scope) -> set[str]:
    """Return the names bound around a point, for did-you-mean."""
    names: set[str] = set()
    at: Scope | None = scope
    while at is not None:
        for inner in at.chain():
            names.update(inner.bound)
        at = at.function.outer
    return names
