"""Walking over nodes without knowing their kinds."""

from __future__ import annotations

from collections.abc import Iterator

from harnvm.syntax.nodes.base import Node


def descendants(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes inside it, in the order of the text, without recursion."""
    pending: list[object] = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, Node):
            yield item
            pending += [getattr(item, field) for field in reversed(type(item).__slots__)]
        elif isinstance(item, list | tuple):
            pending += reversed(item)
