"""What moves to the second tier, and when.

Functions are promoted by the number of their calls, loops by the number of their rounds. A function is first
translated for the kinds of arguments it was called with; the form for any arguments is made when the first
others come, and replaces the special one if more do.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

from harnvm.bytecode.code import Code
from harnvm.resolve.tree import FunctionTree, ModuleTree, Tree
from harnvm.tier2.kinds import GUESSED, SMALL, observed, observed_closely
from harnvm.tier2.link import Linkage
from harnvm.tier2.scope import module_scope
from harnvm.tier2.translator import Scope, Untranslatable
from harnvm.tier2.units import Unit, is_variadic, translate_function, translate_region
from harnvm.values.model import Value
from harnvm.vm.frame import Frame, make_frame
from harnvm.vm.loop import AGAIN, REGION, run
from harnvm.vm.machine import Machine
from harnvm.vm.module import FunctionValue, Module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

#: A function that has met arguments of other kinds this often is called in its general form at once.
_MISSES = 8

#: A loop is translated for this many combinations of kinds before it gets a form for all.
_VARIANTS = 3

#: What CPython may raise over code that is too deep or too large for it.
_REFUSALS = (RecursionError, MemoryError, SyntaxError, OverflowError, SystemError, ValueError)

_COLD = -(1 << 62)


class Translation:
    """The forms of one function: factories of Python functions."""

    __slots__ = ("captured", "general", "misses", "special")

    def __init__(self, special: Callable[..., Any], captured: tuple[str, ...]) -> None:
        self.special = special
        self.captured = captured
        self.general: Callable[..., Any] | None = None
        self.misses = 0


class Promoter:
    """Translates for one machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._scopes: dict[int, tuple[ModuleTree, int, Scope]] = {}

    # --- Functions ----------------------------------------------------------------------------------

    def promote(self, function: FunctionValue, args: list[Value]) -> bool:
        """Translate a function, unless that was done; tell whether it is generated code now."""
        code = function.prototype
        if code.translation is not None:
            return True
        fixed = len(code.parameters) - code.rest
        assumed = tuple([observed(value) for value in args[:fixed]]) if code.required >= fixed else ()
        captured = tuple(map(observed, function.captured))
        factory = self._function(code, function.module, assumed, captured)
        if factory is None:
            code.heat = _COLD
            return False
        code.translation = Translation(factory, captured)
        function.unbind()
        return True

    def _function(
        self, code: Code, module: Module, assumed: tuple[str, ...] = (), captured: tuple[str, ...] = ()
    ) -> Callable[..., Any] | None:
        found = self._tree_of(code)
        if found is None:
            return None
        tree, path, root = found
        scope = self._scope(root, module)
        symbol = code.name if len(path) == 1 and code.name in scope.functions else None
        tag = "_".join(map(str, path)) + ("s" if assumed or captured else "")
        try:
            unit = translate_function(tree, tag, scope, symbol, assumed, captured)
            linkage = self._linkage(module)
            factory = linkage.load(unit, code, module.file)
            if unit.assumptions:
                bound: WeakSet[FunctionValue] = WeakSet()
                factory = _noting(factory, bound)
                for name in unit.assumptions:
                    linkage.on_change(name, lambda: self._give_up(code, bound))
            return factory
        except (Untranslatable, *_REFUSALS):
            return None

    def _give_up(self, code: Code, bound: WeakSet[FunctionValue]) -> None:
        """Leave a function to the loop, because a name has changed on which its translation relies."""
        code.translation = None
        code.heat = _COLD
        for function in list(bound):
            function.unbind()
            for watcher in function.module.watchers:
                watcher(code.name)

    def bind(self, function: FunctionValue, name: str) -> None:
        """Set the Python callables of a function value."""
        translation = function.prototype.translation
        if translation is None:
            self._bind_cold(function)
        elif name == "general":
            self._bind_general(function, translation)
        elif all(map(_accepts, translation.captured, map(observed, function.captured))):
            _bind(function, *translation.special(function, *function.captured))
        else:
            _bind(function, *self._general(function, translation))

    def _bind_cold(self, function: FunctionValue) -> None:
        """Let a function run in the loop until it is hot."""
        machine, prototype = self._machine, function.prototype

        def entry(depth: int, *args: Value) -> Value:
            prototype.heat += 1
            if prototype.heat > machine.hot and machine.promote(function, list(args)):
                function.unbind()
                return function.entry(depth, *args)
            if prototype.generator:
                return machine.make_generator(function, list(args))
            machine.check_depth(depth)
            return run(machine, make_frame(function, list(args)), base=depth - 1)

        function.entry = function.exact = function.body = function.general = entry

    def _bind_general(self, function: FunctionValue, translation: Translation) -> None:
        _, function.general = self._general(function, translation)

    def miss(self, function: FunctionValue) -> None:
        """Note that a special form was called with arguments it was not made for."""
        code = function.prototype
        translation = code.translation
        translation.misses += 1
        if translation.misses > _MISSES:
            self._general(function, translation)
            translation.special = translation.general
            translation.captured = ("any",) * len(function.captured)
            _bind(function, *translation.special(function, *function.captured))
            for watcher in function.module.watchers:
                watcher(code.name)

    def _general(self, function: FunctionValue, translation: Translation) -> tuple[Any, Any]:
        """Return the general form of a function."""
        if translation.general is None:
            translation.general = self._function(function.prototype, function.module)
            assert translation.general is not None
        made: tuple[Any, Any] = translation.general(function, *function.captured)
        return made

    # --- Loops --------------------------------------------------------------------------------------

    def promote_loop(self, frame: Frame, start: int) -> bool:
        """Translate a loop of the frame's function; tell whether its code has changed."""
        code = frame.code
        if code.opcodes[start] == REGION:
            return True
        found = self._tree_of(code)
        place = next(((position, end) for at, position, end in code.loops if at == start), None)
        if found is None or place is None or code.generator != frame.yields:
            return False
        tree, path, root = found
        part = _loop_at(tree, place[0])
        if part is None:
            return False
        scope = self._scope(root, frame.function.module)
        region = Region(self, code, (tree, part, path, scope), (start, place[1]))
        if not region.prepare(frame):
            return False
        opcodes = list(code.opcodes)
        opcodes[start] = REGION
        code.operands[start] = region
        code.opcodes = tuple(opcodes)
        return True

    def run_main(self, frame: Frame) -> tuple[Any, ...] | None:
        """Run main code as a whole, if that can be; return None if not."""
        found = self._tree_of(frame.code)
        if found is None:
            return None
        tree, path, root = found
        scope = self._scope(root, frame.function.module)
        region = Region(self, frame.code, (tree, None, path, scope), (0, 0))
        if not region.prepare(frame):
            return None
        return region.run(frame, 1) or (None,)

    def load(self, unit: Unit, region: Region, module: Module) -> Callable[..., Any] | None:
        """Compile and link a region; None if CPython refuses it."""
        linkage = self._linkage(module)
        try:
            function = linkage.load(unit, region.code, module.file)
        except _REFUSALS:
            return None
        for name in unit.assumptions:
            linkage.on_change(name, region.forget)
        return function

    # --- Trees --------------------------------------------------------------------------------------

    def _tree_of(self, code: Code) -> tuple[FunctionTree, tuple[int, ...], ModuleTree] | None:
        """Return the tree of a function, its path from main code, and the module's tree."""
        path: list[int] = []
        at = code
        while type(at.origin) is tuple:
            at, index = at.origin
            path.append(index)
        module = at.origin() if at.origin is not None else None
        if module is None:
            return None
        at.origin = lambda: module  # it may have come from a file
        tree = module.main
        for index in reversed(path):
            tree = tree.functions[index]
        return tree, tuple(reversed(path)), module

    def _scope(self, tree: ModuleTree, module: Module) -> Scope:
        known = self._scopes.get(id(tree))
        if known is None or known[1] != len(module.names):
            functions = {name for name, value in module.names.items() if type(value) is FunctionValue}
            is_original = self._machine.builtins.is_original
            plain = frozenset([name for name in ("len",) if is_original(name)])
            known = self._scopes[id(tree)] = (tree, len(module.names), module_scope(tree, functions, plain))
        return known[2]

    def _linkage(self, module: Module) -> Linkage:
        if module.linkage is None:
            module.linkage = Linkage(self._machine, module)
        assert isinstance(module.linkage, Linkage)
        return module.linkage


def _noting(factory: Callable[..., Any], bound: WeakSet[FunctionValue]) -> Callable[..., Any]:
    """Return a factory that remembers for whom it has made functions."""

    def noting(function: FunctionValue, *captured: Value) -> Any:
        bound.add(function)
        return factory(function, *captured)

    return noting


def _bind(function: FunctionValue, itself: Callable[..., Value], body: Callable[..., Value]) -> None:
    """Set the callables of a function value that is generated code."""
    code = function.prototype
    function.exact = itself
    function.body = body
    count = len(code.parameters)
    if code.rest:
        function.entry = _with_rest(itself, count - 1)
    elif is_variadic(code.name) or code.generator:
        function.entry = itself
    else:
        function.entry = lambda depth, *args: itself(depth, *args[:count])


def _with_rest(itself: Callable[..., Value], fixed: int) -> Callable[..., Value]:
    def entry(depth: int, *args: Value) -> Value:
        if len(args) < fixed:
            return itself(depth, *args, *[None] * (fixed - len(args)), [])
        return itself(depth, *args[:fixed], list(args[fixed:]))

    return entry


def _loop_at(tree: FunctionTree, position: int) -> Tree | None:
    """Return the loop of a function that stands at a position."""
    pending: list[Any] = [tree.body, tree.defaults]
    while pending:
        node = pending.pop()
        if type(node) is not tuple or not node:
            continue
        if node[0] in ("for", "while") and len(node) > 3 and node[1] == position:
            return node
        pending += node
    return None


class Region:
    """A part of a function that generated code runs when the loop comes to it.

    Attributes:
        code: The function it is part of.
        end: The instruction after it.
    """

    def __init__(
        self,
        promoter: Promoter,
        code: Code,
        source: tuple[FunctionTree, Tree | None, tuple[int, ...], Scope],
        span: tuple[int, int],
    ) -> None:
        self._start, self.end = span
        self._promoter = promoter
        self.code = code
        self._source = source
        self._is_for = source[1] is not None and source[1][0] == "for"
        #: The kind that the items of a ``for`` are taken to have, until one has another.
        self._guess = ""
        #: Slots that have had ints that are not small.
        self._wide: set[int] = set()
        self._slots: tuple[int, ...] = ()
        self._variants: list[tuple[tuple[str, ...], Callable[..., Any]]] = []

    def prepare(self, frame: Frame) -> bool:
        """Translate it for what is in the slots; tell whether that can be done."""
        try:
            self._guess = self._last_item(frame)
            kinds = {slot: observed_closely(value) for slot, value in enumerate(frame.slots)}
            count = len(self.code.captures)
            for slot in range(-count, 0):
                kinds[slot] = observed_closely(frame.slots[slot])
            return self._translate(frame, kinds)
        except (Untranslatable, *_REFUSALS):
            return False

    def _translate(self, frame: Frame, kinds: dict[int, str]) -> bool:
        tree, part, path, scope = self._source
        tag = f"{'_'.join(map(str, path))}l{part[1] if part is not None else 0}v{len(self._variants)}"
        item = self._item(frame)
        unit = translate_region(tree, part, tag, scope, kinds, item)
        if unit.returns and (frame.handlers or frame.deferred):
            return False
        function = self._promoter.load(unit, self, frame.function.module)
        if function is None:
            return False
        if not self._variants:
            self._slots = unit.slots
        key = (item, *[kinds.get(slot, "any") for slot in self._slots])
        self._variants.append((key, function))
        return True

    def _last_item(self, frame: Frame) -> str:
        """Return the kind of the item that a ``for`` had last, where it is worth a guess that all are like it."""
        part = self._source[1]
        if part is None or part[0] != "for" or part[4][0] != "one" or part[4][1][0] != "local":
            return ""
        kind = observed(frame.slots[part[4][1][1]])
        return f"?{kind}" if kind in GUESSED else ""

    def _item(self, frame: Frame) -> str:
        """Return the kind of what the iterator of a ``for`` gives; a guess has a question mark."""
        if not self._is_for:
            return "any"
        iterator = frame.stack[-1]
        if type(iterator) is not _RANGE:
            return self._guess or "any"
        reduced: Any = iterator.__reduce__()
        (numbers,) = reduced[1]
        if numbers.start < 0 or numbers.step < 0:
            return "int"
        return "small" if numbers.stop <= SMALL[2] else "index"

    def run(self, frame: Frame, depth: int) -> tuple[Any, ...] | None:
        """Run it in a frame; return None at its end, else how the function ends."""
        outcome: tuple[Any, ...] | object | None = self._variant(frame)(frame, frame.slots, depth)
        while outcome is AGAIN:
            self._guess = ""
            outcome = self._variant(frame)(frame, frame.slots, depth)
        if outcome is None and self._is_for:
            frame.stack.pop()
        return outcome  # type: ignore[return-value]  # only a guess ends with anything else

    def forget(self) -> None:
        """Make its forms anew, because a name has changed on which they rely."""
        tree, part, path, scope = self._source
        self._source = (tree, part, path, scope.without_plain())
        self._variants.clear()

    def leave(self, frame: Frame, outcome: Any) -> int:
        """Leave it in a generator: return the instruction to go on with."""
        if outcome is AGAIN:
            self._guess = ""
            return self._start
        if self._is_for:
            frame.stack.pop()
        return self.end

    def _variant(self, frame: Frame) -> Callable[..., Any]:
        key = self._key(frame)
        for known, function in self._variants:
            if known == key or all(_accepts(a, b) for a, b in zip(known, key, strict=True)):
                return function
        if self._has_outgrown(key):
            key = self._key(frame)
        kinds = dict(zip(self._slots, key[1:], strict=True))
        if len(self._variants) < _VARIANTS and self._translate(frame, kinds):
            return self._variants[-1][1]
        return self._general(frame)

    def _key(self, frame: Frame) -> tuple[str, ...]:
        """Return the kinds of its items and of what is in its slots."""
        kinds = [observed_closely(frame.slots[slot]) for slot in self._slots]
        for index, slot in enumerate(self._slots):
            if slot in self._wide and kinds[index] == "small":
                kinds[index] = "int"
        return (self._item(frame), *kinds)

    def _has_outgrown(self, key: tuple[str, ...]) -> bool:
        """Give up forms for small ints where others have come; tell whether there are any."""
        before = len(self._wide)
        for known, _ in self._variants:
            pairs = zip(self._slots, known[1:], key[1:], strict=True)
            self._wide.update([slot for slot, a, b in pairs if a == "small" and b == "int"])
        self._variants = [
            (known, function)
            for known, function in self._variants
            if not any(
                kind == "small" and slot in self._wide
                for slot, kind in zip(self._slots, known[1:], strict=True)
            )
        ]
        return len(self._wide) > before

    def _general(self, frame: Frame) -> Callable[..., Any]:
        tree, part, path, scope = self._source
        tag = f"{'_'.join(map(str, path))}l{part[1] if part is not None else 0}g"
        unit = translate_region(tree, part, tag, scope, {})
        function = self._promoter.load(unit, self, frame.function.module)
        assert function is not None
        self._variants.append((("any",) * (len(self._slots) + 1), function))
        return function


def _accepts(known: str, found: str) -> bool:
    """Tell whether a form made for one kind can have a value of another."""
    return known in (found, "any") or found in _INCLUDED.get(known, ())


#: Kinds whose values others have, too.
_INCLUDED = {"int": ("index", "small"), "index": ("small",)}


_RANGE = type(iter(range(0)))
