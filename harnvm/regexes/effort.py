"""How many steps a search takes at worst, and how large a pattern is, told from the pattern alone.

The engine backtracks, so that a search may have to be given up in time; but looking at the clock costs more
than most matches do. What is sure to end soon needs no clock. The estimate is an upper bound: it counts the
ways in which the parts of a pattern can share out a text, whether or not its letters allow them.
"""

from __future__ import annotations

from math import comb
from typing import NamedTuple

#: There is no use in counting further.
_MANY = 1 << 20

#: How many times as long as another step one takes in a loop over a group, which has captures to keep.
_GROUP_WEIGHT = 8


class Effort(NamedTuple):
    """What a part of a pattern costs, and whether it can match nothing at all.

    Attributes:
        tokens: Characters, classes, conditions and groups in it.
        ways: In how many ways it can match where it begins, apart from how often its loops go round;
            None if there is no telling.
        loops: Loops without an upper bound; none is in another.
        trailing: Whether it ends with one of them. At the end of a pattern that one is never gone back to.
        nullable: Whether it can match the empty text.
        size: Characters and classes in it when counted repetitions are written out, as the engine does.
    """

    tokens: int
    ways: int | None
    loops: int = 0
    trailing: bool = False
    nullable: bool = False
    size: int = 1

    def steps(self, length: int) -> float:
        """Return how many steps it takes at most to find all matches in a text of some length."""
        if self.ways is None:
            return float("inf")
        # At each step a token is tried, the match began somewhere, and each loop ended somewhere behind.
        places = 1 + self.loops - self.trailing
        return self.tokens * self.ways * comb(length + places, places)

    def longest(self, steps: int) -> int:
        """Return how long a text may be so that all matches are found in a number of steps, -1 if there is none."""
        length = -1
        for exponent in range(30, -1, -1):
            if self.steps(length + (1 << exponent)) <= steps:
                length += 1 << exponent
        return length


TOKEN = Effort(1, 1)
CONDITION = Effort(1, 1, nullable=True, size=0)

#: A group that captures has two marks to set.
_CAPTURE_SIZE = 2


def joined(parts: list[Effort]) -> Effort:
    """Return the effort of parts one after the other."""
    ways: int | None = 1
    for part in parts:
        ways = None if ways is None or part.ways is None or ways > _MANY else ways * part.ways
    return Effort(
        sum([part.tokens for part in parts]),
        ways,
        sum([part.loops for part in parts]),
        trailing=bool(parts) and parts[-1].trailing,
        nullable=all(part.nullable for part in parts),
        size=sum([part.size for part in parts]),
    )


def grouped(branches: list[Effort], captures: bool) -> Effort:
    """Return the effort of a group with a choice of branches, or just one."""
    known = [branch.ways for branch in branches if branch.ways is not None]
    return Effort(
        1 + sum([branch.tokens for branch in branches]),
        sum(known) if len(known) == len(branches) else None,
        max([branch.loops for branch in branches]),
        trailing=all(branch.trailing for branch in branches),
        nullable=any(branch.nullable for branch in branches),
        size=sum([branch.size for branch in branches]) + _CAPTURE_SIZE * captures,
    )


def repeated(part: Effort, low: int, high: int | None) -> Effort:
    """Return the effort of a part that comes from `low` times to `high` times, or without end."""
    nullable = part.nullable or low == 0
    times = max(low if high is None else high, 1)
    size = part.size * times
    if high == 1:
        return part._replace(ways=part.ways and part.ways + 1, nullable=nullable)
    if part.ways != 1 or part.loops:
        return part._replace(ways=None, nullable=nullable, size=size)
    tokens = part.tokens * (1 if part == TOKEN else _GROUP_WEIGHT) * times
    if high is None:
        return Effort(tokens, 1, 1, trailing=True, nullable=nullable, size=size)
    return Effort(tokens, min(high - low + 1, _MANY), nullable=nullable, size=size)
