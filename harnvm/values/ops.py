"""The operators.

Each is a plain function of its operands, ordered by how often the kinds occur: two ints, two floats, two
strings, then the rest. Ints wrap at 64 bits, floats follow IEEE 754 (no Python exceptions), and what has no
meaning is refused in the words of Harn 0.7.8. Truth needs no function: see `model`.
"""

from __future__ import annotations

from harnvm.errors import division_by_zero, runtime_error, type_error
from harnvm.values.display import display, type_name
from harnvm.values.equal import compare, equal, has_member, is_plain
from harnvm.values.model import INT_MAX, INT_MIN, RangeValue, SetValue, Value, wrap
from harnvm.values.view import ListView, as_list, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBERS = frozenset({int, float})

#: Harn's truth is Python's.
truthy: Callable[[Value], bool] = bool


def add(a: Value, b: Value) -> Value:
    """Return ``a + b``: sums, concatenations, and dicts merged with the right one winning."""
    kind = type(a)
    other = type(b)
    if kind is int and other is int:
        total = a + b
        return total if INT_MIN <= total <= INT_MAX else wrap(total)
    if kind is other and (kind is str or kind is float or kind is list):
        return a + b
    if kind in _NUMBERS and other in _NUMBERS:
        return a + b
    if kind is dict and other is dict:
        return a | b
    if is_list(a) and is_list(b):
        return as_list(a) + as_list(b)
    raise type_error(f"Cannot add {type_name(a)} and {type_name(b)}")


def sub(a: Value, b: Value) -> Value:
    """Return ``a - b``."""
    kind = type(a)
    other = type(b)
    if kind is int and other is int:
        difference = a - b
        return difference if INT_MIN <= difference <= INT_MAX else wrap(difference)
    if kind in _NUMBERS and other in _NUMBERS:
        return a - b
    raise type_error(f"Cannot subtract {type_name(b)} from {type_name(a)}")


def mul(a: Value, b: Value) -> Value:
    """Return ``a * b``; a string and an int repeat the string."""
    kind = type(a)
    other = type(b)
    if kind is int and other is int:
        product = a * b
        return product if INT_MIN <= product <= INT_MAX else wrap(product)
    if kind in _NUMBERS and other in _NUMBERS:
        return a * b
    if kind is str and other is int:
        return _repeat(a, b)
    if kind is int and other is str:
        return _repeat(b, a)
    raise type_error(f"Cannot multiply {type_name(a)} and {type_name(b)}")


def _repeat(text: str, count: int) -> str:
    from harnvm.values.limits import repeat_text

    return repeat_text(text, count)


def div(a: Value, b: Value) -> Value:
    """Return ``a / b``: towards zero for two ints, IEEE 754 otherwise."""
    kind = type(a)
    other = type(b)
    if kind is int and other is int:
        return _divide_ints(a, b)
    if kind in _NUMBERS and other in _NUMBERS:
        return divide_floats(float(a), float(b))
    raise runtime_error(f"Cannot divide {type_name(a)} by {type_name(b)}")


def _divide_ints(a: int, b: int) -> int:
    if b == 0:
        raise division_by_zero()
    quotient = a // b
    if quotient >= 0:
        return quotient if quotient <= INT_MAX else INT_MIN  # the smallest int by -1
    return quotient if quotient * b == a else quotient + 1


def divide_floats(a: float, b: float) -> float:
    """Return ``a / b``, with infinities and NaN where Python would raise."""
    if b != 0.0:
        return a / b
    if a == 0.0 or a != a:
        return -NAN if a == a else a
    return INFINITY if (a > 0.0) == _is_positive(b) else -INFINITY


INFINITY = float("inf")
NAN = float("nan")


def _is_positive(zero: float) -> bool:
    return repr(zero) == "0.0"


def mod(a: Value, b: Value) -> Value:
    """Return ``a % b``, with the sign of `a`; nothing has a remainder by zero."""
    kind = type(a)
    other = type(b)
    if kind not in _NUMBERS or other not in _NUMBERS:
        raise runtime_error(f"Cannot modulo {type_name(a)} by {type_name(b)}")
    if b == 0:
        raise division_by_zero()
    if kind is int and other is int:
        remainder = a % b
        return remainder - b if remainder and (a < 0) != (b < 0) else remainder
    return _modulo_floats(float(a), float(b))


def _modulo_floats(a: float, b: float) -> float:
    from math import fmod, isinf

    return -NAN if isinf(a) else fmod(a, b)


def power(a: Value, b: Value) -> Value:
    """Return ``a ** b``: wrapping for an int to a small non-negative int, a float otherwise."""
    kind = type(a)
    other = type(b)
    if kind not in _NUMBERS or other not in _NUMBERS:
        raise type_error(f"Cannot exponentiate {type_name(a)} by {type_name(b)}")
    if kind is int and other is int and 0 <= b < 1 << 32:
        return wrap(pow(a, b, 1 << 64))
    if kind is float and other is int and -(1 << 31) <= b < 1 << 31:
        return _power_by_squaring(a, b)
    return power_floats(float(a), float(b))


def _power_by_squaring(base: float, exponent: int) -> float:
    """Raise a float to an int by repeated squaring, whose rounding differs from that of `power_floats`."""
    result = 1.0
    rest = abs(exponent)
    while rest:
        if rest & 1:
            result *= base
        rest >>= 1
        base *= base
    return divide_floats(1.0, result) if exponent < 0 else result


def power_floats(base: float, exponent: float) -> float:
    """Return `base` to the `exponent`, with infinities and NaN where Python would raise."""
    from math import pow as float_power

    try:
        return float_power(base, exponent)
    except OverflowError:
        return -INFINITY if base < 0.0 and exponent % 2.0 == 1.0 else INFINITY
    except ValueError:
        if base != 0.0:
            return -NAN
        return INFINITY if _is_positive(base) or exponent % 2.0 != 1.0 else -INFINITY


def negate(value: Value) -> Value:
    """Return ``-value``."""
    kind = type(value)
    if kind is int:
        return -value if value != INT_MIN else value
    if kind is float:
        return -value
    raise runtime_error(f"Cannot negate value of type {type_name(value)}")


def not_equal(a: Value, b: Value) -> bool:
    """Tell whether ``a != b`` holds."""
    return not equal(a, b)


def less(a: Value, b: Value) -> bool:
    """Tell whether ``a < b`` holds; never for mixed kinds or NaN."""
    kind = type(a)
    if kind is type(b) and (kind is int or kind is str or kind is float):
        return a < b  # type: ignore[no-any-return]
    return compare(a, b) < 0


def greater(a: Value, b: Value) -> bool:
    """Tell whether ``a > b`` holds; never for mixed kinds or NaN."""
    kind = type(a)
    if kind is type(b) and (kind is int or kind is str or kind is float):
        return a > b  # type: ignore[no-any-return]
    return compare(a, b) > 0


def less_equal(a: Value, b: Value) -> bool:
    """Tell whether ``a <= b`` holds; always for mixed kinds and NaN."""
    kind = type(a)
    if kind is type(b) and (kind is int or kind is str or kind is float):
        return not a > b  # and not `a <= b`, for NaN's sake
    return compare(a, b) <= 0


def greater_equal(a: Value, b: Value) -> bool:
    """Tell whether ``a >= b`` holds; always for mixed kinds and NaN."""
    kind = type(a)
    if kind is type(b) and (kind is int or kind is str or kind is float):
        return not a < b  # and not `a >= b`, for NaN's sake
    return compare(a, b) >= 0


def contains(item: Value, collection: Value) -> bool:
    """Tell whether ``item in collection`` holds: element, dict key, part of a string, or in a range."""
    kind = type(collection)
    if kind is list or kind is ListView:
        return list_contains(collection, item)
    if kind is dict or kind is str:
        return (item if type(item) is str else display(item)) in collection
    if kind is SetValue:
        return has_member(collection.items, item)
    return kind is RangeValue and type(item) is int and item in collection.python()


def list_contains(items: list[Value] | ListView, item: Value) -> bool:
    """Tell whether some element equals `item`."""
    return item in items if is_plain(item) else any(equal(item, member) for member in items)


def make_range(low: Value, high: Value, inclusive: bool) -> RangeValue:
    """Return ``low to high``; a bound that is not an int counts as 0."""
    return RangeValue(low if type(low) is int else 0, high if type(high) is int else 0, inclusive)
