"""How an area of builtins registers its functions.

A builtin takes the VM's `Context` and the list of its arguments, however many the script gave, and
returns a Harn value. Missing arguments are the builtin's business (mostly they count as nil), extra ones
are ignored. It refuses with `harnvm.errors.thrown("text")` or one of the error constructors beside it.
"""

from __future__ import annotations

from harnvm.values.model import Value
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

Args: TypeAlias = "list[Value]"
Builtin: TypeAlias = "Callable[[Context, Args], Value]"


class Area:
    """One area of builtins: a name, and functions by the name scripts call them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.functions: dict[str, Builtin] = {}

    def builtin(self, name: str) -> Callable[[Builtin], Builtin]:
        """Register the decorated function under `name`."""

        def register(function: Builtin) -> Builtin:
            assert name not in self.functions, name
            self.functions[name] = function
            return function

        return register
