"""The dispatch loop.

`run` executes a frame and whatever it calls until the frame returns, suspends or fails. Calls of Harn
functions push frames and do not recurse in Python. The commonest instructions are spelled out here, in
rough order of frequency, because a function call each would double the time; all others live in
`harnvm.vm.instructions`.
"""

from __future__ import annotations

from harnvm.bytecode.opcodes import NUMBER
from harnvm.errors import stack_overflow, thrown, type_error
from harnvm.values.access import get_property, subscript
from harnvm.values.display import display, type_name
from harnvm.values.equal import equal
from harnvm.values.methods import call_method
from harnvm.values.model import INT_MAX, INT_MIN, BuiltinRef, EnumValue, StructValue, Value
from harnvm.values.ops import (
    add,
    div,
    greater,
    greater_equal,
    less,
    less_equal,
    mod,
    mul,
    not_equal,
    sub,
    truthy,
)
from harnvm.vm.frame import MAX_FRAMES, Frame, make_frame
from harnvm.vm.instructions import INSTRUCTIONS
from harnvm.vm.module import FunctionValue
from harnvm.vm.tail import Tail
from harnvm.vm.unwind import recover

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.vm.machine import Machine


_LOAD_CONST = NUMBER["LOAD_CONST"]
_LOAD_LOCAL = NUMBER["LOAD_LOCAL"]
_LOAD_SHARED = NUMBER["LOAD_SHARED"]
_STORE_LOCAL = NUMBER["STORE_LOCAL"]
_DISOWN = NUMBER["DISOWN"]
_POP = NUMBER["POP"]
_DUP = NUMBER["DUP"]
_ADD = NUMBER["ADD"]
_SUBTRACT = NUMBER["SUBTRACT"]
_MULTIPLY = NUMBER["MULTIPLY"]
_DIVIDE = NUMBER["DIVIDE"]
_MODULO = NUMBER["MODULO"]
_EQUAL = NUMBER["EQUAL"]
_NOT_EQUAL = NUMBER["NOT_EQUAL"]
_LESS = NUMBER["LESS"]
_LESS_EQUAL = NUMBER["LESS_EQUAL"]
_GREATER = NUMBER["GREATER"]
_GREATER_EQUAL = NUMBER["GREATER_EQUAL"]
_NOT = NUMBER["NOT"]
_JUMP = NUMBER["JUMP"]
_LOOP = NUMBER["LOOP"]
_POP_JUMP_IF_FALSE = NUMBER["POP_JUMP_IF_FALSE"]
_POP_JUMP_IF_TRUE = NUMBER["POP_JUMP_IF_TRUE"]
_JUMP_IF_NOT_NIL = NUMBER["JUMP_IF_NOT_NIL"]
_JUMP_IF_PASSED = NUMBER["JUMP_IF_PASSED"]
_FIND_LOCAL = NUMBER["FIND_LOCAL"]
_FIND_NAME = NUMBER["FIND_NAME"]
_CALL = NUMBER["CALL"]
_TAIL_CALL = NUMBER["TAIL_CALL"]
_CALL_SPREAD = NUMBER["CALL_SPREAD"]
_PIPE = NUMBER["PIPE"]
_CALL_METHOD = NUMBER["CALL_METHOD"]
_RETURN = NUMBER["RETURN"]
_YIELD = NUMBER["YIELD"]
_GET_PROPERTY = NUMBER["GET_PROPERTY"]
_SUBSCRIPT = NUMBER["SUBSCRIPT"]
_APPEND_LOCAL = NUMBER["APPEND_LOCAL"]
_ADD_LOCAL = NUMBER["ADD_LOCAL"]
_FOR_ITER = NUMBER["FOR_ITER"]
_THROW = NUMBER["THROW"]
_UNWRAP = NUMBER["UNWRAP"]
_RUN_DEFERRED = NUMBER["RUN_DEFERRED"]
_END_DEFERRED = NUMBER["END_DEFERRED"]

#: Stands in running code where a loop is entered that generated code runs; no compiler emits it.
REGION = len(NUMBER)

#: What generated code ends with that has met an item it was not made for, and left it for the next round.
AGAIN = object()

#: What `next` gives when an iterator is exhausted.
_DONE = object()


class Suspended:
    """The outcome of a run that stopped at a ``yield``."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


def run(machine: Machine, frame: Frame, error: BaseException | None = None, base: int = 0) -> Value:
    """Run a frame to its end and return its value, or `Suspended` if it is a generator's and yields.

    Args:
        machine: The VM.
        frame: A fresh frame, or one that was suspended.
        error: Raised at the frame's place before anything else happens.
        base: How many frames the run has already, those of generated code that calls back into the loop.
    """
    frames = [frame]
    context = machine.context
    outer_folder = context.folder
    stacks = machine.stacks
    stacks.append(frames)
    try:
        return _run(machine, frames, error, base)
    finally:
        stacks.pop()
        context.folder = outer_folder


def _run(machine: Machine, frames: list[Frame], error: BaseException | None, base: int) -> Value:
    context = machine.context
    builtins = machine.builtins
    call = machine.call
    check_size = machine.check_size
    hot = machine.hot
    beats = machine.beats
    room = MAX_FRAMES - base
    nesting = machine.nesting
    frame = frames[-1]
    if frame.yields:
        beats = frame.beats
    if error is not None:
        frame = recover(frames, error, base)
    while True:
        # Enter, or come back to, a frame.
        function = frame.function
        module = function.module
        context.folder = module.folder
        names = module.names
        code = frame.code
        opcodes = code.opcodes
        operands = code.operands
        slots = frame.slots
        stack = frame.stack
        push = stack.append
        pop = stack.pop
        pc = frame.pc
        try:
            while True:
                op = opcodes[pc]
                arg = operands[pc]
                pc += 1
                if op == _LOAD_LOCAL:
                    push(slots[arg])
                elif op == _LOAD_CONST:
                    push(arg)
                elif op == _STORE_LOCAL:
                    slots[arg] = pop()
                elif op == _POP_JUMP_IF_FALSE:
                    condition = pop()
                    if condition is False or (condition is not True and not truthy(condition)):
                        pc = arg
                elif op == _ADD_LOCAL:
                    right = pop()
                    slot = arg[0]
                    left = slots[slot]
                    if type(left) is int and type(right) is int:
                        total = left + right
                        slots[slot] = total if INT_MIN <= total <= INT_MAX else add(left, right)
                    elif type(left) is str and type(right) is str:
                        # CPython grows a string in place when one local is its only holder.
                        slots[slot] = None
                        left = left + right
                        slots[slot] = left
                        if check_size is not None:
                            check_size(left)
                    elif type(left) is list and type(right) is list and slots[arg[1]]:
                        left.extend(right)
                        if check_size is not None:
                            check_size(left)
                    elif type(left) is dict and type(right) is dict and slots[arg[1]]:
                        left.update(right)
                        if check_size is not None:
                            check_size(left)
                    else:
                        slots[slot] = add(left, right)
                        slots[arg[1]] = True
                        if check_size is not None:
                            check_size(slots[slot])
                elif op == _LESS:
                    right = pop()
                    left = stack[-1]
                    if type(left) is int and type(right) is int:
                        stack[-1] = left < right
                    else:
                        stack[-1] = less(left, right)
                elif op == _ADD:
                    right = pop()
                    left = stack[-1]
                    if type(left) is int and type(right) is int:
                        total = left + right
                        stack[-1] = total if INT_MIN <= total <= INT_MAX else add(left, right)
                    else:
                        stack[-1] = add(left, right)
                        if check_size is not None:
                            check_size(stack[-1])
                elif op == _SUBTRACT:
                    right = pop()
                    left = stack[-1]
                    if type(left) is int and type(right) is int:
                        total = left - right
                        stack[-1] = total if INT_MIN <= total <= INT_MAX else sub(left, right)
                    else:
                        stack[-1] = sub(left, right)
                elif op == _LOOP:
                    if machine.ringing:
                        machine.on_alarm()
                    pc = arg
                    beats -= 1
                    if beats < 0:
                        beats = machine.beats
                        if machine.promote_loop(frame, pc):
                            opcodes = code.opcodes
                            operands = code.operands
                elif op == _FIND_NAME:
                    value = names.get(arg)
                    push(value if type(value) is FunctionValue else builtins[arg])
                elif op == _CALL:
                    callee = pop()
                    first = len(stack) - arg
                    args = stack[first:]
                    del stack[first:]
                    if type(callee) is not FunctionValue:
                        push(callee(context, args))
                        if check_size is not None:
                            check_size(stack[-1])
                    elif callee.prototype.generator:
                        push(machine.make_generator(callee, args))
                    else:
                        if len(frames) >= room:
                            raise stack_overflow()
                        if machine.ringing:
                            machine.on_alarm()
                        prototype = callee.prototype
                        prototype.heat += 1
                        if prototype.heat > hot and machine.promote(callee, args):
                            push(callee.entry(base + len(frames) + 1, *args))
                            context.folder = module.folder
                            continue
                        frame.pc = pc
                        frame = make_frame(callee, args)
                        frames.append(frame)
                        break
                elif op == _RETURN:
                    result = pop()
                    frames.pop()
                    if not frames:
                        return result
                    frame = frames[-1]
                    frame.stack.append(result)
                    break
                elif op == _LOAD_SHARED:
                    slots[arg[1]] = False
                    push(slots[arg[0]])
                elif op == _DISOWN:
                    slots[arg] = False
                elif op == _POP:
                    pop()
                elif op == _CALL_METHOD:
                    name, count = arg
                    first = len(stack) - count
                    args = stack[first:]
                    del stack[first:]
                    receiver = stack[-1]
                    if type(receiver) is StructValue:
                        stack[-1] = machine.call_struct_method(frame, receiver, name, args)
                    else:
                        stack[-1] = call_method(receiver, name, args, call)
                        if check_size is not None:
                            check_size(stack[-1])
                    del receiver, args  # an abandoned generator among them is closed now, not later
                elif op == _FOR_ITER:
                    item = next(stack[-1], _DONE)
                    if item is _DONE:
                        pop()
                        pc = arg
                    else:
                        push(item)
                elif op == _GET_PROPERTY:
                    value = stack[-1]
                    kind = type(value)
                    if kind is dict:
                        stack[-1] = value.get(arg)
                    elif kind is StructValue:
                        stack[-1] = value.fields.get(arg)
                    else:
                        stack[-1] = get_property(value, arg)
                elif op == _SUBSCRIPT:
                    right = pop()
                    stack[-1] = subscript(stack[-1], right)
                elif op == _JUMP:
                    pc = arg
                elif op == _EQUAL:
                    right = pop()
                    left = stack[-1]
                    if type(left) is type(right) and type(left) in (int, str):
                        stack[-1] = left == right
                    else:
                        stack[-1] = equal(left, right)
                elif op == _NOT_EQUAL:
                    right = pop()
                    stack[-1] = not_equal(stack[-1], right)
                elif op == _MULTIPLY:
                    right = pop()
                    stack[-1] = mul(stack[-1], right)
                elif op == _MODULO:
                    right = pop()
                    stack[-1] = mod(stack[-1], right)
                elif op == _DIVIDE:
                    right = pop()
                    stack[-1] = div(stack[-1], right)
                elif op == _GREATER:
                    right = pop()
                    stack[-1] = greater(stack[-1], right)
                elif op == _LESS_EQUAL:
                    right = pop()
                    stack[-1] = less_equal(stack[-1], right)
                elif op == _GREATER_EQUAL:
                    right = pop()
                    stack[-1] = greater_equal(stack[-1], right)
                elif op == _NOT:
                    stack[-1] = not truthy(stack[-1])
                elif op == _APPEND_LOCAL:
                    item = pop()
                    slot, owned = arg
                    value = slots[slot]
                    if type(value) is list:
                        if slots[owned]:
                            value.append(item)
                        else:
                            slots[slot] = [*value, item]
                            slots[owned] = True
                        if check_size is not None:
                            check_size(slots[slot])
                    elif type(value) is StructValue:
                        slots[slot] = machine.call_struct_method(frame, value, "push", [item])
                        slots[owned] = False
                    else:
                        slots[slot] = call_method(value, "push", [item], call)
                        slots[owned] = False
                elif op == _POP_JUMP_IF_TRUE:
                    condition = pop()
                    if condition is True or (condition is not False and truthy(condition)):
                        pc = arg
                elif op == _FIND_LOCAL:
                    value = slots[arg[0]]
                    push(value if type(value) is FunctionValue else builtins[arg[1]])
                elif op == _TAIL_CALL:
                    callee = pop()
                    first = len(stack) - arg
                    args = stack[first:]
                    del stack[first:]
                    if type(callee) is not FunctionValue:
                        if type(callee) is BuiltinRef or not callable(callee):
                            raise type_error(f"Cannot call {display(callee)}")
                        push(callee(context, args))
                    elif callee.prototype.generator:
                        push(machine.make_generator(callee, args))
                    else:
                        if machine.ringing:
                            machine.on_alarm()
                        prototype = callee.prototype
                        prototype.heat += 1
                        if prototype.heat > hot and machine.promote(callee, args):
                            frames.pop()
                            tail: Value = Tail(callee, args)
                            while type(tail) is Tail and machine.is_generated(tail):
                                tail = machine.follow(tail, base + len(frames) + 1)
                            if type(tail) is Tail:
                                frame = make_frame(tail.callee, tail.args)
                                frames.append(frame)
                                break
                            if not frames:
                                return tail
                            frame = frames[-1]
                            frame.stack.append(tail)
                            break
                        frame = frames[-1] = make_frame(callee, args)
                        break
                elif op in (_CALL_SPREAD, _PIPE):
                    callee = pop()
                    given = pop()
                    args = given if op == _CALL_SPREAD else [given]
                    if type(callee) is not FunctionValue:
                        if op == _PIPE:
                            callee = _pipe_target(machine, callee, names)
                        if type(callee) is not FunctionValue:
                            push(callee(context, args))
                            if check_size is not None:
                                check_size(stack[-1])
                            continue
                    if callee.prototype.generator and op == _CALL_SPREAD:
                        push(machine.make_generator(callee, args))
                        continue
                    if len(frames) >= room:
                        raise stack_overflow()
                    if machine.ringing:
                        machine.on_alarm()
                    frame.pc = pc
                    frame = make_frame(callee, args)
                    frames.append(frame)
                    break
                elif op == _DUP:
                    push(stack[-1])
                elif op == _JUMP_IF_NOT_NIL:
                    if stack[-1] is None:
                        pop()
                    else:
                        pc = arg
                elif op == _JUMP_IF_PASSED:
                    if frame.argc > arg[0]:
                        pc = arg[1]
                elif op == _THROW:
                    raise thrown(pop())
                elif op == _UNWRAP:
                    value = stack[-1]
                    if type(value) is not EnumValue or value.enum != "Result":
                        raise type_error(f"? operator requires a Result value, got {type_name(value)}")
                    if value.variant == "Ok":
                        stack[-1] = value.fields[0] if value.fields else None
                        pc = arg
                elif op == _YIELD:
                    if frame.yields:
                        frame.pc = pc
                        frame.beats = beats
                        return Suspended(pop())
                    stack[-1] = None
                elif op == _RUN_DEFERRED:
                    if frame.deferred:
                        target, remembered = frame.deferred.pop()
                        for slot, value in remembered:
                            slots[slot] = value
                        push(pc - 1)
                        pc = target
                elif op == _END_DEFERRED:
                    pc = pop()
                elif op == REGION:
                    if frame.yields:
                        # The generator's own Python generator takes over, see `Machine._drive`.
                        steps = arg.run(frame, 1)
                        frame.source = machine.guard_closing(steps) if arg.is_guarded else steps
                        frame.pc = pc
                        return Suspended(None)
                    outcome = arg.run(frame, base + len(frames))
                    context.folder = module.folder
                    if outcome is None:
                        pc = arg.end
                        continue
                    frames.pop()
                    result = machine.finish(outcome, base + len(frames) + 1)
                    if not frames:
                        return result
                    frame = frames[-1]
                    frame.stack.append(result)
                    break
                else:
                    INSTRUCTIONS[op](machine, frame, arg)
                    if check_size is not None and stack:
                        check_size(stack[-1])
        except BaseException as raised:
            machine.nesting = nesting
            frame.pc = pc
            frame = recover(frames, raised, base)


def _pipe_target(machine: Machine, callee: Value, names: dict[str, Value]) -> Value:
    """Return what a pipe into something other than a function calls; a string names a function."""
    if type(callee) is not str:
        raise type_error(f"cannot pipe into {type_name(callee)}")
    value = names.get(callee)
    return value if type(value) is FunctionValue else machine.builtins[callee]
