"""Literals, operators, pipes and the small expressions."""

from __future__ import annotations

from harnvm.resolve.access import arguments, reading
from harnvm.resolve.pipes import has_placeholder, replace_placeholder
from harnvm.resolve.resolver import Resolver, resolves
from harnvm.resolve.schemas import alias_schema
from harnvm.resolve.tree import Tree
from harnvm.source import NO_POSITION
from harnvm.syntax import nodes


@resolves(nodes.NilLiteral)
def nil_literal(r: Resolver, node: nodes.NilLiteral) -> Tree:
    return ("const", r.position(node), None)


@resolves(nodes.BoolLiteral)
def bool_literal(r: Resolver, node: nodes.BoolLiteral) -> Tree:
    return ("const", r.position(node), node.value)


@resolves(nodes.IntLiteral)
def int_literal(r: Resolver, node: nodes.IntLiteral) -> Tree:
    return ("const", r.position(node), node.value)


@resolves(nodes.FloatLiteral)
def float_literal(r: Resolver, node: nodes.FloatLiteral) -> Tree:
    return ("const", r.position(node), node.value)


@resolves(nodes.StringLiteral)
def string_literal(r: Resolver, node: nodes.StringLiteral) -> Tree:
    return ("const", r.position(node), node.value)


@resolves(nodes.DurationLiteral)
def duration_literal(r: Resolver, node: nodes.DurationLiteral) -> Tree:
    return ("duration", r.position(node), node.milliseconds)


@resolves(nodes.InterpolatedString)
def interpolated_string(r: Resolver, node: nodes.InterpolatedString) -> Tree:
    position = r.position(node)
    parts: list[str | Tree] = []
    for part in node.parts:
        if isinstance(part, str):
            parts.append(part)
        elif isinstance(part, nodes.UnparsedText):
            parts.append(part.text)
        else:
            parts.append(reading(r, part))
    return ("concat", position, tuple(parts))


_MISPLACED_SPREAD = (
    "spread (...) can only be used inside list literals, dict literals, or function call arguments"
)


@resolves(nodes.Spread)
def spread(r: Resolver, node: nodes.Spread) -> Tree:
    raise r.refuse(node, _MISPLACED_SPREAD)


@resolves(nodes.ListLiteral)
def list_literal(r: Resolver, node: nodes.ListLiteral) -> Tree:
    return ("list", r.position(node), arguments(r, node.items))


@resolves(nodes.DictLiteral)
def dict_literal(r: Resolver, node: nodes.DictLiteral) -> Tree:
    position = r.position(node)
    plain = not any(isinstance(entry, nodes.Spread) for entry in node.entries)
    entries = [_dict_entry(r, entry, plain) for entry in node.entries]
    return ("dict", position, tuple(entries))


def _dict_entry(r: Resolver, entry: nodes.DictEntry | nodes.Spread, plain: bool) -> Tree:
    if isinstance(entry, nodes.Spread):
        return ("spread", r.position(entry), r.tree(entry.value))
    key = r.tree(entry.key)
    if (
        plain
        and key[0] == "const"
        and key[2] == "output_schema"
        and isinstance(entry.value, nodes.Identifier)
    ):
        # An alias given as output schema stands for its JSON schema.
        schema = alias_schema(r, entry.value.name)
        if schema is not None:
            return (key, ("const", 0, schema))
    return (key, r.tree(entry.value))


@resolves(nodes.StructLiteral)
def struct_literal(r: Resolver, node: nodes.StructLiteral) -> Tree:
    position = r.position(node)
    entries = []
    for entry in node.entries:
        if isinstance(entry, nodes.Spread):
            raise r.refuse(entry, _MISPLACED_SPREAD)
        entries.append((r.tree(entry.key), r.tree(entry.value)))
    return ("struct", position, node.name, tuple(entries))


@resolves(nodes.Unary)
def unary(r: Resolver, node: nodes.Unary) -> Tree:
    kind = "negate" if node.operator == "-" else "not"
    return (kind, r.position(node), reading(r, node.operand))


_SHORT_CIRCUIT = {"&&": "and", "||": "or", "??": "coalesce"}

#: Operators whose result never shares structure with an operand.
_FRESH = frozenset(["+", "-", "*", "/", "%", "**", "==", "!=", "<", ">", "<=", ">=", "in", "not in"])


@resolves(nodes.Binary)
def binary(r: Resolver, node: nodes.Binary) -> Tree:
    position = r.position(node)
    operator = node.operator
    if operator == "|>":
        return _pipe(r, node, position)
    kind = _SHORT_CIRCUIT.get(operator)
    if kind is not None:
        return (kind, position, r.tree(node.left), r.tree(node.right))
    assert operator in _FRESH, operator
    # Operator chains nest to the left and may be long; walk them without recursion.
    chain = [node]
    while isinstance(chain[-1].left, nodes.Binary) and chain[-1].left.operator in _FRESH:
        chain.append(chain[-1].left)
    tree = reading(r, chain[-1].left)
    for link in reversed(chain):
        tree = ("binary", r.position(link), link.operator, tree, reading(r, link.right))
    return tree


def _pipe(r: Resolver, node: nodes.Binary, position: int) -> Tree:
    value = r.tree(node.left)
    if not has_placeholder(node.right):
        return ("pipe", position, value, r.tree(node.right))
    body = nodes.Block([replace_placeholder(node.right)])
    body.at(node.right.start, node.right.end)
    closure = nodes.Closure([nodes.Parameter("__pipe", None, None, False)], body, False)
    closure.at(node.right.start, node.right.end)
    # The closure stands nowhere in the text, and neither does what follows it in the statement.
    return ("pipe", position, value, ("closure", NO_POSITION, r.tree(closure)[2]))


@resolves(nodes.Range)
def range_(r: Resolver, node: nodes.Range) -> Tree:
    return ("range", r.position(node), reading(r, node.low), reading(r, node.high), not node.exclusive)


@resolves(nodes.Ternary)
def ternary(r: Resolver, node: nodes.Ternary) -> Tree:
    position = r.position(node)
    return ("ternary", position, reading(r, node.condition), r.tree(node.then), r.tree(node.other))


@resolves(nodes.Unwrap)
def unwrap(r: Resolver, node: nodes.Unwrap) -> Tree:
    return ("unwrap", r.position(node), r.tree(node.operand))


@resolves(nodes.TryStar)
def try_star(r: Resolver, node: nodes.TryStar) -> Tree:
    if r.function.module_level:
        raise r.refuse(
            node,
            "try* requires an enclosing function (fn, tool, or pipeline) so the rethrow has a target",
        )
    return ("try_star", r.position(node), r.tree(node.operand))
