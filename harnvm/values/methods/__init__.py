"""Methods: what ``value.name(…)`` does, one file per kind of receiver.

A method takes the receiver, the list of its arguments, however many there are, and the `Call` for callbacks.
Missing and mistyped arguments mean what they mean in Harn 0.7.8, which is nil more often than an error; so
does a method that a value does not have.

Structs have no methods here: whoever runs a script looks in its ``impl`` blocks first, and calls what it
finds with the struct as first argument.
"""

from __future__ import annotations

from harnvm.values.methods.arguments import Method, Table, is_callable
from harnvm.values.model import Call, Generator, Iter, Opaque, RangeValue, SetValue, Value
from harnvm.values.view import ListView

__all__ = ["TABLES", "Method", "Table", "call_method"]


def call_method(receiver: Value, name: str, args: list[Value], call: Call) -> Value:
    """Return ``receiver.name(…args)``."""
    kind = type(receiver)
    method = TABLES[kind].get(name)
    if method is not None:
        return method(receiver, args, call)
    if kind is dict:
        stored = receiver.get(name)
        return call(stored, args) if is_callable(stored) else None
    if kind is RangeValue:
        return _call_lifted(receiver, name, args, call)
    return None


def _call_lifted(receiver: RangeValue, name: str, args: list[Value], call: Call) -> Value:
    """Call a method that ranges lack on an iterator over the range."""
    from harnvm.values.iteration import make_iter

    return call_method(make_iter(receiver), name, args, call)


class _Tables(dict[type, Table]):
    """Method tables by receiver type, each loaded when the first method of its kind is called."""

    def __missing__(self, kind: type) -> Table:
        table = self[kind] = _load(kind)
        return table


#: The methods of a type of values, by name. Dicts and ranges have more, see `call_method`.
TABLES = _Tables()


def _load(kind: type) -> Table:
    if kind is str:
        from harnvm.values.methods.strings import STRING_METHODS as table
    elif kind is list or kind is ListView:
        from harnvm.values.methods.lists import LIST_METHODS as table
    elif kind is dict:
        from harnvm.values.methods.dicts import DICT_METHODS as table
    elif kind is SetValue:
        from harnvm.values.methods.sets import SET_METHODS as table
    elif kind is RangeValue:
        from harnvm.values.methods.ranges import RANGE_METHODS as table
    else:
        return _load_handle(kind)
    return table


def _load_handle(kind: type) -> Table:
    if issubclass(kind, Generator):
        from harnvm.values.methods.handles import GENERATOR_METHODS as table
    elif issubclass(kind, Iter):
        from harnvm.values.methods.iterators import ITER_METHODS as table
    elif issubclass(kind, Opaque):
        from harnvm.values.methods.handles import HANDLE_METHODS as table
    else:
        return {}
    return table
