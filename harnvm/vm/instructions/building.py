"""Lists, dicts, strings, structs, enum variants and closures."""

from __future__ import annotations

from harnvm.values.display import concat, display
from harnvm.values.model import EnumValue, StructValue, Value
from harnvm.values.view import as_list
from harnvm.vm.frame import Frame
from harnvm.vm.instructions.access import require_dict, require_list
from harnvm.vm.instructions.registry import instruction
from harnvm.vm.module import FunctionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.bytecode.code import Code
    from harnvm.vm.machine import Machine


def _take(stack: list[Value], count: int) -> list[Value]:
    """Pop the last values, in the order they were pushed."""
    first = len(stack) - count
    taken = stack[first:]
    del stack[first:]
    return taken


@instruction("BUILD_LIST")
def build_list(machine: Machine, frame: Frame, count: int) -> None:
    frame.stack.append(_take(frame.stack, count))


@instruction("LIST_APPEND")
def list_append(machine: Machine, frame: Frame, arg: int) -> None:
    item = frame.stack.pop()
    frame.stack[-1].append(item)


@instruction("LIST_EXTEND")
def list_extend(machine: Machine, frame: Frame, arg: int) -> None:
    items = frame.stack.pop()
    require_list(items)
    frame.stack[-1].extend(as_list(items))


def _key(value: Value) -> str:
    return value if type(value) is str else display(value)


@instruction("BUILD_DICT")
def build_dict(machine: Machine, frame: Frame, count: int) -> None:
    parts = _take(frame.stack, 2 * count)
    frame.stack.append(dict(zip(map(_key, parts[0::2]), parts[1::2], strict=True)))


@instruction("DICT_INSERT")
def dict_insert(machine: Machine, frame: Frame, arg: int) -> None:
    value = frame.stack.pop()
    key = frame.stack.pop()
    frame.stack[-1][_key(key)] = value


@instruction("DICT_MERGE")
def dict_merge(machine: Machine, frame: Frame, arg: int) -> None:
    entries = frame.stack.pop()
    require_dict(entries)
    frame.stack[-1].update(entries)


@instruction("CONCAT")
def concat_(machine: Machine, frame: Frame, count: int) -> None:
    frame.stack.append(concat(_take(frame.stack, count)))


@instruction("BUILD_STRUCT")
def build_struct(machine: Machine, frame: Frame, name: str) -> None:
    frame.stack[-1] = StructValue(name, frame.stack[-1])


@instruction("BUILD_ENUM")
def build_enum(machine: Machine, frame: Frame, arg: tuple[str, str, int]) -> None:
    enum, variant, count = arg
    frame.stack.append(EnumValue(enum, variant, _take(frame.stack, count)))


@instruction("WRAP")
def wrap(machine: Machine, frame: Frame, variant: str) -> None:
    frame.stack[-1] = EnumValue("Result", variant, [frame.stack[-1]])


@instruction("MAKE_CLOSURE")
def make_closure(machine: Machine, frame: Frame, code: Code) -> None:
    function = frame.function
    captured = [_capture(machine, frame, kind, where) for kind, where in reversed(code.captures)]
    frame.stack.append(FunctionValue(code, captured, function.module, frame.impls))


def _capture(machine: Machine, frame: Frame, kind: str, where: int | str) -> Value:
    if isinstance(where, int):
        return frame.slots[where]
    return frame.function if kind == "self" else frame.function.module.names.get(where)
