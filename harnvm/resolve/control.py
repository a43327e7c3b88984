"""Branches, loops, leaving, and error handling."""

from __future__ import annotations

from harnvm.resolve.access import reading
from harnvm.resolve.functions import inner_function
from harnvm.resolve.resolver import Resolver, resolves
from harnvm.resolve.statements import declared_names, resolve_block, resolve_body, unpack
from harnvm.resolve.tree import Place, Tree
from harnvm.syntax import nodes


@resolves(nodes.If)
def if_(r: Resolver, node: nodes.If) -> Tree:
    position = r.position(node)
    condition = reading(r, node.condition)
    then = resolve_block(r, node.then)
    other = resolve_block(r, node.other) if node.other is not None else None
    return ("if", position, condition, then, other)


@resolves(nodes.While)
def while_(r: Resolver, node: nodes.While) -> Tree:
    position = r.position(node)
    r.function.loops += 1
    condition = reading(r, node.condition)
    body = resolve_block(r, node.body)
    r.function.loops -= 1
    return ("while", position, condition, body)


@resolves(nodes.For)
def for_(r: Resolver, node: nodes.For) -> Tree:
    position = r.position(node)
    iterable = r.tree(node.iterable)
    r.function.loops += 1
    with r.block_scope(declared_names(node.body.statements)) as scope:
        target = _loop_target(r, node.pattern)
        body = resolve_body(r, node.body.statements)
    r.function.loops -= 1
    return ("for", position, iterable, scope.cells(), target, body)


def _loop_target(r: Resolver, pattern: nodes.Pattern) -> Tree:
    """Resolve what a loop binds: ``("one", place)``, ``("pair", first, second)`` or an unpacking."""
    if isinstance(pattern, nodes.NamePattern):
        return ("one", r.declare(pattern.name, mutable=True))
    if isinstance(pattern, nodes.PairPattern):
        return ("pair", r.declare(pattern.first, mutable=True), r.declare(pattern.second, mutable=True))
    return unpack(r, pattern, True, 0, None)


@resolves(nodes.Break)
def break_(r: Resolver, node: nodes.Break) -> Tree:
    if not r.function.loops:
        raise r.refuse(node, "break outside of loop")
    return ("break", r.position(node))


@resolves(nodes.Continue)
def continue_(r: Resolver, node: nodes.Continue) -> Tree:
    if not r.function.loops:
        raise r.refuse(node, "continue outside of loop")
    return ("continue", r.position(node))


@resolves(nodes.Return)
def return_(r: Resolver, node: nodes.Return) -> Tree:
    position = r.position(node)
    return ("return", position, r.tree(node.value) if node.value is not None else None)


@resolves(nodes.Yield)
def yield_(r: Resolver, node: nodes.Yield) -> Tree:
    position = r.position(node)
    return ("yield", position, r.tree(node.value) if node.value is not None else ("const", 0, None))


@resolves(nodes.Throw)
def throw(r: Resolver, node: nodes.Throw) -> Tree:
    return ("throw", r.position(node), r.tree(node.value))


@resolves(nodes.TryBlock)
def try_block(r: Resolver, node: nodes.TryBlock) -> Tree:
    return ("try_block", r.position(node), resolve_block(r, node.body))


@resolves(nodes.TryCatch)
def try_catch(r: Resolver, node: nodes.TryCatch) -> Tree:
    position = r.position(node)
    body = resolve_block(r, node.body)
    place: Place | None = None
    catch: Tree | None = None
    # An empty, nameless catch before a finally catches nothing, as in Harn 0.7.8.
    catches = node.final is None or node.error_name is not None or (node.catch and node.catch.statements)
    if node.catch is not None and catches:
        with r.block_scope() as scope:
            if node.error_name is not None:
                place = r.declare(node.error_name, mutable=False)
            catch = resolve_block(r, node.catch)
        assert not scope.late
    final = resolve_block(r, node.final) if node.final is not None else None
    error_type = node.error_type.name if isinstance(node.error_type, nodes.NamedType) else None
    return ("try_catch", position, body, place, error_type, catch, final)


@resolves(nodes.Retry)
def retry(r: Resolver, node: nodes.Retry) -> Tree:
    position = r.position(node)
    count = reading(r, node.count)
    return ("retry", position, count, r.function.new_slot(), resolve_block(r, node.body))


@resolves(nodes.Guard)
def guard(r: Resolver, node: nodes.Guard) -> Tree:
    position = r.position(node)
    return ("guard", position, reading(r, node.condition), resolve_block(r, node.other))


@resolves(nodes.Require)
def require(r: Resolver, node: nodes.Require) -> Tree:
    position = r.position(node)
    condition = reading(r, node.condition)
    message = r.tree(node.message) if node.message is not None else ("const", 0, "require condition failed")
    return ("require", position, condition, message)


@resolves(nodes.Defer)
def defer(r: Resolver, node: nodes.Defer) -> Tree:
    position = r.position(node)
    r.function.tree.defers = True
    loops, r.function.loops = r.function.loops, 0
    # Slots of the loops around it hold other values when the function ends.
    slots = {v.place[1] for s in r.scope.chain() if s.in_loop for v in s.bound.values()}
    body = resolve_block(r, node.body)
    r.function.loops = loops
    return ("defer", position, tuple(sorted(slots)), body)


@resolves(nodes.Deadline)
def deadline(r: Resolver, node: nodes.Deadline) -> Tree:
    position = r.position(node)
    return ("deadline", position, reading(r, node.duration), resolve_block(r, node.body))


@resolves(nodes.Mutex)
def mutex(r: Resolver, node: nodes.Mutex) -> Tree:
    return ("mutex", r.position(node), resolve_block(r, node.body))


@resolves(nodes.Spawn)
def spawn(r: Resolver, node: nodes.Spawn) -> Tree:
    return ("spawn", r.position(node), inner_function(r, "<spawn>", [], node.body))


_PARALLEL_NAMES = {"count": "<parallel>", "each": "<parallel_each>", "settle": "<parallel_settle>"}


@resolves(nodes.Parallel)
def parallel(r: Resolver, node: nodes.Parallel) -> Tree:
    position = r.position(node)
    limit = next((r.tree(o.value) for o in node.options if o.name == "max_concurrent"), None)
    operand = r.tree(node.operand)
    variable = node.variable or ("__i__" if node.mode == "count" else "__item__")
    parameter = nodes.Parameter(variable, None, None, False)
    function = inner_function(r, _PARALLEL_NAMES[node.mode], [parameter], node.body)
    return ("parallel", position, node.mode, operand, limit, function)


@resolves(nodes.Select)
def select(r: Resolver, node: nodes.Select) -> Tree:
    position = r.position(node)
    channels = tuple(r.tree(case.channel) for case in node.cases)
    timeout = r.tree(node.timeout) if node.timeout is not None else None
    cases = []
    for case in node.cases:
        with r.block_scope():
            place = r.declare(case.variable, mutable=False)
            cases.append((place, resolve_block(r, case.body)))
    fallback = node.timeout_body if node.timeout_body is not None else node.default
    other = resolve_block(r, fallback) if fallback is not None else None
    waits = "timeout" if timeout is not None else "default" if node.default is not None else "forever"
    slot = r.function.new_slot()
    return ("select", position, channels, slot, tuple(cases), waits, timeout, other)
