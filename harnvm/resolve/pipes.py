"""The placeholder ``_`` on the right of a pipe.

``value |> f(_, 2)`` stands for a closure of one parameter, called with the value. The placeholder is
looked for in calls, methods, operators, lists, properties and subscripts only, as in Harn 0.7.8.
"""

from __future__ import annotations

from harnvm.syntax import nodes

PARAMETER = "__pipe"


def has_placeholder(node: nodes.Node) -> bool:
    """Tell whether an expression mentions the placeholder where it counts."""
    if isinstance(node, nodes.Identifier):
        return node.name == "_"
    return any(map(has_placeholder, _parts(node)))


def _parts(node: nodes.Node) -> list[nodes.Expr]:
    """Return the operands in which a placeholder is looked for."""
    match node:
        case nodes.Call():
            return node.arguments
        case nodes.MethodCall(optional=False):
            return [node.object, *node.arguments]
        case nodes.Binary():
            return [node.left, node.right]
        case nodes.Unary():
            return [node.operand]
        case nodes.ListLiteral():
            return node.items
        case nodes.Property(optional=False):
            return [node.object]
        case nodes.Subscript():
            return [node.object, node.index]
        case _:
            return []


def replace_placeholder(node: nodes.Expr) -> nodes.Expr:
    """Return the expression with the placeholder replaced by the parameter."""
    new = _replaced(node)
    if new is not node:
        new.at(node.start, node.end)
    return new


def _replaced(node: nodes.Expr) -> nodes.Expr:
    match node:
        case nodes.Identifier(name="_"):
            return nodes.Identifier(PARAMETER)
        case nodes.Call():
            return nodes.Call(node.name, _all(node.arguments))
        case nodes.MethodCall(optional=False):
            return nodes.MethodCall(
                replace_placeholder(node.object), node.method, _all(node.arguments), False
            )
        case nodes.Binary():
            return nodes.Binary(
                node.operator, replace_placeholder(node.left), replace_placeholder(node.right)
            )
        case nodes.Unary():
            return nodes.Unary(node.operator, replace_placeholder(node.operand))
        case nodes.ListLiteral():
            return nodes.ListLiteral(_all(node.items))
        case nodes.Property(optional=False):
            return nodes.Property(replace_placeholder(node.object), node.name, False)
        case nodes.Subscript():
            return nodes.Subscript(replace_placeholder(node.object), replace_placeholder(node.index))
        case _:
            return node


def _all(items: list[nodes.Expr]) -> list[nodes.Expr]:
    return [replace_placeholder(item) for item in items]
