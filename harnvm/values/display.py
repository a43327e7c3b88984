"""How values are shown, and what their types are called.

`display` is what ``print``, string interpolation, ``join`` and dict keys use: strings raw, dict keys in
order, floats without exponents. No nesting is too deep for it.
"""

from __future__ import annotations

from harnvm.values.model import (
    BuiltinRef,
    Closure,
    Duration,
    EnumValue,
    Generator,
    Iter,
    Opaque,
    PairValue,
    RangeValue,
    SetValue,
    StructValue,
    Value,
)
from harnvm.values.view import ListView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


def display(value: Value) -> str:
    """Return `value` as ``print`` shows it."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    simple = _SIMPLE.get(kind)
    if simple is not None:
        return simple(value)
    return _display_compound(value)


def concat(parts: list[Value]) -> str:
    """Return the displays of all `parts` in one string, as interpolation does."""
    return "".join([part if type(part) is str else display(part) for part in parts])


def type_name(value: Value) -> str:
    """Return what ``type_of`` says of `value`."""
    name = _TYPE_NAMES.get(type(value))
    if name is not None:
        return name
    if isinstance(value, Closure):
        return "closure"
    if isinstance(value, Iter):
        return "generator" if isinstance(value, Generator) else "iter"
    if isinstance(value, Opaque):
        return value.type_name
    raise TypeError(f"{type(value).__name__} is not a Harn value")


def float_text(number: float) -> str:
    """Return the shortest digits of `number`, never with an exponent.

    Whole numbers end in ``.0`` below 1e15 and not from there on.
    """
    text = repr(number)
    last = text[-1]
    if last == "0" and text[-2] == ".":
        return text if -1e15 < number < 1e15 else text[:-2]
    if last == "2" or "e" in text:
        return harn_digits(text)
    return "NaN" if last == "n" else text


def harn_digits(text: str) -> str:
    """Return Harn's digits of a float that is not whole or has an exponent, given Python's."""
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        return _without_exponent(mantissa, int(exponent))
    if text[-1] == "2" and len(text) > _SURE:
        return _round_tie_up(text, 0)
    return text


#: Up to this length of their text, floats have too few digits for a tie.
_SURE = 16


def _round_tie_up(mantissa: str, exponent: int) -> str:
    """Return the larger of the two shortest texts that are equally near; Python takes the even one.

    With its last place behind the point, a number between two such texts has one digit more, a 5. For that to
    be exact in binary, the even one must end with a 2. With its last place in front of the point it would be
    a number so odd that no float is.
    """
    whole, _, fraction = mantissa.partition(".")
    scale = len(fraction) - exponent
    numerator, denominator = float(f"{mantissa}e{exponent}").as_integer_ratio()
    digits = abs(int(whole + fraction))
    is_tie = 2 * abs(numerator) * 10**scale == (2 * digits + 1) * denominator
    return mantissa[:-1] + "3" if is_tie else mantissa


def duration_text(milliseconds: int) -> str:
    """Return a time span in the largest unit that divides it."""
    for size, unit in ((3_600_000, "h"), (60_000, "m"), (1000, "s")):
        if milliseconds >= size and milliseconds % size == 0:
            return f"{milliseconds // size}{unit}"
    return f"{milliseconds}ms"


def _without_exponent(mantissa: str, exponent: int) -> str:
    """Return the digits of a float whose mantissa has one digit in front of its point."""
    if exponent < 0 and mantissa[-1] == "2" and len(mantissa) > _SURE:
        mantissa = _round_tie_up(mantissa, exponent)
    sign = "-" if mantissa[0] == "-" else ""
    digits = mantissa.replace(".", "").removeprefix("-")
    if exponent < 0:
        return f"{sign}0.{'0' * (-1 - exponent)}{digits}"
    return sign + digits.ljust(exponent + 1, "0")


#: How many containers inside one another are shown by recursion, which is quick.
_SHALLOW = 20


def _display_compound(value: Value, depth: int = _SHALLOW) -> str:
    """Show a value with parts, up to `depth` lists and dicts by recursion."""
    kind = type(value)
    if depth and kind is dict:
        return "{" + ", ".join([f"{key}: {_part(value[key], depth)}" for key in sorted(value)]) + "}"
    if depth and kind is list:
        return "[" + ", ".join([i if type(i) is str else _part(i, depth) for i in value]) + "]"
    return _display_deep(value)


def _part(value: Value, depth: int) -> str:
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    simple = _SIMPLE.get(kind)
    return _display_compound(value, depth - 1) if simple is None else simple(value)


def _display_deep(value: Value) -> str:
    """Show a value with parts of any depth.

    Strings show as themselves, so one stack can hold both finished text and values still to be shown.
    """
    out: list[str] = []
    pending = [value]
    while pending:
        item = pending.pop()
        if type(item) is str:
            out.append(item)
        elif (simple := _SIMPLE.get(type(item))) is not None:
            out.append(simple(item))
        else:
            pending.extend(reversed(_pieces(item)))
    return "".join(out)


def _pieces(value: Value) -> list[Value]:
    pieces_of = _COMPOUND.get(type(value))
    if pieces_of is not None:
        return pieces_of(value)
    if isinstance(value, Closure):
        return [f"<fn({', '.join(value.prototype.parameters)})>"]
    if isinstance(value, Iter):
        return [_iter_text(value)]
    if isinstance(value, Opaque):
        return [value.display()]
    raise TypeError(f"{type(value).__name__} is not a Harn value")


def _joined(start: str, items: Iterable[Value], end: str) -> list[Value]:
    shown = []
    for item in items:
        simple = None if type(item) is str else _SIMPLE.get(type(item))
        shown.append(item if simple is None else simple(item))
    try:
        return [start, ", ".join(shown), end]
    except TypeError:  # some items have parts of their own
        return [start, *_separated(shown), end]


def _separated(items: list[Value]) -> list[Value]:
    spaced: list[Value] = [", "] * (2 * len(items) - 1)
    spaced[::2] = items
    return spaced


def _fields(start: str, fields: dict[str, Value]) -> list[Value]:
    pieces: list[Value] = [start]
    separator = ""
    for name in sorted(fields):
        pieces.append(f"{separator}{name}: ")
        pieces.append(fields[name])
        separator = ", "
    pieces.append("}")
    return pieces


def _enum_pieces(value: EnumValue) -> list[Value]:
    name = f"{value.enum}.{value.variant}"
    return _joined(name + "(", value.fields, ")") if value.fields else [name]


def _range_text(value: RangeValue) -> str:
    return f"{value.low} to {value.high}" + ("" if value.inclusive else " exclusive")


def _iter_text(value: Iter) -> str:
    if isinstance(value, Generator):
        return "<generator (done)>" if value.done else "<generator>"
    return "<iter (exhausted)>" if value.done else "<iter>"


_SIMPLE: dict[type, Callable[[Any], str]] = {
    int: repr,
    float: float_text,
    bool: {True: "true", False: "false"}.__getitem__,
    type(None): lambda value: "nil",
    Duration: lambda value: duration_text(value.milliseconds),
    RangeValue: _range_text,
    BuiltinRef: lambda value: f"<builtin {value.name}>",
}

_COMPOUND: dict[type, Callable[[Any], list[Value]]] = {
    list: lambda value: _joined("[", value, "]"),
    ListView: lambda value: _joined("[", value, "]"),
    dict: lambda value: _fields("{", value),
    SetValue: lambda value: _joined("set(", value.items.values(), ")"),
    PairValue: lambda value: _joined("(", (value.first, value.second), ")"),
    EnumValue: _enum_pieces,
    StructValue: lambda value: _fields(value.name + " {", value.fields),
}

_TYPE_NAMES: dict[type, str] = {
    type(None): "nil",
    bool: "bool",
    int: "int",
    float: "float",
    str: "string",
    list: "list",
    ListView: "list",
    dict: "dict",
    SetValue: "set",
    RangeValue: "range",
    PairValue: "pair",
    Duration: "duration",
    EnumValue: "enum",
    StructValue: "struct",
    BuiltinRef: "builtin",
    Iter: "iter",
    Generator: "generator",
}
