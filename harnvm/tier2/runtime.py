"""What generated code calls.

`FUNCTIONS` knows values only and is the same everywhere; `bound_functions` makes what also knows the machine
and the module the code is for.
"""

from __future__ import annotations

import sys
from itertools import chain
from sys import exc_info
from typing import Any

from harnvm.errors import (
    HarnExit,
    HarnLimitError,
    HarnRuntimeError,
    HarnThrown,
    stack_overflow,
    thrown,
    type_error,
)
from harnvm.tier2.paths import ALONE, write_owned
from harnvm.values.access import (
    get_property,
    get_property_optional,
    length,
    set_property_owned,
    set_subscript_owned,
    slice_value,
    subscript,
    with_property,
    with_subscript,
)
from harnvm.values.display import display, type_name
from harnvm.values.equal import equal
from harnvm.values.iteration import iterate
from harnvm.values.methods import TABLES, call_method
from harnvm.values.model import (
    BuiltinRef,
    Duration,
    EnumValue,
    PairValue,
    StructValue,
    Value,
    wrap,
)
from harnvm.values.ops import (
    add,
    contains,
    div,
    greater,
    greater_equal,
    less,
    less_equal,
    make_range,
    mod,
    mul,
    negate,
    power,
    sub,
)
from harnvm.values.view import as_list, is_list
from harnvm.vm.frame import MAX_FRAMES, Frame
from harnvm.vm.instructions.access import require_dict, require_list, write_path
from harnvm.vm.instructions.calls import (
    check_argument,
    implement_methods,
    import_names,
    run_branches,
    start_task,
)
from harnvm.vm.instructions.variables import (
    assign,
    declare,
    late_name_value,
    late_value,
    load,
    refusal,
    update,
)
from harnvm.vm.loop import AGAIN
from harnvm.vm.machine import MAX_NESTING, Machine
from harnvm.vm.module import Cell, FunctionValue, Module
from harnvm.vm.tail import Tail
from harnvm.vm.tracebacks import settle
from harnvm.vm.unwind import as_harn_error, caught_value, out_of_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Unset:
    """The default of parameters with a default value."""


UNSET = _Unset()


def text(value: Value) -> str:
    """Return how a value is shown."""
    return value if type(value) is str else display(value)


def spread_list(value: Value) -> list[Value]:
    """Return the items of a spread in a list."""
    require_list(value)
    return as_list(value)


def spread_dict(value: Value) -> dict[str, Value]:
    """Return the entries of a spread in a dict."""
    require_dict(value)
    return value  # type: ignore[no-any-return]


def dict_rest(value: dict[str, Value], keys: tuple[str, ...]) -> dict[str, Value]:
    """Return the entries that a pattern has not named."""
    return {key: item for key, item in value.items() if key not in keys}


def field(value: EnumValue, index: int) -> Value:
    """Return a field of the payload, nil beyond it."""
    return value.fields[index] if index < len(value.fields) else None


def again(frame: Frame, item: Value) -> object:
    """Put an item back in front of the iterator that a ``for`` of a frame walks over."""
    frame.stack[-1] = chain((item,), frame.stack[-1])
    return AGAIN


# --- Updates ----------------------------------------------------------------------------------------


def grow(value: Value, other: Value, owned: bool) -> tuple[Value, bool]:
    """Return ``value + other`` and whether the variable owns it."""
    if owned and type(value) is type(other):
        if type(value) is list:
            value += other
        else:
            value.update(other)
        return value, True
    total = add(value, other)
    return total, type(total) is list or type(total) is dict


def set_index(value: Value, owned: bool, index: Value, part: Value) -> tuple[Value, bool]:
    """Return `value` with another element, and whether the variable owns it."""
    if owned:
        return set_subscript_owned(value, index, part), True
    changed = with_subscript(value, index, part)
    return changed, changed is not value and type(changed) in (list, dict)


def set_property(value: Value, owned: bool, name: str, part: Value) -> tuple[Value, bool]:
    """Return `value` with another property, and whether the variable owns it."""
    if owned and type(value) is dict:
        return set_property_owned(value, name, part), True
    return with_property(value, name, part), type(value) is dict


def write_into(value: Value, steps: tuple[str | None, ...], part: Value, *indices: Value) -> Value:
    """Return a copy of `value` with the part at the end of a path replaced."""
    return write_path([part, *indices], value, steps)


# --- Errors -----------------------------------------------------------------------------------------


def caught(raised: Exception, enum: str | None) -> Value:
    """Return what a handler catches; raise the error on if it may not see it."""
    if enum is None and type(raised) is HarnThrown:
        return raised.value  # nobody will ask where it came from
    error = as_harn_error(raised)
    if not isinstance(error, HarnRuntimeError) or isinstance(error, HarnLimitError):
        raise error
    settle(error, raised.__traceback__)
    error.__traceback__ = None
    return caught_value(error, enum)


def unwinds() -> bool:
    """Tell whether ``finally`` blocks still run: not after ``exit`` or a limit."""
    kind = exc_info()[0]
    return kind is None or not issubclass(kind, HarnLimitError | HarnExit)


def is_ok(value: Value) -> bool:
    """Tell whether unwrapping goes on; refuse what is no Result."""
    if type(value) is not EnumValue or value.enum != "Result":
        raise type_error(f"? operator requires a Result value, got {type_name(value)}")
    return value.variant == "Ok"


def ok_value(value: EnumValue) -> Value:
    """Return what an ``Ok`` holds."""
    return value.fields[0] if value.fields else None


def check_tail(callee: Value) -> Value:
    """Refuse to call, at the end of a function, what a returned pipe cannot call."""
    if type(callee) is not FunctionValue and (type(callee) is BuiltinRef or not callable(callee)):
        raise type_error(f"Cannot call {display(callee)}")
    return callee


FUNCTIONS: dict[str, Any] = {
    function.__name__: function
    for function in (
        add, sub, mul, div, mod, power, negate, less, less_equal, greater, greater_equal, contains, equal, wrap,
        make_range, iterate, is_list, get_property, get_property_optional, subscript, slice_value, length, require_dict,
        require_list, thrown, text, spread_list, spread_dict, dict_rest, field, grow, set_index, set_property,
        write_owned, again, caught, unwinds, is_ok, ok_value, check_tail,
    )
}  # fmt: skip
FUNCTIONS.update(
    write_path=write_into,
    chain=chain,
    AGAIN=AGAIN,
    alone=ALONE,
    new=object.__new__,
    getrefcount=getattr(sys, "getrefcount", None),
    UNSET=UNSET,
    Cell=Cell,
    Duration=Duration,
    EnumValue=EnumValue,
    FunctionValue=FunctionValue,
    PairValue=PairValue,
    StructValue=StructValue,
    Tail=Tail,
)

#: Names that no variable of generated code may have.
RESERVED = frozenset(
    [
        *FUNCTIONS, "context", "module", "names", "ringing", "on_alarm", "enter", "general", "bouncing",
        "generating", "apply", "pipe", "method", "method_optional", "cell_entry", "find_name", "find_builtin",
        "find_local", "find_cell", "load_name", "load_late", "load_late_name", "declare_let", "declare_var",
        "assign_name", "update_name", "refuse", "refuse_change", "check_parameter", "spawn", "parallel",
        "import_into", "implement", "begin_deadline", "end_deadline", "pushed", "function", "frame", "slots",
        "itself", "call", "generating_guarded", "machine", "overflow", "nesting", "step",
        "other_batch", "items", "results", "append",
    ]
)  # fmt: skip


# --- What knows the machine -------------------------------------------------------------------------


def bound_functions(machine: Machine, module: Module) -> dict[str, Any]:
    """Return what generated code of a module calls in its machine."""
    return {
        "machine": machine,
        "context": machine.context,
        "module": module,
        "names": module.names,
        **_entering(machine),
        **_calling(machine, module),
        **_naming(machine, module),
        **_running(machine, module),
    }


def _entering(machine: Machine) -> dict[str, Any]:
    def on_alarm() -> None:
        machine.on_alarm()

    def enter(depth: int) -> None:
        if depth > MAX_FRAMES:
            raise stack_overflow()
        if machine.ringing:
            machine.on_alarm()

    def overflow() -> None:
        raise stack_overflow()

    def general(function: FunctionValue) -> Callable[..., Value]:
        machine.promoter.miss(function)
        return function.general

    def other_batch(function: FunctionValue, name: str) -> Callable[..., Value]:
        machine.promoter.miss_batch(function, name)
        made: Callable[..., Value] = getattr(function, name)
        return made

    def bouncing(body: Callable[..., Value]) -> Callable[..., Value]:
        def entry(depth: int, *args: Value) -> Value:
            result = body(depth, *args)
            while type(result) is Tail:
                result = machine.follow(result, depth)
            return result

        return entry

    def generating(body: Callable[..., Iterator[Value]]) -> Callable[..., Value]:
        def entry(depth: int, *args: Value) -> Value:
            return machine.generator(body(1, *args), generated=True)

        return entry

    def generating_guarded(body: Callable[..., Iterator[Value]]) -> Callable[..., Value]:
        def entry(depth: int, *args: Value) -> Value:
            return machine.generator(machine.guard_closing(body(1, *args)), generated=True)

        return entry

    return {
        "generating_guarded": generating_guarded,
        "on_alarm": on_alarm,
        "enter": enter,
        "overflow": overflow,
        "general": general,
        "bouncing": bouncing,
        "other_batch": other_batch,
        "generating": generating,
        "ringing": False,
        "limit": MAX_FRAMES,
    }


def _calling(machine: Machine, module: Module) -> dict[str, Any]:
    names, builtins, context = module.names, machine.builtins, machine.context
    call = machine.call

    def find_name(name: str) -> Value:
        value = names.get(name)
        return value if type(value) is FunctionValue else builtins[name]

    def find_local(value: Value, name: str) -> Value:
        return value if type(value) is FunctionValue else builtins[name]

    def find_cell(cell: Cell, name: str) -> Value:
        value = cell.value
        return value if type(value) is FunctionValue else find_name(name)

    def cell_entry(cell: Cell, name: str, builtin: Callable[..., Value]) -> Callable[..., Value]:
        value = cell.value
        if type(value) is not FunctionValue:
            value = names.get(name)
        return value.entry if type(value) is FunctionValue else builtin

    def apply(callee: Value, depth: int, args: list[Value]) -> Value:
        if type(callee) is FunctionValue:
            return callee.entry(depth, *args)
        return callee(context, args)

    def pipe(callee: Value, value: Value, depth: int) -> Value:
        if type(callee) is str:
            callee = find_name(callee)
        elif type(callee) is not FunctionValue:
            raise type_error(f"cannot pipe into {type_name(callee)}")
        return apply(callee, depth, [value])

    def method(receiver: Value, name: str, args: list[Value], impls: dict[str, Any]) -> Value:
        kind = type(receiver)
        if kind is StructValue:
            found = impls.get(receiver.name, {}).get(name)
            if found is None or found.prototype.translation is None or machine.nesting >= MAX_NESTING:
                return None if found is None else call(found, [receiver, *args])
            nesting = machine.nesting
            machine.nesting = nesting + 1
            try:
                if len(args) < found.prototype.arity:
                    return found.exact(1, receiver, *args)
                return found.entry(1, receiver, *args)
            except BaseException as raised:
                raise out_of_run(raised) from None
            finally:
                machine.nesting = nesting
        known = TABLES[kind].get(name)
        return known(receiver, args, call) if known is not None else call_method(receiver, name, args, call)

    def method_optional(receiver: Value, name: str, args: list[Value], impls: dict[str, Any]) -> Value:
        return None if receiver is None else method(receiver, name, args, impls)

    def pushed(receiver: Value, item: Value, impls: dict[str, Any]) -> tuple[Value, bool]:
        if type(receiver) is list:
            return [*receiver, item], True
        return method(receiver, "push", [item], impls), False

    return {
        "find_name": find_name,
        "find_builtin": builtins.__getitem__,
        "find_local": find_local,
        "find_cell": find_cell,
        "cell_entry": cell_entry,
        "apply": apply,
        "pipe": pipe,
        "call": call,
        "method": method,
        "method_optional": method_optional,
        "pushed": pushed,
    }


def _naming(machine: Machine, module: Module) -> dict[str, Any]:
    def refuse(value: Value, kind: str, name: str) -> None:
        raise refusal(kind, name)

    def refuse_change(name: str, old: Value, new: Value) -> None:
        if new is not old:
            raise refusal("immutable", name)

    def update_name(name: str, steps: tuple[str | None, ...], part: Value, *indices: Value) -> None:
        update(module, name, steps, [part, *indices])

    return {
        "load_name": lambda name, candidates: load(machine, module, name, candidates),
        "load_late": lambda cell, name: late_value(machine, module, cell, name),
        "load_late_name": lambda name: late_name_value(machine, module, name),
        "declare_let": lambda name, value: declare(module, name, value, mutable=False),
        "declare_var": lambda name, value: declare(module, name, value, mutable=True),
        "assign_name": lambda name, value: assign(module, name, value),
        "update_name": update_name,
        "refuse": refuse,
        "refuse_change": refuse_change,
    }


def _running(machine: Machine, module: Module) -> dict[str, Any]:
    def check_parameter(value: Value, name: str, schema: dict[str, Any]) -> None:
        check_argument(machine, value, name, schema)

    def implement(frame: Frame, type_name: str, names: tuple[str, ...], methods: list[Value]) -> None:
        implement_methods(frame, type_name, names, methods)

    return {
        "check_parameter": check_parameter,
        "implement": implement,
        "spawn": lambda function: start_task(machine, function),
        "parallel": lambda mode, limit, items, function: run_branches(machine, mode, limit, items, function),
        "import_into": lambda path, names: import_names(machine, module, path, names),
        "begin_deadline": lambda duration: machine.tasks.begin_deadline(duration),
        "end_deadline": lambda unwinding: machine.tasks.end_deadline(unwinding),
    }
