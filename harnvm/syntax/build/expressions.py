"""Builder actions for expressions.

Operators and postfix forms start where their left operand starts, which in parentheses is the inner
expression: `(a + b) * c` starts at the `a`, as in Harn 0.7.8.
"""

from __future__ import annotations

from harnvm.syntax.build.base import Action, Builder, Values
from harnvm.syntax.literals import duration, integer
from harnvm.syntax.nodes.base import Expr, Node
from harnvm.syntax.nodes.expressions import (
    Binary,
    BoolLiteral,
    Call,
    Closure,
    DictEntry,
    DictLiteral,
    DurationLiteral,
    FloatLiteral,
    Identifier,
    InterpolatedString,
    IntLiteral,
    ListLiteral,
    MethodCall,
    NilLiteral,
    Property,
    Range,
    Slice,
    Spread,
    StringLiteral,
    StructLiteral,
    Subscript,
    Ternary,
    TryStar,
    Unary,
    UnparsedText,
    Unwrap,
)
from harnvm.syntax.nodes.statements import Block, Spawn

#: Operators whose token is not spelt as the node's operator.
_SPELLINGS = {"NOT_IN": "not in"}


def lone_expression(b: Builder, v: Values, first: int, last: int) -> Node:
    """Pass the expression on."""
    node: Node = v[0]
    return node


# Operators


def binary(b: Builder, v: Values, first: int, last: int) -> Node:
    """``left operator right``."""
    left, operator, right = v
    if type(operator) is int:
        operator = _SPELLINGS.get(b.kinds[operator]) or b.text[b.starts[operator] : b.ends[operator]]
    node = Binary(operator, left, right)
    node.start = left.start
    node.end = b.ends[last]
    return node


def same_line_operator(b: Builder, v: Values, first: int, last: int) -> str:
    """``<``, ``>``, ``in``, which elsewhere may end a line; as operators they may not."""
    b.require_same_line("expression", last)
    return b.word(first)


def range_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``low to high``, ``low to high exclusive``."""
    return Range(v[0], v[2], len(v) == 4).at(v[0].start, b.ends[last])


def ternary(b: Builder, v: Values, first: int, last: int) -> Node:
    """``condition ? then : other``."""
    return Ternary(v[0], v[2], v[4]).at(v[0].start, b.ends[last])


def ternary_colon(b: Builder, v: Values, first: int, last: int) -> None:
    """The ``:`` of a ternary must not end a line."""
    b.require_same_line("expression", last)


def unary(b: Builder, v: Values, first: int, last: int) -> Node:
    """``!x``, ``-x``."""
    return Unary(b.word(first), v[1]).at(b.starts[first], b.ends[last])


def try_star(b: Builder, v: Values, first: int, last: int) -> Node:
    """``try* operand``."""
    return TryStar(v[1]).at(b.starts[first], b.ends[last])


# Postfix forms


def property_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``object.name``, ``object?.name``."""
    node = Property(v[0], v[2], b.kinds[v[1]] == "OPTIONAL_DOT")
    node.start = v[0].start
    node.end = b.ends[last]
    return node


def method_call(b: Builder, v: Values, first: int, last: int) -> Node:
    """``object.method(arguments)``, ``object?.method(arguments)``."""
    node = MethodCall(v[0], v[2], v[4], b.kinds[v[1]] == "OPTIONAL_DOT")
    node.start = v[0].start
    node.end = b.ends[last]
    return node


def subscript(b: Builder, v: Values, first: int, last: int) -> Node:
    """``object[index]``."""
    return Subscript(v[0], v[2]).at(v[0].start, b.ends[last])


def slice_open(b: Builder, v: Values, first: int, last: int) -> Expr | None:
    """``[low:`` or ``[:``; makes the low bound."""
    return v[1] if len(v) == 3 else None


def slice_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``object[low:high]``."""
    high = v[2] if len(v) == 4 else None
    return Slice(v[0], v[1], high).at(v[0].start, b.ends[last])


def unwrap(b: Builder, v: Values, first: int, last: int) -> Node:
    """``operand?``."""
    return Unwrap(v[0]).at(v[0].start, b.ends[last])


def call(b: Builder, v: Values, first: int, last: int) -> Node:
    """``name(arguments)``."""
    node = Call(v[0].name, v[2])
    node.start = v[0].start
    node.end = b.ends[last]
    return node


def struct_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``Point {x: 1}``."""
    return StructLiteral(v[0].name, v[2]).at(v[0].start, b.ends[last])


# Names and literals


def identifier(b: Builder, v: Values, first: int, last: int) -> Node:
    """``name``."""
    start, end = b.starts[first], b.ends[first]
    node = Identifier(b.text[start:end])
    node.start = start
    node.end = end
    return node


def nil_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``nil``."""
    return NilLiteral().at(b.starts[first], b.ends[last])


def bool_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``true``, ``false``."""
    return BoolLiteral(b.kinds[first] == "TRUE").at(b.starts[first], b.ends[last])


def int_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``42``."""
    start, end = b.starts[first], b.ends[first]
    return IntLiteral(integer(b.text[start:end])).at(start, end)


def float_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``1.5``, or an integer that does not fit 64 bits."""
    return FloatLiteral(float(b.word(first))).at(b.starts[first], b.ends[last])


def duration_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``5s``."""
    return DurationLiteral(duration(b.word(first))).at(b.starts[first], b.ends[last])


def string_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``"text"``, ``r"text"``, and triple-quoted strings."""
    raw = b.kinds[first] == "RAW_STRING"
    return StringLiteral(b.string(first), raw).at(b.starts[first], b.ends[last])


def interpolated_string(b: Builder, v: Values, first: int, last: int) -> Node:
    """``"text ${expression}"``. A part that does not parse is text; one with a bad token vanishes."""
    from harnvm.syntax.interpolation import parse_part

    parts: list[str | Expr | UnparsedText] = []
    for part in b.raw.parts[b.starts[first]]:
        value = part if isinstance(part, str) else parse_part(b, *part)
        if value is not None:
            parts.append(value)
    return InterpolatedString(parts).at(b.starts[first], b.ends[last])


# Lists, dicts, closures


def list_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``[a, b]``."""
    return ListLiteral(v[1]).at(b.starts[first], b.ends[last])


def spread(b: Builder, v: Values, first: int, last: int) -> Node:
    """``...value``."""
    return Spread(v[1]).at(b.starts[first], b.ends[last])


def dict_literal(b: Builder, v: Values, first: int, last: int) -> Node:
    """``{a: 1}``."""
    return DictLiteral(v[1]).at(b.starts[first], b.ends[last])


def dict_entry(b: Builder, v: Values, first: int, last: int) -> Node:
    """``key: value``."""
    return DictEntry(v[0], v[2]).at(b.starts[first], b.ends[last])


def computed_entry(b: Builder, v: Values, first: int, last: int) -> Node:
    """``[key]: value``."""
    return DictEntry(v[1], v[4], True).at(b.starts[first], b.ends[last])


def dict_key(b: Builder, v: Values, first: int, last: int) -> Node:
    """A name, a keyword or a plain string as key."""
    key = b.string(first) if b.kinds[first] == "STRING" else b.word(first)
    return StringLiteral(key).at(b.starts[first], b.ends[last])


def closure(b: Builder, v: Values, first: int, last: int) -> Node:
    """``{ x -> … }``."""
    start, end = b.starts[first], b.ends[last]
    body = Block(v[3])
    body.at(start, end)
    return Closure(v[1], body, False).at(start, end)


def fn_closure(b: Builder, v: Values, first: int, last: int) -> Node:
    """``fn(x) { … }``."""
    return Closure(v[1], v[2], True).at(b.starts[first], b.ends[last])


def spawn(b: Builder, v: Values, first: int, last: int) -> Node:
    """``spawn { … }``."""
    return Spawn(v[1]).at(b.starts[first], b.ends[last])


EXPRESSIONS: dict[str, Action] = {
    "binary": binary,
    "bool_literal": bool_literal,
    "call": call,
    "closure": closure,
    "computed_entry": computed_entry,
    "dict_entry": dict_entry,
    "dict_key": dict_key,
    "dict_literal": dict_literal,
    "duration_literal": duration_literal,
    "float_literal": float_literal,
    "fn_closure": fn_closure,
    "identifier": identifier,
    "int_literal": int_literal,
    "interpolated_string": interpolated_string,
    "list_literal": list_literal,
    "lone_expression": lone_expression,
    "method_call": method_call,
    "nil_literal": nil_literal,
    "property": property_,
    "range": range_,
    "same_line_operator": same_line_operator,
    "slice": slice_,
    "slice_open": slice_open,
    "spawn": spawn,
    "spread": spread,
    "string_literal": string_literal,
    "struct_literal": struct_literal,
    "subscript": subscript,
    "ternary": ternary,
    "ternary_colon": ternary_colon,
    "try_star": try_star,
    "unary": unary,
    "unwrap": unwrap,
}
