"""Grammar rules to nodes: one action for each rule or alias of ``grammar/harn.lark``.

Actions make nodes, and check what a context-free grammar cannot say (a required parameter behind one
with a default). They know where tokens are, not how the parser works; they never look back or ahead
further than to the next raw token.
"""

from __future__ import annotations

from harnvm.syntax.build.base import SHARED, Action, Builder
from harnvm.syntax.build.declarations import DECLARATIONS
from harnvm.syntax.build.expressions import EXPRESSIONS
from harnvm.syntax.build.patterns import PATTERNS
from harnvm.syntax.build.statements import STATEMENTS
from harnvm.syntax.build.types import TYPES

__all__ = ["ACTIONS", "FLAT", "Builder"]

#: All actions by name.
ACTIONS: dict[str, Action] = SHARED | TYPES | PATTERNS | EXPRESSIONS | STATEMENTS | DECLARATIONS

#: Actions that make no node, and so do not count as a level of nesting.
FLAT = frozenset(SHARED) | {
    "add_parameter",
    "attributed",
    "else_if",
    "lone_expression",
    "parallel_options",
    "program",
    "struct_name",
    "union_type",
}
