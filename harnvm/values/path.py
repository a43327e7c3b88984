"""Paths to the parts of a value, as messages show them: ``$.messages[3]``."""

from __future__ import annotations

#: So much of a path tells where somebody has to look. Longer ones come from values that are deep by mistake.
_SHOWN = 100


def shown_path(path: str) -> str:
    """Return a path, or the beginning of a long one."""
    return path if len(path) <= _SHOWN else path[:_SHOWN] + "…"
