"""Builder actions for binding patterns."""

from __future__ import annotations

from harnvm.syntax.build.base import Action, Builder, Values
from harnvm.syntax.nodes.base import Node
from harnvm.syntax.nodes.patterns import (
    DictPattern,
    DictPatternField,
    ListPattern,
    ListPatternElement,
    NamePattern,
    PairPattern,
)


def binding_name(b: Builder, v: Values, first: int, last: int) -> Node:
    """``name``."""
    return NamePattern(b.word(first)).at(b.starts[first], b.ends[last])


def pair_pattern(b: Builder, v: Values, first: int, last: int) -> Node:
    """``(a, b)``."""
    return PairPattern(v[1], v[3]).at(b.starts[first], b.ends[last])


def dict_pattern(b: Builder, v: Values, first: int, last: int) -> Node:
    """``{a, b: c = 1, ...rest}``."""
    return DictPattern(v[1] + v[2:-1]).at(b.starts[first], b.ends[last])


def dict_pattern_field(b: Builder, v: Values, first: int, last: int) -> Node:
    """``key``, ``key: alias``, either with a default."""
    alias = v[2] if len(v) == 4 else None
    return DictPatternField(v[0], alias, v[-1], False).at(b.starts[first], b.ends[last])


def dict_pattern_rest(b: Builder, v: Values, first: int, last: int) -> Node:
    """``...rest`` in a dict pattern."""
    return DictPatternField(v[1], None, None, True).at(b.starts[first], b.ends[last])


def list_pattern(b: Builder, v: Values, first: int, last: int) -> Node:
    """``[a, b = 2, ...rest]``."""
    return ListPattern(v[1] + v[2:-1]).at(b.starts[first], b.ends[last])


def list_pattern_element(b: Builder, v: Values, first: int, last: int) -> Node:
    """``name``, maybe with a default."""
    return ListPatternElement(v[0], v[1], False).at(b.starts[first], b.ends[last])


def list_pattern_rest(b: Builder, v: Values, first: int, last: int) -> Node:
    """``...rest`` in a list pattern."""
    return ListPatternElement(v[1], None, True).at(b.starts[first], b.ends[last])


PATTERNS: dict[str, Action] = {
    "binding_name": binding_name,
    "dict_pattern": dict_pattern,
    "dict_pattern_field": dict_pattern_field,
    "dict_pattern_rest": dict_pattern_rest,
    "list_pattern": list_pattern,
    "list_pattern_element": list_pattern_element,
    "list_pattern_rest": list_pattern_rest,
    "pair_pattern": pair_pattern,
}
