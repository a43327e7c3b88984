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
from collections.abc import Callable
from typing import Any

from harnvm.source import NO_POSITION, unpack_position

#: The flag of `compile` that asks for the tree; `ast`, which names it, costs start-up time.
_ONLY_TREE = 0x400

HIDDEN = 1
BOUNDARY = 2

Place = tuple[int, int, int]

_Maker = Callable[[Place, dict[str, Any]], Any]

_EXPRESSIONS: dict[str, _Maker] = {}
_STATEMENTS: dict[str, _Maker] = {}
_POSITIONED = (_ast.expr, _ast.stmt, _ast.excepthandler, _ast.arg, _ast.keyword)


def place(position: int, flag: int = 0) -> Place:
    """Return line, column and end column for a packed Harn position."""
    line, column = unpack_position(position)
    return (line, column, column + flag) if line else (1, 0, flag)


#: Where generated code stands that no tree asks for.
NOWHERE = place(NO_POSITION, HIDDEN)


def expression(template: str, at: Place, parts: dict[str, Any]) -> Any:
    """Return the expression that a template stands for."""
    make = _EXPRESSIONS.get(template)
    if make is None:
        (statement,) = _parsed(template)
        assert isinstance(statement, _ast.Expr)
        make = _EXPRESSIONS[template] = _maker(statement.value)
    return make(at, parts)


def statements(template: str, at: Place, parts: dict[str, Any]) -> list[Any]:
    """Return the statements that a template stands for; a part that is a list of statements is spliced in."""
    make = _STATEMENTS.get(template)
    if make is None:
        make = _STATEMENTS[template] = _block_maker(_parsed(template))
    made: list[Any] = make(at, parts)
    return made


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
    tree: Any = compile(template, "<template>", "exec", _ONLY_TREE)
    body: list[_ast.stmt] = tree.body
    return body


# A template is turned into functions once, so that using it does not look at its tree again.


def _maker(node: Any) -> _Maker:
    """Return what makes a copy of a node of a template."""
    kind = type(node)
    if kind is _ast.Name:
        return _name_maker(node.id, node.ctx)
    makers = [_field_maker(getattr(node, field, None)) for field in kind._fields]
    if not isinstance(node, _POSITIONED):
        return lambda at, parts: kind(*[make(at, parts) for make in makers])

    def make_placed(at: Place, parts: dict[str, Any]) -> Any:
        new = kind(*[make(at, parts) for make in makers])
        new.lineno = new.end_lineno = at[0]
        new.col_offset = at[1]
        new.end_col_offset = at[2]
        return new

    return make_placed


def _name_maker(identifier: str, context: Any) -> _Maker:
    def make(at: Place, parts: dict[str, Any]) -> Any:
        part = parts.get(identifier)
        if part is None:
            return _placed(_ast.Name(identifier, context), at)
        return _placed(_ast.Name(part, context), at) if type(part) is str else part

    return make


def _field_maker(value: Any) -> _Maker:
    if type(value) is list:
        return _block_maker(value) if value and isinstance(value[0], _ast.stmt) else _items_maker(value)
    if type(value) is str:
        return lambda at, parts: parts.get(value, value)
    if isinstance(value, _ast.AST) and value._fields:
        return _maker(value)
    return lambda at, parts: value


def _block_maker(nodes: list[Any]) -> _Maker:
    """Return what makes statements; a name alone whose part is a list of statements is replaced by them."""
    lone = [
        node.value.id if type(node) is _ast.Expr and type(node.value) is _ast.Name else "" for node in nodes
    ]
    return _spliced(list(zip(lone, map(_maker, nodes), strict=True)))


def _items_maker(values: list[Any]) -> _Maker:
    """Return what makes the items of a list; a starred part that is a list of trees is spliced in."""
    starred = [
        value.value.id if type(value) is _ast.Starred and type(value.value) is _ast.Name else ""
        for value in values
    ]
    return _spliced(list(zip(starred, map(_field_maker, values), strict=True)))


def _spliced(makers: list[tuple[str, _Maker]]) -> _Maker:
    def make(at: Place, parts: dict[str, Any]) -> list[Any]:
        built: list[Any] = []
        for identifier, item in makers:
            part = parts.get(identifier) if identifier else None
            if type(part) is list:
                built += part
            else:
                built.append(item(at, parts))
        return built

    return make


def _placed(node: Any, at: Place) -> Any:
    node.lineno = node.end_lineno = at[0]
    node.col_offset = at[1]
    node.end_col_offset = at[2]
    return node
