"""Cells, names of the module scope, and refusals."""

from __future__ import annotations

from harnvm.errors import HarnRuntimeError, immutable_assignment, runtime_error, undefined_variable
from harnvm.values.model import Duration, Value
from harnvm.vm.frame import Frame
from harnvm.vm.instructions.registry import instruction
from harnvm.vm.module import Cell, FunctionValue, Module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from harnvm.vm.machine import Machine


@instruction("LOAD_DURATION")
def load_duration(machine: Machine, frame: Frame, milliseconds: int) -> None:
    frame.stack.append(Duration(milliseconds))


@instruction("NEW_CELL")
def new_cell(machine: Machine, frame: Frame, slot: int) -> None:
    frame.slots[slot] = Cell()


@instruction("LOAD_CELL")
def load_cell(machine: Machine, frame: Frame, slot: int) -> None:
    frame.stack.append(frame.slots[slot].value)


@instruction("STORE_CELL")
def store_cell(machine: Machine, frame: Frame, slot: int) -> None:
    frame.slots[slot].value = frame.stack.pop()


@instruction("LOAD_LATE")
def load_late(machine: Machine, frame: Frame, arg: tuple[int, str]) -> None:
    slot, name = arg
    frame.stack.append(late_value(machine, frame.function.module, frame.slots[slot], name))


def late_value(machine: Machine, module: Module, cell: Cell, name: str) -> Value:
    """Return the closure in a cell, else what the name stands for around it."""
    value = cell.value
    return value if type(value) is FunctionValue else late_name_value(machine, module, name)


@instruction("LOAD_SELF")
def load_self(machine: Machine, frame: Frame, arg: int) -> None:
    frame.stack.append(frame.function)


@instruction("LOAD_NAME")
def load_name(machine: Machine, frame: Frame, arg: tuple[str, tuple[str, ...] | None]) -> None:
    frame.stack.append(load(machine, frame.function.module, *arg))


def load(machine: Machine, module: Module, name: str, candidates: tuple[str, ...] | None) -> Value:
    """Return what a name of the module scope stands for."""
    names = module.names
    return names[name] if name in names else _outer(machine, module, name, candidates or ())


@instruction("LOAD_LATE_NAME")
def load_late_name(machine: Machine, frame: Frame, name: str) -> None:
    frame.stack.append(late_name_value(machine, frame.function.module, name))


def late_name_value(machine: Machine, module: Module, name: str) -> Value:
    """Return the closure that a name of the module scope stands for, else a global or builtin."""
    value = module.names.get(name)
    return value if type(value) is FunctionValue else _outer(machine, module, name, ())


def _outer(machine: Machine, module: Module, name: str, candidates: tuple[str, ...]) -> Value:
    """Look a name up outside the module: globals, then builtins."""
    found = machine.outer_value(name)
    if found is not None:
        return found
    from harnvm.suggest import closest_match

    known = [*candidates, *module.names, *machine.globals, *machine.builtins.names()]
    suggestion = closest_match(name, known)
    if suggestion is not None:
        raise runtime_error(f"Undefined variable: {name} (did you mean `{suggestion}`?)")
    raise undefined_variable(name)


@instruction("DECLARE_LET")
def declare_let(machine: Machine, frame: Frame, name: str) -> None:
    declare(frame.function.module, name, frame.stack.pop(), mutable=False)


def declare(module: Module, name: str, value: Value, *, mutable: bool) -> None:
    """Bind a name of the module scope; an immutable one only once in a chunk."""
    if not mutable and name in module.declared and name not in module.mutable:
        raise _redeclared(name)
    module.declare(name, value, mutable=mutable)


@instruction("DECLARE_VAR")
def declare_var(machine: Machine, frame: Frame, name: str) -> None:
    declare(frame.function.module, name, frame.stack.pop(), mutable=True)


@instruction("ASSIGN_NAME")
def assign_name(machine: Machine, frame: Frame, name: str) -> None:
    assign(frame.function.module, name, frame.stack.pop())


def assign(module: Module, name: str, value: Value) -> None:
    """Change a mutable name of the module scope."""
    if name not in module.names:
        raise undefined_variable(name)
    if name not in module.mutable:
        raise immutable_assignment(name)
    module.rebind(name, value)


@instruction("UPDATE_NAME")
def update_name(machine: Machine, frame: Frame, arg: tuple[str, tuple[str | None, ...]]) -> None:
    name, steps = arg
    update(frame.function.module, name, steps, frame.stack)


def update(module: Module, name: str, steps: tuple[str | None, ...], stack: list[Value]) -> None:
    """Write into a value of the module scope; nothing happens if the name does not exist.

    Args:
        module: The module.
        name: The name.
        steps: As in `write_path`.
        stack: What that pops.
    """
    from harnvm.vm.instructions.access import write_path

    old = module.names.get(name)
    new = write_path(stack, old, steps) if name in module.names else None
    if name in module.names and new is not old:
        assign(module, name, new)


@instruction("REFUSE")
def refuse(machine: Machine, frame: Frame, arg: tuple[str, str]) -> NoReturn:
    raise refusal(*arg)


def refusal(kind: str, name: str) -> HarnRuntimeError:
    """Make the error of a write that the resolver has found to be wrong."""
    if kind == "redeclared":
        return _redeclared(name)
    return immutable_assignment(name) if kind == "immutable" else undefined_variable(name)


def _redeclared(name: str) -> HarnRuntimeError:
    return runtime_error(
        f"Cannot redeclare immutable variable '{name}' in the same scope (use 'var' for mutable bindings)"
    )


@instruction("REFUSE_CHANGE")
def refuse_change(machine: Machine, frame: Frame, name: str) -> None:
    old = frame.stack.pop()
    new = frame.stack.pop()
    if new is not old:
        raise immutable_assignment(name)
