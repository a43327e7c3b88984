"""A call that its caller is to make: how generated code ends in a call without growing the stack."""

from __future__ import annotations

from harnvm.values.model import Value


class Tail:
    """The function, or builtin, that takes the place of the one that returns this, and its arguments."""

    __slots__ = ("args", "callee")

    def __init__(self, callee: Value, args: list[Value]) -> None:
        self.callee = callee
        self.args = args
