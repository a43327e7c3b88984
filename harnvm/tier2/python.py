"""Python syntax trees out of templates.

A template is Python text in which names in capitals stand for parts: a syntax tree replaces the whole name, a
string is another name. Every node carries a place in the *Harn* source: its line as line, its column as
column. The end column, which Python needs only to underline, says what an error there means for the trace::

    end - start   the frame is
    0             part of the trace
    1             not part of it: it was left by a tail call, or not yet entered
    2             part of it, and calls across a boundary: the callee's errors gain ``(line N)``

Column 0 stands for no position.
"""

from __future__ import annotations

import _ast
from typing import Any

from harnvm.source import unpack_position

#: The flag of `compile` that asks for the tree; `ast`, which names it, costs start-up time.
_ONLY_TREE = 0x400

HIDDEN = 1
BOUNDARY = 2

Place = tuple[int, int, int]

_TEMPLATES: dict[str, list[_ast.stmt]] = {}
_POSITIONED = (_ast.expr, _ast.stmt, _ast.excepthandler, _ast.arg, _ast.keyword)


def place(position: int, flag: int = 0) -> Place:
    """Return line, column and end column for a packed Harn position."""
    line, column = unpack_position(position)
    return (line, column, column + flag) if line else (1, 0, flag)


def expression(template: str, at: Place, parts: dict[str, Any]) -> Any:
    """Return the expression that a template stands for."""
    statement = _parsed(template)[0]
    assert isinstance(statement, _ast.Expr)
    return _built(statement.value, at, parts)


def statements(template: str, at: Place, parts: dict[str, Any]) -> list[Any]:
    """Return the statements that a template stands for; a part that is a list of statements is spliced in."""
    return _block(_parsed(template), at, parts)


def constant(value: Any, at: Place) -> Any:
    """Return a literal."""
    return _placed(_ast.Constant(value), at)


def name(identifier: str, at: Place) -> Any:
    """Return the reading of a name."""
    return _placed(_ast.Name(identifier, _LOAD), at)


_LOAD = _ast.Load()


def arguments(names: list[str], defaults: list[Any], rest: str | None, at: Place) -> Any:
    """Return a parameter list."""
    parameters = [_placed(_ast.arg(parameter), at) for parameter in names]
    others = None if rest is None else _placed(_ast.arg(rest), at)
    return _ast.arguments([], parameters, others, [], [], None, defaults)


def function(identifier: str, parameters: Any, body: list[Any], at: Place) -> Any:
    """Return a function definition."""
    definition: Any = _ast.FunctionDef(identifier, parameters, body, [])
    if "type_params" in _ast.FunctionDef._fields:
        definition.type_params = []
    return _placed(definition, at)


def module(body: list[Any]) -> Any:
    """Return a module."""
    return _ast.Module(body, [])


def is_simple(node: Any) -> bool:
    """Tell whether evaluating a node twice costs and changes nothing."""
    return type(node) is _ast.Name or type(node) is _ast.Constant


def _parsed(template: str) -> list[_ast.stmt]:
    found = _TEMPLATES.get(template)
    if found is None:
        tree: Any = compile(template, "<template>", "exec", _ONLY_TREE)
        found = _TEMPLATES[template] = tree.body
    return found


def _block(nodes: list[Any], at: Place, parts: dict[str, Any]) -> list[Any]:
    built: list[Any] = []
    for node in nodes:
        part = _whole_statement(node, parts)
        if part is None:
            built.append(_built(node, at, parts))
        else:
            built += part
    return built


def _whole_statement(node: Any, parts: dict[str, Any]) -> list[Any] | None:
    if type(node) is _ast.Expr and type(node.value) is _ast.Name:
        part = parts.get(node.value.id)
        if type(part) is list:
            return part
    return None


def _built(node: Any, at: Place, parts: dict[str, Any]) -> Any:
    kind = type(node)
    if kind is _ast.Name:
        part = parts.get(node.id)
        if part is None:
            return _placed(_ast.Name(node.id, node.ctx), at)
        return _placed(_ast.Name(part, node.ctx), at) if type(part) is str else part
    new = kind()
    for field in kind._fields:
        setattr(new, field, _field(getattr(node, field, None), at, parts))
    return _placed(new, at) if isinstance(node, _POSITIONED) else new


def _field(value: Any, at: Place, parts: dict[str, Any]) -> Any:
    if type(value) is list:
        if value and isinstance(value[0], _ast.stmt):
            return _block(value, at, parts)
        return _items(value, at, parts)
    if type(value) is str:
        return parts.get(value, value)
    return _built(value, at, parts) if isinstance(value, _ast.AST) else value


def _items(values: list[Any], at: Place, parts: dict[str, Any]) -> list[Any]:
    """Build the items of a list; a starred part that is a list of trees is spliced in."""
    built: list[Any] = []
    for value in values:
        if type(value) is _ast.Starred and type(value.value) is _ast.Name:
            part = parts.get(value.value.id)
            if type(part) is list:
                built += part
                continue
        built.append(_field(value, at, parts))
    return built


def _placed(node: Any, at: Place) -> Any:
    node.lineno = node.end_lineno = at[0]
    node.col_offset = at[1]
    node.end_col_offset = at[2]
    return node
