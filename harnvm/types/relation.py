"""Which types fit where: the assignability relation.

A value of type `actual` may go where `expected` is wanted. Lists and dicts are invariant because they can be
written to, iters and results are covariant, parameters of functions contravariant, arguments of declared
generics as declared. An int goes where a float is wanted; anything goes into any and out of it.

Types may refer to themselves through aliases: names are unfolded one level at a time, and a question that
comes up again while it is being answered is answered with yes.

Recursion goes from Python function to Python function, not through `any`, `all` or generators: those would
use the C stack, and types can be nested deeply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harnvm.types.answers import AllAnswers, Answers
from harnvm.types.declarations import CONTRAVARIANT, COVARIANT, INVARIANT
from harnvm.types.generics import Generics, map_parts
from harnvm.types.interfaces import interface_mismatch
from harnvm.types.model import (
    Applied,
    DictOf,
    Function,
    IterOf,
    ListOf,
    Literal,
    Named,
    Never,
    Shape,
    Type,
    TypeTable,
    Union,
    base_name,
    is_named,
    parts,
)

if TYPE_CHECKING:
    from harnvm.types.declarations import TypeParameter
    from harnvm.types.environment import Environment

_PLAIN = (Named, Literal, Never)

#: How many aliases are followed, one to the next; ends those that lead in a circle too.
_LONGEST_CHAIN = 500


class Relation:
    """Answers whether a type fits, in the environment as it is at the moment.

    Attributes:
        free: Type parameters of the function being called, which fit anything where nothing bound them.
    """

    def __init__(self, table: TypeTable, environment: Environment, generics: Generics) -> None:
        self.table = table
        self.environment = environment
        self.generics = generics
        self.free: frozenset[str] = frozenset()
        self._all_answers = AllAnswers()
        self._answers = Answers()

    def fits(self, expected: Type, actual: Type, free: frozenset[str] = frozenset()) -> bool:
        """Tell whether a value of type `actual` may go where `expected` is wanted."""
        self._prepare(free)
        return self.whole_fits(expected, actual)

    def mismatch(self, name: str, interface: str) -> str | None:
        """Say why the named type does not satisfy an interface without arguments; None if it does."""
        self._prepare(frozenset())
        mismatches = self._answers.mismatches
        pair = (name, interface)
        if pair not in mismatches:
            mismatches[pair] = interface_mismatch(self, name, interface, {})
        return mismatches[pair]

    def _prepare(self, free: frozenset[str]) -> None:
        self.free = free
        self._answers = self._all_answers.of(self.environment.types_state, free)

    def whole_fits(self, expected: Type, actual: Type) -> bool:
        """Answer as `fits` in the midst of another question."""
        if self._matches_anything(expected) or self._matches_anything(actual):
            return True
        return self._resolved_fits(self.unfold(expected), self.unfold(actual))

    def part_fits(self, expected: Type, actual: Type) -> bool:
        """Answer as `fits` for parts of types whose aliases count as unfolded already."""
        expected = self.unfold(expected)
        actual = self.unfold(actual)
        if self._matches_anything(expected) or self._matches_anything(actual):
            return True
        return self._resolved_fits(expected, actual)

    def same(self, expected: Type, actual: Type) -> bool:
        """Tell whether two types fit each other both ways, as invariant positions want."""
        return self.part_fits(expected, actual) and self.part_fits(actual, expected)

    def unfold(self, type: Type) -> Type:
        """Return what an alias stands for, or any other type as it is."""
        aliases = self.environment.aliases
        for _ in range(_LONGEST_CHAIN):
            target = aliases.get(type.name) if isinstance(type, Named) else None
            if target is None:
                break
            type = target
        return type

    def expand(self, type: Type) -> Type:
        """Return the type with all aliases in it unfolded, except where they lead back to themselves."""
        return _Expansion(self).apply(type)

    def _matches_anything(self, type: Type) -> bool:
        return isinstance(type, Named) and (
            type is self.table.wildcard
            or type.name in self.free
            or type.name in self.environment.type_parameters
        )

    def _resolved_fits(self, expected: Type, actual: Type) -> bool:
        interface = base_name(expected)
        if interface is not None and interface in self.environment.interfaces:
            return self._answers.once(expected, actual, self._satisfies)
        if isinstance(actual, Never):
            return True
        if isinstance(expected, Never):
            return False
        if isinstance(expected, Named) and expected.name in ("any", "unknown"):
            return True
        if is_named(actual, "any"):
            return True
        if isinstance(expected, _PLAIN) and isinstance(actual, _PLAIN):
            return _plain_fits(expected, actual)
        return self._answers.once(expected, actual, self._compound_fits)

    def _satisfies(self, expected: Type, actual: Type) -> bool:
        interface = base_name(expected) or ""
        info = self.environment.interfaces.get(interface)
        given = base_name(actual)
        if info is None or given is None:
            return False
        arguments = expected.arguments if isinstance(expected, Applied) else ()
        pairs = zip(info.type_parameters, arguments, strict=False)
        bindings = {parameter.name: self.expand(argument) for parameter, argument in pairs}
        return interface_mismatch(self, given, interface, bindings) is None

    def _compound_fits(self, expected: Type, actual: Type) -> bool:
        if isinstance(expected, Union) or isinstance(actual, Union):
            return self._union_fits(expected, actual)
        if isinstance(expected, Applied) and isinstance(actual, Applied):
            return self._applied_fits(expected, actual)
        if isinstance(expected, Applied) or isinstance(actual, Applied):
            return base_name(expected) == base_name(actual)
        if isinstance(expected, Named):
            return _kind_of(actual) == expected.name
        if isinstance(actual, Named):
            return _kind_of(expected) == actual.name
        return self._structure_fits(expected, actual)

    def _union_fits(self, expected: Type, actual: Type) -> bool:
        wanted = expected.members if isinstance(expected, Union) else (expected,)
        same = expected.alternatives if isinstance(expected, Union) else ()
        for member in actual.members if isinstance(actual, Union) else (actual,):
            if member in same and self._fits_itself(member):
                continue
            for option in wanted:
                if self.part_fits(option, member):
                    break
            else:
                return False
        return True

    def _fits_itself(self, type: Type) -> bool:
        """Tell whether a type is sure to fit itself: all do but those with interfaces in them.

        Without this, two equal unions of n members would cost n × n questions.
        """
        reflexive = self._answers.reflexive
        if type in reflexive:
            return reflexive[type]
        seen = {type}
        waiting = [type]
        while waiting:
            found = waiting.pop()
            meant = self.unfold(found)
            if base_name(meant) in self.environment.interfaces or reflexive.get(found) is False:
                reflexive[type] = False
                return False
            for part in parts(meant):
                if part not in seen and not reflexive.get(part):
                    seen.add(part)
                    waiting.append(part)
        reflexive.update(dict.fromkeys(seen, True))
        return True

    def _applied_fits(self, expected: Applied, actual: Applied) -> bool:
        if expected.name != actual.name or len(expected.arguments) != len(actual.arguments):
            return False
        parameters = self.parameters_of(expected.name)
        for index, argument in enumerate(expected.arguments):
            variance = parameters[index].variance if index < len(parameters) else INVARIANT
            if not self._argument_fits(variance, argument, actual.arguments[index]):
                return False
        return True

    def _argument_fits(self, variance: str, expected: Type, actual: Type) -> bool:
        if variance == COVARIANT:
            return self.part_fits(expected, actual)
        if variance == CONTRAVARIANT:
            return self.part_fits(actual, expected)
        return self.same(expected, actual)

    def parameters_of(self, name: str) -> tuple[TypeParameter, ...]:
        """Return the type parameters of a declared enum, struct or interface; none if there is no such."""
        environment = self.environment
        info = (
            environment.enums.get(name) or environment.structs.get(name) or environment.interfaces.get(name)
        )
        return info.type_parameters if info is not None else ()

    def global_parameters_of(self, name: str) -> tuple[TypeParameter, ...]:
        """Answer as `parameters_of`, but from what is declared at the top level only."""
        for namespace in (self.environment.enums, self.environment.structs, self.environment.interfaces):
            info = namespace.everywhere.get(name)
            if info is not None:
                return info.type_parameters
        return ()

    def _structure_fits(self, expected: Type, actual: Type) -> bool:
        if isinstance(expected, Shape):
            return isinstance(actual, DictOf) or (
                isinstance(actual, Shape) and self._shape_fits(expected, actual)
            )
        if isinstance(expected, DictOf):
            return self._dict_fits(expected, actual)
        if isinstance(expected, ListOf):
            return isinstance(actual, ListOf) and self.same(expected.item, actual.item)
        if isinstance(expected, IterOf):
            return isinstance(actual, IterOf) and self.part_fits(expected.item, actual.item)
        if isinstance(expected, Function):
            return isinstance(actual, Function) and self._function_fits(expected, actual)
        return False

    def _shape_fits(self, expected: Shape, actual: Shape) -> bool:
        """Compare the required fields only: what is given for an optional field is not looked at."""
        for field in expected.fields:
            if field.optional:
                continue
            for found in actual.named(field.name):
                if self.part_fits(field.type, found.type):
                    break
            else:
                return False
        return True

    def _dict_fits(self, expected: DictOf, actual: Type) -> bool:
        if isinstance(actual, DictOf):
            return self.same(expected.key, actual.key) and self.same(expected.value, actual.value)
        if not isinstance(actual, Shape) or self.unfold(expected.key) is not self.table.string:
            return False
        fits = True
        for field in actual.fields:
            fits = fits and self.part_fits(expected.value, field.type)
        return fits

    def _function_fits(self, expected: Function, actual: Function) -> bool:
        if len(expected.parameters) != len(actual.parameters):
            return False
        for index, parameter in enumerate(expected.parameters):
            if not self.part_fits(actual.parameters[index], parameter):
                return False
        return self.part_fits(expected.result, actual.result)


class _Expansion:
    """One run of `Relation.expand`."""

    def __init__(self, relation: Relation) -> None:
        self.relation = relation
        self.depth = 0
        self.done: dict[Type, Type] = {}

    def apply(self, type: Type) -> Type:
        done = self.done.get(type)
        if done is None and self.depth > _LONGEST_CHAIN:
            return type
        if done is None:
            self.depth += 1
            self.done[type] = type
            target = self.relation.unfold(type)
            unchanged = target is type
            done = map_parts(type, self.apply, self.relation.table) if unchanged else self.apply(target)
            self.depth -= 1
            self.done[type] = done
        return done


def _plain_fits(expected: Type, actual: Type) -> bool:
    if expected is actual:
        return True
    if isinstance(expected, Named) and isinstance(actual, Named):
        return expected.name == "float" and actual.name == "int"
    if isinstance(expected, Named) and isinstance(actual, Literal):
        return expected.name in (("string",) if isinstance(actual.value, str) else ("int", "float"))
    if isinstance(expected, Literal) and isinstance(actual, Named):
        return actual.name == ("string" if isinstance(expected.value, str) else "int")
    return False


def _kind_of(type: Type) -> str | None:
    """Return the basic kind that a compound type is a closer description of."""
    if isinstance(type, (Shape, DictOf)):
        return "dict"
    if isinstance(type, ListOf):
        return "list"
    if isinstance(type, IterOf):
        return "iter"
    return "closure" if isinstance(type, Function) else None
