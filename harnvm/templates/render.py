"""Rendering nodes.

One `Rendering` is one template with all it includes. What is wrong in an expression is told with the place of
its directive, and with the path of the outermost template, as Harn 0.7.8 does; only what is wrong with the
syntax of an included template names that one.
"""

from __future__ import annotations

import os

from harnvm.files import os_error_text, read_text
from harnvm.templates.expressions import MISSING, Scope, is_true
from harnvm.templates.filters import shown
from harnvm.templates.nodes import Bare, For, If, Include, Show, Text
from harnvm.templates.problems import Problem, TemplateError
from harnvm.values.display import type_name
from harnvm.values.limits import check_items, check_text, pulse
from harnvm.values.model import RangeValue, SetValue, Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from harnvm.templates.expressions import Expression
    from harnvm.templates.nodes import Node

#: Templates that may be included inside one another, as messages tell it; one more is let pass.
_MAX_DEPTH = 32

#: Includes in one rendering. A few files that include each other twice would go on for ages.
_MAX_INCLUDES = 100_000


class Rendering:
    """The state of rendering one template.

    Args:
        parse: Parses a template.
        base: The folder that included paths are relative to.
    """

    def __init__(self, parse: Callable[[str], Sequence[Node]], base: str) -> None:
        self.parse = parse
        self.base = base
        self.open: list[str] = []
        self.includes = 0
        self.out: list[str] = []
        self.size = 0

    def text(self) -> str:
        """Return what has been written."""
        return "".join(self.out)

    def render(self, nodes: Sequence[Node], scope: Scope) -> None:
        """Write nodes; raise `TemplateError` if that fails."""
        for node in nodes:
            if isinstance(node, Text):
                self.write(node.text)
            elif isinstance(node, Bare):
                value = scope.find(node.name)
                self.write(f"{{{{{node.name}}}}}" if value is MISSING else shown(value))
            else:
                self.render_placed(node, scope)

    def write(self, text: str) -> None:
        self.size += len(text)
        check_text(self.size)
        self.out.append(text)

    def render_placed(self, node: Show | If | For | Include, scope: Scope) -> None:
        try:
            if isinstance(node, Show):
                self.write(shown(node.expression.evaluate(scope)))
            elif isinstance(node, If):
                self.render(_chosen(node, scope), scope)
            elif isinstance(node, For):
                self.render_loop(node, scope)
            else:
                self.render_include(node, scope)
        except Problem as problem:
            raise TemplateError(node.line, node.column, str(problem)) from None

    def render_loop(self, node: For, scope: Scope) -> None:
        value = node.items.evaluate(scope)
        count, elements = _elements(value)
        if not count:
            self.render(node.empty, scope)
        watch = pulse.get()
        for index, (key, element) in enumerate(elements):
            if watch is not None:
                watch.beat()
            names: dict[str, Value] = {node.value_name: element}
            if node.key_name is not None:
                names[node.key_name] = key
            names["loop"] = {
                "index": index + 1,
                "index0": index,
                "first": index == 0,
                "last": index == count - 1,
                "length": count,
            }
            self.render(node.body, Scope(names, scope))

    def render_include(self, node: Include, scope: Scope) -> None:
        path = os.path.join(self.base, _path(node.path, scope))
        template = self.read(path)
        bindings = {name: expression.evaluate(scope) for name, expression in node.bindings}
        try:
            nodes = self.parse(template)
        except TemplateError as error:
            error.path = path
            raise
        outer = self.base
        self.base = os.path.dirname(path)
        self.open.append(os.path.realpath(path))
        self.render(nodes, Scope(bindings, scope))
        self.open.pop()
        self.base = outer

    def read(self, path: str) -> str:
        """Return the text of a template to be included, if it may be."""
        real = os.path.realpath(path)
        if real in self.open:
            raise Problem(f"circular include detected: {' → '.join(self.open)} → {real}")
        if len(self.open) > _MAX_DEPTH:
            raise Problem(f"include depth exceeded ({_MAX_DEPTH} levels)")
        self.includes += 1
        if self.includes > _MAX_INCLUDES:
            raise Problem(f"too many includes ({_MAX_INCLUDES})")
        try:
            return read_text(path)
        except (OSError, ValueError) as error:
            raise Problem(f"failed to read included template {path}: {os_error_text(error)}") from None


def _chosen(node: If, scope: Scope) -> Sequence[Node]:
    for condition, body in node.branches:
        if is_true(condition.evaluate(scope)):
            return body
    return node.otherwise


def _path(expression: Expression, scope: Scope) -> str:
    path = expression.evaluate(scope)
    if type(path) is not str:
        raise Problem(f"include path must be a string (got {type_name(path)})")
    return path


def _elements(value: Value) -> tuple[int, Iterable[tuple[Value, Value]]]:
    """Return how many elements a loop has, and the elements with their keys or positions."""
    if value is None:
        return 0, ()
    if type(value) is dict:
        return len(value), [(key, value[key]) for key in sorted(value)]
    if type(value) is SetValue:
        return len(value.items), enumerate(value.items.values())
    if is_list(value):
        return len(value), enumerate(value)
    if type(value) is RangeValue:
        count = max(value.high - value.low + value.inclusive, 0)
        check_items(count)
        return count, enumerate(value.python())
    expected = "expected list, dict, set, or range"
    raise Problem(f"cannot iterate over {type_name(value)} — {expected}")
