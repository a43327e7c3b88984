"""Bindings, branches, loops, jumps, and the blocks of errors and tasks."""

from __future__ import annotations

from harnvm.format.blocks import block, close, inline_block
from harnvm.format.notation import annotation, pattern
from harnvm.format.operators import count_header, else_header, header, loop_header, primary_header
from harnvm.format.printer import Lines, Print, Printer, Spot
from harnvm.syntax import nodes

# Lines


def _binding(p: Printer, node: nodes.Binding, spot: Spot) -> str:
    word = "var" if node.mutable else "let"
    value = p.expression(node.value, spot.base)
    return f"{word} {pattern(p, node.pattern)}{annotation(node.type)} = {value}"


def _assignment(p: Printer, node: nodes.Assignment, spot: Spot) -> str:
    target = p.expression(node.target, spot.base)
    return f"{target} {node.operator or ''}= {p.expression(node.value, spot.base)}"


def _return(p: Printer, node: nodes.Return, spot: Spot) -> str:
    return "return" if node.value is None else f"return {p.expression(node.value, spot.base)}"


def _yield(p: Printer, node: nodes.Yield, spot: Spot) -> str:
    return "yield" if node.value is None else f"yield {p.expression(node.value, spot.base)}"


def _throw(p: Printer, node: nodes.Throw, spot: Spot) -> str:
    return f"throw {p.expression(node.value, spot.base)}"


def _break(p: Printer, node: nodes.Break, spot: Spot) -> str:
    return "break"


def _continue(p: Printer, node: nodes.Continue, spot: Spot) -> str:
    return "continue"


def _require(p: Printer, node: nodes.Require, spot: Spot) -> str:
    condition = p.expression(node.condition, spot.base)
    if node.message is None:
        return f"require {condition}"
    return f"require {condition}, {p.expression(node.message, spot.base)}"


# Branches and loops


def _if(p: Printer, node: nodes.If, spot: Spot) -> str:
    texts = []
    since = node.start
    while True:
        texts.append(block(p, f"if {header(p, node.condition, spot.base)} {{", node.then, spot, since))
        if node.other is None:
            break
        since = node.then.end
        chained = _lone_if(node.other) if spot.free else None
        if chained is None:
            texts.append(block(p, "{", node.other, spot, since))
            break
        node = chained
    return " else ".join(texts)


def _lone_if(body: nodes.Block) -> nodes.If | None:
    """Return the `if` that is all of a block; Harn 0.7.8 chains those of statements only."""
    first = body.statements[0] if len(body.statements) == 1 else None
    return first if isinstance(first, nodes.If) else None


def _match(p: Printer, node: nodes.Match, spot: Spot) -> str:
    inner = spot.inner()
    lines = Lines(p, f"match {header(p, node.value, spot.base)} {{", node.start, inner.level)
    for arm in node.arms:
        lines.add(_arm(p, arm, inner), arm.start, p.code_end(arm))
    lines.comments(p.code_end(node) - 1)
    return close(lines, spot)


def _arm(p: Printer, arm: nodes.MatchArm, spot: Spot) -> str:
    opening = p.expression(arm.pattern, spot.base)
    if arm.guard is not None:
        opening += f" if {p.expression(arm.guard, spot.base)}"
    body = inline_block(p, arm.body, spot.base, arm.start)
    if body is not None:
        return f"{opening} -> {{ {body} }}"
    return block(p, f"{opening} -> {{", arm.body, spot, arm.start)


def _for(p: Printer, node: nodes.For, spot: Spot) -> str:
    opening = f"for {pattern(p, node.pattern)} in {header(p, node.iterable, spot.base)} {{"
    return block(p, opening, node.body, spot, node.start)


def _while(p: Printer, node: nodes.While, spot: Spot) -> str:
    return block(p, f"while {loop_header(p, node.condition, spot.base)} {{", node.body, spot, node.start)


def _guard(p: Printer, node: nodes.Guard, spot: Spot) -> str:
    opening = f"guard {else_header(p, node.condition, spot.base)} else {{"
    return block(p, opening, node.other, spot, node.start)


# Errors and resources


def _try_catch(p: Printer, node: nodes.TryCatch, spot: Spot) -> str:
    texts = [block(p, "try {", node.body, spot, node.start)]
    since = node.body.end
    if node.catch is not None:
        texts.append(block(p, f"catch{_caught(node)} {{", node.catch, spot, since))
        since = node.catch.end
    if node.final is not None:
        texts.append(block(p, "finally {", node.final, spot, since))
    return " ".join(texts)


def _caught(node: nodes.TryCatch) -> str:
    return "" if node.error_name is None else f" ({node.error_name}{annotation(node.error_type)})"


def _try_block(p: Printer, node: nodes.TryBlock, spot: Spot) -> str:
    return block(p, "try {", node.body, spot, node.start)


def _retry(p: Printer, node: nodes.Retry, spot: Spot) -> str:
    return block(p, f"retry {primary_header(p, node.count, spot.base)} {{", node.body, spot, node.start)


def _deadline(p: Printer, node: nodes.Deadline, spot: Spot) -> str:
    opening = f"deadline {primary_header(p, node.duration, spot.base)} {{"
    return block(p, opening, node.body, spot, node.start)


def _defer(p: Printer, node: nodes.Defer, spot: Spot) -> str:
    return block(p, "defer {", node.body, spot, node.start)


def _mutex(p: Printer, node: nodes.Mutex, spot: Spot) -> str:
    return block(p, "mutex {", node.body, spot, node.start)


# Tasks


def _spawn(p: Printer, node: nodes.Spawn, spot: Spot) -> str:
    return block(p, "spawn {", node.body, spot, node.start)


def _parallel(p: Printer, node: nodes.Parallel, spot: Spot) -> str:
    if node.mode == "count":
        opening = f"parallel {count_header(p, node.operand, spot.base)} "
    else:
        opening = f"parallel {node.mode} {header(p, node.operand, spot.base)} "
    if node.options:
        options = (f"{each.name}: {p.expression(each.value, spot.base)}" for each in node.options)
        opening += f"with {{ {', '.join(options)} }} "
    opening += "{" if node.variable is None else f"{{ {node.variable} ->"
    return block(p, opening, node.body, spot, node.start)


def _select(p: Printer, node: nodes.Select, spot: Spot) -> str:
    inner = spot.inner()
    arms = [(case.start, case.body, _case(p, case, inner)) for case in node.cases]
    if node.timeout is not None and node.timeout_body is not None:
        opening = f"timeout {header(p, node.timeout, spot.base)} {{"
        start = node.timeout.start
        arms.append((start, node.timeout_body, block(p, opening, node.timeout_body, inner, start)))
    if node.default is not None:
        start = node.default.start
        arms.append((start, node.default, block(p, "default {", node.default, inner, start)))
    lines = Lines(p, "select {", node.start, inner.level)
    for start, body, text in arms:
        lines.add(text, start, body.end)
    lines.comments(p.code_end(node) - 1)
    return close(lines, spot)


def _case(p: Printer, case: nodes.SelectCase, spot: Spot) -> str:
    opening = f"{case.variable} from {header(p, case.channel, spot.base)} {{"
    return block(p, opening, case.body, spot, case.start)


PRINTS: dict[type[nodes.Node], Print] = {
    nodes.Assignment: _assignment,
    nodes.Binding: _binding,
    nodes.Break: _break,
    nodes.Continue: _continue,
    nodes.Deadline: _deadline,
    nodes.Defer: _defer,
    nodes.For: _for,
    nodes.Guard: _guard,
    nodes.If: _if,
    nodes.Match: _match,
    nodes.Mutex: _mutex,
    nodes.Parallel: _parallel,
    nodes.Require: _require,
    nodes.Retry: _retry,
    nodes.Return: _return,
    nodes.Select: _select,
    nodes.Spawn: _spawn,
    nodes.Throw: _throw,
    nodes.TryBlock: _try_block,
    nodes.TryCatch: _try_catch,
    nodes.While: _while,
    nodes.Yield: _yield,
}
