"""What a schema asks of a single value that has no parts: its type, its size, its choices."""

from __future__ import annotations

from harnvm.schema.canonical import Schema
from harnvm.values.display import display, float_text, type_name
from harnvm.values.equal import equal
from harnvm.values.model import StructValue, Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def actual_type(value: Value) -> str:
    """Return the type of a value as schemas call it: a struct is a dict."""
    return "dict" if type(value) is StructValue else type_name(value)


def has_type(value: Value, expected: str, any_number: bool) -> bool:
    """Tell whether a value has a type; with `any_number`, ints and floats are one."""
    actual = actual_type(value)
    if actual == expected or expected == "any":
        return True
    return any_number and expected in _NUMBERS and actual in _NUMBERS


_NUMBERS = ("int", "float")


def text_errors(text: str, schema: Schema) -> Iterator[str]:
    """Yield what is wrong with a string."""
    shortest, longest = schema.get("min_length"), schema.get("max_length")
    if type(shortest) is int and len(text) < shortest:
        yield f"expected length >= {shortest}, got {len(text)}"
    if type(longest) is int and len(text) > longest:
        yield f"expected length <= {longest}, got {len(text)}"
    pattern = schema.get("pattern")
    if type(pattern) is str:
        from harnvm.schema.patterns import pattern_error

        error = pattern_error(text, pattern)
        if error is not None:
            yield error
    yield from _choice_errors(text, schema)


def number_errors(value: Value, schema: Schema) -> Iterator[str]:
    """Yield what is wrong with a number, a bool or nil; of other kinds nothing is asked."""
    if type(value) is int or type(value) is float:
        number = float(value)
        least, most = _bound(schema.get("min")), _bound(schema.get("max"))
        if least is not None and number < least:
            yield f"expected value >= {_plain(least)}, got {_plain(number)}"
        if most is not None and number > most:
            yield f"expected value <= {_plain(most)}, got {_plain(number)}"
    elif value is not None and type(value) is not bool:
        return
    yield from _choice_errors(value, schema)


def _bound(bound: Value) -> float | None:
    return float(bound) if type(bound) is int or type(bound) is float else None


def _plain(number: float) -> str:
    return float_text(number).removesuffix(".0")


def _choice_errors(value: Value, schema: Schema) -> Iterator[str]:
    choices = schema.get("enum")
    if is_list(choices) and not any(equal(choice, value) for choice in choices):
        yield f"value must be one of [{', '.join(map(display, choices))}]"
