"""Type parameters: what they are bound to, and types with the bindings put in."""

from __future__ import annotations

from collections.abc import Callable

from harnvm.types.display import show
from harnvm.types.model import (
    Applied,
    DictOf,
    Field,
    Function,
    IterOf,
    ListOf,
    Named,
    Shape,
    Type,
    TypeTable,
    Union,
)

Bindings = dict[str, Type]

_Change = Callable[[Type], Type]


class Conflict(Exception):
    """A type parameter would have to be two types at once; the argument is the message for the user."""


class Generics:
    """Binds type parameters and puts in what they are bound to.

    Calls of one function mostly bring the same types again, so what was found is kept.
    """

    def __init__(self, table: TypeTable) -> None:
        self.table = table
        self._found: dict[tuple[Type, Type, frozenset[str]], tuple[tuple[str, Type], ...]] = {}
        self._substituted: dict[tuple[Type, frozenset[tuple[str, Type]]], Type] = {}

    def bind(self, declared: Type, given: Type, parameters: frozenset[str], bindings: Bindings) -> None:
        """Bind the type parameters in a declared type so that it fits the given type.

        Parts that do not line up bind nothing; whether the type fits is asked elsewhere.

        Raises:
            Conflict: A parameter would be bound to two types. Bindings made before stay.
        """
        key = (declared, given, parameters)
        found = self._found.get(key)
        if found is None:
            pairs: dict[tuple[str, Type], None] = {}
            _collect(declared, given, parameters, pairs)
            found = self._found[key] = tuple(pairs)
        for name, type in found:
            bound = bindings.setdefault(name, type)
            if bound is not type:
                raise Conflict(f"type parameter '{name}' was inferred as both {show(bound)} and {show(type)}")

    def substitute(self, type: Type, bindings: Bindings) -> Type:
        """Return the type with every bound name replaced. What is put in is not looked into again."""
        if not bindings:
            return type
        key = (type, frozenset(bindings.items()))
        done = self._substituted.get(key)
        if done is None:
            done = self._substituted[key] = _Substitution(bindings, self.table).apply(type)
        return done


def _collect(
    declared: Type, given: Type, parameters: frozenset[str], pairs: dict[tuple[str, Type], None]
) -> None:
    """Note, in order, which types the parameters in a declared type meet in the given one."""
    if isinstance(declared, Named):
        if declared.name in parameters:
            pairs[declared.name, given] = None
    elif type(declared) is type(given):
        for part, given_part in _aligned(declared, given):
            _collect(part, given_part, parameters, pairs)


def _aligned(declared: Type, given: Type) -> list[tuple[Type, Type]]:
    """Pair the parts of two types of the same class. Neither unions nor iters are looked into."""
    if isinstance(declared, ListOf) and isinstance(given, ListOf):
        return [(declared.item, given.item)]
    if isinstance(declared, DictOf) and isinstance(given, DictOf):
        return [(declared.key, given.key), (declared.value, given.value)]
    if isinstance(declared, Applied) and isinstance(given, Applied):
        same = declared.name == given.name and len(declared.arguments) == len(given.arguments)
        return list(zip(declared.arguments, given.arguments, strict=True)) if same else []
    if isinstance(declared, Shape) and isinstance(given, Shape):
        found = [(field.type, given.by_name.get(field.name)) for field in declared.fields]
        return [(wanted, field.type) for wanted, field in found if field is not None]
    if isinstance(declared, Function) and isinstance(given, Function):
        pairs = list(zip(declared.parameters, given.parameters, strict=False))
        return [*pairs, (declared.result, given.result)]
    return []


class _Substitution:
    """One run of `Generics.substitute`; parts that occur more than once are done once."""

    def __init__(self, bindings: Bindings, table: TypeTable) -> None:
        self.bindings = bindings
        self.table = table
        self.done: dict[Type, Type] = {}

    def apply(self, type: Type) -> Type:
        if isinstance(type, Named):
            return self.bindings.get(type.name, type)
        done = self.done.get(type)
        if done is None:
            done = self.done[type] = map_parts(type, self.apply, self.table)
        return done


def map_parts(type: Type, change: _Change, table: TypeTable) -> Type:
    """Return the type with each of its direct parts changed."""
    if isinstance(type, ListOf):
        return table.list_of(change(type.item))
    if isinstance(type, IterOf):
        return table.iter_of(change(type.item))
    if isinstance(type, DictOf):
        return table.dict_of(change(type.key), change(type.value))
    if isinstance(type, Union):
        return table.union([change(member) for member in type.members])
    if isinstance(type, Shape):
        return table.shape([Field(field.name, change(field.type), field.optional) for field in type.fields])
    if isinstance(type, Applied):
        return table.applied(type.name, [change(argument) for argument in type.arguments])
    if isinstance(type, Function):
        return table.function([change(each) for each in type.parameters], change(type.result))
    return type
