"""The bases of all nodes."""

from __future__ import annotations


class Node:
    """Base of all nodes."""

    __slots__ = ("end", "start")

    start: int
    end: int

    def at(self, start: int, end: int) -> Node:
        """Set the offsets and return the node."""
        self.start = start
        self.end = end
        return self

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in type(self).__slots__)
        return f"{type(self).__name__}({fields})"


class TypeExpr(Node):
    """Base of type expressions."""

    __slots__ = ()


class Pattern(Node):
    """Base of what may stand left of the ``=`` of a binding, or after ``for``."""

    __slots__ = ()


class Expr(Node):
    """Base of everything that may stand where a value is wanted (statements included)."""

    __slots__ = ()
