"""How large a value may get in one step.

These are not the limits of a host (see `harnvm.policy`) but the last line before the machine's memory: an
operation that multiplies sizes asks here before it allocates. They are far above what scripts use.
"""

from __future__ import annotations

from harnvm.errors import runtime_error

MAX_TEXT = 1 << 29
MAX_ITEMS = 1 << 27


def check_text(length: int) -> None:
    """Refuse a string of `length` characters if that is more than `MAX_TEXT`."""
    if length > MAX_TEXT:
        raise runtime_error(f"string too long: {length} characters")


def check_items(count: int) -> None:
    """Refuse a collection of `count` elements if that is more than `MAX_ITEMS`."""
    if count > MAX_ITEMS:
        raise runtime_error(f"too many elements: {count}")
