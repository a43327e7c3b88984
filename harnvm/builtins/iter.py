"""Lazy iterators and pairs."""

from __future__ import annotations

from harnvm.builtins.registry import Area, Args
from harnvm.errors import type_error
from harnvm.values.iteration import make_iter
from harnvm.values.model import PairValue, Value
from harnvm.vm.context import Context

AREA = Area("iter")


@AREA.builtin("iter")
def iterator(ctx: Context, args: Args) -> Value:
    """Return a lazy iterator over a value's elements."""
    if not args:
        raise type_error("iter: expected 1 argument")
    return make_iter(args[0])


@AREA.builtin("pair")
def pair(ctx: Context, args: Args) -> Value:
    """Return two values as one."""
    if len(args) != 2:
        raise type_error(f"pair: expected 2 arguments, got {len(args)}")
    return PairValue(args[0], args[1])
