"""Did-you-mean for names.

This module compares texts. It does not know what they are names of.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def closest_match(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate nearest to `name` in edits, or None if none is near.

    Names of up to 2 bytes may differ by 1 edit, up to 5 by 2, longer ones by 3. Among equals the one
    of more similar length wins, then the first in order. Names that start with ``__`` are private.
    """
    size = len(name.encode())
    limit = 1 if size <= 2 else 2 if size <= 5 else 3
    best: tuple[int, int, str] | None = None
    for candidate in candidates:
        if candidate == name or candidate.startswith("__") or abs(len(candidate) - len(name)) > limit:
            continue
        distance = edit_distance(name, candidate)
        if distance <= limit:
            rank = (distance, abs(len(candidate.encode()) - size), candidate)
            best = rank if best is None else min(best, rank)
    return None if best is None else best[2]


def edit_distance(left: str, right: str) -> int:
    """Return the number of insertions, deletions and replacements between two texts."""
    row = list(range(len(right) + 1))
    for index, letter in enumerate(left, 1):
        above, row = row, [index]
        for column, other in enumerate(right):
            row.append(min(above[column] + (letter != other), above[column + 1] + 1, row[-1] + 1))
    return row[-1]
