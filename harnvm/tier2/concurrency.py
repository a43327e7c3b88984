"""Tasks, imports and ``impl`` blocks: calls of what the loop's instructions call."""

from __future__ import annotations

from harnvm.resolve.tree import Tree
from harnvm.tier2.calls import make_closure
from harnvm.tier2.translator import Translator, Untranslatable, Value, translates


@translates("spawn")
def spawn(t: Translator, tree: Tree) -> Value:
    return Value(t.expr("spawn(F)", F=make_closure(t, tree[2]).node))


@translates("parallel")
def parallel(t: Translator, tree: Tree) -> Value:
    mode, operand, limit, function = tree[2:]
    width, items = t.values([limit if limit is not None else ("const", 0, 0), operand])
    closure = make_closure(t, function)
    return Value(
        t.expr(
            "parallel(M, W, I, F)",
            M=t.constant(mode).node,
            W=width.node,
            I=items.node,
            F=closure.node,
        )
    )


@translates("import", "effect")
def import_(t: Translator, tree: Tree) -> None:
    names = t.constant(None).node
    names.value = tree[3]
    t.emit("import_into(P, N)", P=t.constant(tree[2]).node, N=names)


@translates("impl", "effect")
def impl(t: Translator, tree: Tree) -> None:
    if not t.is_region:
        raise Untranslatable("an impl block in a function")
    type_name, methods = tree[2:]
    made = [make_closure(t, function).node for _, function in methods]
    names = t.constant(None).node
    names.value = tuple([name for name, _ in methods])
    t.emit("implement(frame, T, N, [*ITEMS])", T=t.constant(type_name).node, N=names, ITEMS=made)
