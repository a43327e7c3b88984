"""The hash that tells equal things by their text; it protects against nothing."""

from __future__ import annotations


def fnv1a(data: bytes) -> int:
    """Return the 64-bit FNV-1a hash of `data`."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value
