"""Running programs in all the ways there are."""

from __future__ import annotations

import io

from harnvm import VM, Limits
from harnvm.errors import HarnError, HarnLimitError
from harnvm.source import render_trace

#: The dispatch loop alone; everything translated first; and what is warm translated in the middle of things.
MODES = ("loop", "generated", "warm")


def make_vm(mode: str, output: io.StringIO) -> VM:
    """Return a VM of one of the modes."""
    tiers = {"loop": 1, "generated": 2, "warm": None}
    vm = VM(stdout=output, stderr=output, tier=tiers[mode])
    if mode == "warm":
        vm._machine.hot = vm._machine.beats = 2
    return vm


def outcome(source: str, mode: str) -> str:
    """Return what a program prints, and the report of the error that ends it."""
    output = io.StringIO()
    try:
        make_vm(mode, output).run_text(source, "program.harn")
    except HarnError as error:
        output.write(f"{type(error).__name__}\n{render_trace(error.message, error.frames, source)}")
    return output.getvalue()


def is_modest(source: str) -> bool:
    """Tell whether a program ends soon and makes no large values."""
    vm = VM(stdout=io.StringIO(), limits=Limits(steps=3_000, items=20_000))
    try:
        vm.run_text(source, "program.harn")
    except HarnLimitError:
        return False
    except HarnError:
        return True
    return True


def outcomes(source: str) -> str:
    """Return the one outcome that all modes must have."""
    found = {mode: outcome(source, mode) for mode in MODES}
    assert found["generated"] == found["loop"]
    assert found["warm"] == found["loop"]
    return found["loop"]
