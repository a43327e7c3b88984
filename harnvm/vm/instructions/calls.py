"""Finding callees, methods, parameter checks, impl blocks, tasks, imports."""

from __future__ import annotations

from harnvm.errors import HarnRuntimeError
from harnvm.values.model import Value
from harnvm.vm.frame import Frame
from harnvm.vm.instructions.registry import instruction
from harnvm.vm.module import FunctionValue, Impls, Methods, Module
from harnvm.vm.spans import Recording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from harnvm.vm.machine import Machine


@instruction("FIND_CELL")
def find_cell(machine: Machine, frame: Frame, arg: tuple[int, str]) -> None:
    slot, name = arg
    value = frame.slots[slot].value
    if type(value) is not FunctionValue:
        value = frame.function.module.names.get(name)
    frame.stack.append(value if type(value) is FunctionValue else machine.builtins[name])


@instruction("FIND_BUILTIN")
def find_builtin(machine: Machine, frame: Frame, name: str) -> None:
    frame.stack.append(machine.builtins[name])


@instruction("CALL_METHOD_OPTIONAL")
def call_method_optional(machine: Machine, frame: Frame, arg: tuple[str, int]) -> None:
    name, count = arg
    first = len(frame.stack) - count
    args = frame.stack[first:]
    del frame.stack[first:]
    receiver = frame.stack[-1]
    frame.stack[-1] = None if receiver is None else machine.call_method(frame, receiver, name, args)


@instruction("CALL_METHOD_SPREAD")
def call_method_spread(machine: Machine, frame: Frame, name: str) -> None:
    args = frame.stack.pop()
    frame.stack[-1] = machine.call_method(frame, frame.stack[-1], name, args)


_CHECKED_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (float, int),
    "string": (str,),
    "bool": (bool,),
    "list": (list,),
    "dict": (dict,),
}


@instruction("CHECK_PARAMETER")
def check_parameter(machine: Machine, frame: Frame, arg: tuple[int, str, dict[str, Any]]) -> None:
    slot, name, schema = arg
    value = frame.slots[slot]
    if len(schema) == 1 and type(value) in _CHECKED_TYPES.get(schema.get("type", ""), ()):
        return
    check_argument(machine, value, name, schema)


def check_argument(machine: Machine, value: Value, name: str, schema: dict[str, Any]) -> None:
    """Refuse an argument that does not fit the schema of its parameter."""
    try:
        machine.builtins["__assert_schema"](machine.context, [value, name, schema])
    except HarnRuntimeError as error:
        # The caller is to blame: its frame is where the error is reported.
        error.blames_caller = True
        raise


@instruction("IMPLEMENT")
def implement(machine: Machine, frame: Frame, arg: tuple[str, tuple[str, ...]]) -> None:
    type_name, names = arg
    first = len(frame.stack) - len(names)
    made = frame.stack[first:]
    del frame.stack[first:]
    implement_methods(frame, type_name, names, made)


def implement_methods(frame: Frame, type_name: str, names: tuple[str, ...], made: list[Value]) -> None:
    """Bind the methods of a type for what is made from here on, the methods themselves included."""
    methods = Methods(zip(names, made, strict=True))
    frame.impls = Impls({**frame.impls, type_name: methods})
    for method in methods.values():
        method.impls = frame.impls


@instruction("SPAWN")
def spawn(machine: Machine, frame: Frame, arg: int) -> None:
    frame.stack[-1] = start_task(machine, frame.stack[-1])


def start_task(machine: Machine, function: Value) -> Value:
    """Start a function as a task and return its handle."""
    with Recording(machine.context, "spawn", "spawn"):
        return machine.tasks.spawn(function)


@instruction("PARALLEL")
def parallel(machine: Machine, frame: Frame, mode: str) -> None:
    function = frame.stack.pop()
    operand = frame.stack.pop()
    frame.stack[-1] = run_branches(machine, mode, frame.stack[-1], operand, function)


def run_branches(machine: Machine, mode: str, limit: Value, operand: Value, function: Value) -> Value:
    """Run a function for each item and return the results in order."""
    with Recording(machine.context, "parallel", "parallel"):
        return machine.tasks.parallel(mode, limit, operand, function)


@instruction("DEADLINE_BEGIN")
def deadline_begin(machine: Machine, frame: Frame, arg: int) -> None:
    machine.tasks.begin_deadline(frame.stack.pop())


@instruction("DEADLINE_END")
def deadline_end(machine: Machine, frame: Frame, arg: int) -> None:
    machine.tasks.end_deadline(unwinding=bool(arg))


@instruction("IMPORT")
def import_(machine: Machine, frame: Frame, arg: tuple[str, tuple[str, ...] | None]) -> None:
    import_names(machine, frame.function.module, *arg)


def import_names(machine: Machine, module: Module, path: str, names: tuple[str, ...] | None) -> None:
    """Bind what a module exports, or the given names of it, in another one's scope."""
    with Recording(machine.context, "import", path):
        machine.importer.import_into(module, path, names)
