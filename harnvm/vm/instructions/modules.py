"""Imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.vm.frame import Frame
from harnvm.vm.instructions.registry import instruction

if TYPE_CHECKING:
    from harnvm.vm.machine import Machine


@instruction("IMPORT")
def import_(machine: Machine, frame: Frame, arg: tuple[str, tuple[str, ...] | None]) -> None:
    path, names = arg
    machine.importer.import_into(frame.function.module, path, names)
