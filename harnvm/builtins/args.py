"""How builtins read their arguments: leniently, as Harn 0.7.8 does.

Missing arguments count as nil or as empty text, values of other kinds are shown as text or ignored.
"""

from __future__ import annotations

from harnvm.builtins.registry import Args
from harnvm.values.display import display
from harnvm.values.model import EnumValue, Value


def arg(args: Args, index: int) -> Value:
    """Return an argument, nil if it is missing."""
    return args[index] if index < len(args) else None


def text(args: Args, index: int) -> str:
    """Return how an argument is shown, the empty text if it is missing."""
    if index >= len(args):
        return ""
    value = args[index]
    return value if type(value) is str else display(value)


def optional_text(args: Args, index: int) -> str | None:
    """Return how an argument is shown, None if it is missing or nil."""
    value = arg(args, index)
    return None if value is None else display(value)


def integer(value: Value) -> int | None:
    """Return an int, None for any other kind (bool, too, is another kind)."""
    return value if type(value) is int else None


def number(value: Value) -> float | None:
    """Return an int or float as a float, None for any other kind."""
    return float(value) if type(value) in (float, int) else None


def fields(value: Value) -> dict[str, Value]:
    """Return a dict, an empty one for any other kind."""
    return value if type(value) is dict else {}


def ok(value: Value) -> EnumValue:
    """Return ``Ok(value)``."""
    return EnumValue("Result", "Ok", (value,))


def err(value: Value) -> EnumValue:
    """Return ``Err(value)``."""
    return EnumValue("Result", "Err", (value,))
