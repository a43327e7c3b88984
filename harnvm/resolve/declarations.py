"""Functions, tools, structs, impl blocks, imports and attributes."""

from __future__ import annotations

from harnvm.resolve.functions import has_yield, inner_function
from harnvm.resolve.resolver import Resolver, resolves
from harnvm.resolve.schemas import Schema, type_schema
from harnvm.resolve.tree import Tree
from harnvm.syntax import nodes


@resolves(nodes.Closure)
def closure(r: Resolver, node: nodes.Closure) -> Tree:
    position = r.position(node)
    generator = has_yield(node.body)
    index = inner_function(r, "<closure>", node.parameters, node.body, generator=generator)
    return ("closure", position, index)


@resolves(nodes.FnDecl)
def fn_decl(r: Resolver, node: nodes.FnDecl) -> Tree:
    position = r.position(node)
    top = r.scope.parent is None and r.function.outer is None
    index = inner_function(
        r,
        # Call notes do not name the functions of imported modules, as in Harn 0.7.8.
        "" if top and r.imported else node.name,
        node.parameters,
        node.body,
        result=False,
        generator=has_yield(node.body),
        own_name=None if top else node.name,
        live=top and r.imported,
    )
    return ("declare", position, r.declare(node.name, mutable=False, function=True), index)


@resolves(nodes.StructDecl)
def struct_decl(r: Resolver, node: nodes.StructDecl) -> Tree:
    """A struct's name is a function that makes an instance from a dict."""
    position = r.position(node)
    fields = nodes.Identifier("__fields")
    fields.at(node.start, node.end)
    body = nodes.Block([nodes.Call("__make_struct", [_text(node, node.name), fields])])
    body.statements[0].at(node.start, node.end)
    body.at(node.start, node.end)
    parameter = nodes.Parameter("__fields", None, None, False)
    index = inner_function(r, node.name, [parameter], body)
    return ("declare", position, r.declare(node.name, mutable=False, function=True), index)


def _text(node: nodes.Node, value: str) -> nodes.StringLiteral:
    literal = nodes.StringLiteral(value)
    literal.at(node.start, node.end)
    return literal


@resolves(nodes.ImplBlock)
def impl_block(r: Resolver, node: nodes.ImplBlock) -> Tree:
    position = r.position(node)
    methods = tuple(
        [
            (m.name, inner_function(r, f"{node.name}.{m.name}", m.parameters, m.body, result=False))
            for m in node.methods
        ]
    )
    return ("impl", position, node.name, methods)


@resolves(nodes.Import)
def import_(r: Resolver, node: nodes.Import) -> Tree:
    # ``import { } from …`` asks for the name "", as in Harn 0.7.8.
    names = None if node.names is None else tuple(node.names) or ("",)
    return ("import", r.position(node), node.path, names)


@resolves(nodes.Pipeline)
@resolves(nodes.OverrideDecl)
@resolves(nodes.TypeDecl)
@resolves(nodes.EnumDecl)
@resolves(nodes.InterfaceDecl)
def metadata(r: Resolver, node: nodes.Node) -> Tree:
    return ("nothing", r.position(node))


# --- Tools ------------------------------------------------------------------------------------------


@resolves(nodes.ToolDecl)
def tool_decl(r: Resolver, node: nodes.ToolDecl) -> Tree:
    """A tool is a registry with one entry: ``tool_define(tool_registry(), name, …)``."""
    position = r.position(node)
    index = inner_function(r, node.name, node.parameters, node.body)
    parameters = tuple([(_const(p.name), _parameter_schema(r, p)) for p in node.parameters])
    entries = [(_const("parameters"), ("dict", 0, parameters)), (_const("handler"), ("closure", 0, index))]
    returns = type_schema(node.result)
    if returns is not None:
        entries.append((_const("returns"), _public_schema(returns)))
    value = _define(node.name, node.description or "", tuple(entries))
    return ("bind", position, r.declare(node.name, mutable=False), value)


def _parameter_schema(r: Resolver, parameter: nodes.Parameter) -> Tree:
    schema = _public_schema(type_schema(parameter.type) or {"type": "any"})
    if parameter.default is None:
        return schema
    extra = ((_const("required"), _const(False)), (_const("default"), r.tree(parameter.default)))
    return ("binary", 0, "+", schema, ("dict", 0, extra))


def _public_schema(schema: Schema) -> Tree:
    return ("call", 0, None, "schema_to_json_schema", (("const", 0, schema),))


def _define(name: str, description: str, entries: tuple[tuple[Tree, Tree], ...]) -> Tree:
    registry: Tree = ("call", 0, None, "tool_registry", ())
    given = (registry, _const(name), _const(description), ("dict", 0, entries))
    return ("call", 0, None, "tool_define", given)


def _const(value: object) -> Tree:
    return ("const", 0, value)


# --- Attributes -------------------------------------------------------------------------------------


@resolves(nodes.Attributed)
def attributed(r: Resolver, node: nodes.Attributed) -> Tree:
    position = r.position(node)
    registers = [a for a in node.attributes if a.name == "acp_tool"]
    if registers and not isinstance(node.declaration, nodes.FnDecl):
        raise r.refuse(node, "@acp_tool can only be applied to function declarations")
    declaration = r.tree(node.declaration)
    if not registers:
        return declaration
    assert isinstance(node.declaration, nodes.FnDecl)
    name = node.declaration.name
    calls = tuple([_acp_tool(r, attribute, name) for attribute in registers])
    return ("statements", position, (declaration, *calls))


def _acp_tool(r: Resolver, attribute: nodes.Attribute, function: str) -> Tree:
    """Register the function as a tool whose annotations are the attribute's named arguments."""
    named = {a.name: a.value for a in attribute.arguments if a.name is not None}
    given = named.pop("name", None)
    name = given.value if isinstance(given, nodes.StringLiteral) else function
    annotations = tuple([(_const(key), _const(_literal(r, value))) for key, value in named.items()])
    handler = nodes.Identifier(function)
    handler.at(attribute.start, attribute.end)
    entries = ((_const("handler"), r.tree(handler)), (_const("annotations"), ("dict", 0, annotations)))
    return _define(name, "", entries)


def _literal(r: Resolver, node: nodes.Expr) -> object:
    match node:
        case nodes.StringLiteral() | nodes.IntLiteral() | nodes.FloatLiteral() | nodes.BoolLiteral():
            return node.value
        case nodes.Identifier():
            return node.name
        case nodes.NilLiteral():
            return None
        case _:
            raise r.refuse(node, "attribute argument must be a literal value")
