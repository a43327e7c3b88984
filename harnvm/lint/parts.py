"""The parts of a node that rules look into, in the order they are visited.

What is missing here is not looked into, as in Harn 0.7.8: defaults of parameters and patterns, options of
`parallel`, types. Declarations are not here either; they are the walk's business.
"""

from __future__ import annotations

from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: For each kind of node: the fields of its head (expressions), and those of its bodies (blocks).
PARTS: dict[type[nodes.Node], tuple[tuple[str, ...], tuple[str, ...]]] = {
    nodes.Assignment: (("target", "value"), ()),
    nodes.Binary: (("left", "right"), ()),
    nodes.Binding: (("value",), ()),
    nodes.Block: (("statements",), ()),
    nodes.Call: (("arguments",), ()),
    nodes.Closure: ((), ("body",)),
    nodes.Deadline: (("duration",), ("body",)),
    nodes.Defer: ((), ("body",)),
    nodes.DictEntry: (("key", "value"), ()),
    nodes.DictLiteral: (("entries",), ()),
    nodes.For: (("iterable",), ("body",)),
    nodes.Guard: (("condition",), ("other",)),
    nodes.If: (("condition",), ("then", "other")),
    nodes.ListLiteral: (("items",), ()),
    nodes.Match: (("value", "arms"), ()),
    nodes.MatchArm: (("pattern", "guard"), ("body",)),
    nodes.MethodCall: (("object", "arguments"), ()),
    nodes.Mutex: ((), ("body",)),
    nodes.Parallel: (("operand",), ("body",)),
    nodes.Property: (("object",), ()),
    nodes.Range: (("low", "high"), ()),
    nodes.Require: (("condition", "message"), ()),
    nodes.Retry: (("count",), ("body",)),
    nodes.Return: (("value",), ()),
    nodes.Select: (("cases", "timeout"), ("timeout_body", "default")),
    nodes.SelectCase: (("channel",), ("body",)),
    nodes.Slice: (("object", "low", "high"), ()),
    nodes.Spawn: ((), ("body",)),
    nodes.Spread: (("value",), ()),
    nodes.StructLiteral: (("entries",), ()),
    nodes.Subscript: (("object", "index"), ()),
    nodes.Ternary: (("condition", "then", "other"), ()),
    nodes.Throw: (("value",), ()),
    nodes.TryBlock: ((), ("body",)),
    nodes.TryCatch: ((), ("body", "catch", "final")),
    nodes.TryStar: (("operand",), ()),
    nodes.Unary: (("operand",), ()),
    nodes.Unwrap: (("operand",), ()),
    nodes.While: (("condition",), ("body",)),
    nodes.Yield: (("value",), ()),
}

NO_PARTS: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def head(node: nodes.Node) -> Iterator[nodes.Node]:
    """Return the expressions of a node that are visited before its bodies."""
    return parts(node, PARTS.get(type(node), NO_PARTS)[0])


def parts(node: nodes.Node, fields: Iterable[str]) -> Iterator[nodes.Node]:
    """Yield what stands in some fields of a node."""
    for field in fields:
        part = getattr(node, field)
        if isinstance(part, list):
            yield from part
        elif part is not None:
            yield part


def bodies(node: nodes.Node) -> Iterator[nodes.Block]:
    """Yield the blocks of a node."""
    for field in PARTS.get(type(node), NO_PARTS)[1]:
        block = getattr(node, field)
        if block is not None:
            yield block
