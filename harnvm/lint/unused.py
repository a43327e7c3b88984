"""What the whole file tells: things nothing uses, and uses of things that are not there."""

from __future__ import annotations

import re

from harnvm.lint.facts import bound_names
from harnvm.lint.finding import Edit
from harnvm.lint.naming import type_kind
from harnvm.suggest import edit_distance
from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from harnvm.lint.facts import Facts
    from harnvm.lint.place import Place

#: Names that differ by more edits than this are not suggested.
_NEAR = 2

#: So many names are compared in all: a generated file may call thousands that it should import.
_COMPARISONS = 2_000_000


def check_usage(facts: Facts, place: Place) -> None:
    """Report what is not used, never reassigned or not defined."""
    _check_variables(facts, place)
    _check_parameters(facts, place)
    for node in facts.imports:
        _check_import(node, facts, place)
    _check_reassigned(facts, place)
    _check_functions(facts, place)
    _check_types(facts, place)
    if not facts.everything:
        _check_calls(facts, place)


def _check_variables(facts: Facts, place: Place) -> None:
    for name, node in facts.variables:
        if not name.startswith("_") and name not in facts.used:
            fix = None
            if isinstance(node.pattern, nodes.NamePattern):
                fix = Edit(node.pattern.start, node.pattern.end, f"_{name}")
            place.report(
                "unused-variable",
                node,
                f"variable `{name}` is declared but never used",
                f"prefix with underscore: `_{name}`",
                fix,
            )


def _check_parameters(facts: Facts, place: Place) -> None:
    for name, node in facts.parameters:
        if not name.startswith("_") and name not in facts.used:
            place.report(
                "unused-parameter",
                node,
                f"parameter `{name}` is declared but never used",
                f"prefix with underscore: `_{name}`",
            )


def _check_import(node: nodes.Import, facts: Facts, place: Place) -> None:
    names = node.names or []
    unused = [name for name in names if name not in facts.used]
    for name in unused:
        whole = len(unused) == len(names)
        place.report(
            "unused-import",
            node,
            f"imported name `{name}` is never used",
            f"remove `{name}` from the import",
            _without_import(node, place.text) if whole else _without_name(node, name, place.text),
        )


def _without_import(node: nodes.Import, text: str) -> Edit:
    return Edit(node.start, node.end + text.startswith("\n", node.end), "")


def _without_name(node: nodes.Import, name: str, text: str) -> Edit | None:
    """Return the edit that takes a name and a comma beside it out of a list."""
    match = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)").search(text, node.start, node.end)
    if match is None:
        return None
    start, end = match.span()
    after = re.compile(r", ?").match(text, end, node.end)
    if after is not None:
        return Edit(start, after.end(), "")
    for comma in (", ", ","):
        if text.endswith(comma, node.start, start):
            return Edit(start - len(comma), end, "")
    return Edit(start, end, "")


def _check_reassigned(facts: Facts, place: Place) -> None:
    for name, node in facts.variables:
        if node.mutable and name not in facts.assigned:
            constant = facts.assigned.isdisjoint(bound_names(node.pattern))
            place.report(
                "mutable-never-reassigned",
                node,
                f"variable `{name}` is declared as `var` but never reassigned",
                "use `let` instead of `var`",
                Edit(node.start, node.start + len("var"), "let") if constant else None,
            )


def _check_functions(facts: Facts, place: Place) -> None:
    known = facts.used_functions | place.options.imported_elsewhere
    for node in facts.functions:
        if not node.pub and not node.name.startswith("_") and node.name not in known:
            place.report(
                "unused-function",
                node,
                f"function `{node.name}` is declared but never used",
                f"remove the function or prefix with underscore: `_{node.name}`",
            )


def _check_types(facts: Facts, place: Place) -> None:
    for node in facts.types:
        if not node.name.startswith("_") and node.name not in facts.used_types:
            kind = type_kind(node)
            place.report(
                "unused-type",
                node,
                f"{kind} `{node.name}` is declared but never referenced",
                f"remove the unused {kind} or reference `{node.name}` from a signature or constructor",
            )


def _check_calls(facts: Facts, place: Place) -> None:
    from harnvm.types.signatures import names, signature

    nearest = _Nearest({*names(), *facts.callable})
    variables = {name for name, _ in facts.variables} | {name for name, _ in facts.parameters}
    for node in facts.calls:
        name = node.name
        if name in facts.callable or name in variables or name.startswith("__"):
            continue
        found = signature(name)
        if found is None or found.parameters is None:
            near = nearest(name)
            place.report(
                "undefined-function",
                node,
                f"function `{name}` is not defined",
                f"check the spelling or import `{name}`" if near is None else f"did you mean `{near}`?",
            )


class _Nearest:
    """Finds the name nearest to another, among equals the one of more similar length, then the first."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = [(name, set(name)) for name in sorted(known)]
        self._found: dict[str, str | None] = {}
        self._budget = _COMPARISONS

    def __call__(self, name: str) -> str | None:
        """Return the nearest name, or None if none is near."""
        if name not in self._found and self._budget > 0:
            self._budget -= len(self._known)
            self._found[name] = self._search(name)
        return self._found.get(name)

    def _search(self, name: str) -> str | None:
        letters = set(name)
        best: tuple[int, int, str] | None = None
        for other, others in self._known:
            difference = abs(len(other) - len(name))
            # An edit changes two letters at most, which rules most names out at little cost.
            if difference <= _NEAR and len(letters ^ others) <= 2 * _NEAR and other != name:
                distance = edit_distance(name, other)
                if distance <= _NEAR and (best is None or (distance, difference, other) < best):
                    best = (distance, difference, other)
        return None if best is None else best[2]
