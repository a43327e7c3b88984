"""Range methods that need no iteration. All others are those of an iterator over the range."""

from __future__ import annotations

from harnvm.values.access import range_length
from harnvm.values.display import display
from harnvm.values.methods.arguments import Table, argument
from harnvm.values.model import Call, RangeValue, Value, wrap


def _length(bounds: RangeValue, args: list[Value], call: Call) -> int:
    return range_length(bounds)


def _sum(bounds: RangeValue, args: list[Value], call: Call) -> int:
    numbers = bounds.python()
    count = max(numbers.stop - numbers.start, 0)
    return wrap(count * (numbers.start + numbers.stop - 1) // 2)


def _contains(bounds: RangeValue, args: list[Value], call: Call) -> bool:
    wanted = argument(args)
    return type(wanted) is int and wanted in bounds.python()


def _first(bounds: RangeValue, args: list[Value], call: Call) -> int | None:
    return bounds.low if bounds.python() else None


def _last(bounds: RangeValue, args: list[Value], call: Call) -> int | None:
    elements = bounds.python()
    return elements[-1] if elements else None


RANGE_METHODS: Table = {
    "len": _length,
    "count": _length,
    "empty": lambda bounds, args, call: not bounds.python(),
    "contains": _contains,
    "first": _first,
    "last": _last,
    "sum": _sum,
    "to_string": lambda bounds, args, call: display(bounds),
}
