"""What the operating system's refusals are called in messages."""

from __future__ import annotations

import os

#: What a file that is not UTF-8 is called; operations raise it as a `UnicodeDecodeError`.
NOT_UTF8 = "stream did not contain valid UTF-8"


def os_error_text(error: Exception) -> str:
    """Return the system's words for an error, and its number."""
    if isinstance(error, OSError) and error.errno is not None:
        return f"{os.strerror(error.errno)} (os error {error.errno})"
    if isinstance(error, UnicodeDecodeError):
        return NOT_UTF8
    if isinstance(error, ValueError):  # Python's way to refuse a NUL character in a path
        return "file name contained an unexpected NUL byte"
    return str(error)
