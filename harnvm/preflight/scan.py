"""The walk over a program and everything it imports."""

from __future__ import annotations

from harnvm.lint.parts import bodies, head, parts
from harnvm.preflight.calls import CHECKS
from harnvm.preflight.collisions import check_collisions
from harnvm.preflight.modules import Module, Modules
from harnvm.preflight.operations import Operations
from harnvm.preflight.place import Place
from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from harnvm.preflight.finding import Finding, Options
    from harnvm.source import SourceFile

#: Fields that are looked into where that differs from what the linter looks into, as in Harn 0.7.8.
_PARTS: dict[type[nodes.Node], tuple[str, ...]] = {
    nodes.Attributed: ("declaration",),
    nodes.DictEntry: ("value",),
    nodes.FnDecl: ("body",),
    nodes.ImplBlock: ("methods",),
    nodes.MatchArm: ("body", "pattern"),
    nodes.OverrideDecl: ("body",),
    nodes.Pipeline: ("body",),
    nodes.ToolDecl: ("body",),
}

#: Calls whose arguments are not looked into.
_CLOSED = ("exec_at", "render", "render_prompt", "shell_at")


class Preflight:
    """Looks at programs; what several of them import is read once."""

    def __init__(self) -> None:
        self._modules = Modules()

    def check(self, program: nodes.Program, source: SourceFile, options: Options) -> list[Finding]:
        """Return what is missing for a program that was parsed from `source`, a file."""
        main = Module(source.name, source, program.statements)
        findings: list[Finding] = []
        operations = Operations(options)
        found = list(self._reachable(main, findings))
        for node, _ in found:
            if isinstance(node, nodes.Call):
                _note_mock(node, operations)
        if options.severity != "off":
            for node, module in found:
                _check(node, Place(module, options, operations, findings))
            check_collisions(main, self._modules, Place(main, options, operations, findings))
        return findings

    def _reachable(self, main: Module, broken: list[Finding]) -> Iterator[tuple[nodes.Node, Module]]:
        """Yield the calls to check and the imports of nothing, those of imported modules where they are imported.

        What is wrong with imported files is added to a list.
        """
        seen = {main.path}
        pending: list[tuple[nodes.Node, Module]] = [(node, main) for node in reversed(main.statements)]
        while pending:
            node, module = pending.pop()
            if isinstance(node, nodes.Import):
                if node.path.startswith("std/"):
                    continue
                other = self._modules.imported(node.path, module)
                if other is None:
                    yield node, module
                elif other.path not in seen:
                    seen.add(other.path)
                    broken += other.broken
                    pending += [(inner, other) for inner in reversed(other.statements)]
                continue
            if isinstance(node, nodes.Call) and (node.name in CHECKS or node.name == "host_mock"):
                yield node, module
                if node.name in _CLOSED:
                    continue
            pending += [(part, module) for part in reversed(_inside(node))]


def _inside(node: nodes.Node) -> list[nodes.Node]:
    """Return the parts of a node that are looked into, in order."""
    names = _PARTS.get(type(node))
    return [*head(node), *bodies(node)] if names is None else list(parts(node, names))


def _note_mock(call: nodes.Call, operations: Operations) -> None:
    """Make an operation known that the program itself answers."""
    if call.name == "host_mock" and len(call.arguments) > 1:
        capability, operation = map(nodes.plain_text, call.arguments[:2])
        if capability is not None and operation is not None:
            operations.add(capability, operation)


def _check(node: nodes.Node, place: Place) -> None:
    if isinstance(node, nodes.Import):
        place.report(
            node,
            f"unresolved import '{node.path}'",
            "verify the import path and packaged module layout",
        )
    elif isinstance(node, nodes.Call) and node.name in CHECKS:
        CHECKS[node.name](node, place)
