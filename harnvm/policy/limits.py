"""What a host grants a run of a script: time, steps, depth, sizes, output."""

from __future__ import annotations


class Limits:
    """How much a run may use. Each is None for no limit.

    A run is one call of the host into the VM. A script cannot catch the error of a limit.

    Args:
        seconds: Time, waiting included.
        steps: Rounds of loops and calls of functions.
        frames: Functions that run inside each other, callbacks included.
        items: Elements of one collection, or characters of one string.
        output: Characters printed.

    Raises:
        ValueError: A limit is negative, or no number.
    """

    __slots__ = ("frames", "items", "output", "seconds", "steps")

    seconds: float | None
    steps: int | None
    frames: int | None
    items: int | None
    output: int | None

    def __init__(
        self,
        *,
        seconds: float | None = None,
        steps: int | None = None,
        frames: int | None = None,
        items: int | None = None,
        output: int | None = None,
    ) -> None:
        given = {"seconds": seconds, "steps": steps, "frames": frames, "items": items, "output": output}
        for name, value in given.items():
            kinds = (int, float) if name == "seconds" else (int,)
            if value is not None and (type(value) not in kinds or not value >= 0):
                raise ValueError(f"{name} must be a non-negative number, not {value!r}")
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"limits cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Limits) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))

    def __repr__(self) -> str:
        names = ("seconds", "steps", "frames", "items", "output")
        return f"Limits({', '.join(f'{name}={getattr(self, name)}' for name in names)})"
