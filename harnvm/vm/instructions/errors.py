"""Handlers and deferred blocks."""

from __future__ import annotations

from harnvm.vm.frame import Frame
from harnvm.vm.instructions.registry import instruction
from harnvm.vm.unwind import caught_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.vm.machine import Machine


@instruction("SETUP_CATCH")
def setup_catch(machine: Machine, frame: Frame, target: int) -> None:
    frame.handlers.append((target, len(frame.stack), True))


@instruction("SETUP_FINALLY")
def setup_finally(machine: Machine, frame: Frame, target: int) -> None:
    frame.handlers.append((target, len(frame.stack), False))


@instruction("POP_HANDLER")
def pop_handler(machine: Machine, frame: Frame, arg: int) -> None:
    frame.handlers.pop()


@instruction("CATCH")
def catch(machine: Machine, frame: Frame, enum: str | None) -> None:
    frame.stack[-1] = caught_value(frame.stack[-1], enum)


@instruction("RERAISE")
def reraise(machine: Machine, frame: Frame, arg: int) -> None:
    error: BaseException = frame.stack.pop()
    raise error


@instruction("DEFER")
def defer(machine: Machine, frame: Frame, arg: tuple[int, tuple[int, ...]]) -> None:
    target, slots = arg
    frame.deferred.append((target, tuple([(slot, frame.slots[slot]) for slot in slots])))
