"""Answers already given about types, each valid for one state of the declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.types.model import Type

#: Answers for the global declarations, and for some functions with type parameters, are kept at a time.
_MOST_STATES = 64

#: Aliases of aliases can make types of any depth. Questions below this depth are not looked into: it fits.
_DEEPEST = 1_500


class Answers:
    """What is known while no declaration changes.

    Attributes:
        reflexive: Whether a type is sure to fit itself.
        mismatches: Type name and interface → why the type does not satisfy the interface, or None.
    """

    __slots__ = ("_assumed", "_known", "_open", "_order", "mismatches", "reflexive")

    def __init__(self) -> None:
        self._known: dict[tuple[Type, Type], bool] = {}
        self._order: list[tuple[Type, Type]] = []
        self._open: set[tuple[Type, Type]] = set()
        self._assumed: set[tuple[Type, Type]] = set()
        self.reflexive: dict[Type, bool] = {}
        self.mismatches: dict[tuple[str, str], str | None] = {}

    def once(self, expected: Type, actual: Type, decide: Callable[[Type, Type], bool]) -> bool:
        """Decide a question unless it is decided, or being decided further out (then the answer is yes)."""
        question = (expected, actual)
        known = self._known.get(question)
        if known is not None or len(self._open) > _DEEPEST:
            if question in self._open:
                self._assumed.add(question)
            return known is not False
        self._known[question] = True
        mark = len(self._order)
        self._order.append(question)
        self._open.add(question)
        answer = decide(expected, actual)
        self._open.discard(question)
        if not answer:
            self._deny(question, mark)
        self._assumed.discard(question)
        return answer

    def _deny(self, question: tuple[Type, Type], mark: int) -> None:
        """Note a no. If a yes was assumed on the way, drop every yes since then; a no holds all the same."""
        if question in self._assumed:
            for other in self._order[mark:]:
                if self._known[other]:
                    del self._known[other]
            del self._order[mark:]
        self._known[question] = False


class AllAnswers:
    """The answers of several states."""

    __slots__ = ("_by_state",)

    def __init__(self) -> None:
        self._by_state: dict[tuple[int, frozenset[str]], Answers] = {}

    def of(self, state: int, free: frozenset[str]) -> Answers:
        """Return the answers for a state of the declarations with some type parameters left open."""
        key = (state, free)
        answers = self._by_state.get(key)
        if answers is None:
            if len(self._by_state) >= _MOST_STATES:
                self._by_state.clear()
            answers = self._by_state[key] = Answers()
        return answers
