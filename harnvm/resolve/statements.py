"""Blocks, bindings, patterns and assignments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from harnvm.resolve.access import read_name, reading
from harnvm.resolve.resolver import Resolver, resolves
from harnvm.resolve.scope import find
from harnvm.resolve.tree import Place, Tree
from harnvm.syntax import nodes


def declared_names(statements: Iterable[nodes.Expr]) -> set[str]:
    """Return the names that statements bind in their own block."""
    names: set[str] = set()
    for statement in statements:
        bare = statement.declaration if isinstance(statement, nodes.Attributed) else statement
        if isinstance(bare, nodes.Binding):
            names.update(pattern_names(bare.pattern))
        elif isinstance(bare, nodes.FnDecl | nodes.ToolDecl | nodes.StructDecl):
            names.add(bare.name)
    return names


def pattern_names(pattern: nodes.Pattern) -> list[str]:
    """Return the names a pattern binds."""
    match pattern:
        case nodes.NamePattern():
            return [pattern.name]
        case nodes.PairPattern():
            return [pattern.first, pattern.second]
        case nodes.ListPattern():
            return [element.name for element in pattern.elements]
        case nodes.DictPattern():
            return [field.alias or field.key for field in pattern.fields]
        case _:
            return []


def resolve_body(r: Resolver, statements: Sequence[nodes.Expr]) -> tuple[Tree, ...]:
    """Resolve statements in the current scope."""
    return r.trees(statements)


def resolve_block(r: Resolver, block: nodes.Block) -> Tree:
    """Resolve a block in a scope of its own."""
    with r.block_scope(declared_names(block.statements)) as scope:
        body = resolve_body(r, block.statements)
    return ("block", 0, scope.cells(), body)


@resolves(nodes.Block)
def block(r: Resolver, node: nodes.Block) -> Tree:
    position = r.position(node)
    _, _, cells, body = resolve_block(r, node)
    return ("block", position, cells, body)


# --- Bindings ---------------------------------------------------------------------------------------


@resolves(nodes.Binding)
def binding(r: Resolver, node: nodes.Binding) -> Tree:
    position = r.position(node)
    value = r.tree(node.value)
    if isinstance(node.pattern, nodes.NamePattern):
        return ("bind", position, r.declare(node.pattern.name, node.mutable), value)
    return unpack(r, node.pattern, node.mutable, position, value)


def unpack(r: Resolver, pattern: nodes.Pattern, mutable: bool, position: int, value: Tree | None) -> Tree:
    """Resolve a destructuring pattern; a `value` of None stands for what is on the stack."""
    if isinstance(pattern, nodes.DictPattern):
        return _unpack_dict(r, pattern, mutable, position, value)
    assert isinstance(pattern, nodes.ListPattern)
    return _unpack_list(r, pattern, mutable, position, value)


def _unpack_dict(
    r: Resolver, pattern: nodes.DictPattern, mutable: bool, position: int, value: Tree | None
) -> Tree:
    fields = []
    for field in pattern.fields:
        if not field.rest:
            default = r.tree(field.default) if field.default is not None else None
            fields.append((field.key, r.declare(field.alias or field.key, mutable), default))
    rest = next((r.declare(field.key, mutable) for field in pattern.fields if field.rest), None)
    return ("unpack_dict", position, value, tuple(fields), rest)


def _unpack_list(
    r: Resolver, pattern: nodes.ListPattern, mutable: bool, position: int, value: Tree | None
) -> Tree:
    elements = []
    for element in pattern.elements:
        if not element.rest:
            default = r.tree(element.default) if element.default is not None else None
            elements.append((r.declare(element.name, mutable), default))
    rest = next((r.declare(element.name, mutable) for element in pattern.elements if element.rest), None)
    return ("unpack_list", position, value, tuple(elements), rest)


# --- Assignments ------------------------------------------------------------------------------------


@resolves(nodes.Assignment)
def assignment(r: Resolver, node: nodes.Assignment) -> Tree:
    position = r.position(node)
    match node.target:
        case nodes.Identifier():
            return _assign_name(r, node, node.target.name, position)
        case nodes.Property() | nodes.Subscript():
            return _assign_inside(r, node, position)
        case _:
            return ("nothing", position)


def target_place(r: Resolver, name: str) -> Place:
    """Return where an assignment to `name` goes."""
    found = find(r.scope, name)
    if found.variable is None:
        return ("name", name)
    if found.late:
        return ("undefined", name)
    return found.variable.place if found.variable.mutable else ("immutable", name)


def _assign_name(r: Resolver, node: nodes.Assignment, name: str, position: int) -> Tree:
    place = target_place(r, name)
    if node.operator is not None:
        current = read_name(r, name, 0)
        if not _is_quiet(node.value):
            operands = (current, reading(r, node.value))
            return ("assign", position, place, ("binary", 0, node.operator, *operands))
        if place[0] == "local" and node.operator == "+":
            _note_update(r, place[1])
        return ("compound", position, place, current, node.operator, reading(r, node.value))
    if place[0] == "local":
        fused = _fused_update(r, node.value, name, place[1], position)
        if fused is not None:
            return fused
    return ("assign", position, place, r.tree(node.value))


def _fused_update(r: Resolver, value: nodes.Expr, name: str, slot: int, position: int) -> Tree | None:
    """Recognise ``x = x.push(e)`` and ``x = x + e``, which can grow the value in place."""
    match value:
        case nodes.MethodCall(
            object=nodes.Identifier(name=base), method="push", arguments=[item], optional=False
        ) if base == name and _is_quiet(item):
            _note_update(r, slot)
            return ("append", position, slot, r.position(value.object), r.tree(item))
        case nodes.Binary(operator="+", left=nodes.Identifier(name=base), right=item) if (
            base == name and _is_quiet(item)
        ):
            _note_update(r, slot)
            current = read_name(r, name, r.position(value.left))
            return ("compound", position, ("local", slot), current, "+", reading(r, item))
        case _:
            return None


_QUIET_LEAVES = (
    type(None),
    str,
    int,
    nodes.Identifier,
    nodes.IntLiteral,
    nodes.FloatLiteral,
    nodes.StringLiteral,
    nodes.BoolLiteral,
    nodes.NilLiteral,
    nodes.DurationLiteral,
)


def _is_quiet(node: object) -> bool:
    """Tell whether evaluating an operand cannot itself assign to a local variable."""
    if isinstance(node, _QUIET_LEAVES):
        return True
    if isinstance(node, list | tuple):
        return all(map(_is_quiet, node))
    if not isinstance(node, _QUIET_NODES):
        return False
    return all(_is_quiet(getattr(node, field)) for field in type(node).__slots__)


_QUIET_NODES = (
    nodes.Binary,
    nodes.Call,
    nodes.DictEntry,
    nodes.DictLiteral,
    nodes.InterpolatedString,
    nodes.ListLiteral,
    nodes.MethodCall,
    nodes.Property,
    nodes.Range,
    nodes.Slice,
    nodes.Spread,
    nodes.StructLiteral,
    nodes.Subscript,
    nodes.Ternary,
    nodes.Unary,
    nodes.UnparsedText,
)


def _note_update(r: Resolver, slot: int) -> None:
    """Give a slot that is updated in place a companion that remembers ownership."""
    updated = r.function.tree.updated
    if slot not in updated:
        updated[slot] = r.function.new_slot()


def _assign_inside(r: Resolver, node: nodes.Assignment, position: int) -> Tree:
    target = node.target
    assert isinstance(target, nodes.Property | nodes.Subscript)
    root, path = _path(target)
    if root is None:
        return ("nothing", position)
    place = target_place(r, root)
    if place[0] == "local":
        _note_update(r, place[1])
    elif place[0] == "immutable":
        place = ("immutable", (root, read_name(r, root, 0)))
    current = r.tree(target) if node.operator is not None else None
    value = r.tree(node.value)
    return _write(r, place, path, value, (node.operator, current), position)


def _write(
    r: Resolver,
    place: Place,
    path: list[nodes.Property | nodes.Subscript],
    value: Tree,
    update: tuple[str | None, Tree | None],
    position: int,
) -> Tree:
    """Build the write; indices are evaluated after the value, as in Harn 0.7.8."""
    operator, current = update
    steps = tuple(
        ("property", step.name) if isinstance(step, nodes.Property) else ("index", r.tree(step.index))
        for step in path
    )
    if len(steps) > 1:
        return ("set_path", position, place, steps, value, operator, current)
    kind, what = steps[0]
    verb = "set_property" if kind == "property" else "set_index"
    return (verb, position, place, what, value, operator, current)


def _path(
    target: nodes.Property | nodes.Subscript,
) -> tuple[str | None, list[nodes.Property | nodes.Subscript]]:
    """Return the variable at the root of a target and the steps from it, or None for other roots."""
    steps: list[nodes.Property | nodes.Subscript] = []
    node: nodes.Expr = target
    while isinstance(node, nodes.Property | nodes.Subscript):
        steps.append(node)
        node = node.object
    steps.reverse()
    return (node.name if isinstance(node, nodes.Identifier) else None), steps
