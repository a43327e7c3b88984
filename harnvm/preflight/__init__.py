"""What a program needs from outside, and that is missing before it runs.

Promise: the modules, templates, folders and host operations that a program and what it imports name literally
are looked for, and what is missing is reported in the words of Harn 0.7.8. It reads files, and runs nothing.
It does not know harn.toml, nor how findings are shown: the command says what the host offers and what to leave
out.
"""

from __future__ import annotations

from harnvm.preflight.finding import Finding, Options
from harnvm.preflight.scan import Preflight

__all__ = ["Finding", "Options", "Preflight"]
