"""What a static type is, and the table that makes each distinct type only once.

Types are immutable and interned: two types that look the same are the same object, so that equality is
`is`, a type can be a dict key at no cost, and a type built from shared parts stays as small as its parts.
None stands for "not known", which is never an error. This module knows no scopes and no syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeVar


class Type:
    """Base of all types.

    Attributes:
        depth: How deep the type is nested, 1 for one without parts. Set by the table.
        text: How the type is shown, once it has been.
    """

    __slots__ = ("depth", "text")

    depth: int
    text: str | None


_T = TypeVar("_T", bound=Type)


class Named(Type):
    """A type known by its name only: a basic kind, a declared type, a type parameter, an alias."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name: Final = name


class Never(Type):
    """The type of what has no value, because it never ends normally."""

    __slots__ = ()


class Literal(Type):
    """A type with one value, a string or an int."""

    __slots__ = ("value",)

    def __init__(self, value: str | int) -> None:
        self.value: Final = value


class Union(Type):
    """One of several alternatives, in the order of writing; `alternatives` is the same as a set."""

    __slots__ = ("alternatives", "members")

    def __init__(self, members: tuple[Type, ...]) -> None:
        self.members: Final = members
        self.alternatives: Final = frozenset(members)


class Field(NamedTuple):
    """One field of a shape."""

    name: str
    type: Type
    optional: bool = False


class Shape(Type):
    """A dict with known fields. A name that is given twice keeps both fields; `by_name` has the first."""

    __slots__ = ("by_name", "fields")

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields: Final = fields
        self.by_name: Final = {field.name: field for field in reversed(fields)}

    def named(self, name: str) -> Sequence[Field]:
        """Return all fields of that name, which are rarely more than one."""
        if len(self.by_name) < len(self.fields):
            return [field for field in self.fields if field.name == name]
        return (self.by_name[name],) if name in self.by_name else ()


class ListOf(Type):
    """``list<item>``."""

    __slots__ = ("item",)

    def __init__(self, item: Type) -> None:
        self.item: Final = item


class IterOf(Type):
    """``iter<item>``."""

    __slots__ = ("item",)

    def __init__(self, item: Type) -> None:
        self.item: Final = item


class DictOf(Type):
    """``dict<key, value>``."""

    __slots__ = ("key", "value")

    def __init__(self, key: Type, value: Type) -> None:
        self.key: Final = key
        self.value: Final = value


class Applied(Type):
    """A generic type with arguments: ``Result<int, string>``."""

    __slots__ = ("arguments", "name")

    def __init__(self, name: str, arguments: tuple[Type, ...]) -> None:
        self.name: Final = name
        self.arguments: Final = arguments


class Function(Type):
    """``fn(parameters) -> result``."""

    __slots__ = ("parameters", "result")

    def __init__(self, parameters: tuple[Type, ...], result: Type) -> None:
        self.parameters: Final = parameters
        self.result: Final = result


class TypeTable:
    """Makes types, each distinct one once. A table belongs to one check and dies with it."""

    __slots__ = ("_made", "any", "bool", "dict", "int", "list", "never", "nil", "string", "wildcard")

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], Any] = {}
        self.never: Final = self._intern(Never)
        self.any: Final = self.named("any")
        self.bool: Final = self.named("bool")
        self.dict: Final = self.named("dict")
        self.int: Final = self.named("int")
        self.list: Final = self.named("list")
        self.nil: Final = self.named("nil")
        self.string: Final = self.named("string")
        #: Stands for a type argument that nothing determined; fits everything.
        self.wildcard: Final = self.named("_")

    def named(self, name: str) -> Named:
        """Return the type of that name."""
        return self._intern(Named, name)

    def literal(self, value: str | int) -> Literal:
        """Return the type whose only value is `value`."""
        return self._intern(Literal, value)

    def union(self, members: Iterable[Type]) -> Union:
        """Return the union of the members as they are: nothing is flattened or dropped."""
        return self._intern(Union, tuple(members))

    def one_of(self, members: Sequence[Type]) -> Type:
        """Return the single member, the union of several, or never when there is none."""
        if len(members) == 1:
            return members[0]
        return self.union(members) if members else self.never

    def shape(self, fields: Iterable[Field]) -> Shape:
        """Return the shape with those fields."""
        return self._intern(Shape, tuple(fields))

    def list_of(self, item: Type) -> ListOf:
        """Return ``list<item>``."""
        return self._intern(ListOf, item)

    def iter_of(self, item: Type) -> IterOf:
        """Return ``iter<item>``."""
        return self._intern(IterOf, item)

    def dict_of(self, key: Type, value: Type) -> DictOf:
        """Return ``dict<key, value>``."""
        return self._intern(DictOf, key, value)

    def applied(self, name: str, arguments: Sequence[Type]) -> Type:
        """Return ``name<arguments>``, or the plain named type when there are no arguments."""
        return self._intern(Applied, name, tuple(arguments)) if arguments else self.named(name)

    def function(self, parameters: Iterable[Type], result: Type) -> Function:
        """Return ``fn(parameters) -> result``."""
        return self._intern(Function, tuple(parameters), result)

    def generic(self, name: str, arguments: Sequence[Type]) -> Type:
        """Return a written ``name<arguments>``, which may be one of the built-in generic types."""
        if len(arguments) == 1 and name == "list":
            return self.list_of(arguments[0])
        if len(arguments) == 1 and name in ("iter", "Iter"):
            return self.iter_of(arguments[0])
        if len(arguments) == 2 and name == "dict":
            return self.dict_of(arguments[0], arguments[1])
        return self.applied(name, arguments)

    def _intern(self, made_as: type[_T], *fields: Any) -> _T:
        key = (made_as, *fields)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = made_as(*fields)
            made.text = None
            made.depth = 1
            for part in parts(made):
                made.depth = max(made.depth, part.depth + 1)
        return made


def base_name(type: Type | None) -> str | None:
    """Return the name of a named or applied type, or None."""
    return type.name if isinstance(type, (Named, Applied)) else None


def is_named(type: Type | None, *names: str) -> bool:
    """Tell whether a type is one of those named types."""
    return isinstance(type, Named) and type.name in names


def parts(type: Type) -> tuple[Type, ...]:
    """Return the types that a type is directly made of."""
    if isinstance(type, Union):
        return type.members
    if isinstance(type, Shape):
        return tuple(field.type for field in type.fields)
    if isinstance(type, (ListOf, IterOf)):
        return (type.item,)
    if isinstance(type, DictOf):
        return (type.key, type.value)
    if isinstance(type, Applied):
        return type.arguments
    if isinstance(type, Function):
        return (*type.parameters, type.result)
    return ()
