"""The globals of generated code: one dict for each module."""

from __future__ import annotations

from typing import Any

from harnvm.bytecode.code import Code
from harnvm.tier2.runtime import FUNCTIONS, bound_functions
from harnvm.tier2.units import Unit
from harnvm.values.methods import TABLES
from harnvm.values.model import Value
from harnvm.vm.machine import Machine
from harnvm.vm.module import FunctionValue, Module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


#: Modules of builtins that do not ask for the folder of the module that calls them. Others are told.
_ANYWHERE = frozenset(
    [f"harnvm.builtins.{name}" for name in ("io", "math", "strings", "types", "json", "sets", "lists")]
)


_TYPES = {"str": str}


class Linkage:
    """What generated code of one module finds in its globals.

    ``call_area_1`` is the function that the name ``area`` stands for at present, to be called with the depth
    and one argument. A name that gets another value, or a function that is translated, makes it be looked up
    anew at the next call.
    """

    def __init__(self, machine: Machine, module: Module) -> None:
        self._machine = machine
        self._module = module
        self._symbols: dict[str, set[int]] = {}
        self._builtins: set[str] = set()
        self._changes: dict[str, list[tuple[tuple[Value, bool], Callable[[], None]]]] = {}
        self.globals: dict[str, Any] = {
            **FUNCTIONS,
            **bound_functions(machine, module),
            "__harn__": module,
        }
        machine.flags.append(self.globals)
        machine.alarm = machine.alarm
        module.watchers.append(self.forget)
        machine.builtins.watchers.append(self.forget)

    def load(self, unit: Unit, code: Code, file: str) -> Callable[..., Any]:
        """Compile a unit, link it, and return the function it defines.

        Raises:
            Exception: CPython refuses it, for its nesting or its size.
        """
        if not hasattr(unit.tree, "co_code"):
            unit.tree = compile(unit.tree, file, "exec")
        for name, what in unit.links.items():
            self._link(name, what, code)
        namespace = self.globals
        # Not eval of text: the code was generated from a tree.
        exec(_renamed(unit.tree, code.name, file), namespace)
        function: Callable[..., Any] = namespace.pop(unit.name)
        return function

    def forget(self, name: str) -> None:
        """Look a name up anew, because it may have got another value, or its function another form."""
        for count in self._symbols.get(name, ()):
            self.globals[f"call_{name}_{count}"] = self._lazy_call(name, count)
        if name in self._builtins:
            self._link_builtin(name)
        if name in self._changes:
            value, is_plain = self._meaning(name)
            changes = self._changes[name]
            self._changes[name] = [
                entry for entry in changes if entry[0][0] is value and entry[0][1] == is_plain
            ]
            for (before, was_plain), change in changes:
                if before is not value or was_plain != is_plain:
                    change()

    def on_change(self, name: str, change: Callable[[], None]) -> None:
        """Do something once a name gets another value."""
        self._changes.setdefault(name, []).append((self._meaning(name), change))

    def _meaning(self, name: str) -> tuple[Value, bool]:
        """Return what a name stands for in the module, and whether the builtin of that name is the original."""
        return self._module.names.get(name), self._machine.builtins.is_original(name)

    # --- Links --------------------------------------------------------------------------------------

    def _link(self, name: str, what: tuple[Any, ...], code: Code) -> None:
        if name in self.globals:
            return
        kind = what[0]
        if kind == "const":
            self.globals[name] = what[1]
        elif kind == "code":
            self.globals[name] = code.functions[what[1]]
        elif kind == "method":
            self.globals[name] = TABLES[_TYPES[what[1]]][what[2]]
        elif kind == "call":
            self._symbols.setdefault(what[1], set()).add(what[2])
            self.globals[name] = self._lazy_call(what[1], what[2])
        elif kind == "bound":
            self.globals[name] = self._bound(what[1])
        elif kind == "special":
            self.globals[name] = self._special(what[1])
        else:
            self._builtins.add(what[1])
            self._link_builtin(what[1])

    def _lazy_call(self, name: str, count: int) -> Callable[..., Value]:
        """Return what finds out, at its first call, what a name stands for."""
        names, builtins, context = self._module.names, self._machine.builtins, self._machine.context

        def call(depth: int, *args: Value) -> Value:
            value = names.get(name)
            if type(value) is not FunctionValue:
                return builtins[name](context, list(args))
            prototype = value.prototype
            prototype.heat += 1
            if prototype.heat > self._machine.hot and self._machine.promote(value, list(args)):
                value.unbind()  # it may have been called through the loop so far
                fitted = value.exact if _fits(prototype, count) else value.entry
                self.globals[f"call_{name}_{count}"] = fitted
                return fitted(depth, *args)
            return value.entry(depth, *args)

        return call

    def _bound(self, name: str) -> Callable[..., Value]:
        """Return what a call of a variable runs that holds no function: the builtin of its name."""
        builtins, context = self._machine.builtins, self._machine.context
        return lambda depth, *args: builtins[name](context, list(args))

    def _special(self, name: str) -> Callable[..., Value]:
        builtins = self._machine.builtins
        return lambda context, args: builtins[name](context, args)

    def _link_builtin(self, name: str) -> None:
        """Link a name that nothing but builtins had when code was generated."""
        names, builtins = self._module.names, self._machine.builtins
        symbol = f"builtin_{name}"

        def call(context: Any, args: list[Value]) -> Value:
            value = names.get(name)
            if type(value) is FunctionValue:
                return value.entry(_depth_of_caller() + 1, *args)
            found = builtins[name]
            if found.__module__ in _ANYWHERE:
                self.globals[symbol] = found
            else:
                context.folder = self._module.folder
            return found(context, args)

        self.globals[symbol] = call


def _fits(prototype: Code, count: int) -> bool:
    return not prototype.rest and count <= len(prototype.parameters)


def _depth_of_caller() -> int:
    """Return the depth of the generated code that called the caller of this."""
    from sys import _getframe

    found = _getframe(2).f_locals.get("depth", 1)
    return found if isinstance(found, int) else 1


def _renamed(compiled: Any, name: str, file: str) -> Any:
    """Return a unit's code with the names that call notes and tracebacks show: Harn's, and the file's.

    The functions of a factory get the name; a region is told by its frame.
    """
    is_factory = compiled.co_name.startswith("make_")
    constants = [
        _renamed(constant, name, file) if hasattr(constant, "co_code") else constant
        for constant in compiled.co_consts
    ]
    if is_factory:
        constants = [c.replace(co_name=name) if hasattr(c, "co_code") else c for c in constants]
    return compiled.replace(co_consts=tuple(constants), co_filename=file)
