"""Reading TOML.

Python's own library does it. Dates and times come as dicts of one key, as scripts of Harn 0.7.8 see them;
floats that are not finite are nil.
"""

from __future__ import annotations

from datetime import date, datetime, time
from math import isfinite

from harnvm.values.model import INT_MAX, INT_MIN, Value


class TomlSyntaxError(ValueError):
    """A text is not TOML; the message says what is wrong and where."""


def read_toml(text: str) -> dict[str, Value]:
    """Return the dict that a TOML document stands for.

    Raises:
        TomlSyntaxError: The text is not TOML.
    """
    import tomllib

    try:
        value: dict[str, Value] = _converted(tomllib.loads(text, parse_float=_float))
    except tomllib.TOMLDecodeError as error:
        raise TomlSyntaxError(str(error)) from None
    except RecursionError:
        raise TomlSyntaxError("nested too deeply") from None
    return value


def _float(text: str) -> float:
    number = float(text)
    if not isfinite(number) and text[-1].isdigit():
        raise TomlSyntaxError(f"number out of range: {text}")
    return number


def _converted(value: Value) -> Value:
    kind = type(value)
    if kind is dict:
        return {key: _converted(part) for key, part in value.items()}
    if kind is list:
        return [_converted(item) for item in value]
    if kind is float:
        return value if isfinite(value) else None
    if kind is int and not INT_MIN <= value <= INT_MAX:
        raise TomlSyntaxError(f"integer out of range: {value}")
    if isinstance(value, date | datetime | time):
        return {"$__toml_private_datetime": _moment(value)}
    return value


def _moment(value: date | datetime | time) -> str:
    """Return a date or time as TOML writes it, fractions without zeros at their end."""
    text = value.isoformat()
    if text.endswith("+00:00"):
        text = text.removesuffix("+00:00") + "Z"
    if type(value) is date or not value.microsecond:  # type: ignore[union-attr]
        return text
    seconds, _, rest = text.partition(".")
    return f"{seconds}.{rest[:6].rstrip('0')}{rest[6:]}"
