"""Dict methods. Callbacks see entries in key order; a method wins over a function stored under its name."""

from __future__ import annotations

from itertools import compress

from harnvm.values.display import display
from harnvm.values.iteration import make_iter
from harnvm.values.methods.arguments import Table, argument, call_each, callback, text_argument
from harnvm.values.model import Call, Value

_Dict = dict[str, Value]


def _entries(entries: _Dict, args: list[Value], call: Call) -> list[Value]:
    return [{"key": key, "value": entries[key]} for key in sorted(entries)]


def _merge(entries: _Dict, args: list[Value], call: Call) -> _Dict:
    other = argument(args)
    return entries | other if type(other) is dict else entries


def _map_values(entries: _Dict, args: list[Value], call: Call) -> Value:
    function = callback(args)
    if function is None:
        return None
    keys = sorted(entries)
    return dict(zip(keys, call_each(call, function, map(entries.__getitem__, keys)), strict=True))


def _rekey(entries: _Dict, args: list[Value], call: Call) -> Value:
    """Return the values under the keys that a function makes of theirs; of equal keys the last stays."""
    function = callback(args)
    if function is None:
        return None
    keys = sorted(entries)
    renamed = map(display, call_each(call, function, keys))
    return dict(zip(renamed, map(entries.__getitem__, keys), strict=True))


def _filter(entries: _Dict, args: list[Value], call: Call) -> Value:
    """Return the entries whose value a function holds for."""
    function = callback(args)
    if function is None:
        return None
    keys = sorted(entries)
    kept = compress(keys, call_each(call, function, map(entries.__getitem__, keys)))
    return {key: entries[key] for key in kept}


def _remove(entries: _Dict, args: list[Value], call: Call) -> _Dict:
    rest = entries.copy()
    rest.pop(text_argument(args), None)
    return rest


DICT_METHODS: Table = {
    "keys": lambda entries, args, call: sorted(entries),
    "values": lambda entries, args, call: [entries[key] for key in sorted(entries)],
    "entries": _entries,
    "count": lambda entries, args, call: len(entries),
    "has": lambda entries, args, call: text_argument(args) in entries,
    "get": lambda entries, args, call: entries.get(text_argument(args), argument(args, 1)),
    "merge": _merge,
    "map_values": _map_values,
    "rekey": _rekey,
    "map_keys": _rekey,
    "filter": _filter,
    "remove": _remove,
    "iter": lambda entries, args, call: make_iter(entries),
}
