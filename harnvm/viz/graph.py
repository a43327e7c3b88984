"""A graph, kept in the order in which it was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class GraphNode(NamedTuple):
    """A box: its id, unique in the graph, and what is written in it."""

    id: str
    label: str


class Edge(NamedTuple):
    """An arrow from one node to another, with or without a label."""

    start: str
    end: str
    label: str | None


class Graph:
    """Nodes and edges; a new node gets the next id: ``n0``, ``n1``, …"""

    def __init__(self) -> None:
        self._items: list[GraphNode | Edge] = []
        self._count = 0

    def node(self, label: str) -> str:
        """Add a node and return its id."""
        node = GraphNode(f"n{self._count}", label)
        self._count += 1
        self._items.append(node)
        return node.id

    def edge(self, start: str, end: str, label: str | None = None) -> None:
        """Add an edge; an empty label is none."""
        self._items.append(Edge(start, end, label or None))

    @property
    def nodes(self) -> list[GraphNode]:
        """The nodes in order."""
        return [item for item in self._items if isinstance(item, GraphNode)]

    @property
    def edges(self) -> list[Edge]:
        """The edges in order."""
        return [item for item in self._items if isinstance(item, Edge)]

    def mermaid(self) -> str:
        """Return the graph as a Mermaid flow chart, with a line end after every line."""
        return "".join(f"{line}\n" for line in self._lines())

    def as_dict(self) -> dict[str, list[dict[str, str | None]]]:
        """Return the graph in the form that machines read."""
        return {
            "nodes": [node._asdict() for node in self.nodes],
            "edges": [edge._asdict() for edge in self.edges],
        }

    def _lines(self) -> Iterator[str]:
        yield "flowchart TD"
        for item in self._items:
            if isinstance(item, GraphNode):
                yield f'    {item.id}["{_escaped(item.label)}"]'
            elif item.label is None:
                yield f"    {item.start} --> {item.end}"
            else:
                yield f"    {item.start} -- {_escaped(item.label)} --> {item.end}"


def _escaped(label: str) -> str:
    return label.replace('"', '\\"').replace("\n", " ").replace("\r", " ")
