"""The builtins a machine is given: loaded by name, some of them refused."""

from __future__ import annotations

from harnvm.errors import runtime_error, undefined_builtin
from harnvm.policy.capabilities import refusal
from harnvm.values.model import Value
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator
    from typing import TypeAlias

Builtin: TypeAlias = "Callable[[Context, list[Value]], Value]"


class BuiltinTable(dict[str, Builtin]):
    """Functions by name.

    Looking a name up loads its function on first use. A refused name gives a function that raises; an unknown
    one raises at once.

    Attributes:
        watchers: Called with each name that gets another function.
    """

    def __init__(
        self,
        load: Callable[[str], Builtin | None],
        known: Collection[str],
        refused: Container[str] = (),
    ) -> None:
        super().__init__()
        self._load = load
        self._known = known
        self._refused = refused
        self._replaced: set[str] = set()
        self.watchers: list[Callable[[str], None]] = []

    def __setitem__(self, name: str, function: Builtin) -> None:
        super().__setitem__(name, function)
        self._replaced.add(name)
        for watcher in self.watchers:
            watcher(name)

    def is_original(self, name: str) -> bool:
        """Tell whether a name stands for the builtin that was loaded under it: neither refused nor replaced."""
        return name not in self._replaced and name not in self._refused

    def __missing__(self, name: str) -> Builtin:
        if name in self._refused:
            function: Builtin | None = _refusal(name)
        else:
            function = self._load(name)
        if function is None:
            raise self._undefined(name)
        super().__setitem__(name, function)
        return function

    def knows(self, name: str) -> bool:
        """Tell whether a builtin has that name, without loading it."""
        return name in self or name in self._known

    def names(self) -> Iterator[str]:
        """Yield all names, loaded or not."""
        yield from self._known
        yield from self

    def _undefined(self, name: str) -> Exception:
        from harnvm.suggest import closest_match

        suggestion = closest_match(name, self.names())
        if suggestion is None:
            return undefined_builtin(name)
        return runtime_error(f"Undefined builtin: {name} (did you mean `{suggestion}`?)")


def _refusal(name: str) -> Builtin:
    def refuse(context: Context, args: list[Value]) -> Value:
        raise refusal(name)

    return refuse
