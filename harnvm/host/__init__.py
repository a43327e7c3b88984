"""The public VM: what Python programs, the command line and the REPL use.

Promise: a native Python API over the machine, with values copied at the border, and one place that turns
text into code. It knows everything below it and nothing of command lines.
"""

from __future__ import annotations

from harnvm.host.vm import VM

__all__ = ["VM"]
