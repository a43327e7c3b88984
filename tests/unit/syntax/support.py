"""Short ways to parse, and to look at what came out."""

from __future__ import annotations

from typing import Any

from harnvm.errors import HarnSyntaxError
from harnvm.source import SourceFile
from harnvm.syntax import nodes, parse
from harnvm.syntax.filter import TokenFilter
from harnvm.syntax.lexer import Tokens, lex


def statements(text: str) -> list[Any]:
    """Return the statements of a program."""
    return list(parse(SourceFile("test", text)).statements)


def only(text: str) -> Any:
    """Return the only statement of a program."""
    (statement,) = statements(text)
    return statement


def value(text: str) -> Any:
    """Return the node of an expression, parsed where an operand is wanted."""
    return only(f"let it = {text}").value


def errors(text: str) -> list[str]:
    """Return the errors of a program as ``line:column message``."""
    try:
        parse(SourceFile("test", text))
    except HarnSyntaxError as error:
        return [
            f"{report.span.line}:{report.span.column} {report.message}"
            for report in error.reports
            if report.span
        ]
    return []


def raw(text: str) -> Tokens:
    """Return the raw tokens of a text."""
    return lex(SourceFile("test", text))


def kinds(text: str) -> str:
    """Return the kinds of the grammar's tokens, without the last, as words."""
    return " ".join(TokenFilter(text, raw(text)).run().kinds[1:-1])


def show(node: Any) -> str:
    """Write an expression with all its parentheses."""
    match node:
        case nodes.Binary():
            return f"({show(node.left)} {node.operator} {show(node.right)})"
        case nodes.Unary():
            return f"({node.operator}{show(node.operand)})"
        case nodes.Ternary():
            return f"({show(node.condition)} ? {show(node.then)} : {show(node.other)})"
        case nodes.Range():
            return f"({show(node.low)} {'until' if node.exclusive else 'to'} {show(node.high)})"
        case nodes.Property():
            return f"{show(node.object)}{'?.' if node.optional else '.'}{node.name}"
        case nodes.MethodCall():
            dot = "?." if node.optional else "."
            return f"{show(node.object)}{dot}{node.method}({arguments(node)})"
        case nodes.Call():
            return f"{node.name}({arguments(node)})"
        case nodes.Subscript():
            return f"{show(node.object)}[{show(node.index)}]"
        case nodes.Slice():
            low, high = (show(bound) if bound else "" for bound in (node.low, node.high))
            return f"{show(node.object)}[{low}:{high}]"
        case nodes.Unwrap():
            return f"{show(node.operand)}?"
        case nodes.TryStar():
            return f"(try* {show(node.operand)})"
        case nodes.Spread():
            return f"...{show(node.value)}"
        case nodes.ListLiteral():
            return f"[{', '.join(map(show, node.items))}]"
        case nodes.Identifier():
            return node.name
        case nodes.NilLiteral():
            return "nil"
        case nodes.BoolLiteral():
            return str(node.value).lower()
        case nodes.StringLiteral() | nodes.IntLiteral() | nodes.FloatLiteral():
            return repr(node.value)
    return type(node).__name__


def arguments(node: Any) -> str:
    """Write the arguments of a call."""
    return ", ".join(map(show, node.arguments))


def show_type(node: Any) -> str:
    """Write a type expression."""
    match node:
        case nodes.NamedType():
            return node.name
        case nodes.LiteralType():
            return repr(node.value)
        case nodes.AppliedType():
            return f"{node.name}<{', '.join(map(show_type, node.arguments))}>"
        case nodes.UnionType():
            return f"({' | '.join(map(show_type, node.options))})"
        case nodes.FunctionType():
            return f"fn({', '.join(map(show_type, node.parameters))}) -> {show_type(node.result)}"
        case nodes.ShapeType():
            fields = (f"{f.name}{'?' if f.optional else ''}: {show_type(f.type)}" for f in node.fields)
            return f"{{{', '.join(fields)}}}"
    return "none"
