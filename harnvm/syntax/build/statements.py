"""Builder actions for statements and block expressions."""

from __future__ import annotations

from typing import Any

from harnvm.syntax.build.base import Action, Builder, Values
from harnvm.syntax.nodes.base import Node, TypeExpr
from harnvm.syntax.nodes.expressions import Identifier, Property, Subscript
from harnvm.syntax.nodes.statements import (
    Assignment,
    Binding,
    Block,
    Break,
    Continue,
    Deadline,
    Defer,
    For,
    Guard,
    If,
    Match,
    MatchArm,
    Mutex,
    Parallel,
    ParallelOption,
    Require,
    Retry,
    Return,
    Select,
    SelectCase,
    Throw,
    TryBlock,
    TryCatch,
    While,
    Yield,
)
from harnvm.syntax.problems import REFUSED, ParseError

_KNOWN_OPTION = "known option (only `max_concurrent` is supported in `parallel ... with {{ ... }}`; got `{}`)"


def block(b: Builder, v: Values, first: int, last: int) -> Node:
    """``{ … }``; its end is the brace, not the line breaks that an ``if`` may swallow."""
    return Block(v[1]).at(b.starts[first], b.starts[last] + 1)


# Binding and assignment


def binding(b: Builder, v: Values, first: int, last: int) -> Node:
    """``let name: type = value``."""
    return Binding(v[1], v[2], v[4], b.kinds[first] == "VAR").at(b.starts[first], b.ends[last])


def binding_destructuring(b: Builder, v: Values, first: int, last: int) -> Node:
    """``let {a, b} = value``."""
    return Binding(v[1], None, v[3], b.kinds[first] == "VAR").at(b.starts[first], b.ends[last])


def assignment_target(b: Builder, v: Values, first: int, last: int) -> Any:
    """What may stand before ``=``; anything else is a statement, and ``=`` starts none."""
    target = v[0]
    if isinstance(target, Property):
        if not target.optional:
            return target
    elif isinstance(target, Identifier | Subscript):
        return target
    return REFUSED


def assign_operator(b: Builder, v: Values, first: int, last: int) -> str | None:
    """``=`` makes None, ``+=`` makes ``+``."""
    return b.word(first)[:-1] or None


def assignment(b: Builder, v: Values, first: int, last: int) -> Node:
    """``target = value``, ``target += value``."""
    return Assignment(v[0], v[1], v[2]).at(b.starts[first], b.ends[last])


# Branches


def if_tail(b: Builder, v: Values, first: int, last: int) -> Node:
    """Everything of an ``if`` behind the keyword."""
    other = v[3] if len(v) == 4 else None
    return If(v[0], v[1], other).at(b.starts[first - 1], b.ends[last])


def else_if(b: Builder, v: Values, first: int, last: int) -> Node:
    """An ``if`` as the only statement of an else block."""
    return Block([v[1]]).at(v[1].start, v[1].end)


def match(b: Builder, v: Values, first: int, last: int) -> Node:
    """``match value { … }``."""
    return Match(v[1], v[3]).at(b.starts[first], b.ends[last])


def match_arm(b: Builder, v: Values, first: int, last: int) -> Node:
    """``pattern if guard -> { … }``."""
    return MatchArm(v[0], v[1], v[3]).at(b.starts[first], b.ends[last])


def guard(b: Builder, v: Values, first: int, last: int) -> Node:
    """``guard condition else { … }``."""
    return Guard(v[1], v[3]).at(b.starts[first], b.ends[last])


def require(b: Builder, v: Values, first: int, last: int) -> Node:
    """``require condition, message``."""
    return Require(v[1], v[3] if len(v) == 4 else None).at(b.starts[first], b.ends[last])


# Loops and jumps


def for_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``for pattern in iterable { … }``."""
    return For(v[1], v[3], v[4]).at(b.starts[first], b.ends[last])


def while_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``while condition { … }``, ``while (condition) { … }``."""
    return While(v[-3] if len(v) == 5 else v[1], v[-1]).at(b.starts[first], b.ends[last])


def break_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``break``."""
    return Break().at(b.starts[first], b.ends[last])


def continue_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``continue``."""
    return Continue().at(b.starts[first], b.ends[last])


def return_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``return``, ``return value``."""
    return Return(v[1] if len(v) == 2 else None).at(b.starts[first], b.ends[last])


def yield_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``yield``, ``yield value``."""
    return Yield(v[1] if len(v) == 2 else None).at(b.starts[first], b.ends[last])


def throw(b: Builder, v: Values, first: int, last: int) -> Node:
    """``throw value``."""
    return Throw(v[1]).at(b.starts[first], b.ends[last])


# Errors and resources


def try_(b: Builder, v: Values, first: int, last: int) -> Node:
    """``try { … }`` with catch, finally, both or neither."""
    start, end = b.starts[first], b.ends[last]
    if len(v) == 2:
        return TryBlock(v[1]).at(start, end)
    final = v[-1] if isinstance(v[-1], Block) else None
    (name, type_), body = v[2] if isinstance(v[2], tuple) else ((None, None), None)
    return TryCatch(v[1], name, type_, body, final).at(start, end)


def catch(b: Builder, v: Values, first: int, last: int) -> tuple[Any, Any]:
    """``catch (e: type) { … }``; makes ((name, type), block)."""
    return v[1], v[2]


def catch_variable(b: Builder, v: Values, first: int, last: int) -> tuple[str | None, TypeExpr | None]:
    """Nothing, ``e`` or ``(e: type)``."""
    if len(v) == 4:
        return v[1], v[2]
    return (v[0] if v else None), None


def defer(b: Builder, v: Values, first: int, last: int) -> Node:
    """``defer { … }``."""
    return Defer(v[1]).at(b.starts[first], b.ends[last])


def mutex(b: Builder, v: Values, first: int, last: int) -> Node:
    """``mutex { … }``."""
    return Mutex(v[1]).at(b.starts[first], b.ends[last])


def retry(b: Builder, v: Values, first: int, last: int) -> Node:
    """``retry count { … }``, ``retry (count) { … }``."""
    return Retry(v[2] if len(v) == 5 else v[1], v[-1]).at(b.starts[first], b.ends[last])


def deadline(b: Builder, v: Values, first: int, last: int) -> Node:
    """``deadline duration { … }``."""
    return Deadline(v[1], v[2]).at(b.starts[first], b.ends[last])


# Concurrency


def parallel(b: Builder, v: Values, first: int, last: int) -> Node:
    """``parallel each xs with { … } { x -> … }``."""
    variable, body = v[4]
    return Parallel(v[1] or "count", v[2], v[3], variable, body).at(b.starts[first], b.ends[last])


def parallel_body(b: Builder, v: Values, first: int, last: int) -> tuple[str | None, Node]:
    """``{ … }`` or ``{ x -> … }``; makes (name, block)."""
    if len(v) == 1:
        return None, v[0]
    return b.word(v[1]), Block(v[3]).at(b.starts[first], b.ends[last])


def parallel_options(b: Builder, v: Values, first: int, last: int) -> list[Node]:
    """``with { … }``, or nothing."""
    return v[2] if v else []


def parallel_option(b: Builder, v: Values, first: int, last: int) -> Node:
    """``max_concurrent: 4``."""
    return ParallelOption(v[0], v[2]).at(b.starts[first], b.ends[last])


def option_name(b: Builder, v: Values, first: int, last: int) -> str:
    """The only option there is.

    Raises:
        ParseError: It is another one.
    """
    name = b.word(first)
    if name != "max_concurrent":
        raise ParseError(
            _KNOWN_OPTION.format(name), b.lasts[last] + 1, name, (b.starts[first], b.ends[first])
        )
    return name


def select(b: Builder, v: Values, first: int, last: int) -> Node:
    """``select { … }``. Of several timeouts or defaults the last one counts, as in Harn 0.7.8.

    Raises:
        ParseError: There are no arms, or both a timeout and a default.
    """
    cases: list[SelectCase] = []
    timeout = timeout_body = default = None
    for arm in v[2]:
        if isinstance(arm, SelectCase):
            cases.append(arm)
        elif arm[0] is None:
            default = arm[1]
        else:
            timeout, timeout_body = arm
    if not v[2]:
        raise b.refuse("at least one select case", last)
    if timeout is not None and default is not None:
        raise b.refuse("select cannot have both timeout and default", last)
    return Select(cases, timeout, timeout_body, default).at(b.starts[first], b.ends[last])


def select_case(b: Builder, v: Values, first: int, last: int) -> Node:
    """``name from channel { … }``."""
    return SelectCase(v[0], v[2], v[3]).at(b.starts[first], b.ends[last])


def select_timeout(b: Builder, v: Values, first: int, last: int) -> tuple[Any, Any]:
    """``timeout duration { … }``; makes (duration, block)."""
    return v[1], v[2]


def select_default(b: Builder, v: Values, first: int, last: int) -> tuple[Any, Any]:
    """``default { … }``; makes (None, block)."""
    return None, v[1]


STATEMENTS: dict[str, Action] = {
    "assign_operator": assign_operator,
    "assignment": assignment,
    "assignment_target": assignment_target,
    "binding": binding,
    "binding_destructuring": binding_destructuring,
    "block": block,
    "break": break_,
    "catch": catch,
    "catch_variable": catch_variable,
    "continue": continue_,
    "deadline": deadline,
    "defer": defer,
    "else_if": else_if,
    "for": for_,
    "guard": guard,
    "if_tail": if_tail,
    "match": match,
    "match_arm": match_arm,
    "mutex": mutex,
    "option_name": option_name,
    "parallel": parallel,
    "parallel_body": parallel_body,
    "parallel_option": parallel_option,
    "parallel_options": parallel_options,
    "require": require,
    "retry": retry,
    "return": return_,
    "select": select,
    "select_case": select_case,
    "select_default": select_default,
    "select_timeout": select_timeout,
    "throw": throw,
    "try": try_,
    "while": while_,
    "yield": yield_,
}
