"""Numbers: rounding, powers, trigonometry, chance, ranges.

What is no number gives nil. Floats follow IEEE 754: results that Python refuses are infinities and NaN.
"""

from __future__ import annotations

import math

from harnvm.builtins.args import arg, integer, number
from harnvm.builtins.registry import Area, Args
from harnvm.errors import type_error
from harnvm.values.convert import truncate
from harnvm.values.model import INT_MIN, RangeValue, Value
from harnvm.values.ops import make_range, power
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

AREA = Area("math")

#: From here on all floats are whole.
_WHOLE = float(1 << 53)


@AREA.builtin("abs")
def absolute(ctx: Context, args: Args) -> Value:
    """Return a number without its sign; the smallest int stays itself."""
    value = arg(args, 0)
    if number(value) is None or (type(value) is int and value == INT_MIN):
        return integer(value)
    return abs(value)


@AREA.builtin("sign")
def sign(ctx: Context, args: Args) -> Value:
    """Return -1, 0 or 1 as a number is negative, zero or positive; NaN stays NaN."""
    value = number(arg(args, 0))
    if value is None or math.isnan(value):
        return value
    return (value > 0) - (value < 0)


@AREA.builtin("min")
def minimum(ctx: Context, args: Args) -> Value:
    """Return the smaller of two numbers; of an int and a float, as a float."""
    return _choose(args, lambda a, b: a < b)


@AREA.builtin("max")
def maximum(ctx: Context, args: Args) -> Value:
    """Return the larger of two numbers; of an int and a float, as a float."""
    return _choose(args, lambda a, b: a > b)


def _choose(args: Args, is_better: Callable[[Value, Value], bool]) -> Value:
    a, b = arg(args, 0), arg(args, 1)
    if type(a) is not int or type(b) is not int:
        a, b = number(a), number(b)
        if a is None or b is None:
            return None
        if math.isnan(b):
            return a
    return b if is_better(b, a) or a != a else a


@AREA.builtin("floor")
def floor(ctx: Context, args: Args) -> Value:
    """Return the largest int that is not above a number."""
    return _round(arg(args, 0), math.floor)


@AREA.builtin("ceil")
def ceil(ctx: Context, args: Args) -> Value:
    """Return the smallest int that is not below a number."""
    return _round(arg(args, 0), math.ceil)


@AREA.builtin("round")
def round_half_away(ctx: Context, args: Args) -> Value:
    """Return the int nearest to a number, of two the one farther from zero."""
    return _round(arg(args, 0), _nearest)


def _nearest(value: float) -> int:
    whole = math.trunc(value)
    return whole + (value - whole >= 0.5) - (value - whole <= -0.5)


def _round(value: Value, rounding: Callable[[float], int]) -> int | None:
    if type(value) is not float:
        return integer(value)
    return rounding(value) if -_WHOLE < value < _WHOLE else truncate(value)


@AREA.builtin("pow")
def raise_to(ctx: Context, args: Args) -> Value:
    """Return a number to the power of another."""
    base, exponent = arg(args, 0), arg(args, 1)
    return None if number(base) is None or number(exponent) is None else power(base, exponent)


@AREA.builtin("atan2")
def atan2(ctx: Context, args: Args) -> Value:
    """Return the angle of the point with the ordinate and abscissa given."""
    y, x = number(arg(args, 0)), number(arg(args, 1))
    return None if y is None or x is None else math.atan2(y, x)


@AREA.builtin("is_nan")
def is_nan(ctx: Context, args: Args) -> Value:
    """Tell whether a value is the float that is no number."""
    value = arg(args, 0)
    return type(value) is float and math.isnan(value)


@AREA.builtin("is_infinite")
def is_infinite(ctx: Context, args: Args) -> Value:
    """Tell whether a value is an infinite float."""
    value = arg(args, 0)
    return type(value) is float and math.isinf(value)


@AREA.builtin("random")
def random(ctx: Context, args: Args) -> Value:
    """Return a float from 0 up to but not including 1, by chance."""
    return _random_bits(53) / (1 << 53)


@AREA.builtin("random_int")
def random_int(ctx: Context, args: Args) -> Value:
    """Return an int between two bounds, which both may come, by chance; nil if there is none."""
    if len(args) < 2:
        return None
    low, high = integer(args[0]) or 0, integer(args[1]) or 0
    if low > high:
        return None
    choices = high - low + 1
    while True:  # cutting down a larger number would favour some choices
        drawn = _random_bits(choices.bit_length())
        if drawn < choices:
            return low + drawn


def _random_bits(count: int) -> int:
    # the random module costs more start-up time than any script saves by its speed
    from os import urandom

    size = (count + 7) // 8
    return int.from_bytes(urandom(size), "little") >> (8 * size - count)


@AREA.builtin("range")
def make_open_range(ctx: Context, args: Args) -> Value:
    """Return the range from 0, or from the first of two bounds, up to but not including the last."""
    if len(args) not in (1, 2):
        raise type_error(f"range expects 1 or 2 integer arguments, got {len(args)}")
    if any(type(bound) is not int for bound in args):
        expected = "range(n): expected integer argument" if len(args) == 1 else _TWO_BOUNDS
        raise type_error(expected)
    low = args[0] if len(args) == 2 else 0
    return RangeValue(low, args[-1], inclusive=False)


_TWO_BOUNDS = "range(a, b): expected integer arguments"


@AREA.builtin("__range__")
def make_any_range(ctx: Context, args: Args) -> Value:
    """Return the range between two bounds, with the last one if the third argument is true."""
    return make_range(arg(args, 0), arg(args, 1), bool(arg(args, 2)))


def _register(name: str, function: Callable[[float], float]) -> None:
    """Register a function of one number under `name`."""

    @AREA.builtin(name)
    def apply(ctx: Context, args: Args) -> Value:
        value = number(arg(args, 0))
        if value is None:
            return None
        try:
            return function(value)
        except OverflowError:
            return math.inf
        except ValueError:  # a logarithm of zero has a limit, all else has not
            return -math.inf if name.startswith("l") and value == 0 else -math.nan


_register("sqrt", math.sqrt)
_register("sin", math.sin)
_register("cos", math.cos)
_register("tan", math.tan)
_register("asin", math.asin)
_register("acos", math.acos)
_register("atan", math.atan)
_register("ln", math.log)
_register("log2", math.log2)
_register("log10", math.log10)
_register("exp", math.exp)
