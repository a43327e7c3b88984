"""Reading and writing inside values, iteration, destructuring, matching."""

from __future__ import annotations

from harnvm.errors import type_error
from harnvm.values.access import (
    get_property,
    get_property_optional,
    set_property_owned,
    set_subscript_owned,
    slice_value,
    subscript,
    with_property,
    with_subscript,
)
from harnvm.values.display import type_name
from harnvm.values.iteration import iterate
from harnvm.values.limits import check_items
from harnvm.values.model import EnumValue, Value
from harnvm.values.view import is_list
from harnvm.vm.frame import Frame
from harnvm.vm.instructions.registry import instruction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.vm.machine import Machine


@instruction("GET_PROPERTY_OPTIONAL")
def get_optional(machine: Machine, frame: Frame, name: str) -> None:
    frame.stack[-1] = get_property_optional(frame.stack[-1], name)


@instruction("SLICE")
def slice_(machine: Machine, frame: Frame, arg: int) -> None:
    high = frame.stack.pop()
    low = frame.stack.pop()
    frame.stack[-1] = slice_value(frame.stack[-1], low, high)


# --- Writing ----------------------------------------------------------------------------------------


@instruction("SET_INDEX_LOCAL")
def set_index_local(machine: Machine, frame: Frame, arg: tuple[int, int]) -> None:
    slot, owned = arg
    index = frame.stack.pop()
    value = frame.stack.pop()
    slots = frame.slots
    if slots[owned]:
        slots[slot] = set_subscript_owned(slots[slot], index, value)
    else:
        old = slots[slot]
        slots[slot] = changed = with_subscript(old, index, value)
        # Nobody else has the copy; but where there is nothing to change, none was made.
        slots[owned] = changed is not old and type(changed) in (dict, list)
    if machine.check_size is not None:
        machine.check_size(slots[slot])


@instruction("SET_PROPERTY_LOCAL")
def set_property_local(machine: Machine, frame: Frame, arg: tuple[int, int, str]) -> None:
    slot, owned, name = arg
    value = frame.stack.pop()
    slots = frame.slots
    target = slots[slot]
    # Methods of a struct may keep it without the compiler seeing it, so that only dicts are owned.
    if slots[owned] and type(target) is dict:
        set_property_owned(target, name, value)
    else:
        slots[slot] = with_property(target, name, value)
        slots[owned] = type(target) is dict
    if machine.check_size is not None:
        machine.check_size(slots[slot])


@instruction("SET_PATH")
def set_path(machine: Machine, frame: Frame, steps: tuple[str | None, ...]) -> None:
    target = frame.stack.pop()
    frame.stack.append(write_path(frame.stack, target, steps))


def write_path(stack: list[Value], target: Value, steps: tuple[str | None, ...]) -> Value:
    """Return a copy of `target` with the value at the end of a path replaced.

    The value, then the indices of the path's None steps, are popped from the stack.
    """
    first = len(stack) - steps.count(None)
    indices = stack[first:]
    del stack[first:]
    value = stack.pop()
    remaining = iter(indices)
    path = [(step, next(remaining) if step is None else None) for step in steps]
    return _written(target, path, 0, value)


def _written(target: Value, path: list[tuple[str | None, Value]], depth: int, value: Value) -> Value:
    name, index = path[depth]
    if depth + 1 < len(path):
        inner = get_property(target, name) if name is not None else subscript(target, index)
        value = _written(inner, path, depth + 1, value)
    written = with_property(target, name, value) if name is not None else with_subscript(target, index, value)
    if type(written) is dict:
        check_items(len(written))
    return written


# --- Iteration, destructuring, matching -------------------------------------------------------------


@instruction("GET_ITER")
def get_iter(machine: Machine, frame: Frame, arg: int) -> None:
    frame.stack[-1] = iterate(frame.stack[-1])


def require_dict(value: Value) -> None:
    """Refuse what cannot be destructured as a dict."""
    if type(value) is not dict:
        raise type_error(f"cannot destructure {type_name(value)} with {{...}} pattern — expected dict")


def require_list(value: Value) -> None:
    """Refuse what cannot be destructured as a list."""
    if not is_list(value):
        raise type_error(f"cannot destructure {type_name(value)} with [...] pattern — expected list")


@instruction("CHECK_DICT")
def check_dict(machine: Machine, frame: Frame, arg: int) -> None:
    require_dict(frame.stack[-1])


@instruction("CHECK_LIST")
def check_list(machine: Machine, frame: Frame, arg: int) -> None:
    require_list(frame.stack[-1])


@instruction("DICT_REST")
def dict_rest(machine: Machine, frame: Frame, keys: tuple[str, ...]) -> None:
    frame.stack[-1] = {key: value for key, value in frame.stack[-1].items() if key not in keys}


@instruction("MATCH_ENUM")
def match_enum(machine: Machine, frame: Frame, arg: tuple[str, str]) -> None:
    value = frame.stack[-1]
    frame.stack[-1] = type(value) is EnumValue and (value.enum, value.variant) == arg


@instruction("MATCH_DICT")
def match_dict(machine: Machine, frame: Frame, arg: int) -> None:
    frame.stack[-1] = type(frame.stack[-1]) is dict


@instruction("MATCH_LIST")
def match_list(machine: Machine, frame: Frame, length: int) -> None:
    value = frame.stack[-1]
    frame.stack[-1] = is_list(value) and len(value) >= length


@instruction("GET_FIELD")
def get_field(machine: Machine, frame: Frame, index: int) -> None:
    fields = frame.stack[-1].fields
    frame.stack[-1] = fields[index] if index < len(fields) else None
