"""The second tier: hot functions and loops as Python that CPython runs at its full speed.

Promise: what is translated means exactly what the dispatch loop makes of the bytecode, its errors, their
places and call notes, limits of depth and interruptions included; what is not worth translating, or too deep
for CPython, stays in the loop. It reads resolved trees; it knows no source text, no nodes and no bytecode.
"""

from __future__ import annotations

from harnvm.tier2.promote import Promoter

__all__ = ["Promoter"]
