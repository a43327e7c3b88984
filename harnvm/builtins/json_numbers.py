"""The numbers of JSON as Harn 0.7.8 reads them.

It does not round to the nearest float: it scales the digits by a power of ten, which may end one step beside
it, and scripts can see the difference.
"""

from __future__ import annotations

UNSIGNED_MAX = (1 << 64) - 1

#: The powers of ten that are floats.
POWERS = [float(f"1e{exponent}") for exponent in range(309)]


def compose(mantissa: str, exponent: int) -> float:
    """Return the float that digits and a power of ten make, or raise `OverflowError`."""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits, scale = _significant(whole, fraction)
    number = _scaled(digits, scale + exponent) if digits else 0.0
    return -number if mantissa[0] == "-" else number


def _significant(whole: str, fraction: str) -> tuple[int, int]:
    """Return as many digits as fit into 64 bits, and the power of ten that they lack."""
    if len(whole) + len(fraction) <= 19:
        return int(whole + fraction), -len(fraction)
    number, scale = 0, 0
    for place, digit in enumerate(whole):
        longer = number * 10 + int(digit)
        if longer > UNSIGNED_MAX:
            scale = len(whole) - place
            break
        number = longer
    for digit in fraction:
        longer = number * 10 + int(digit)
        if longer > UNSIGNED_MAX:
            break
        number, scale = longer, scale - 1
    return number, scale


def _scaled(digits: int, exponent: int) -> float:
    number = float(digits)
    while exponent < -308 and number:
        number, exponent = number / 1e308, exponent + 308
    if exponent > 308:
        raise OverflowError
    power = POWERS[min(abs(exponent), 308)]
    number = number * power if exponent >= 0 else number / power
    if number == float("inf"):
        raise OverflowError
    return number
