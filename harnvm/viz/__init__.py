"""A program as a flow chart.

Promise: from the nodes of a program, the graph that Harn 0.7.8 draws of it, node for node, as data and as
Mermaid text. It knows the syntax; it does not know what names mean, and nothing runs.
"""

from __future__ import annotations

from harnvm.viz.flow import chart
from harnvm.viz.graph import Edge, Graph, GraphNode

__all__ = ["Edge", "Graph", "GraphNode", "chart"]
