"""The engine: renders templates and keeps what it has parsed."""

from __future__ import annotations

import os

from harnvm.errors import runtime_error
from harnvm.templates.expressions import Scope
from harnvm.templates.filters import FILTERS, json_filter
from harnvm.templates.parser import parse
from harnvm.templates.problems import TemplateError
from harnvm.templates.render import Rendering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from harnvm.templates.nodes import Node
    from harnvm.values.model import Value

#: Parsed templates that are kept; programs that use more start over.
_KEPT = 256


class Templates:
    """Renders templates.

    Args:
        write_json: Writes a value as JSON, compactly, or on several lines if its second argument is true.
    """

    def __init__(self, write_json: Callable[[Value, bool], str]) -> None:
        self._filters = {**FILTERS, "json": json_filter(write_json)}
        self._parsed: dict[str, Sequence[Node]] = {}

    def render(self, template: str, bindings: Mapping[str, Value], path: str) -> str:
        """Return a template with its bindings filled in.

        Args:
            template: The text of the template.
            bindings: Values by name.
            path: The file it is from: included paths are relative to its folder, errors name it.

        Raises:
            TemplateError: It cannot be parsed or rendered.
        """
        rendering = Rendering(self._parse, os.path.dirname(path))
        try:
            rendering.render(self._parse(template), Scope(bindings))
        except TemplateError as error:
            error.path = error.path or path
            raise
        except RecursionError:
            raise runtime_error("template is nested too deeply") from None
        return rendering.text()

    def _parse(self, template: str) -> Sequence[Node]:
        nodes = self._parsed.get(template)
        if nodes is None:
            nodes = parse(template, self._filters)
            if len(self._parsed) >= _KEPT:
                self._parsed.clear()
            self._parsed[template] = nodes
        return nodes
