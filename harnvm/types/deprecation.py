"""Warnings about calls of functions marked ``@deprecated``.

Every call is warned about when the whole program is searched before the checks proper, and those that are
statements, arguments and the like once more when they are checked, as in Harn 0.7.8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harnvm.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from harnvm.types.checker import Checker

    _Parts = Callable[[Any], Iterable[nodes.Expr | None]]


def collect_deprecated(checker: Checker, program: nodes.Program) -> None:
    """Note which top-level functions are deprecated, since when, and what to use instead."""
    for statement in program.statements:
        if isinstance(statement, nodes.Attributed) and isinstance(statement.declaration, nodes.FnDecl):
            for attribute in statement.attributes:
                if attribute.name == "deprecated":
                    facts = (_text(attribute, "since"), _text(attribute, "use"))
                    checker.deprecated[statement.declaration.name] = facts


def _text(attribute: nodes.Attribute, name: str) -> str | None:
    for argument in attribute.arguments:
        if argument.name == name:
            return argument.value.value if isinstance(argument.value, nodes.StringLiteral) else None
    return None


def warn_if_deprecated(checker: Checker, call: nodes.Call) -> None:
    """Warn when the function called is deprecated."""
    facts = checker.deprecated.get(call.name)
    if facts is None:
        return
    since, use = facts
    message = f"`{call.name}` is deprecated" + (f" (since {since})" if since is not None else "")
    checker.warning(message, call, None if use is None else f"use `{use}` instead")


def search_program(checker: Checker, program: nodes.Program) -> None:
    """Warn about the calls of deprecated functions in the whole program, in the order of the text."""
    if not checker.deprecated:
        return
    waiting: list[nodes.Expr] = list(reversed(program.statements))
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Call):
            warn_if_deprecated(checker, node)
        parts = _PARTS.get(type(node))
        if parts is not None:
            found = [part for part in parts(node) if part is not None]
            waiting += reversed(found)


def _body(node: Any) -> Iterable[nodes.Expr]:
    statements: list[nodes.Expr] = node.body.statements
    return statements


def _method_call(node: nodes.MethodCall) -> Iterable[nodes.Expr]:
    return (node.object, *node.arguments)


def _if(node: nodes.If) -> Iterable[nodes.Expr | None]:
    return (node.condition, node.then, node.other)


def _try_catch(node: nodes.TryCatch) -> Iterable[nodes.Expr | None]:
    return (node.body, node.catch, node.final)


def _match(node: nodes.Match) -> Iterator[nodes.Expr | None]:
    yield node.value
    for arm in node.arms:
        yield from (arm.guard, arm.body)


def _entries(node: nodes.DictLiteral | nodes.StructLiteral) -> Iterator[nodes.Expr]:
    for entry in node.entries:
        if isinstance(entry, nodes.Spread):
            yield entry
        else:
            yield from (entry.key, entry.value)


def _select(node: nodes.Select) -> Iterator[nodes.Expr | None]:
    for case in node.cases:
        yield from (case.channel, case.body)
    yield from (node.timeout, node.timeout_body, node.default)


#: Where calls are searched for. Loop conditions, retry counts, what `parallel` runs over, defaults of
#: parameters, match patterns and interpolations are not searched, as in Harn 0.7.8.
_PARTS: dict[type[nodes.Expr], _Parts] = {
    nodes.Call: lambda node: node.arguments,
    nodes.MethodCall: _method_call,
    nodes.Attributed: lambda node: (node.declaration,),
    nodes.Pipeline: _body,
    nodes.OverrideDecl: _body,
    nodes.FnDecl: _body,
    nodes.ToolDecl: _body,
    nodes.Spawn: _body,
    nodes.TryBlock: _body,
    nodes.Block: lambda node: node.statements,
    nodes.Closure: _body,
    nodes.While: _body,
    nodes.Retry: _body,
    nodes.Defer: _body,
    nodes.Mutex: _body,
    nodes.Parallel: _body,
    nodes.If: _if,
    nodes.For: lambda node: (node.iterable, node.body),
    nodes.TryCatch: _try_catch,
    nodes.Deadline: lambda node: (node.duration, node.body),
    nodes.Match: _match,
    nodes.Binding: lambda node: (node.value,),
    nodes.Assignment: lambda node: (node.target, node.value),
    nodes.Return: lambda node: (node.value,),
    nodes.Yield: lambda node: (node.value,),
    nodes.Throw: lambda node: (node.value,),
    nodes.Unwrap: lambda node: (node.operand,),
    nodes.TryStar: lambda node: (node.operand,),
    nodes.Spread: lambda node: (node.value,),
    nodes.Unary: lambda node: (node.operand,),
    nodes.Binary: lambda node: (node.left, node.right),
    nodes.Ternary: lambda node: (node.condition, node.then, node.other),
    nodes.Property: lambda node: (node.object,),
    nodes.Subscript: lambda node: (node.object, node.index),
    nodes.Slice: lambda node: (node.object, node.low, node.high),
    nodes.ListLiteral: lambda node: node.items,
    nodes.DictLiteral: _entries,
    nodes.StructLiteral: _entries,
    nodes.Guard: lambda node: (node.condition, node.other),
    nodes.Require: lambda node: (node.condition, node.message),
    nodes.Range: lambda node: (node.low, node.high),
    nodes.Select: _select,
    nodes.ImplBlock: lambda node: node.methods,
}
