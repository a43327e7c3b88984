"""How many paths lead through a function."""

from __future__ import annotations

from harnvm.lint.parts import bodies, head
from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.lint.place import Place

_FORKS = (
    nodes.For,
    nodes.Guard,
    nodes.If,
    nodes.Match,
    nodes.Retry,
    nodes.SelectCase,
    nodes.Ternary,
    nodes.TryCatch,
    nodes.While,
)


def paths_through(body: nodes.Block) -> int:
    """Return the cyclomatic complexity of a function body: one, and one more for each fork.

    Closures count in; functions declared inside do not, nor do patterns of match arms.
    """
    total = 1
    pending: list[nodes.Node] = [body]
    while pending:
        node = pending.pop()
        total += isinstance(node, _FORKS)
        total += isinstance(node, nodes.Binary) and node.operator in ("&&", "||")
        if isinstance(node, nodes.MatchArm):
            pending += [node.body] if node.guard is None else [node.guard, node.body]
        else:
            pending += head(node)
            pending += bodies(node)
    return total


def check_complexity(node: nodes.FnDecl | nodes.ToolDecl, place: Place) -> None:
    """Report a function with more paths than the limit, unless it is excused."""
    limit = place.options.complexity_limit
    if place.excused:
        return
    paths = paths_through(node.body)
    if paths > limit:
        name = node.name
        place.report(
            "cyclomatic-complexity",
            node,
            f"function `{name}` has cyclomatic complexity {paths} (> {limit})",
            f"split `{name}` into smaller helpers, or mark it `@complexity(allow)` if the branching is "
            "intrinsic; threshold configurable via `[lint].complexity_threshold` in `harn.toml`",
        )
