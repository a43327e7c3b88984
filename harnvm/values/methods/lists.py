"""List methods that take no callback. None changes its list; each that gives a list gives a new one."""

from __future__ import annotations

from harnvm.values.display import display
from harnvm.values.equal import equal
from harnvm.values.identity import identity_key
from harnvm.values.iteration import make_iter
from harnvm.values.methods.arguments import Table, argument, int_argument, text_argument
from harnvm.values.methods.list_callbacks import CALLBACK_METHODS
from harnvm.values.model import Call, Value, wrap
from harnvm.values.ops import less, list_contains
from harnvm.values.sorting import sort_values
from harnvm.values.view import ListView, as_list, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: A receiver of list methods.
_List = list[Value] | ListView


def _index_of(items: _List, args: list[Value], call: Call) -> int:
    wanted = argument(args)
    for position, item in enumerate(items):
        if equal(item, wanted):
            return position
    return -1


def _join(items: _List, args: list[Value], call: Call) -> str:
    return text_argument(args).join([item if type(item) is str else display(item) for item in items])


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
    seen: dict[object, Value] = {}
    for item in items:
        seen.setdefault(item if type(item) is str else identity_key(item), item)
    return list(seen.values())


def _sum(items: _List, args: list[Value], call: Call) -> int | float:
    """Return the sum of the numbers in a list, a float if one of them is; others do not count."""
    whole = 0
    total = 0.0
    is_float = False
    for item in items:
        if type(item) is int:
            whole += item
            total += item
        elif type(item) is float:
            total += item
            is_float = True
    return total if is_float else wrap(whole)


def _min(items: _List, args: list[Value], call: Call) -> Value:
    rest = iter(items)
    best = next(rest, None)
    for item in rest:
        if less(item, best):
            best = item
    return best


def _max(items: _List, args: list[Value], call: Call) -> Value:
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
    counts: dict[str, int] = {}
    for item in items:
        key = item if type(item) is str else display(item)
        counts[key] = counts.get(key, 0) + 1
    return counts


LIST_METHODS: Table = {
    **CALLBACK_METHODS,
    "count": lambda items, args, call: len(items),
    "empty": lambda items, args, call: not items,
    "contains": lambda items, args, call: list_contains(items, argument(args)),
    "index_of": _index_of,
    "join": _join,
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
