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
    value = frame.slots[slot].value
    if type(value) is FunctionValue:
        frame.stack.append(value)
    else:
        load_late_name(machine, frame, name)


@instruction("LOAD_SELF")
def load_self(machine: Machine, frame: Frame, arg: int) -> None:
    frame.stack.append(frame.function)


@instruction("LOAD_NAME")
def load_name(machine: Machine, frame: Frame, arg: tuple[str, tuple[str, ...] | None]) -> None:
    name, candidates = arg
    names = frame.function.module.names
    if name in names:
        frame.stack.append(names[name])
    else:
        frame.stack.append(_outer(machine, frame.function.module, name, candidates or ()))


@instruction("LOAD_LATE_NAME")
def load_late_name(machine: Machine, frame: Frame, name: str) -> None:
    module = frame.function.module
    value = module.names.get(name)
    if type(value) is FunctionValue:
        frame.stack.append(value)
    else:
        frame.stack.append(_outer(machine, module, name, ()))


def _outer(machine: Machine, module: Module, name: str, candidates: tuple[str, ...]) -> Value:
    """Look a name up outside the module: globals, then builtins."""
    found = machine.outer_value(name)
    if found is not None:
        return found
    from harnvm.vm.suggest import closest_match

    known = [*candidates, *module.names, *machine.globals, *machine.builtins.names()]
    suggestion = closest_match(name, known)
    if suggestion is not None:
        raise runtime_error(f"Undefined variable: {name} (did you mean `{suggestion}`?)")
    raise undefined_variable(name)


@instruction("DECLARE_LET")
def declare_let(machine: Machine, frame: Frame, name: str) -> None:
    module = frame.function.module
    if name in module.declared and name not in module.mutable:
        raise _redeclared(name)
    module.declare(name, frame.stack.pop(), mutable=False)


@instruction("DECLARE_VAR")
def declare_var(machine: Machine, frame: Frame, name: str) -> None:
    frame.function.module.declare(name, frame.stack.pop(), mutable=True)


@instruction("ASSIGN_NAME")
def assign_name(machine: Machine, frame: Frame, name: str) -> None:
    _assign(frame.function.module, name, frame.stack.pop())


def _assign(module: Module, name: str, value: Value) -> None:
    if name not in module.names:
        raise undefined_variable(name)
    if name not in module.mutable:
        raise immutable_assignment(name)
    module.names[name] = value


@instruction("UPDATE_NAME")
def update_name(machine: Machine, frame: Frame, arg: tuple[str, tuple[str | None, ...]]) -> None:
    """Write into a value of the module scope; nothing happens if the name does not exist."""
    from harnvm.vm.instructions.access import write_path

    name, steps = arg
    module = frame.function.module
    old = module.names.get(name)
    new = write_path(frame.stack, old, steps) if name in module.names else None
    if name in module.names and new is not old:
        _assign(module, name, new)


@instruction("REFUSE")
def refuse(machine: Machine, frame: Frame, arg: tuple[str, str]) -> NoReturn:
    kind, name = arg
    if kind == "redeclared":
        raise _redeclared(name)
    raise immutable_assignment(name) if kind == "immutable" else undefined_variable(name)


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
