"""Running the tests of Harn programs.

Promise: the pipelines of a user that are tests, and suites of programs with stated outcomes, are found, run
and reported as Harn 0.7.8 does it, each in a fresh VM, one after the other or in several processes. It knows
the public VM. It does not know command lines, nor how a terminal shows colours.
"""

from __future__ import annotations

from harnvm.testing.results import CaseResult, Summary

__all__ = ["CaseResult", "Summary"]
