"""Units, and functions as such.

A function becomes a factory of a Python function::

    def make_area(function, scale):              the function value, and what it has captured
        def area(depth, r):                      the number of its frame, and the arguments
            if depth > limit:
                enter(depth)
            …
        return (area, area)                      what is called, and what a trampoline calls
"""

from __future__ import annotations

from typing import Any

from harnvm.resolve.tree import FunctionTree
from harnvm.source import NO_POSITION
from harnvm.tier2 import calls, concurrency, control, errors, expressions, matching, operators, places, python
from harnvm.tier2.control import changed_slots
from harnvm.tier2.kinds import ANY, BY_NAME, LIST, NIL, NO, Facts, Kind, join, widened
from harnvm.tier2.names import Names
from harnvm.tier2.runtime import RESERVED
from harnvm.tier2.search import calls as calls_function
from harnvm.tier2.search import closes, is_leaf, mentions
from harnvm.tier2.translator import RETURN, Scope, Translator, Untranslatable
from harnvm.vm.machine import MAX_NESTING

#: Importing a family registers its handlers.
FAMILIES = (calls, concurrency, control, errors, expressions, matching, operators, places)

#: Trees that write deep into values.
PATHS = frozenset(["set_path"])


class Unit:
    """A translated unit, before it is linked.

    Attributes:
        tree: The Python module that defines it, or that module compiled.
        name: The function in it.
        links: What it looks for in its globals.
        slots: Of a region, the slots it uses.
        returns: Whether a region may return from the function it is part of.
        assumptions: Names that must keep their meaning for it to be right.
    """

    __slots__ = ("assumptions", "links", "name", "returns", "slots", "tree")

    def __init__(
        self, tree: Any, name: str, links: dict[str, tuple[Any, ...]], slots: tuple[int, ...] = ()
    ) -> None:
        self.tree = tree
        self.name = name
        self.links = links
        self.slots = slots
        self.returns = False
        self.assumptions: frozenset[str] = frozenset()

    def pack(self) -> tuple[Any, ...]:
        """Return a unit that is compiled as plain values and a code object."""
        return (self.tree, self.name, self.links, self.slots, self.returns, tuple(sorted(self.assumptions)))

    @classmethod
    def unpack(cls, packed: tuple[Any, ...]) -> Unit:
        """Rebuild a unit from what `pack` returned."""
        tree, name, links, slots, returns, assumptions = packed
        unit = cls(tree, name, links, slots)
        unit.returns = returns
        unit.assumptions = frozenset(assumptions)
        return unit


def python_name(tree: FunctionTree, names: Names) -> str:
    """Return a Python name for a function that hides nothing it uses."""
    name = "".join([c if c.isalnum() and c.isascii() else "_" for c in tree.name]).strip("_")
    return _free(name if name.isidentifier() else "closure", names)


def _free(name: str, names: Names) -> str:
    while not names.is_free(name):
        name = f"f_{name}"  # neither as it was nor with a beginning that means something
    return name


def translate_function(
    tree: FunctionTree,
    tag: str,
    scope: Scope,
    symbol: str | None,
    assumed: tuple[str, ...] = (),
    captured: tuple[str, ...] = (),
) -> Unit:
    """Translate a function.

    Args:
        tree: The function.
        tag: Makes the names of its constants unique within the module.
        scope: What is known of the module.
        symbol: The name of the module scope that it is declared under.
        assumed: Names of the kinds that the first parameters are made for; others go to the general form.
        captured: Names of the kinds of captured values that it is made for.

    Raises:
        Untranslatable: It has something that stays on the first tier.
    """
    if tree.defers:
        raise Untranslatable("defer")
    is_special = any(kind != "any" for kind in assumed) and len(assumed) == len(tree.parameters)
    if (
        symbol is None
        or not is_special
        or tree.rest
        or tree.generator
        or not calls_function(tree.body, symbol)
    ):
        return _function(_Plan(tree, tag, scope, symbol, assumed, captured))
    # A function that calls itself: what it returns decides what its calls of itself return.
    first = _Plan(tree, tag, scope, symbol, assumed, captured, own_name=True)
    unit = _function(first)
    if first.bounces:  # what calls itself directly would be handed the calls that are left to it
        return _function(_Plan(tree, tag, scope, symbol, assumed, captured))
    wanted = _known([kind for kind in first.results if kind != ANY])
    if wanted != ANY and ANY in first.results:
        second = _Plan(tree, tag, scope, symbol, assumed, captured, own_name=True, result=wanted)
        attempt = _function(second)
        if _known(second.results) == wanted:
            return attempt
    return unit


def _generating(tree: FunctionTree) -> str:
    """Return what makes the Python function of a generator."""
    return "generating_guarded(OWN)" if closes(tree.body) else "generating(OWN)"


def _known(kinds: list[Kind]) -> Kind:
    """Return the kind that covers several, without bounds."""
    joined = kinds[0] if kinds else ANY
    for kind in kinds[1:]:
        joined = join(joined, kind)
    return widened(joined)


class _Plan:
    """How a function is to be translated.

    Attributes:
        results: The kinds it turned out to return.
        bounces: Whether it turned out to return calls for its caller to make.
    """

    def __init__(
        self,
        tree: FunctionTree,
        tag: str,
        scope: Scope,
        symbol: str | None,
        assumed: tuple[str, ...],
        captured: tuple[str, ...],
        *,
        own_name: bool = False,
        result: Kind = ANY,
    ) -> None:
        self.tree = tree
        self.tag = tag
        self.scope = scope
        self.symbol = symbol
        self.assumed = assumed
        self.captured = captured
        self.own_name = own_name
        self.result = result
        self.results: list[Kind] = []
        self.bounces = False


def _function(plan: _Plan) -> Unit:
    tree = plan.tree
    names = Names(tree, RESERVED)
    t = Translator(tree, plan.tag, names, new_facts(tree), plan.scope)
    t.own_symbol = plan.symbol
    t.assumed = plan.assumed
    t.own_result = plan.result
    if plan.own_name:
        t.own_name = _free(f"{python_name(tree, names)}_known", names)
    t.counts_steps = tree.generator and not is_leaf((tree.body, tree.defaults))
    t.can_rejoin = not (tree.generator or tree.rest or tree.defaults or tree.cells)
    know_captured(t, plan.captured)
    with t.block() as body:
        guards = _guard(t, plan.assumed)
        are_apart = plan.own_name or (tree.generator and bool(guards))
        if not are_apart:
            t.out += guards
        begin(t)
        t.statements(tree.body, RETURN if tree.result else None)
        if not t.facts.dead:
            t.results.append(NIL)
            if t.counts_steps:
                t.emit("machine.nesting = step")
            if t.rejoins:
                t.emit("return None")
    plan.results = t.results
    plan.bounces = t.bounces
    return _factory(t, body, guards if are_apart else None)


def new_facts(tree: FunctionTree) -> Facts:
    """Return what is known where a function starts: it owns nothing."""
    return Facts(dict.fromkeys(tree.updated.values(), NO))


def know_captured(t: Translator, kinds: tuple[str, ...]) -> None:
    """Note the kinds of what a function has captured."""
    for slot, kind in enumerate(kinds, -len(kinds)):
        t.facts.set(slot, BY_NAME.get(kind, ANY))


def begin(t: Translator) -> None:
    """Write what a function does before its body."""
    t.writes_paths = mentions(t.tree.body, PATHS)
    _copy_captured(t)
    for owned in t.tree.updated.values():
        t.emit("O = False", O=t.names.of(owned))
    _prologue(t)


def _copy_captured(t: Translator) -> None:
    """Give each call its own variable for what a call may assign."""
    changed = changed_slots(t, (t.tree.body, t.tree.defaults))
    for slot in range(-len(t.tree.captures), 0):
        if slot in changed:
            t.emit("X = C", X=t.names.of(slot), C=f"{t.names.of(slot)}_captured")


def _guard(t: Translator, assumed: tuple[str, ...]) -> list[Any]:
    """Return what sends calls with arguments of other kinds to the form that takes any."""
    tests = []
    for slot, kind in enumerate(assumed):
        if kind != "any":
            t.facts.set(slot, BY_NAME[kind])
            tests.append(f"type({t.names.of(slot)}) is not {kind}")
    if t.tree.rest:
        t.facts.set(len(t.tree.parameters) - 1, LIST)
    if not tests:
        return []
    given = ", ".join([t.names.of(slot) for slot in range(len(t.tree.parameters))])
    template = f"if {' or '.join(tests)}:\n    return general(function)(depth, {given})"
    return python.statements(template, python.NOWHERE, {})


def _prologue(t: Translator) -> None:
    tree = t.tree
    for slot in tree.cells:
        t.emit("X = Cell()", X=t.names.of(slot))
    for slot, default in tree.defaults:
        name = t.names.of(slot)
        before = t.facts.copy()
        with t.block() as statements:
            value = t.value(default)
            t.emit("X = V", X=name, V=value.node)
        t.emit("if X is UNSET:\n    BODY", X=name, BODY=statements)
        t.join(before, t.facts)
    for slot, name, schema in tree.checks:
        _check(t, slot, name, schema)


_ACCEPTED = {
    "int": ("int",),
    "float": ("float", "int"),
    "string": ("str",),
    "bool": ("bool",),
    "list": ("list",),
    "dict": ("dict",),
}


def _check(t: Translator, slot: int, name: str, schema: dict[str, Any]) -> None:
    accepted = _ACCEPTED.get(schema.get("type", ""), ()) if len(schema) == 1 else ()
    if t.facts.get(slot)[0] in accepted:
        return
    constant = t.link(f"const_{t.tag}_{len(t.links)}", "const", schema)
    variable = t.names.of(slot)
    template = f"check_parameter({variable}, N, S)"
    if accepted:
        tests = " and ".join([f"type({variable}) is not {kind}" for kind in accepted])
        template = f"if {tests}:\n    {template}"
    t.emit(template, python.HIDDEN, N=t.constant(name).node, S=constant)


def _factory(t: Translator, body: list[Any], guards: list[Any] | None) -> Unit:
    """Return the unit of a function.

    Args:
        t: Its translator.
        body: Its statements.
        guards: What a function in front of it checks, if it is called past that, too.
    """
    tree = t.tree
    at = python.place(NO_POSITION)
    own = python_name(tree, t.names)
    if t.rejoins:
        body = python.statements("while True:\n    BODY", at, {"BODY": body})
    body = counting(t) + body
    if not tree.generator:
        body = python.statements("if depth > limit:\n    enter(depth)", python.NOWHERE, {}) + body
    elif not yields(body):
        body += python.statements("if False:\n    yield", at, {})
    parameters = _parameters(t, at)
    made = _generating(tree) if tree.generator else "bouncing(OWN)" if t.bounces else "OWN"
    if guards is None:
        inner = [python.function(own, parameters, body, at)]
    else:
        inner = _behind(t, guards, body, made)
        inner[-1:] = [python.function(own, parameters, inner[-1], at)]
        made = "OWN"
    ending = "return (ITSELF, ITSELF)" if tree.generator else "return (ITSELF, OWN)"
    parts = {"ITSELF": "itself" if t.uses_itself else made, "OWN": own}
    ending = f"itself = {made}\n{ending}" if t.uses_itself else ending.replace("ITSELF", made)
    outer = [*inner, *python.statements(ending, at, parts)]
    factory = python.arguments(["function", *captured_names(t)], [], None, at)
    name = f"make_{own}"
    unit = Unit(python.module([python.function(name, factory, outer, at)]), name, t.links)
    unit.assumptions = frozenset(t.assumptions)
    return unit


def captured_names(t: Translator) -> list[str]:
    """Return the Python names of what a function has captured, as its factory is given it."""
    changed = changed_slots(t, (t.tree.body, t.tree.defaults))
    return [
        f"{t.names.of(slot)}_captured" if slot in changed else t.names.of(slot)
        for slot in range(-len(t.tree.captures), 0)
    ]


def _behind(t: Translator, guards: list[Any], body: list[Any], made: str) -> list[Any]:
    """Return the function that is called past its guards, and the body of the one in front of it, which has them."""
    at = python.place(NO_POSITION)
    names = [t.names.of(slot) for slot in range(len(t.tree.parameters))]
    known = t.own_name or _free(f"{python_name(t.tree, t.names)}_known", t.names)
    inner = [python.function(known, python.arguments(["depth", *names], [], None, at), body, at)]
    if t.tree.generator:
        inner += python.statements(
            "K = MADE", at, {"K": known, "MADE": python.expression(made, at, {"OWN": known})}
        )
    return [
        *inner,
        guards + python.statements(f"return {known}(depth, {', '.join(names)})", python.NOWHERE, {}),
    ]


def counting(t: Translator) -> list[Any]:
    """Return what remembers how many callbacks are running; that changes only between a generator's steps."""
    if t.counts_steps:
        return python.statements(f"step = machine.nesting\n{errors.STEP}", python.NOWHERE, {})
    if t.tree.generator and not t.is_region:
        # Nobody looks at the number while a leaf runs. Testing each of its steps would cost more than it is worth.
        return python.statements(f"if machine.nesting >= {MAX_NESTING}:\n    overflow()", python.NOWHERE, {})
    if not t.knows_nesting:
        return []
    return python.statements("nesting = machine.nesting", python.place(NO_POSITION), {})


def _parameters(t: Translator, at: python.Place) -> Any:
    """Return the parameter list: what is not passed is nil, or has a default value."""
    tree = t.tree
    names = [t.names.of(slot) for slot in range(len(tree.parameters))]
    given = {slot for slot, _ in tree.defaults}
    defaults = [
        python.name("UNSET", at) if slot in given else python.constant(None, at) for slot in range(len(names))
    ]
    rest = "_" if is_variadic(tree.name) and not tree.rest else None
    return python.arguments(["depth", *names], defaults, rest, at)


def is_variadic(name: str) -> bool:
    """Tell whether the Python function of a function takes, and drops, more arguments than it has parameters.

    That costs a little at each call; only closures and methods are often called through their values.
    """
    return name == "<closure>" or "." in name


def yields(body: list[Any]) -> bool:
    """Tell whether statements have a ``yield`` among them."""
    return any(_yields_in(statement) for statement in body)


def _yields_in(node: Any) -> bool:
    if type(node).__name__ == "Yield":
        return True
    for field in getattr(node, "_fields", ()):
        value = getattr(node, field, None)
        parts = value if type(value) is list else [value]
        if any(hasattr(part, "_fields") and _yields_in(part) for part in parts):
            return True
    return False
