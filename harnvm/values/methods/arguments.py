"""How methods read their arguments."""

from __future__ import annotations

from harnvm.values.display import display
from harnvm.values.model import BuiltinRef, Call, Closure, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

#: ``method(receiver, arguments, call)``
Method: TypeAlias = "Callable[[Value, list[Value], Call], Value]"
Table: TypeAlias = "dict[str, Method]"


def is_callable(value: Value) -> bool:
    """Tell whether `value` can be called back."""
    return isinstance(value, (Closure, BuiltinRef))


def call_each(call: Call, function: Value, items: Iterable[Value]) -> list[Value]:
    """Call a function with each item and return the results.

    An object that lends its `call` as a method may have a `call_each` beside it that is quicker.
    """
    quicker = getattr(getattr(call, "__self__", None), "call_each", None)
    if quicker is None:
        return [call(function, [item]) for item in items]
    results: list[Value] = quicker(function, items)
    return results


def call_in_turn(call: Call, function: Value, items: Iterable[Value]) -> Iterable[Value]:
    """Call a function with each item as its result is asked for, see `call_each`."""
    quicker = getattr(getattr(call, "__self__", None), "call_in_turn", None)
    if quicker is None:
        return (call(function, [item]) for item in items)
    results: Iterable[Value] = quicker(function, items)
    return results


def fold(call: Call, function: Value, start: Value, items: Iterable[Value]) -> Value:
    """Call a function with the last result, at first `start`, and each item; return the last result."""
    quicker = getattr(getattr(call, "__self__", None), "call_fold", None)
    if quicker is not None:
        return quicker(function, start, items)
    for item in items:
        start = call(function, [start, item])
    return start


def argument(args: list[Value], position: int = 0) -> Value:
    """Return an argument, nil if it is missing."""
    return args[position] if len(args) > position else None


def callback(args: list[Value]) -> Value:
    """Return the first argument if it can be called, else nil."""
    return args[0] if args and isinstance(args[0], (Closure, BuiltinRef)) else None


def text_argument(args: list[Value], position: int = 0, default: str = "") -> str:
    """Return the display of an argument, or `default` if it is missing."""
    return display(args[position]) if len(args) > position else default


def int_argument(args: list[Value], position: int, default: int) -> int:
    """Return an argument that is an int, or `default` in place of anything else."""
    value = args[position] if len(args) > position else None
    return value if type(value) is int else default
