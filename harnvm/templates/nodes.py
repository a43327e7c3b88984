"""What templates are parsed into."""

from __future__ import annotations

from harnvm.templates.expressions import Expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias


class Text:
    """Text that is written as it is."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Bare:
    """A name alone: written as its value, or as ``{{name}}`` if nothing has that name."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class _Placed:
    """A node with the place of its first directive."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column


class Show(_Placed):
    """An expression whose value is written."""

    __slots__ = ("expression",)

    def __init__(self, line: int, column: int, expression: Expression) -> None:
        super().__init__(line, column)
        self.expression = expression


class If(_Placed):
    """Branches of which the first with a true condition is rendered, or else `otherwise`."""

    __slots__ = ("branches", "otherwise")

    def __init__(
        self,
        line: int,
        column: int,
        branches: Sequence[tuple[Expression, Sequence[Node]]],
        otherwise: Sequence[Node],
    ) -> None:
        super().__init__(line, column)
        self.branches = branches
        self.otherwise = otherwise


class For(_Placed):
    """A body rendered for each element; `empty` if there is none. `key_name` may be None."""

    __slots__ = ("body", "empty", "items", "key_name", "value_name")

    def __init__(
        self,
        line: int,
        column: int,
        key_name: str | None,
        value_name: str,
        items: Expression,
    ) -> None:
        super().__init__(line, column)
        self.key_name = key_name
        self.value_name = value_name
        self.items = items
        self.body: Sequence[Node] = ()
        self.empty: Sequence[Node] = ()


class Include(_Placed):
    """Another template, rendered with further bindings."""

    __slots__ = ("bindings", "path")

    def __init__(
        self, line: int, column: int, path: Expression, bindings: Sequence[tuple[str, Expression]]
    ) -> None:
        super().__init__(line, column)
        self.path = path
        self.bindings = bindings


Node: TypeAlias = "Text | Bare | Show | If | For | Include"
