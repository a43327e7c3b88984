"""Operators that are too rare to be spelled out in the loop."""

from __future__ import annotations

from harnvm.values.ops import contains, make_range, negate, power, truthy
from harnvm.vm.frame import Frame
from harnvm.vm.instructions.registry import instruction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.vm.machine import Machine


@instruction("POWER")
def power_(machine: Machine, frame: Frame, arg: int) -> None:
    right = frame.stack.pop()
    frame.stack[-1] = power(frame.stack[-1], right)


@instruction("CONTAINS")
def contains_(machine: Machine, frame: Frame, arg: int) -> None:
    right = frame.stack.pop()
    frame.stack[-1] = contains(frame.stack[-1], right)


@instruction("NOT_CONTAINS")
def not_contains(machine: Machine, frame: Frame, arg: int) -> None:
    right = frame.stack.pop()
    frame.stack[-1] = not contains(frame.stack[-1], right)


@instruction("NEGATE")
def negate_(machine: Machine, frame: Frame, arg: int) -> None:
    frame.stack[-1] = negate(frame.stack[-1])


@instruction("TO_BOOL")
def to_bool(machine: Machine, frame: Frame, arg: int) -> None:
    frame.stack[-1] = truthy(frame.stack[-1])


@instruction("BUILD_RANGE")
def build_range(machine: Machine, frame: Frame, inclusive: int) -> None:
    high = frame.stack.pop()
    frame.stack[-1] = make_range(frame.stack[-1], high, bool(inclusive))
