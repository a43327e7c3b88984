"""Statements to a graph: a part of it for each statement, entered at its head and left at its tail."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

from harnvm.syntax import nodes
from harnvm.viz.graph import Graph
from harnvm.viz.labels import label

N = TypeVar("N", bound=nodes.Node)

#: Head and tail of what a statement became.
Part = tuple[str, str]

#: Each level of nesting takes some Python frames; the parser allows about 500 levels.
_FRAMES = 20_000

_DRAWERS: dict[type, Callable[[Any, Any], Part]] = {}


def chart(program: nodes.Program) -> Graph:
    """Return the graph of a program: its top-level statements side by side below one root."""
    if sys.getrecursionlimit() < _FRAMES:
        sys.setrecursionlimit(_FRAMES)  # never lowered again: other threads may be deep in recursion
    graph = Graph()
    root = graph.node("module")
    for statement in program.statements:
        head, _ = _part(graph, statement)
        graph.edge(root, head)
    return graph


def _draws(kind: type[N]) -> Callable[[Callable[[Graph, N], Part]], Callable[[Graph, N], Part]]:
    """Register what draws one kind of statement; the others are one node each."""

    def register(function: Callable[[Graph, N], Part]) -> Callable[[Graph, N], Part]:
        _DRAWERS[kind] = function
        return function

    return register


def _part(graph: Graph, statement: nodes.Expr) -> Part:
    drawer = _DRAWERS.get(type(statement))
    if drawer is not None:
        return drawer(graph, statement)
    node = graph.node(label(statement))
    return node, node


def _sequence(graph: Graph, statements: list[nodes.Expr], empty: str) -> Part:
    """Draw statements one after the other; none at all are one node."""
    if not statements:
        node = graph.node(empty)
        return node, node
    head, tail = _part(graph, statements[0])
    for statement in statements[1:]:
        following, end = _part(graph, statement)
        graph.edge(tail, following)
        tail = end
    return head, tail


def _branch(graph: Graph, name: str, body: nodes.Block) -> Part:
    """Draw a block below a node that says what it is to the statement around it."""
    branch = graph.node(name)
    head, tail = _sequence(graph, body.statements, name)
    graph.edge(branch, head)
    return branch, tail


def _named(graph: Graph, name: str, body: nodes.Block) -> Part:
    """Draw a block between two nodes that carry its name."""
    start = graph.node(name)
    end = graph.node(f"end {name}")
    if not body.statements:
        graph.edge(start, end)
        return start, end
    head, tail = _sequence(graph, body.statements, name)
    graph.edge(start, head)
    graph.edge(tail, end)
    return start, end


def _with_body(graph: Graph, node: Any) -> Part:
    return _named(graph, label(node), node.body)


_DRAWERS |= dict.fromkeys(
    (
        nodes.Pipeline,
        nodes.FnDecl,
        nodes.ToolDecl,
        nodes.OverrideDecl,
        nodes.TryBlock,
        nodes.Spawn,
        nodes.Defer,
        nodes.Deadline,
        nodes.Mutex,
    ),
    _with_body,
)


@_draws(nodes.Block)
def _block(graph: Graph, node: nodes.Block) -> Part:
    return _named(graph, "block", node)


@_draws(nodes.If)
def _if(graph: Graph, node: nodes.If) -> Part:
    decision = graph.node(label(node))
    then, then_tail = _branch(graph, "then", node.then)
    join = graph.node("join")
    graph.edge(decision, then, "yes")
    graph.edge(then_tail, join)
    if node.other is None:
        graph.edge(decision, join, "no")
        return decision, join
    other, other_tail = _branch(graph, "else", node.other)
    graph.edge(decision, other, "no")
    graph.edge(other_tail, join)
    return decision, join


def _loop(graph: Graph, node: nodes.For | nodes.While, again: str, over: str) -> Part:
    loop = graph.node(label(node))
    body, tail = _branch(graph, "body", node.body)
    done = graph.node("after loop")
    graph.edge(loop, body, again)
    graph.edge(tail, loop)
    graph.edge(loop, done, over)
    return loop, done


@_draws(nodes.For)
def _for(graph: Graph, node: nodes.For) -> Part:
    return _loop(graph, node, "each", "done")


@_draws(nodes.While)
def _while(graph: Graph, node: nodes.While) -> Part:
    return _loop(graph, node, "true", "false")


@_draws(nodes.Retry)
def _retry(graph: Graph, node: nodes.Retry) -> Part:
    retry = graph.node(label(node))
    body, tail = _branch(graph, "attempt", node.body)
    done = graph.node("retry done")
    graph.edge(retry, body, "run")
    graph.edge(tail, retry, "retry")
    graph.edge(retry, done, "done")
    return retry, done


@_draws(nodes.Match)
def _match(graph: Graph, node: nodes.Match) -> Part:
    start = graph.node(label(node))
    join = graph.node("after match")
    for arm in node.arms:
        guard = "" if arm.guard is None else f" if {label(arm.guard)}"
        head, tail = _branch(graph, f"{label(arm.pattern)}{guard}", arm.body)
        graph.edge(start, head, "arm")
        graph.edge(tail, join)
    return start, join


@_draws(nodes.TryCatch)
def _try(graph: Graph, node: nodes.TryCatch) -> Part:
    start = graph.node("try")
    body, body_tail = _branch(graph, "try body", node.body)
    name = "catch" if node.error_name is None else f"catch {node.error_name}"
    catch, catch_tail = _branch(graph, name, node.catch or nodes.Block([]))
    after = graph.node("after try" if node.final is None else "finally")
    graph.edge(start, body, "ok")
    graph.edge(body_tail, after)
    graph.edge(start, catch, "error")
    graph.edge(catch_tail, after)
    if node.final is None:
        return start, after
    final, final_tail = _branch(graph, "finally body", node.final)
    done = graph.node("after try")
    graph.edge(after, final)
    graph.edge(final_tail, done)
    return start, done


@_draws(nodes.Parallel)
def _parallel(graph: Graph, node: nodes.Parallel) -> Part:
    variable = "" if node.variable is None else f" -> {node.variable}"
    start = graph.node(f"parallel {node.mode} {label(node.operand)}{variable}")
    body, tail = _branch(graph, "parallel body", node.body)
    done = graph.node("parallel join")
    graph.edge(start, body, "fan out")
    graph.edge(tail, done)
    return start, done


@_draws(nodes.Select)
def _select(graph: Graph, node: nodes.Select) -> Part:
    start = graph.node("select")
    join = graph.node("after select")

    def case(name: str, body: nodes.Block, why: str) -> None:
        head, tail = _branch(graph, name, body)
        graph.edge(start, head, why)
        graph.edge(tail, join)

    for each in node.cases:
        case(f"recv {each.variable}", each.body, label(each.channel))
    if node.timeout is not None and node.timeout_body is not None:
        case(f"timeout {label(node.timeout)}", node.timeout_body, "timeout")
    if node.default is not None:
        case("default", node.default, "default")
    return start, join
