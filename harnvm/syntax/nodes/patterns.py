"""Binding patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax.nodes.base import Node, Pattern

if TYPE_CHECKING:
    from harnvm.syntax.nodes.base import Expr


class NamePattern(Pattern):
    """Binds one name."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class DictPatternField(Node):
    """``key``, ``key: alias``, ``key = default`` or ``...rest`` (then `key` is the rest name)."""

    __slots__ = ("alias", "default", "key", "rest")

    def __init__(self, key: str, alias: str | None, default: Expr | None, rest: bool) -> None:
        self.key = key
        self.alias = alias
        self.default = default
        self.rest = rest


class DictPattern(Pattern):
    """``{a, b: c = 1, ...rest}``."""

    __slots__ = ("fields",)

    def __init__(self, fields: list[DictPatternField]) -> None:
        self.fields = fields


class ListPatternElement(Node):
    """``name``, ``name = default`` or ``...name``."""

    __slots__ = ("default", "name", "rest")

    def __init__(self, name: str, default: Expr | None, rest: bool) -> None:
        self.name = name
        self.default = default
        self.rest = rest


class ListPattern(Pattern):
    """``[a, b = 2, ...rest]``."""

    __slots__ = ("elements",)

    def __init__(self, elements: list[ListPatternElement]) -> None:
        self.elements = elements


class PairPattern(Pattern):
    """``(a, b)``, only after ``for``."""

    __slots__ = ("first", "second")

    def __init__(self, first: str, second: str) -> None:
        self.first = first
        self.second = second
