"""Functions to call back, values to test with, and strategies that make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from harnvm.errors import HarnRuntimeError, HarnThrown
from harnvm.values.methods import call_method
from harnvm.values.model import (
    INT_MAX,
    INT_MIN,
    BuiltinRef,
    Closure,
    Duration,
    EnumValue,
    Iter,
    PairValue,
    RangeValue,
    StructValue,
    Value,
)
from harnvm.values.sets import make_set


class _Prototype:
    def __init__(self, parameters: Sequence[str]) -> None:
        self.name = ""
        self.parameters = parameters


class Function(Closure):
    """A Harn function whose body is in Python."""

    __slots__ = ("body",)

    def __init__(self, body: Callable[..., Value], *parameters: str) -> None:
        self.prototype = _Prototype(parameters or ("x",))
        self.body = body


def call(function: Value, args: list[Value]) -> Value:
    """Call a `Function` with exactly the arguments that a method passes."""
    return function.body(*args)


def method(receiver: Value, name: str, *args: Value) -> Value:
    """Call a method; Python functions among the arguments become Harn functions."""
    values = [Function(arg) if callable(arg) and not isinstance(arg, Closure) else arg for arg in args]
    result = call_method(receiver, name, values, call)
    return list(result) if type(result) is not Iter and isinstance(result, Iter) else result


def message(function: Callable[..., Any], *args: Any) -> str:
    """Return the message of the run-time error that a call ends with."""
    try:
        result = function(*args)
    except HarnThrown as error:
        return error.message
    except HarnRuntimeError as error:
        return error.message
    raise AssertionError(f"no error, but {result!r}")


def mixed() -> dict[str, Value]:
    """Return one value of each kind that has a literal, by the name of its kind."""
    return {
        "nil": None,
        "bool": True,
        "int": 7,
        "float": 2.5,
        "string": "ab",
        "list": [1, 2],
        "dict": {"a": 1},
        "set": make_set([1, 2]),
        "range": RangeValue(1, 3, True),
        "duration": Duration(5000),
        "enum": EnumValue("E", "A"),
        "struct": StructValue("P", {"x": 1, "y": 2}),
        "closure": Function(lambda x: x),
        "builtin": BuiltinRef("len"),
        "pair": PairValue(1, 2),
        "iter": Iter(iter([])),
    }


ints = st.integers(INT_MIN, INT_MAX) | st.integers(-5, 5)
floats = st.floats() | st.sampled_from([0.0, -0.0, 1.0, 2.5])
texts = st.text(max_size=5)
scalars = st.none() | st.booleans() | ints | floats | texts


def _compound(parts: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    names = st.sampled_from(["a", "b", "$harn", "two words"])
    return st.one_of(
        st.lists(parts, max_size=4),
        st.dictionaries(names, parts, max_size=3),
        st.lists(parts, max_size=3).map(make_set),
        st.builds(PairValue, parts, parts),
        st.builds(EnumValue, st.just("E"), st.sampled_from(["A", "B"]), st.lists(parts, max_size=2)),
        st.builds(StructValue, st.just("P"), st.dictionaries(names, parts, max_size=2)),
        st.builds(RangeValue, ints, ints, st.booleans()),
        st.builds(Duration, st.integers(0, INT_MAX)),
    )


#: Any value that can be stored.
plain_values = st.recursive(scalars, _compound, max_leaves=8)
