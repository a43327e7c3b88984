"""Assertions, and errors with a category."""

from __future__ import annotations

from harnvm.builtins.args import arg, text
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.display import display
from harnvm.values.equal import equal
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("testing")


@AREA.builtin("assert")
def assert_true(ctx: Context, args: Args) -> Value:
    """Throw the second argument unless the first is true."""
    if not arg(args, 0):
        raise thrown(display(args[1]) if len(args) > 1 else "Assertion failed")
    return None


@AREA.builtin("assert_eq")
def assert_eq(ctx: Context, args: Args) -> Value:
    """Throw the third argument unless the first two are equal."""
    if len(args) < 2:
        raise thrown("assert_eq requires at least 2 arguments")
    if equal(args[0], args[1]):
        return None
    if len(args) > 2:
        raise thrown(display(args[2]))
    raise thrown(f"Assertion failed: expected {display(args[1])}, got {display(args[0])}")


@AREA.builtin("assert_ne")
def assert_ne(ctx: Context, args: Args) -> Value:
    """Throw the third argument if the first two are equal."""
    if len(args) < 2:
        raise thrown("assert_ne requires at least 2 arguments")
    if not equal(args[0], args[1]):
        return None
    if len(args) > 2:
        raise thrown(display(args[2]))
    raise thrown(f"Assertion failed: values should not be equal: {display(args[0])}")


@AREA.builtin("throw_error")
def throw_error(ctx: Context, args: Args) -> Value:
    """Throw a dict of a message and an error category."""
    from harnvm.builtins.error_category import known_category

    raise thrown({"message": text(args, 0), "category": known_category(text(args, 1))})


@AREA.builtin("error_category")
def error_category(ctx: Context, args: Args) -> Value:
    """Return the category of a caught error: what its dict says, or what its text is about."""
    return _category(arg(args, 0))


@AREA.builtin("is_timeout")
def is_timeout(ctx: Context, args: Args) -> Value:
    """Tell whether a caught error is a time-out."""
    return _category(arg(args, 0)) == "timeout"


@AREA.builtin("is_rate_limited")
def is_rate_limited(ctx: Context, args: Args) -> Value:
    """Tell whether a caught error is about a rate limit."""
    return _category(arg(args, 0)) == "rate_limit"


def _category(error: Value) -> str:
    if type(error) is dict:
        return display(error["category"]) if "category" in error else "generic"
    if type(error) is not str:
        return "generic"
    from harnvm.builtins.error_category import classify

    return classify(error)
