"""Expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax.nodes.base import Expr, Node

if TYPE_CHECKING:
    from harnvm.syntax.nodes.declarations import Parameter
    from harnvm.syntax.nodes.statements import Block


class NilLiteral(Expr):
    """``nil``."""

    __slots__ = ()


class BoolLiteral(Expr):
    """``true`` or ``false``."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value = value


class IntLiteral(Expr):
    """An integer that fits 64 bits."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value


class FloatLiteral(Expr):
    """A float, or an integer too large for 64 bits."""

    __slots__ = ("value",)

    def __init__(self, value: float) -> None:
        self.value = value


class DurationLiteral(Expr):
    """``5s``; the value is in milliseconds."""

    __slots__ = ("milliseconds",)

    def __init__(self, milliseconds: int) -> None:
        self.milliseconds = milliseconds


class StringLiteral(Expr):
    """A string without interpolation; `raw` for ``r"…"``."""

    __slots__ = ("raw", "value")

    def __init__(self, value: str, raw: bool = False) -> None:
        self.value = value
        self.raw = raw


def plain_text(node: Node | None) -> str | None:
    """Return the text of a string literal that is not raw, None for anything else."""
    return node.value if isinstance(node, StringLiteral) and not node.raw else None


class UnparsedText(Node):
    """The text of a ``${…}`` that does not parse. It stands for itself, and ``check`` warns."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class InterpolatedString(Expr):
    """A string with ``${…}`` parts: literal text (str), expressions, and text that does not parse."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[str | Expr | UnparsedText]) -> None:
        self.parts = parts


class Identifier(Expr):
    """A name used as a value."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Spread(Expr):
    """``...value`` inside a list, dict or argument list."""

    __slots__ = ("value",)

    def __init__(self, value: Expr) -> None:
        self.value = value


class ListLiteral(Expr):
    """``[a, b, ...c]``."""

    __slots__ = ("items",)

    def __init__(self, items: list[Expr]) -> None:
        self.items = items


class DictEntry(Node):
    """``key: value``. A name or a plain string as key is a `StringLiteral`; ``[expr]`` sets `computed`."""

    __slots__ = ("computed", "key", "value")

    def __init__(self, key: Expr, value: Expr, computed: bool = False) -> None:
        self.key = key
        self.value = value
        self.computed = computed


class DictLiteral(Expr):
    """``{a: 1, ...rest}``."""

    __slots__ = ("entries",)

    def __init__(self, entries: list[DictEntry | Spread]) -> None:
        self.entries = entries


class StructLiteral(Expr):
    """``Point {x: 1}``, where the struct is declared earlier in the file."""

    __slots__ = ("entries", "name")

    def __init__(self, name: str, entries: list[DictEntry | Spread]) -> None:
        self.name = name
        self.entries = entries


class Closure(Expr):
    """``{ x -> … }``, or ``fn(x) { … }`` when `fn_syntax` is set."""

    __slots__ = ("body", "fn_syntax", "parameters")

    def __init__(self, parameters: list[Parameter], body: Block, fn_syntax: bool) -> None:
        self.parameters = parameters
        self.body = body
        self.fn_syntax = fn_syntax


class Call(Expr):
    """``name(arguments)``."""

    __slots__ = ("arguments", "name")

    def __init__(self, name: str, arguments: list[Expr]) -> None:
        self.name = name
        self.arguments = arguments


class MethodCall(Expr):
    """``object.method(arguments)``; `optional` for ``?.``."""

    __slots__ = ("arguments", "method", "object", "optional")

    def __init__(self, object: Expr, method: str, arguments: list[Expr], optional: bool) -> None:
        self.object = object
        self.method = method
        self.arguments = arguments
        self.optional = optional


class Property(Expr):
    """``object.name``; `optional` for ``?.``."""

    __slots__ = ("name", "object", "optional")

    def __init__(self, object: Expr, name: str, optional: bool) -> None:
        self.object = object
        self.name = name
        self.optional = optional


class Subscript(Expr):
    """``object[index]``."""

    __slots__ = ("index", "object")

    def __init__(self, object: Expr, index: Expr) -> None:
        self.object = object
        self.index = index


class Slice(Expr):
    """``object[low:high]``, either bound may be missing."""

    __slots__ = ("high", "low", "object")

    def __init__(self, object: Expr, low: Expr | None, high: Expr | None) -> None:
        self.object = object
        self.low = low
        self.high = high


class Unwrap(Expr):
    """``operand?``: the value of an Ok, or return the Err from the function."""

    __slots__ = ("operand",)

    def __init__(self, operand: Expr) -> None:
        self.operand = operand


class Unary(Expr):
    """``!x`` or ``-x``."""

    __slots__ = ("operand", "operator")

    def __init__(self, operator: str, operand: Expr) -> None:
        self.operator = operator
        self.operand = operand


class Binary(Expr):
    """A binary operator, by its spelling; ``not in`` is one operator, ``|>`` is another."""

    __slots__ = ("left", "operator", "right")

    def __init__(self, operator: str, left: Expr, right: Expr) -> None:
        self.operator = operator
        self.left = left
        self.right = right


class Range(Expr):
    """``low to high``, with `exclusive` when the keyword follows."""

    __slots__ = ("exclusive", "high", "low")

    def __init__(self, low: Expr, high: Expr, exclusive: bool) -> None:
        self.low = low
        self.high = high
        self.exclusive = exclusive


class Ternary(Expr):
    """``condition ? then : other``."""

    __slots__ = ("condition", "other", "then")

    def __init__(self, condition: Expr, then: Expr, other: Expr) -> None:
        self.condition = condition
        self.then = then
        self.other = other


class TryStar(Expr):
    """``try* operand``: rethrows what the operand throws into the surrounding catch."""

    __slots__ = ("operand",)

    def __init__(self, operand: Expr) -> None:
        self.operand = operand
