"""Builder actions for type expressions and type parameters."""

from __future__ import annotations

from harnvm.syntax.build.base import Action, Builder, Values
from harnvm.syntax.literals import integer
from harnvm.syntax.nodes.base import Node
from harnvm.syntax.nodes.types import (
    AppliedType,
    FunctionType,
    LiteralType,
    NamedType,
    ShapeField,
    ShapeType,
    TypeParameter,
    UnionType,
    WhereClause,
)


def named_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``int``."""
    return NamedType(v[0]).at(b.starts[first], b.ends[last])


def nil_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``nil``."""
    return NamedType("nil").at(b.starts[first], b.ends[last])


def never_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``never``, where a ``<`` follows; else it is a type name like any other."""
    return NamedType("never").at(b.starts[first], b.ends[last])


def bool_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``true`` and ``false`` as types both mean bool."""
    return NamedType("bool").at(b.starts[first], b.ends[last])


def union_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``int | nil | …``, one node for any number of options."""
    if isinstance(v[0], UnionType):
        v[0].options.append(v[2])
        v[0].end = b.ends[last]
        return v[0]
    return UnionType([v[0], v[2]]).at(b.starts[first], b.ends[last])


def applied_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``list<int>``; ``Iter<T>`` is another spelling of ``iter<T>``."""
    name = "iter" if v[0] == "Iter" and len(v[2]) == 1 else v[0]
    return AppliedType(name, v[2]).at(b.starts[first], b.ends[last])


def literal_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``"pass"`` or ``3``."""
    value = integer(b.word(first)) if b.kinds[first] == "INT" else b.string(first)
    return LiteralType(value).at(b.starts[first], b.ends[last])


def negative_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``-1``."""
    return LiteralType(-integer(b.word(last))).at(b.starts[first], b.ends[last])


def function_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``fn(int) -> string``."""
    return FunctionType(v[2], v[5]).at(b.starts[first], b.ends[last])


def shape_type(b: Builder, v: Values, first: int, last: int) -> Node:
    """``{name: string, age?: int}``."""
    return ShapeType(v[1]).at(b.starts[first], b.ends[last])


def shape_field(b: Builder, v: Values, first: int, last: int) -> Node:
    """``age?: int``."""
    return ShapeField(v[0], v[3], v[1] is not None).at(b.starts[first], b.ends[last])


def type_parameter(b: Builder, v: Values, first: int, last: int) -> Node:
    """``T``, ``in T`` or ``out T``."""
    variance = b.word(first) if len(v) == 2 else ""
    return TypeParameter(v[-1], variance).at(b.starts[first], b.ends[last])


def where_clause(b: Builder, v: Values, first: int, last: int) -> Node:
    """``T: Bound``."""
    return WhereClause(v[0], v[2]).at(b.starts[first], b.ends[last])


TYPES: dict[str, Action] = {
    "applied_type": applied_type,
    "bool_type": bool_type,
    "function_type": function_type,
    "literal_type": literal_type,
    "named_type": named_type,
    "negative_type": negative_type,
    "never_type": never_type,
    "nil_type": nil_type,
    "shape_field": shape_field,
    "shape_type": shape_type,
    "type_parameter": type_parameter,
    "union_type": union_type,
    "where_clause": where_clause,
}
