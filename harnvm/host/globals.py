"""The names that every program finds without importing or declaring them."""

from __future__ import annotations

from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: Written out rather than taken from `math`, which would be one more import at start-up.
_PI = 3.141592653589793
_E = 2.718281828459045


def base_globals(argv: Sequence[str]) -> dict[str, Value]:
    """Return ``pi``, ``e`` and ``argv``."""
    return {"pi": _PI, "e": _E, "argv": list(argv)}
