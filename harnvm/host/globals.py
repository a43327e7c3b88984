"""The names that every program finds without importing or declaring them."""

from __future__ import annotations

from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: Written out rather than taken from `math`, which would be one more import at start-up.
_PI = 3.141592653589793
_E = 2.718281828459045


def base_globals(argv: Sequence[str] | None) -> dict[str, Value]:
    """Return ``pi``, ``e`` and, unless it is None, ``argv``."""
    known: dict[str, Value] = {"pi": _PI, "e": _E}
    if argv is not None:
        known["argv"] = list(argv)
    return known
