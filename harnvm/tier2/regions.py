"""Loops and main code that generated code runs when the dispatch loop comes to them.

A region is made for what is in the variables when it becomes hot. When it is entered with something else, it gets
another form; when something else turns up in the middle, it ends early and is entered again.
"""

from __future__ import annotations

from typing import Any

from harnvm.bytecode.code import Code
from harnvm.resolve.tree import FunctionTree, Tree
from harnvm.tier2.kinds import GUESSED, SMALL, accepts, observed, observed_closely
from harnvm.tier2.region_code import translate_region
from harnvm.tier2.search import closes
from harnvm.tier2.translator import Scope
from harnvm.vm.frame import Frame
from harnvm.vm.loop import AGAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.tier2.promote import Promoter

#: A loop is translated for this many combinations of kinds before it gets a form for all.
_VARIANTS = 3


class Region:
    """A part of a function that generated code runs when the loop comes to it.

    Attributes:
        code: The function it is part of.
        end: The instruction after it.
        is_guarded: Whether a generator that is closed in it has something to do.
    """

    def __init__(
        self,
        promoter: Promoter,
        code: Code,
        source: tuple[FunctionTree, Tree | None, tuple[int, ...], Scope],
        span: tuple[int, int],
    ) -> None:
        self._start, self.end = span
        self._promoter = promoter
        self.code = code
        self._source = source
        self.is_guarded = source[1] is not None and closes(source[1])
        self._is_for = source[1] is not None and source[1][0] == "for"
        #: The kind that the items of a ``for`` are taken to have, until one has another.
        self._guess = ""
        #: Slots that have had ints that are not small.
        self._wide: set[int] = set()
        self._slots: tuple[int, ...] = ()
        self._variants: list[tuple[tuple[str, ...], Callable[..., Any]]] = []
        #: How many forms were made, those that are given up included: their constants keep their names.
        self._made = 0

    def prepare(self, frame: Frame) -> bool:
        """Translate it for what is in the slots; tell whether that can be done."""
        self._guess = self._last_item(frame)
        kinds = {slot: observed_closely(value) for slot, value in enumerate(frame.slots)}
        for slot in range(-len(self.code.captures), 0):
            kinds[slot] = observed_closely(frame.slots[slot])
        return self._translate(frame, kinds)

    def _translate(self, frame: Frame, kinds: dict[int, str]) -> bool:
        tree, part, _, scope = self._source
        tag = self._tag("v")
        item = self._item(frame)
        unit, function = self._promoter.make_region(
            self,
            (tag, tuple(sorted(kinds.items())), item, scope.key),
            frame.function.module,
            lambda: translate_region(tree, part, tag, scope, kinds, item),
        )
        if unit is None or function is None or (unit.returns and (frame.handlers or frame.deferred)):
            return False
        if not self._variants:
            self._slots = unit.slots
        key = (item, *[kinds.get(slot, "any") for slot in self._slots])
        self._variants.append((key, function))
        return True

    def _tag(self, kind: str) -> str:
        """Return what makes the names of constants of one more form unique within the module."""
        _, part, path, _ = self._source
        self._made += 1
        return f"{'_'.join(map(str, path))}l{part[1] if part is not None else 0}{kind}{self._made}"

    def _last_item(self, frame: Frame) -> str:
        """Return the kind of the item that a ``for`` had last, where it is worth a guess that all are like it."""
        part = self._source[1]
        if part is None or part[0] != "for" or part[4][0] != "one" or part[4][1][0] != "local":
            return ""
        kind = observed(frame.slots[part[4][1][1]])
        return f"?{kind}" if kind in GUESSED else ""

    def _item(self, frame: Frame) -> str:
        """Return the kind of what the iterator of a ``for`` gives; a guess has a question mark."""
        if not self._is_for:
            return "any"
        iterator = frame.stack[-1]
        if type(iterator) is not _RANGE:
            return self._guess or "any"
        reduced: Any = iterator.__reduce__()
        (numbers,) = reduced[1]
        if numbers.start < 0 or numbers.step < 0:
            return "int"
        return "small" if numbers.stop <= SMALL[2] else "index"

    def run(self, frame: Frame, depth: int) -> tuple[Any, ...] | None:
        """Run it in a frame; return None at its end, else how the function ends."""
        outcome: tuple[Any, ...] | object | None = self._variant(frame)(frame, frame.slots, depth)
        while outcome is AGAIN:
            self._guess = ""
            outcome = self._variant(frame)(frame, frame.slots, depth)
        if outcome is None and self._is_for:
            frame.stack.pop()
        return outcome  # type: ignore[return-value]  # only a guess ends with anything else

    def forget(self) -> None:
        """Make its forms anew, because a name has changed on which they rely."""
        tree, part, path, scope = self._source
        self._source = (tree, part, path, scope.without_plain())
        self._variants.clear()

    def leave(self, frame: Frame, outcome: Any) -> int:
        """Leave it in a generator: return the instruction to go on with."""
        if outcome is AGAIN:
            self._guess = ""
            return self._start
        if self._is_for:
            frame.stack.pop()
        return self.end

    def _variant(self, frame: Frame) -> Callable[..., Any]:
        key = self._key(frame)
        for known, function in self._variants:
            if known == key or all(accepts(a, b) for a, b in zip(known, key, strict=True)):
                return function
        if self._has_outgrown(key):
            key = self._key(frame)
        kinds = dict(zip(self._slots, key[1:], strict=True))
        if len(self._variants) < _VARIANTS and self._translate(frame, kinds):
            return self._variants[-1][1]
        return self._general(frame)

    def _key(self, frame: Frame) -> tuple[str, ...]:
        """Return the kinds of its items and of what is in its slots."""
        kinds = [observed_closely(frame.slots[slot]) for slot in self._slots]
        for index, slot in enumerate(self._slots):
            if slot in self._wide and kinds[index] == "small":
                kinds[index] = "int"
        return (self._item(frame), *kinds)

    def _has_outgrown(self, key: tuple[str, ...]) -> bool:
        """Give up forms for small ints where others have come; tell whether there are any."""
        before = len(self._wide)
        for known, _ in self._variants:
            pairs = zip(self._slots, known[1:], key[1:], strict=True)
            self._wide.update([slot for slot, a, b in pairs if a == "small" and b == "int"])
        self._variants = [
            (known, function)
            for known, function in self._variants
            if not any(
                kind == "small" and slot in self._wide
                for slot, kind in zip(self._slots, known[1:], strict=True)
            )
        ]
        return len(self._wide) > before

    def _general(self, frame: Frame) -> Callable[..., Any]:
        tree, part, _, scope = self._source
        tag = self._tag("g")
        _, function = self._promoter.make_region(
            self,
            (tag, (), "any", scope.key),
            frame.function.module,
            lambda: translate_region(tree, part, tag, scope, {}),
        )
        assert function is not None
        self._variants.append((("any",) * (len(self._slots) + 1), function))
        return function


_RANGE = type(iter(range(0)))


def loop_at(tree: FunctionTree, position: int) -> Tree | None:
    """Return the loop of a function that stands at a position."""
    pending: list[Any] = [tree.body, tree.defaults]
    while pending:
        node = pending.pop()
        if type(node) is not tuple or not node:
            continue
        if node[0] in ("for", "while") and len(node) > 3 and node[1] == position:
            return node
        pending += node
    return None
