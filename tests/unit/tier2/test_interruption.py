"""Generated code can be interrupted, and limited."""

from __future__ import annotations

import io

import pytest

from harnvm import VM, HarnLimitError, Limits
from tests.unit.tier2.support import MODES, make_vm


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "work", ["while true { n = n + 1 }", "for x in 0 to 1000000000000 { n = x }", "n = f(1)"]
)
def test_deadlines_interrupt_computation(mode: str, work: str) -> None:
    """A deadline ends an endless loop, and endless recursion, in either tier."""
    output = io.StringIO()
    make_vm(mode, output).run(
        f"fn f(n) {{ return f(n + 1) }}\nvar n = 0\ntry {{ deadline 60ms {{ {work} }} }} catch (e) {{ println(e) }}"
    )
    assert output.getvalue() == "Deadline exceeded\n"


@pytest.mark.parametrize("limits", [Limits(seconds=0.1), Limits(steps=2000)])
def test_the_hosts_limits_hold(limits: Limits) -> None:
    """Limits of time interrupt generated code; those of steps keep a program in the loop, which counts them."""
    with pytest.raises(HarnLimitError):
        VM(stdout=io.StringIO(), limits=limits).run(
            "fn f(n) { return n + 1 }\nvar n = 0\nwhile true { n = f(n) }"
        )
