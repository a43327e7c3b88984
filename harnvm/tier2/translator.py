"""One function or loop at a time: the walk that every family of trees registers with.

`Translator.value` turns a tree into a Python expression, `effect` into statements, and `into` into statements
that leave the value somewhere. An expression may need statements before it; what was computed earlier in the
same Harn expression is then saved first, so that the order of evaluation stays Harn's.

The walk visits trees in the order in which `harnvm.compiler` compiles them and keeps the same running
position, so that an error carries the same line and column in both tiers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from harnvm.resolve.tree import FunctionTree, Tree
from harnvm.tier2 import python
from harnvm.tier2.kinds import ANY, INT, NIL, SCALARS, Facts, Kind, is_wide, kind_of, meet, range_test
from harnvm.tier2.names import Names

Handler = Callable[..., Any]

_HANDLERS: dict[str, tuple[str, Handler]] = {}

#: A place where a value is wanted: nowhere, the function's result, or a Python variable.
Target = str | None
RETURN = "return"


class Untranslatable(Exception):
    """Something that stays on the first tier; the argument says what."""


class Value:
    """A Python expression, and what is known of its value.

    `zero_node`, if there is one, is a shorter expression that is zero when the value is. What is `late` may still
    become part of something larger: its expression depends on variables only.
    """

    __slots__ = ("kind", "node", "zero_node")

    late = False

    def __init__(self, node: Any, kind: Kind = ANY) -> None:
        self.node = node
        self.kind = kind
        self.zero_node: Any = None

    def variables(self) -> Iterable[str]:
        """Return the names of the variables in it, if it is late."""
        return ()


class Scope:
    """What is known of the functions of a module.

    Attributes:
        functions: Their names.
        straight: Pairs of functions of which the first may call the second in tail position on the Python
            stack, because that never leads back.
        methods: Names of methods that its ``impl`` blocks have.
        leaves: Those of them that call nothing, whoever's they are.
        plain: Builtins that nothing hides or replaces at present.
    """

    def __init__(
        self,
        functions: frozenset[str] = frozenset(),
        straight: frozenset[tuple[str, str]] = frozenset(),
        methods: frozenset[str] = frozenset(),
        plain: frozenset[str] = frozenset(),
        leaves: frozenset[str] = frozenset(),
    ) -> None:
        self.functions = functions
        self.straight = straight
        self.methods = methods
        self.plain = plain
        self.leaves = leaves

    @property
    def key(self) -> str:
        """All that it says beyond the module's own text."""
        return f"{' '.join(sorted(self.functions))}|{' '.join(sorted(self.plain))}"

    def without_plain(self) -> Scope:
        """Return the same for when builtins may be hidden or replaced."""
        return Scope(self.functions, self.straight, self.methods, frozenset(), self.leaves)


class Loop:
    """A loop being translated: what is known where it is left, and where it goes on.

    `guarded` are slots that hold small ints at its start: a region is left where one does not any more.
    """

    __slots__ = ("breaks", "continues", "guarded")

    def __init__(self, guarded: frozenset[int]) -> None:
        self.guarded = guarded
        self.breaks: list[Facts] = []
        self.continues: list[Facts] = []


def translates(kind: str, mode: str = "value") -> Callable[[Handler], Handler]:
    """Register the decorated function for trees of that kind.

    A *value* handler returns a `Value`, an *effect* handler nothing (its value is nil), and an *into* handler
    is given the target of its value.
    """

    def register(function: Handler) -> Handler:
        _HANDLERS[kind] = (mode, function)
        return function

    return register


class Translator:
    """Translates the body of one unit.

    Attributes:
        tree: The function that the unit is, or is a part of.
        names: Python names of slots.
        links: What the code needs to find in its globals: by name, what it is.
        facts: What is known at this point.
        out: The statements of the block being written.
        position: Packed position of the tree visited last.
        quiet: Counts statements that neither fail nor change anything but temporary variables.
        stores: Counts assignments to variables, so that operands read before one can be saved.
        loops: The loops around this point within the unit.
        protected: How many handlers are around this point: a call there is no tail call.
        handler_facts: What is known where the handler of the last protected block starts.
        scope: What is known of the module.
        batch: If the unit is a loop around a function, ``each`` or ``fold``.
        is_region: Whether the unit is a part of a function that the first tier runs.
        frame_name: The variable whose `impls` the code sees.
        own_symbol: The name of the module scope that the function is declared under, if any.
        can_rejoin: Whether a call of itself in tail position may go back to the start.
        rejoins: Whether one does.
        bounces: Whether it returns calls for its caller to make.
        uses_itself: Whether it refers to its own Python function.
        returns: Whether a region returns from the function it is part of.
        assumed: Names of the kinds that a function's parameters are made for.
        own_name: The Python function that calls of itself may go to directly, if any.
        own_result: The kind of what that returns.
        results: The kinds of what the function returns.
        counts_steps: Whether it is a generator each of whose steps counts as a callback.
        knows_nesting: Whether it asks how many callbacks are running.
        writes_paths: Whether the function writes deep into values, so that references count.
        held: Temporary variables that hold on to parts of values until `release`.
        assumptions: Names that must keep their meaning for the code to be right.
    """

    def __init__(self, tree: FunctionTree, tag: str, names: Names, facts: Facts, scope: Scope) -> None:
        self.tree = tree
        self.tag = tag
        self.names = names
        self.facts = facts
        self.links: dict[str, tuple[Any, ...]] = {}
        self.out: list[Any] = []
        self.position = 0
        self.stores = 0
        self.quiet = 0
        self.loops: list[Loop] = []
        self.protected = 0
        self.handler_facts = facts
        self.scope = scope
        self.is_region = False
        self.batch = ""
        self.frame_name = "function"
        self.own_symbol: str | None = None
        self.can_rejoin = False
        self.rejoins = False
        self.bounces = False
        self.uses_itself = False
        self.returns = False
        self.assumed: tuple[str, ...] = ()
        self.own_name: str | None = None
        self.own_result = ANY
        self.results: list[Kind] = []
        self.assumptions: set[str] = set()
        self.counts_steps = False
        self.knows_nesting = False
        self.writes_paths = False
        self.held: list[str] = []

    # --- Trees --------------------------------------------------------------------------------------

    def value(self, tree: Tree) -> Value:
        """Translate a tree into an expression."""
        return self.narrow(self.operand(tree))

    def operand(self, tree: Tree) -> Value:
        """Do the same for an operand of ``+ - *``, which may be a wide int."""
        if tree[1]:
            self.position = tree[1]
        mode, handler = _handler(tree)
        if mode == "value":
            found: Value = handler(self, tree)
            return found
        if mode == "effect":
            handler(self, tree)
            return self.constant(None)
        target = self.temporary()
        handler(self, tree, target)
        return self.temporary_value(target)

    def effect(self, tree: Tree) -> None:
        """Translate a tree into statements."""
        self.into(tree, None)

    def into(self, tree: Tree, target: Target) -> None:
        """Translate a tree into statements that leave its value in the target."""
        if tree[1]:
            self.position = tree[1]
        mode, handler = _handler(tree)
        if mode == "into":
            handler(self, tree, target)
        elif mode == "effect":
            handler(self, tree)
            if target is not None:
                self.deliver(self.constant(None), target)
        else:
            self.deliver(self.narrow(handler(self, tree)), target)

    def statements(self, trees: tuple[Tree, ...], target: Target) -> None:
        """Translate statements; the value of the last one, or nil, goes to the target."""
        if self.held:
            self.emit(f"{' = '.join(self.held)} = None")
        for tree in trees[:-1]:
            self.effect(tree)
            self.release()
        if trees:
            self.into(trees[-1], target)
        elif target is not None:
            self.deliver(self.constant(None), target)

    def values(self, trees: tuple[Tree, ...] | list[Tree]) -> list[Value]:
        """Translate operands in order, each into an expression."""
        return self.in_order([partial(self.value, tree) for tree in trees])

    def in_order(self, steps: Sequence[Callable[[], Value]]) -> list[Value]:
        """Make expressions in order. Where one needs statements, those made before it are saved first."""
        made: list[Value] = []
        for step in steps:
            mark, stores, quiet = len(self.out), self.stores, self.quiet
            value = step()
            if len(self.out) > mark:
                saves: list[Any] = []
                changed = self.stores > stores
                may_wait = self.quiet - quiet == len(self.out) - mark
                made = [
                    earlier if may_wait and self._is_late(earlier) else self._saved(earlier, saves, changed)
                    for earlier in made
                ]
                self.out[mark:mark] = saves
            made.append(value)
        return made

    def _saved(self, value: Value, saves: list[Any], changed: bool) -> Value:
        if type(value.node).__name__ == "Constant" or self._is_stable(value.node, changed):
            return value
        name = self.temporary()
        saves += self.built("T = V", T=name, V=value.node)
        return Value(self.name(name), value.kind)

    def _is_late(self, value: Value) -> bool:
        """Tell whether a value may be computed after statements that do nothing."""
        return value.late and not any(name in self.held for name in value.variables())

    def _is_stable(self, node: Any, changed: bool) -> bool:
        """Tell whether a variable will still have its value after statements that may assign variables."""
        if type(node).__name__ != "Name" or node.id in self.held:
            return False
        return not (changed and self.names.is_variable(node.id))

    # --- Values -------------------------------------------------------------------------------------

    def deliver(self, value: Value, target: Target) -> None:
        """Leave a value in a target."""
        if target is None:
            if not python.is_simple(value.node):
                self.emit("V", V=value.node)
        elif target == RETURN:
            self.leave(value)
        else:
            self.emit("T = V", T=target, V=value.node)
            self.facts.kinds[target] = value.kind  # type: ignore[index]

    def leave(self, value: Value) -> None:
        """Return a value from the unit."""
        self.returns = True
        self.results.append(value.kind)
        if self.counts_steps:
            value = self.simple(value)
            self.emit("machine.nesting = step")
        if self.batch:
            self._end_item(value)
        elif self.is_region:
            self.emit("return (V,)", V=value.node)
        else:
            self.emit("return V", V=value.node)
        self.facts.dead = True

    def _end_item(self, value: Value) -> None:
        """Go on with the next item of a batch."""
        if self.batch == "each":
            self.emit("append(V)\ncontinue", V=value.node)
            return
        result, known = self.names.of(0), self.assumed[0]
        self.emit("X = V", X=result, V=value.node)
        if known not in ("any", value.kind[0]):
            other = f"if type(X) is not {known}:\n    return other_batch(function, 'fold')(items, X)"
            self.emit(other, python.HIDDEN, X=result)
        self.emit("continue")

    def narrow(self, value: Value) -> Value:
        """Return the value within 64 bits; the test of a wide int is one comparison in the usual case."""
        if not is_wide(value.kind):
            return value
        template = f"T if {range_test(value.kind)} else wrap(T)"
        return Value(self.expr(template, T=self.temporary(), V=value.node), INT)

    def simple(self, value: Value) -> Value:
        """Return an expression of the same value that may be used several times; may write a statement."""
        if python.is_simple(value.node):
            return value
        return self.save(value)

    def hold(self, value: Value) -> Value:
        """Do as `simple` does for something that is looked into."""
        simple = self.simple(value)
        if self.writes_paths and simple is not value and value.kind[0] not in SCALARS:
            self.held.append(simple.node.id)
        return simple

    def release(self) -> None:
        """Let temporary variables go that would count as holders of what they refer to."""
        if self.held and not self.facts.dead:
            self.emit(f"{' = '.join(self.held)} = None")
        self.held.clear()

    def save(self, value: Value) -> Value:
        """Put a value into a temporary variable."""
        name = self.temporary()
        self.emit("T = V", T=name, V=value.node)
        self.facts.kinds[name] = value.kind  # type: ignore[index]
        return Value(self.name(name), value.kind)

    def temporary(self) -> str:
        """Return the name of a new temporary variable."""
        return self.names.temporary()

    def temporary_value(self, name: str) -> Value:
        """Return the reading of a temporary variable."""
        return Value(self.name(name), self.facts.kinds.get(name, ANY))  # type: ignore[call-overload]

    def constant(self, value: Any) -> Value:
        """Return a literal."""
        kind = NIL if value is None else kind_of(value)
        return Value(python.constant(value, python.place(self.position)), kind)

    def name(self, identifier: str) -> Any:
        """Return the reading of a Python name."""
        return python.name(identifier, python.place(self.position))

    # --- Python -------------------------------------------------------------------------------------

    def expr(self, template: str, flag: int = 0, **parts: Any) -> Any:
        """Return an expression at the current position."""
        return python.expression(template, python.place(self.position, flag), parts)

    def built(self, template: str, flag: int = 0, **parts: Any) -> list[Any]:
        """Return statements at the current position."""
        return python.statements(template, python.place(self.position, flag), parts)

    def emit(self, template: str, flag: int = 0, **parts: Any) -> None:
        """Write statements at the current position."""
        self.out += self.built(template, flag, **parts)

    def emit_quietly(self, template: str, **parts: Any) -> None:
        """Write a statement that neither fails nor changes anything but temporary variables."""
        self.emit(template, **parts)
        self.quiet += 1

    @contextmanager
    def block(self) -> Iterator[list[Any]]:
        """Write what follows into a block of its own, which is never empty in the end."""
        outer, self.out = self.out, []
        inner = self.out
        try:
            yield inner
        finally:
            if not inner:
                inner += self.built("pass")
            self.out = outer

    def is_function(self, name: str) -> bool:
        """Tell whether a name of the module scope is likely to be a Harn function."""
        return name in self.scope.functions

    def is_straight(self, name: str) -> bool:
        """Tell whether a tail call of that function may stay on the Python stack."""
        return self.own_symbol is not None and (self.own_symbol, name) in self.scope.straight

    def link(self, name: str, *what: Any) -> str:
        """Note that the code finds something in its globals under a name, and return the name."""
        self.links[name] = what
        return name

    def join(self, *ways: Facts) -> None:
        """Continue with what holds on all ways that come together here."""
        joined = ways[0]
        for other in ways[1:]:
            joined = meet(joined, other)
        self.facts = joined.copy()


def _handler(tree: Tree) -> tuple[str, Handler]:
    try:
        return _HANDLERS[tree[0]]
    except KeyError:
        raise Untranslatable(tree[0]) from None
