"""Names that two imports of a program bind."""

from __future__ import annotations

from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.preflight.modules import Module, Modules
    from harnvm.preflight.place import Place


def check_collisions(main: Module, modules: Modules, place: Place) -> None:
    """Report each import that binds a name of an earlier one, once for each such name."""
    owners: dict[str, str] = {}
    for node in main.statements:
        if isinstance(node, nodes.Import) and not node.path.startswith("std/"):
            module = modules.imported(node.path, main)
            owner = node.path if module is None else module.name
            for name in _bound(node, module):
                if owners.setdefault(name, owner) != owner:
                    _report(node, name, owners[name], place)


def _bound(node: nodes.Import, module: Module | None) -> list[str]:
    if node.names is not None:
        return node.names
    return [] if module is None else module.exports()


def _report(node: nodes.Import, name: str, owner: str, place: Place) -> None:
    if node.names is None:
        help = f'use selective imports to disambiguate: import {{ {name} }} from "..."'
    else:
        help = "rename one of the imported modules or avoid importing conflicting names"
    message = f"import collision — '{name}' is exported by both '{owner}' and '{node.path}'"
    place.report(node, message, help)
