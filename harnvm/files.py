"""Texts in files: read as they are, and what the system's refusals are called in messages.

This module knows paths and characters. It does not know programs, nor which error a script or a user gets.
"""

from __future__ import annotations

import os

#: What a file that is not UTF-8 is called; reading it raises a `UnicodeDecodeError`.
NOT_UTF8 = "stream did not contain valid UTF-8"


def read_text(path: str) -> str:
    """Return the text of a file, its line ends as they are.

    Raises:
        OSError: The system refuses.
        ValueError: The file is not UTF-8, or its path has a NUL character.
    """
    with open(path, encoding="utf-8", newline="") as stream:
        return stream.read()


def os_error_text(error: Exception) -> str:
    """Return why a file cannot be used, in the system's words and with the number it has there."""
    if isinstance(error, OSError) and error.errno is not None:
        return f"{os.strerror(error.errno)} (os error {error.errno})"
    if isinstance(error, UnicodeDecodeError):
        return NOT_UTF8
    if isinstance(error, ValueError):  # Python's way to refuse a NUL character in a path
        return "file name contained an unexpected NUL byte"
    return str(error)
