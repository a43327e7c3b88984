"""Statements and block expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax.nodes.base import Expr, Node

if TYPE_CHECKING:
    from harnvm.syntax.nodes.base import Pattern, TypeExpr


class Block(Expr):
    """``{ … }``: statements in a scope of their own."""

    __slots__ = ("statements",)

    def __init__(self, statements: list[Expr]) -> None:
        self.statements = statements


class Binding(Expr):
    """``let`` or (`mutable`) ``var``."""

    __slots__ = ("mutable", "pattern", "type", "value")

    def __init__(self, pattern: Pattern, type: TypeExpr | None, value: Expr, mutable: bool) -> None:
        self.pattern = pattern
        self.type = type
        self.value = value
        self.mutable = mutable


class Assignment(Expr):
    """``target = value``, or ``target += value`` with `operator` ``"+"``."""

    __slots__ = ("operator", "target", "value")

    def __init__(self, target: Expr, operator: str | None, value: Expr) -> None:
        self.target = target
        self.operator = operator
        self.value = value


class If(Expr):
    """``if``; ``else if`` is an else block whose only statement is an `If`."""

    __slots__ = ("condition", "other", "then")

    def __init__(self, condition: Expr, then: Block, other: Block | None) -> None:
        self.condition = condition
        self.then = then
        self.other = other


class MatchArm(Node):
    """``pattern if guard -> { body }``; the pattern is any expression."""

    __slots__ = ("body", "guard", "pattern")

    def __init__(self, pattern: Expr, guard: Expr | None, body: Block) -> None:
        self.pattern = pattern
        self.guard = guard
        self.body = body


class Match(Expr):
    """``match value { arms }``."""

    __slots__ = ("arms", "value")

    def __init__(self, value: Expr, arms: list[MatchArm]) -> None:
        self.value = value
        self.arms = arms


class For(Expr):
    """``for pattern in iterable { … }``."""

    __slots__ = ("body", "iterable", "pattern")

    def __init__(self, pattern: Pattern, iterable: Expr, body: Block) -> None:
        self.pattern = pattern
        self.iterable = iterable
        self.body = body


class While(Expr):
    """``while condition { … }``."""

    __slots__ = ("body", "condition")

    def __init__(self, condition: Expr, body: Block) -> None:
        self.condition = condition
        self.body = body


class Break(Expr):
    """``break``."""

    __slots__ = ()


class Continue(Expr):
    """``continue``."""

    __slots__ = ()


class Return(Expr):
    """``return value``."""

    __slots__ = ("value",)

    def __init__(self, value: Expr | None) -> None:
        self.value = value


class Yield(Expr):
    """``yield value``."""

    __slots__ = ("value",)

    def __init__(self, value: Expr | None) -> None:
        self.value = value


class Throw(Expr):
    """``throw value``."""

    __slots__ = ("value",)

    def __init__(self, value: Expr) -> None:
        self.value = value


class TryCatch(Expr):
    """``try`` with ``catch``, ``finally`` or both. `catch` is None when only ``finally`` follows."""

    __slots__ = ("body", "catch", "error_name", "error_type", "final")

    def __init__(
        self,
        body: Block,
        error_name: str | None,
        error_type: TypeExpr | None,
        catch: Block | None,
        final: Block | None,
    ) -> None:
        self.body = body
        self.error_name = error_name
        self.error_type = error_type
        self.catch = catch
        self.final = final


class TryBlock(Expr):
    """``try { … }`` alone: its value as Result.Ok, or what it throws as Result.Err."""

    __slots__ = ("body",)

    def __init__(self, body: Block) -> None:
        self.body = body


class Retry(Expr):
    """``retry count { … }``."""

    __slots__ = ("body", "count")

    def __init__(self, count: Expr, body: Block) -> None:
        self.count = count
        self.body = body


class Guard(Expr):
    """``guard condition else { … }``."""

    __slots__ = ("condition", "other")

    def __init__(self, condition: Expr, other: Block) -> None:
        self.condition = condition
        self.other = other


class Require(Expr):
    """``require condition, message``."""

    __slots__ = ("condition", "message")

    def __init__(self, condition: Expr, message: Expr | None) -> None:
        self.condition = condition
        self.message = message


class Defer(Expr):
    """``defer { … }``."""

    __slots__ = ("body",)

    def __init__(self, body: Block) -> None:
        self.body = body


class Deadline(Expr):
    """``deadline duration { … }``."""

    __slots__ = ("body", "duration")

    def __init__(self, duration: Expr, body: Block) -> None:
        self.duration = duration
        self.body = body


class Mutex(Expr):
    """``mutex { … }``."""

    __slots__ = ("body",)

    def __init__(self, body: Block) -> None:
        self.body = body


class Spawn(Expr):
    """``spawn { … }``."""

    __slots__ = ("body",)

    def __init__(self, body: Block) -> None:
        self.body = body


class ParallelOption(Node):
    """``max_concurrent: 4`` in a ``with`` clause."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, value: Expr) -> None:
        self.name = name
        self.value = value


class Parallel(Expr):
    """``parallel n``, ``parallel each xs`` or ``parallel settle xs``; `mode` is count, each or settle."""

    __slots__ = ("body", "mode", "operand", "options", "variable")

    def __init__(
        self, mode: str, operand: Expr, options: list[ParallelOption], variable: str | None, body: Block
    ) -> None:
        self.mode = mode
        self.operand = operand
        self.options = options
        self.variable = variable
        self.body = body


class SelectCase(Node):
    """``name from channel { … }``."""

    __slots__ = ("body", "channel", "variable")

    def __init__(self, variable: str, channel: Expr, body: Block) -> None:
        self.variable = variable
        self.channel = channel
        self.body = body


class Select(Expr):
    """``select { … }`` with cases and at most one of timeout and default."""

    __slots__ = ("cases", "default", "timeout", "timeout_body")

    def __init__(
        self, cases: list[SelectCase], timeout: Expr | None, timeout_body: Block | None, default: Block | None
    ) -> None:
        self.cases = cases
        self.timeout = timeout
        self.timeout_body = timeout_body
        self.default = default
