"""The one walk over a program: it keeps scopes, gathers facts and calls the rules on the way.

Rules run before a node's parts are visited, or between its head and its bodies (`harnvm.lint.parts`); that
order is the order of the findings.
"""

from __future__ import annotations

import re

from harnvm.lint import blocks, comments, complexity, joining, naming, simplify, usage
from harnvm.lint.facts import Facts, bound_names, root_name
from harnvm.lint.parts import bodies, head
from harnvm.syntax import nodes
from harnvm.types.exits import Exits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from harnvm.lint.place import Check, Place

_FIRST: dict[type[nodes.Node], tuple[Check, ...]] = {
    nodes.Binary: (simplify.check_comparison, joining.check_operands),
    nodes.Break: (blocks.check_jump,),
    nodes.Call: (usage.check_assertion, usage.check_prompt),
    nodes.Continue: (blocks.check_jump,),
    nodes.EnumDecl: (naming.check_type_name,),
    nodes.FnDecl: (naming.check_function_name, comments.check_documentation, complexity.check_complexity),
    nodes.InterfaceDecl: (naming.check_type_name,),
    nodes.Pipeline: (usage.check_pipeline_result,),
    nodes.Property: (usage.check_boundary,),
    nodes.Require: (usage.check_requirement,),
    nodes.StructDecl: (naming.check_type_name,),
    nodes.Subscript: (usage.check_boundary,),
    nodes.ToolDecl: (naming.check_function_name, complexity.check_complexity),
    nodes.TryCatch: (blocks.check_try,),
    nodes.TypeDecl: (naming.check_type_name,),
}
_BETWEEN: dict[type[nodes.Node], tuple[Check, ...]] = {
    nodes.Binding: (simplify.check_bound_iterator,),
    nodes.For: (blocks.check_for,),
    nodes.If: (blocks.check_if,),
    nodes.Return: (simplify.check_returned_iterator,),
    nodes.Ternary: (simplify.check_ternary,),
    nodes.While: (blocks.check_while,),
}
_WORD = re.compile(r"\w+")


class Walk:
    """Visits nodes in the order of the text.

    Attributes:
        facts: What was seen so far.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._exits = Exits()
        self._methods = 0  # open impl blocks: functions in methods count as methods, too
        self.facts = Facts()

    def visit(self, node: nodes.Node) -> None:
        """Look at a node and at all inside it."""
        kind = type(node)
        for check in _FIRST.get(kind, ()):
            check(node, self._place)
        entering = _ENTERING.get(kind)
        if entering is not None:
            entering(self, node)
        inside = _INSIDE.get(kind)
        if inside is not None:
            inside(self, node)
            return
        for part in head(node):
            self.visit(part)
        for check in _BETWEEN.get(kind, ()):
            check(node, self._place)
        for block in bodies(node):
            self._scope(block)

    def _scope(self, block: nodes.Block, names: Iterable[str] = ()) -> None:
        """Visit a block in a scope of its own that begins with some names."""
        self._place.scopes.append(set(names))
        self._statements(block)
        self._place.scopes.pop()

    def _statements(self, block: nodes.Block) -> None:
        """Visit statements up to the one that is not reached."""
        left = False
        for node in block.statements:
            if left:
                blocks.report_unreachable(node, self._place)
                return
            self.visit(node)
            left = self._exits.statement(node)

    def _bind(self, block: nodes.Block, names: Iterable[str]) -> None:
        """Visit a block in a scope whose names count as used: nobody has to use an index."""
        names = list(names)
        self.facts.used.update(names)
        self._scope(block, names)

    # What nodes declare and mention.

    def _call(self, node: nodes.Call) -> None:
        self.facts.use(node.name)
        self.facts.calls.append(node)

    def _identifier(self, node: nodes.Identifier) -> None:
        self.facts.use(node.name)

    def _interpolated(self, node: nodes.InterpolatedString) -> None:
        """Take each word of an interpolation as a mention, and look no further, as Harn 0.7.8 does."""
        for part in node.parts:
            if not isinstance(part, str):
                for word in _WORD.findall(self._place.text, part.start, part.end):
                    self.facts.use(word)

    def _assignment(self, node: nodes.Assignment) -> None:
        name = root_name(node.target)
        if name is not None:
            self.facts.assigned.add(name)

    def _struct_literal(self, node: nodes.StructLiteral) -> None:
        self.facts.used_types.add(node.name)

    def _struct(self, node: nodes.StructDecl) -> None:
        self.facts.callable.add(node.name)
        self.facts.types.append(node)
        self.facts.use_types_of(node.fields)

    def _enum(self, node: nodes.EnumDecl) -> None:
        self.facts.callable.add(node.name)
        self.facts.types.append(node)
        for variant in node.variants:
            self.facts.use_types_of(variant.fields)

    def _interface(self, node: nodes.InterfaceDecl) -> None:
        self.facts.types.append(node)
        for associated in node.associated_types:
            self.facts.use_type(associated.type)
        for method in node.methods:
            self.facts.use_types_of(method.parameters)
            self.facts.use_type(method.result)

    def _type(self, node: nodes.TypeDecl) -> None:
        self.facts.use_type(node.type)

    def _import(self, node: nodes.Import) -> None:
        if node.names is None:
            self.facts.everything = True
        else:
            self.facts.callable.update(node.names)
            self.facts.imports.append(node)

    # Nodes whose inside is visited in a way of their own.

    def _pipeline(self, node: nodes.Pipeline) -> None:
        self.facts.callable.add(node.name)
        self.facts.used.add(node.name)
        test = usage.is_test(node.name)
        self._place.tests += test
        self._bind(node.body, node.parameters)
        self._place.tests -= test

    def _function(self, node: nodes.FnDecl | nodes.ToolDecl) -> None:
        self.facts.callable.add(node.name)
        if not self._methods or isinstance(node, nodes.ToolDecl):
            self.facts.functions.append(node)
        self.facts.use_types_of(node.parameters)
        self.facts.use_type(node.result)
        if isinstance(node, nodes.FnDecl):
            self.facts.used_types.update(clause.bound for clause in node.where)
        self._place.results.append(node.result)
        self._closure(node)
        self._place.results.pop()

    def _closure(self, node: nodes.Closure | nodes.FnDecl | nodes.ToolDecl) -> None:
        """Visit a function's body, where loops around it do not count."""
        place = self._place
        loops, place.loops = place.loops, 0
        place.scopes.append(set())
        for parameter in node.parameters:
            if parameter.name != "_":
                self._declare(parameter.name, node)
                self.facts.parameters.append((parameter.name, node))
        self._statements(node.body)
        place.scopes.pop()
        place.loops = loops

    def _impl(self, node: nodes.ImplBlock) -> None:
        self.facts.used_types.add(node.name)
        self._methods += 1
        for method in node.methods:
            self.visit(method)
        self._methods -= 1

    def _attributed(self, node: nodes.Attributed) -> None:
        excused = any(_excuses(attribute) for attribute in node.attributes)
        self._place.excused += excused
        self.visit(node.declaration)
        self._place.excused -= excused

    def _binding(self, node: nodes.Binding) -> None:
        self.visit(node.value)
        for check in _BETWEEN[nodes.Binding]:
            check(node, self._place)
        for name in bound_names(node.pattern):
            if name != "_":
                self._declare(name, node, constant=not node.mutable)
                self.facts.variables.append((name, node))

    def _declare(self, name: str, node: nodes.Node, constant: bool = False) -> None:
        """Enter a name into the scope, and report the other it hides or repeats."""
        *outer, scope = self._place.scopes
        if constant and name in scope:
            self._place.report(
                "shadow-variable",
                node,
                f"cannot redeclare immutable variable `{name}` in the same scope",
                f"use `var {name}` for a mutable binding, or choose a different name",
            )
        if any(name in names for names in outer):
            self._place.report(
                "shadow-variable",
                node,
                f"variable `{name}` shadows a variable in an outer scope",
                f"consider renaming to avoid shadowing `{name}`",
            )
        scope.add(name)

    def _for(self, node: nodes.For) -> None:
        self.visit(node.iterable)
        blocks.check_for(node, self._place)
        self._place.loops += 1
        self._bind(node.body, bound_names(node.pattern))
        self._place.loops -= 1

    def _while(self, node: nodes.While) -> None:
        self.visit(node.condition)
        blocks.check_while(node, self._place)
        self._place.loops += 1
        self._scope(node.body)
        self._place.loops -= 1

    def _try(self, node: nodes.TryCatch) -> None:
        self._scope(node.body)
        if node.catch is not None:
            self._bind(node.catch, () if node.error_name is None else (node.error_name,))
        if node.final is not None:
            self._scope(node.final)

    def _match(self, node: nodes.Match) -> None:
        self.visit(node.value)
        seen = set()
        for arm in node.arms:
            key = blocks.arm_key(arm)
            if key is not None and key in seen:
                blocks.report_repeated(arm, self._place)
            seen.add(key)
            self.visit(arm)

    def _parallel(self, node: nodes.Parallel) -> None:
        self.visit(node.operand)
        self._bind(node.body, () if node.variable is None else (node.variable,))

    def _case(self, node: nodes.SelectCase) -> None:
        self.visit(node.channel)
        self._scope(node.body, (node.variable,))

    def _block(self, node: nodes.Block) -> None:
        self._scope(node)

    def _defer(self, node: nodes.Defer) -> None:
        self._statements(node.body)

    def _skip(self, node: nodes.Node) -> None:
        """Leave a node alone."""


def _excuses(attribute: nodes.Attribute) -> bool:
    """Tell whether an attribute is ``@complexity(allow)``."""
    return attribute.name == "complexity" and any(
        argument.name is None
        and isinstance(argument.value, nodes.Identifier)
        and argument.value.name == "allow"
        for argument in attribute.arguments
    )


_ENTERING: dict[type[nodes.Node], Callable[[Walk, Any], None]] = {
    nodes.Assignment: Walk._assignment,
    nodes.Call: Walk._call,
    nodes.EnumDecl: Walk._enum,
    nodes.Identifier: Walk._identifier,
    nodes.Import: Walk._import,
    nodes.InterfaceDecl: Walk._interface,
    nodes.InterpolatedString: Walk._interpolated,
    nodes.StructDecl: Walk._struct,
    nodes.StructLiteral: Walk._struct_literal,
    nodes.TypeDecl: Walk._type,
}
_INSIDE: dict[type[nodes.Node], Callable[[Walk, Any], None]] = {
    nodes.Attributed: Walk._attributed,
    nodes.Binding: Walk._binding,
    nodes.Block: Walk._block,
    nodes.Closure: Walk._closure,
    nodes.Defer: Walk._defer,
    nodes.FnDecl: Walk._function,
    nodes.For: Walk._for,
    nodes.ImplBlock: Walk._impl,
    nodes.Match: Walk._match,
    nodes.OverrideDecl: Walk._skip,
    nodes.Parallel: Walk._parallel,
    nodes.Pipeline: Walk._pipeline,
    nodes.SelectCase: Walk._case,
    nodes.ToolDecl: Walk._function,
    nodes.TryCatch: Walk._try,
    nodes.While: Walk._while,
}
