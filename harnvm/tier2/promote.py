"""What moves to the second tier, and when.

Functions are promoted by the number of their calls, loops by the number of their rounds. A function is first
translated for the kinds of arguments it was called with; the form for any arguments is made when the first
others come, and replaces the special one if more do.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

from harnvm.bytecode.code import Code
from harnvm.errors import HarnRuntimeError
from harnvm.resolve.tree import FunctionTree, ModuleTree
from harnvm.tier2.batches import translate_batch
from harnvm.tier2.kinds import accepts, observed
from harnvm.tier2.link import Linkage
from harnvm.tier2.regions import Region, loop_at
from harnvm.tier2.runtime import UNSET
from harnvm.tier2.scope import module_scope
from harnvm.tier2.store import Key, Translations
from harnvm.tier2.translator import Scope, Untranslatable
from harnvm.tier2.units import Unit, is_variadic, translate_function
from harnvm.values.model import Value
from harnvm.vm.frame import Frame, make_frame
from harnvm.vm.loop import REGION, run
from harnvm.vm.machine import Machine
from harnvm.vm.module import FunctionValue, Module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: A function that has met arguments of other kinds this often is called in its general form at once.
_MISSES = 8

#: What CPython may raise over code that is too deep or too large for it.
_REFUSALS = (RecursionError, MemoryError, SyntaxError, OverflowError, SystemError, ValueError)

_COLD = -(1 << 62)

#: The names of a module that are functions, and the builtins that stand for themselves.
_Meanings = tuple[set[str], frozenset[str]]


class Translation:
    """The forms of one function: factories of Python functions."""

    __slots__ = ("assumed", "batches", "captured", "general", "misses", "special")

    def __init__(
        self, special: Callable[..., Any], captured: tuple[str, ...], assumed: tuple[str, ...]
    ) -> None:
        self.special = special
        self.captured = captured
        self.assumed = assumed
        #: By name and kinds, what makes the form for many calls; None where there is none.
        self.batches: dict[tuple[Any, ...], Callable[..., Any] | None] = {}
        self.general: Callable[..., Any] | None = None
        self.misses = 0


class Promoter:
    """Translates for one machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._scopes: dict[int, tuple[ModuleTree, _Meanings, Scope]] = {}
        self._kept: dict[int, tuple[Code, Translations]] = {}
        #: Loops that stay in the first tier, by their code (which is held, so that its id is its own) and start.
        self._refused: dict[tuple[int, int], Code] = {}

    # --- Functions ----------------------------------------------------------------------------------

    def promote(self, function: FunctionValue, args: list[Value]) -> bool:
        """Translate a function, unless that was done; tell whether it is generated code now."""
        code = function.prototype
        if code.translation is not None:
            return True
        fixed = len(code.parameters) - code.rest
        assumed: tuple[str, ...] = ()
        if code.required >= fixed:
            assumed = (*map(observed, args[:fixed]), *["any"] * (fixed - len(args)))
        captured = tuple(map(observed, function.captured))
        factory = self._function(code, function.module, assumed, captured)
        if factory is None:
            code.heat = _COLD
            return False
        code.translation = Translation(factory, captured, assumed or ("any",) * fixed)
        function.unbind()
        return True

    def _function(
        self, code: Code, module: Module, assumed: tuple[str, ...] = (), captured: tuple[str, ...] = ()
    ) -> Callable[..., Any] | None:
        found = self._source_of(code, module)
        if found is None:
            return None
        tree, path, scope = found
        symbol = code.name if len(path) == 1 and code.name in scope.functions else None
        tag = "_".join(map(str, path)) + ("s" if assumed or captured else "")
        key = (tag, symbol, assumed, captured, scope.key)
        return self._factory(
            key, code, module, lambda: translate_function(tree, tag, scope, symbol, *key[2:4])
        )

    def _factory(
        self, key: Key, code: Code, module: Module, translate: Callable[[], Unit]
    ) -> Callable[..., Any] | None:
        """Return what makes Python functions for a function, as long as what they rely on stays as it is."""
        unit, factory = self._made(key, code, module, translate)
        if unit is None or factory is None or not unit.assumptions:
            return factory
        bound: WeakSet[FunctionValue] = WeakSet()
        for name in unit.assumptions:
            self._linkage(module).on_change(name, lambda: self._give_up(code, bound))
        return _noting(factory, bound)

    def _made(
        self, key: Key, code: Code, module: Module, translate: Callable[[], Unit]
    ) -> tuple[Unit | None, Callable[..., Any] | None]:
        """Return a unit and the function it defines, out of an earlier run if it was made there; else Nones."""
        translations = self._translations(code)
        try:
            if translations.has(key):
                unit = translations.get(key)
                return unit, None if unit is None else self._linkage(module).load(unit, code, module.file)
            unit = translate()
            function = self._linkage(module).load(unit, code, module.file)
        except Untranslatable:
            translations.put(key, None)
            return None, None
        except _REFUSALS:
            return None, None
        translations.put(key, unit)
        return unit, function

    def _translations(self, code: Code) -> Translations:
        """Return what is kept of the program that a function is part of."""
        at = code
        while type(at.origin) is tuple:
            at = at.origin[0]
        known = self._kept.get(id(at))
        if known is None:
            known = self._kept[id(at)] = (at, Translations(at.origin.kept))
        return known[1]

    def save(self) -> None:
        """Keep what was translated for the next run."""
        for _, translations in self._kept.values():
            translations.save()

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
            if name in ("each", "fold"):
                setattr(function, name, _one_by_one(function, name))
        elif name in ("each", "fold"):
            self._bind_batch(function, name, translation)
        elif name == "general":
            self._bind_general(function, translation)
        elif all(map(accepts, translation.captured, map(observed, function.captured))):
            _bind(function, *translation.special(function, *function.captured))
        else:
            _bind(function, *self._general(function, translation))

    def _bind_batch(self, function: FunctionValue, name: str, translation: Translation) -> None:
        """Set what calls a function many times."""
        kinds = tuple(map(observed, function.captured))
        key = (name, translation.assumed, kinds)
        if key not in translation.batches:
            translation.batches[key] = self._batch(function.prototype, function.module, *key)
        factory = translation.batches[key]
        made = _one_by_one(function, name) if factory is None else factory(function, *function.captured)
        setattr(function, name, made)

    def _batch(
        self, code: Code, module: Module, name: str, assumed: tuple[str, ...], captured: tuple[str, ...]
    ) -> Callable[..., Any] | None:
        found = self._source_of(code, module)
        if found is None:
            return None
        tree, path, scope = found
        tag = f"{'_'.join(map(str, path))}{name}{'_'.join((*assumed, *captured))}"
        key = (tag, name, assumed, captured, scope.key)
        return self._factory(key, code, module, lambda: translate_batch(tree, tag, scope, *key[1:4]))

    def miss_batch(self, function: FunctionValue, name: str) -> None:
        """Note that a form for many calls has met an item it was not made for: it is made for any from now on."""
        translation = function.prototype.translation
        if translation is not None:  # else it was given up while it was running
            translation.assumed = ("any",) * len(translation.assumed)
        function.unbind()

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
            try:
                return run(machine, make_frame(function, list(args)), base=depth - 1)
            except HarnRuntimeError as error:
                if depth == 1:
                    error.passes = "as it is"  # it has left the run; who began that will say so again
                raise

        function.entry = function.exact = function.body = function.general = entry

    def _bind_general(self, function: FunctionValue, translation: Translation) -> None:
        _, function.general = self._general(function, translation)

    def miss(self, function: FunctionValue) -> None:
        """Note that a special form was called with arguments it was not made for."""
        code = function.prototype
        translation = code.translation
        if translation is None:  # given up while it was running
            return
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
        if (id(code), start) in self._refused:
            return False
        found = self._tree_of(code)
        place = next(((position, end) for at, position, end in code.loops if at == start), None)
        if found is None or place is None or code.generator != frame.yields:
            return False
        tree, path, root = found
        part = loop_at(tree, place[0])
        if part is None:
            return False
        scope = self._scope(root, frame.function.module)
        region = Region(self, code, (tree, part, path, scope), (start, place[1]))
        if not region.prepare(frame):
            self._refused[id(code), start] = code
            return False
        # Other runs of the loop may be in the middle of this code: what they have read of it stays as it is.
        opcodes, operands = list(code.opcodes), list(code.operands)
        opcodes[start], operands[start] = REGION, region
        code.opcodes, code.operands = tuple(opcodes), operands
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

    def make_region(
        self, region: Region, key: Key, module: Module, translate: Callable[[], Unit]
    ) -> tuple[Unit | None, Callable[..., Any] | None]:
        """Return the unit of a region and its function; Nones if it stays in the loop."""
        unit, function = self._made(key, region.code, module, translate)
        if unit is not None:
            for name in unit.assumptions:
                self._linkage(module).on_change(name, region.forget)
        return unit, function

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
        tree = module.main
        for index in reversed(path):
            tree = tree.functions[index]
        return tree, tuple(reversed(path)), module

    def _source_of(self, code: Code, module: Module) -> tuple[FunctionTree, tuple[int, ...], Scope] | None:
        """Return the tree of a function, its path from main code, and what is known of its module."""
        found = self._tree_of(code)
        return None if found is None else (*found[:2], self._scope(found[2], module))

    def _scope(self, tree: ModuleTree, module: Module) -> Scope:
        functions = {name for name, value in module.names.items() if type(value) is FunctionValue}
        is_original = self._machine.builtins.is_original
        plain = frozenset([name for name in ("len",) if is_original(name)])
        known = self._scopes.get(id(tree))
        if known is None or known[1] != (functions, plain):
            known = (tree, (functions, plain), module_scope(tree, functions, plain))
            self._scopes[id(tree)] = known
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
        function.entry = _with_rest(itself, code.required, count - 1)
    elif is_variadic(code.name) or code.generator:
        function.entry = itself
    else:
        function.entry = lambda depth, *args: itself(depth, *args[:count])


def _one_by_one(function: FunctionValue, name: str) -> Callable[..., Any]:
    """Return what makes many calls of a function, one after the other."""
    given = 2 if name == "fold" else 1
    entry = function.exact if function.prototype.arity >= given else function.entry

    def each(items: Iterator[Value], results: list[Value]) -> list[Value]:
        results += [entry(1, item) for item in items]
        return results

    def fold(items: Iterator[Value], result: Value) -> Value:
        for item in items:
            result = entry(1, result, item)
        return result

    return fold if name == "fold" else each


def _with_rest(itself: Callable[..., Value], required: int, fixed: int) -> Callable[..., Value]:
    """Return what takes any number of arguments for a function that takes its last ones as a list."""
    missing: list[Any] = [None] * min(required, fixed) + [UNSET] * (fixed - required)

    def entry(depth: int, *args: Value) -> Value:
        if len(args) < fixed:
            return itself(depth, *args, *missing[len(args) :], [])
        return itself(depth, *args[:fixed], list(args[fixed:]))

    return entry
