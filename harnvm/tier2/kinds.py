"""What is known of a value before the program runs.

A kind is a tuple ``(name, low, high)``. The bounds mean something for ints, where they hold every value the
expression can have, and for bools, where equal bounds say which one it is. An int whose bounds leave the
64-bit range is *wide*: it is right modulo 2**64 and must be narrowed before anyone but ``+ - *`` sees it.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from harnvm.values.model import INT_MAX, INT_MIN, StructValue, Value

Kind: TypeAlias = tuple[str, Any, Any]

ANY: Kind = ("any", None, None)
INT: Kind = ("int", INT_MIN, INT_MAX)
FLOAT: Kind = ("float", None, None)
STR: Kind = ("str", None, None)
LIST: Kind = ("list", None, None)
DICT: Kind = ("dict", None, None)
STRUCT: Kind = ("StructValue", None, None)
NIL: Kind = ("nil", None, None)
BOOL: Kind = ("bool", False, True)
YES: Kind = ("bool", True, True)
NO: Kind = ("bool", False, False)

_BY_TYPE: dict[type, Kind] = {
    int: INT,
    float: FLOAT,
    str: STR,
    list: LIST,
    dict: DICT,
    StructValue: STRUCT,
    bool: BOOL,
    type(None): NIL,
}

#: An int that sums and products may have without leaving 64 bits.
SMALL: Kind = ("int", 0, (1 << 31) - 1)

#: An int from zero on, of which one more is an int, too.
INDEX: Kind = ("int", 0, INT_MAX - 1)

#: The kinds a parameter can be specialised for: those whose operations have shorter forms.
BY_NAME: dict[str, Kind] = {"small": SMALL, "index": INDEX, **{kind[0]: kind for kind in _BY_TYPE.values()}}

#: The kinds that it pays to know of the items of a loop.
GUESSED = frozenset(["int", "float", "str", "list", "dict", "StructValue"])

#: Kinds whose values have no parts that a second holder could change.
SCALARS = frozenset(["int", "float", "str", "bool", "nil"])


def kind_of(value: Value) -> Kind:
    """Return the kind of a constant."""
    if type(value) is int or type(value) is bool:
        return ("int" if type(value) is int else "bool", value, value)
    return _BY_TYPE.get(type(value), ANY)


def observed(value: Value) -> str:
    """Return the name of the kind to assume after having seen one value."""
    kind = _BY_TYPE.get(type(value), ANY)
    return "any" if kind is NIL else kind[0]


def observed_closely(value: Value) -> str:
    """Do the same, and tell small ints from others."""
    return "small" if type(value) is int and 0 <= value <= SMALL[2] else observed(value)


#: Kinds whose values others have, too.
_INCLUDED = {"int": ("index", "small"), "index": ("small",)}


def accepts(known: str, found: str) -> bool:
    """Tell whether a form made for one kind can have a value of another."""
    return known in (found, "any") or found in _INCLUDED.get(known, ())


def join(a: Kind, b: Kind) -> Kind:
    """Return what is known of a value that is one or the other."""
    if a == b:
        return a
    if a[0] != b[0]:
        return ANY
    return (a[0], min(a[1], b[1]), max(a[2], b[2]))


def is_wide(kind: Kind) -> bool:
    """Tell whether an int may be outside of 64 bits."""
    return kind[0] == "int" and (kind[1] < INT_MIN or kind[2] > INT_MAX)


def range_test(kind: Kind) -> str:
    """Return the template of the test that a wide int `V`, kept in `T`, is within 64 bits: one comparison if it can."""
    if kind[1] >= INT_MIN:
        return "(T := V) <= 9223372036854775807"
    if kind[2] <= INT_MAX:
        return "(T := V) >= -9223372036854775808"
    return "-9223372036854775808 <= (T := V) <= 9223372036854775807"


def widened(kind: Kind) -> Kind:
    """Return a kind without what only holds for a first round through a loop."""
    return INT if kind[0] == "int" else kind


def widened_to(head: Kind, joined: Kind) -> Kind:
    """Return a kind for the next try at a loop, after one that began with `head` and was left with more."""
    if head[0] != "int" or joined[0] != "int":
        return widened(joined)
    return ("int", head[1] if joined[1] >= head[1] else INT_MIN, head[2] if joined[2] <= head[2] else INT_MAX)


class Facts:
    """The kinds of a function's slots at one point; `dead` where control never comes."""

    __slots__ = ("dead", "kinds")

    def __init__(self, kinds: dict[int, Kind] | None = None, dead: bool = False) -> None:
        self.kinds: dict[int, Kind] = kinds if kinds is not None else {}
        self.dead = dead

    def copy(self) -> Facts:
        """Return a copy that can be changed apart."""
        return Facts(dict(self.kinds), self.dead)

    def get(self, slot: int) -> Kind:
        """Return the kind of a slot."""
        return self.kinds.get(slot, ANY)

    def set(self, slot: int, kind: Kind) -> None:
        """Note the kind of what was just stored into a slot."""
        self.kinds[slot] = kind


def meet(one: Facts, other: Facts) -> Facts:
    """Return what holds where two ways come together."""
    if one.dead:
        return other.copy()
    if other.dead:
        return one.copy()
    kinds = {}
    for slot, kind in one.kinds.items():
        joined = join(kind, other.get(slot))
        if joined is not ANY:
            kinds[slot] = joined
    return Facts(kinds)
