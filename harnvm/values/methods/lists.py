"""List methods that take no callback. None changes its list; each that gives a list gives a new one."""

from __future__ import annotations

from harnvm.values.display import display
from harnvm.values.equal import equal, is_plain
from harnvm.values.iteration import make_iter
from harnvm.values.methods.arguments import Table, argument, int_argument, text_argument
from harnvm.values.methods.list_callbacks import CALLBACK_METHODS
from harnvm.values.model import Call, Value, wrap
from harnvm.values.ops import less, list_contains
from harnvm.values.sets import by_identity
from harnvm.values.sorting import is_of_one_kind, sort_values
from harnvm.values.view import ListView, as_list, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: A receiver of list methods.
_List = list[Value] | ListView


def _index_of(items: _List, args: list[Value], call: Call) -> int:
    wanted = argument(args)
    if is_plain(wanted):
        return items.index(wanted) if wanted in items else -1
    for position, item in enumerate(items):
        if equal(item, wanted):
            return position
    return -1


def join(items: _List, separator: str) -> str:
    """Return the elements of a list as one text with a separator in between."""
    try:
        return separator.join(items)
    except TypeError:  # some are no strings
        return separator.join([item if type(item) is str else display(item) for item in items])


def _zip(items: _List, args: list[Value], call: Call) -> list[Value]:
    """Return lists of two, as many as the shorter list has elements; further lists are ignored."""
    other = argument(args)
    return [[a, b] for a, b in zip(items, other, strict=False)] if is_list(other) else []


def _slice(items: _List, args: list[Value], call: Call) -> _List:
    return items[int_argument(args, 0, 0) : int_argument(args, 1, len(items))]


def _take(items: _List, args: list[Value], call: Call) -> _List:
    return items[: max(int_argument(args, 0, 0), 0)]


def _skip(items: _List, args: list[Value], call: Call) -> _List:
    return items[max(int_argument(args, 0, 0), 0) :]


def _first(items: _List, args: list[Value], call: Call) -> Value:
    """Return the first element, or a list of as many as asked for."""
    if args and type(args[0]) is int:
        return items[: max(args[0], 0)]
    return items[0] if items else None


def _last(items: _List, args: list[Value], call: Call) -> Value:
    """Return the last element, or a list of as many as asked for."""
    if args and type(args[0]) is int:
        return items[max(len(items) - max(args[0], 0), 0) :]
    return items[-1] if items else None


def _unique(items: _List, args: list[Value], call: Call) -> list[Value]:
    return list(by_identity(items).values())


def _sum(items: _List, args: list[Value], call: Call) -> int | float:
    """Return the sum of the numbers in a list, a float if one of them is; others do not count."""
    kinds = set(map(type, items))
    if not kinds <= _NUMBERS:
        items = [item for item in items if type(item) in _NUMBERS]
    return _sum_floats(items) if float in kinds else wrap(sum(items))


def _sum_floats(numbers: Iterable[float]) -> float:
    """Return the sum as plain additions give it; `sum` makes up for their rounding from Python 3.12 on."""
    from functools import reduce
    from operator import add

    return reduce(add, numbers, 0.0)


_NUMBERS = frozenset({int, float})


def _min(items: _List, args: list[Value], call: Call) -> Value:
    if is_of_one_kind(items):
        return min(items)
    rest = iter(items)
    best = next(rest, None)
    for item in rest:
        if less(item, best):
            best = item
    return best


def _max(items: _List, args: list[Value], call: Call) -> Value:
    if is_of_one_kind(items):
        return max(items)
    rest = iter(items)
    best = next(rest, None)
    for item in rest:
        if less(best, item):
            best = item
    return best


def _flatten(items: _List, args: list[Value], call: Call) -> list[Value]:
    flat: list[Value] = []
    for item in items:
        if is_list(item):
            flat.extend(item)
        else:
            flat.append(item)
    return flat


def _push(items: _List, args: list[Value], call: Call) -> list[Value]:
    return [*items, *args[:1]]


def _chunk(items: _List, args: list[Value], call: Call) -> list[Value]:
    """Return the list cut into lists of a size, 1 if that is not positive; the last may be shorter."""
    return list(_stretches(items, max(int_argument(args, 0, 1), 1), step=None))


def _window(items: _List, args: list[Value], call: Call) -> list[Value]:
    """Return all stretches of a size, 2 if none is given."""
    size = max(int_argument(args, 0, 2), 1)
    return list(_stretches(items, size, step=1)) if size <= len(items) else []


def _stretches(items: _List, size: int, step: int | None) -> Iterator[_List]:
    stop = len(items) if step is None else len(items) - size + 1
    for start in range(0, stop, step or size):
        yield items[start : start + size]


def _tally(items: _List, args: list[Value], call: Call) -> dict[str, int]:
    from collections import Counter

    kinds = set(map(type, items))
    if kinds == {int}:
        return {repr(number): count for number, count in Counter(items).items()}
    return dict(Counter(items if kinds == {str} else map(display, items)))


LIST_METHODS: Table = {
    **CALLBACK_METHODS,
    "count": lambda items, args, call: len(items),
    "empty": lambda items, args, call: not items,
    "contains": lambda items, args, call: list_contains(items, argument(args)),
    "index_of": _index_of,
    "join": lambda items, args, call: join(items, text_argument(args)),
    "sort": lambda items, args, call: sort_values(items),
    "reverse": lambda items, args, call: as_list(items)[::-1],
    "enumerate": lambda items, args, call: [{"index": i, "value": item} for i, item in enumerate(items)],
    "zip": _zip,
    "slice": _slice,
    "take": _take,
    "skip": _skip,
    "first": _first,
    "last": _last,
    "unique": _unique,
    "sum": _sum,
    "min": _min,
    "max": _max,
    "flatten": _flatten,
    "push": _push,
    "pop": lambda items, args, call: items[:-1],
    "chunk": _chunk,
    "each_slice": _chunk,
    "window": _window,
    "each_cons": _window,
    "sliding_window": _window,
    "compact": lambda items, args, call: [item for item in items if item is not None],
    "tally": _tally,
    "iter": lambda items, args, call: make_iter(items),
}
