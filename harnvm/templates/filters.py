"""What ``|`` calls in a template."""

from __future__ import annotations

from harnvm.templates.expressions import is_true
from harnvm.templates.problems import Problem
from harnvm.values.display import display, type_name
from harnvm.values.limits import check_text
from harnvm.values.model import INT_MAX, RangeValue, SetValue, Value
from harnvm.values.view import as_list, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Filter:
    """A function of a value and of `least` to `most` arguments; it refuses by raising `Problem`."""

    __slots__ = ("apply", "least", "most")

    def __init__(self, apply: Callable[..., Value], least: int, most: int) -> None:
        self.apply = apply
        self.least = least
        self.most = most


def shown(value: Value) -> str:
    """Return a value as templates write it: nil is nothing."""
    return "" if value is None else display(value)


def json_filter(write: Callable[[Value, bool], str]) -> Filter:
    """Return the ``json`` filter, given what writes a value as JSON, compactly or on several lines."""
    return Filter(lambda value, pretty=None: write(value, is_true(pretty)), 0, 1)


def _capitalize(value: Value) -> str:
    text = shown(value)
    return text[:1].upper() + "".join(map(str.lower, text[1:]))


def _title(value: Value) -> str:
    out: list[str] = []
    at_start = True
    for char in shown(value):
        out.append(char.upper() if at_start else char.lower())
        at_start = char.isspace()
    return "".join(out)


def _length(value: Value) -> int:
    if type(value) is str or type(value) is dict or is_list(value):
        return len(value)
    if type(value) is SetValue:
        return len(value.items)
    if type(value) is RangeValue:
        return min(max(value.high - value.low + value.inclusive, 0), INT_MAX)
    if value is None:
        return 0
    raise Problem(f"`length` not defined for {type_name(value)}")


def _elements(value: Value) -> list[Value]:
    """Return the elements of a list, set or string; of anything else, none."""
    if type(value) is SetValue:
        return list(value.items.values())
    if type(value) is str:
        return list(value)
    return as_list(value) if is_list(value) else []


def _first(value: Value) -> Value:
    return next(iter(_elements(value)), None)


def _last(value: Value) -> Value:
    return next(reversed(_elements(value)), None)


def _reverse(value: Value) -> Value:
    if type(value) is str:
        return value[::-1]
    return as_list(value)[::-1] if is_list(value) else value


def _join(value: Value, separator: Value) -> str:
    if type(value) is str:
        return value
    if type(value) is not SetValue and not is_list(value):
        raise Problem(f"`join` requires a list (got {type_name(value)})")
    parts = list(map(shown, _elements(value)))
    check_text(len(parts) * len(shown(separator)) + sum(map(len, parts)))
    return shown(separator).join(parts)


def _default(value: Value, fallback: Value) -> Value:
    return value if is_true(value) else fallback


def _indent(value: Value, width: Value, first: Value = None) -> str:
    if type(width) is not int:
        raise Problem("`indent` requires an integer width")
    lines = shown(value).split("\n")
    check_text(max(width, 0) * len(lines))
    margin = " " * width
    indented = [margin + line if line else line for line in lines]
    if not is_true(first):
        indented[0] = lines[0]
    return "\n".join(indented)


_MARKDOWN = {ord(char): "\\" + char for char in "\\`*_{}[]()#+-.!|<>"}


def _replace(value: Value, old: Value, new: Value) -> str:
    text, old, new = shown(value), shown(old), shown(new)
    check_text(len(text) + text.count(old) * max(len(new) - len(old), 0))
    return text.replace(old, new)


FILTERS: dict[str, Filter] = {
    "upper": Filter(lambda value: shown(value).upper(), 0, 0),
    "lower": Filter(lambda value: shown(value).lower(), 0, 0),
    "trim": Filter(lambda value: shown(value).strip(), 0, 0),
    "capitalize": Filter(_capitalize, 0, 0),
    "title": Filter(_title, 0, 0),
    "length": Filter(_length, 0, 0),
    "first": Filter(_first, 0, 0),
    "last": Filter(_last, 0, 0),
    "reverse": Filter(_reverse, 0, 0),
    "join": Filter(_join, 1, 1),
    "default": Filter(_default, 1, 1),
    "indent": Filter(_indent, 1, 2),
    "lines": Filter(lambda value: list(shown(value).split("\n")), 0, 0),
    "escape_md": Filter(lambda value: shown(value).translate(_MARKDOWN), 0, 0),
    "replace": Filter(_replace, 2, 2),
}
