"""Checks of ``match``, and of places that claim that every case has been handled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.syntax import nodes
from harnvm.types.display import show
from harnvm.types.model import Named, Type, Union, is_named
from harnvm.types.narrowing import KINDS, narrow_to_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harnvm.types.checker import Check, Checker

#: Kinds of literals that may stand for one another as patterns.
_ALSO = {"int": ("int", "float"), "float": ("float", "int"), "string": ("string",), "bool": ("bool",)}


def _match(checker: Checker, node: nodes.Match) -> None:
    checker.check(node.value)
    type = checker.type_of(node.value)
    for arm in node.arms:
        checker.check(arm.pattern)
        kind = _literal_kind(arm.pattern)
        if type is not None and kind is not None:
            _check_pattern_kind(checker, arm.pattern, kind, type)
        _arm(checker, node.value, arm, kind)
    _check_is_exhaustive(checker, node)


def _literal_kind(pattern: nodes.Expr) -> str | None:
    """Return the kind of a literal pattern other than nil."""
    if isinstance(pattern, nodes.StringLiteral):
        return None if pattern.raw else "string"
    if isinstance(pattern, nodes.IntLiteral):
        return "int"
    if isinstance(pattern, nodes.FloatLiteral):
        return "float"
    return "bool" if isinstance(pattern, nodes.BoolLiteral) else None


def _check_pattern_kind(checker: Checker, pattern: nodes.Expr, kind: str, type: Type) -> None:
    if not any(checker.fits(type, checker.table.named(name)) for name in _ALSO[kind]):
        checker.warning(f"Match pattern type mismatch: matching {show(type)} against {kind} literal", pattern)


def _arm(checker: Checker, value: nodes.Expr, arm: nodes.MatchArm, kind: str | None) -> None:
    environment = checker.environment
    environment.open_block()
    if isinstance(value, nodes.Identifier):
        tested = "nil" if isinstance(arm.pattern, nodes.NilLiteral) else kind
        type = environment.variables.get(value.name)
        narrowed = None if tested is None else narrow_to_kind(type, checker.table.named(tested))
        if narrowed is not None:
            environment.variables.set(value.name, narrowed)
    if arm.guard is not None:
        checker.check(arm.guard)
    checker.statements(arm.body)
    environment.close_block()


def _check_is_exhaustive(checker: Checker, node: nodes.Match) -> None:
    subject = node.value
    if isinstance(subject, nodes.Property) and subject.name == "variant" and not subject.optional:
        subject = subject.object
    type = checker.type_of(subject)
    if isinstance(type, Named) and type.name in checker.environment.enums:
        _check_covers_enum(checker, node, type.name)
        return
    type = checker.type_of(node.value)
    if isinstance(type, Union):
        _check_covers_union(checker, node, type)


def _check_covers_enum(checker: Checker, node: nodes.Match, name: str) -> None:
    enum = checker.environment.enums.get(name)
    variants = enum.variants if enum is not None else ()
    covered = _covered_variants(node.arms)
    missing = [] if covered is None else [f'"{each}"' for each in variants if each not in covered]
    if missing:
        checker.warning(f"Non-exhaustive match on enum {name}: missing variants {', '.join(missing)}", node)


def _covered_variants(arms: Sequence[nodes.MatchArm]) -> set[str] | None:
    """Return the variants that have an arm, or None when some arm counts as matching anything.

    Only ``"Variant"`` and ``Enum.Variant`` count as one variant. Names and patterns with a payload pass for
    anything, as in Harn 0.7.8.
    """
    covered = set()
    for arm in arms:
        pattern = arm.pattern
        if isinstance(pattern, nodes.StringLiteral) and not pattern.raw:
            covered.add(pattern.value)
        elif isinstance(pattern, nodes.Property) and not pattern.optional:
            covered.add(pattern.name)
        else:
            return None
    return covered


def _check_covers_union(checker: Checker, node: nodes.Match, type: Union) -> None:
    names = [member.name for member in type.members if isinstance(member, Named)]
    if len(names) < len(type.members):
        return
    covered = set()
    for arm in node.arms:
        kind = "nil" if isinstance(arm.pattern, nodes.NilLiteral) else _literal_kind(arm.pattern)
        if kind is None:
            return
        covered.add(kind)
    missing = [name for name in names if name not in covered]
    if missing:
        checker.warning(f"Non-exhaustive match on union type: missing {', '.join(missing)}", node)


def check_unknown_is_exhausted(checker: Checker, node: nodes.Expr, site: str) -> None:
    """Warn at a place that is not meant to be reached when a variable of type unknown could reach it.

    That a variable had some kinds ruled out by `type_of` is the sign that all kinds were meant to be.
    """
    environment = checker.environment
    for name, ruled_out in environment.ruled_out_names():
        missing = [kind for kind in KINDS if kind not in ruled_out]
        if ruled_out and missing and is_named(environment.variables.get(name), "unknown"):
            checker.warning(
                f"`{site}` reached but `{name}: unknown` was not fully narrowed "
                f"— uncovered concrete type(s): {', '.join(missing)}",
                node,
            )


CHECKS: dict[type[nodes.Expr], Check] = {nodes.Match: _match}
