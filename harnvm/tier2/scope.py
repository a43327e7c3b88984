"""What a module says of its functions: which there are, and how they call each other at their ends."""

from __future__ import annotations

from typing import Any

from harnvm.resolve.tree import FunctionTree, ModuleTree, Tree
from harnvm.tier2.search import is_leaf
from harnvm.tier2.translator import Scope

#: Stands for a function that cannot be told.
_ANY = ""


def module_scope(module: ModuleTree, functions: set[str], plain: frozenset[str] = frozenset()) -> Scope:
    """Return what is known of a module's functions.

    Args:
        module: Its tree.
        functions: Names of the module scope that are functions now.
        plain: Builtins that nothing replaces.
    """
    declared = _declared(module.main)
    others = (functions | _imported(module.main)) - declared.keys()
    calls = {name: _tail_calls(function, declared, others) for name, function in declared.items()}
    straight = set()
    for name, callees in calls.items():
        for callee in callees & declared.keys():
            reached = _reached(callee, calls)
            if name not in reached and _ANY not in reached:
                straight.add((name, callee))
    known = frozenset(declared) | others
    methods = _methods(module.main)
    leaves = frozenset(methods) if not _imports(module.main) else frozenset()
    return Scope(
        functions=known,
        straight=frozenset(straight),
        methods=frozenset(methods),
        plain=plain - known,
        leaves=frozenset([name for name in leaves if all(map(is_leaf, methods[name]))]),
    )


def _declared(main: FunctionTree) -> dict[str, FunctionTree]:
    found: dict[str, FunctionTree] = {}
    pending: list[Any] = list(main.body)
    while pending:
        node = pending.pop()
        if node[0] == "statements":
            pending += node[2]
        elif node[0] == "declare" and node[2][0] in ("name", "let_name", "var_name"):
            found[node[2][1]] = main.functions[node[3]]
    return found


def _methods(main: FunctionTree) -> dict[str, list[Tree]]:
    """Return what the methods of each name do that ``impl`` blocks of main code have."""
    found: dict[str, list[Tree]] = {}
    for node in main.body:
        if node[0] == "impl":
            for name, index in node[3]:
                function = main.functions[index]
                found.setdefault(name, []).append((function.body, function.defaults))
    return found


def _imports(main: FunctionTree) -> bool:
    """Tell whether other modules could bring methods of their own."""
    return any(node[0] == "import" for node in main.body)


def _imported(main: FunctionTree) -> frozenset[str]:
    names: set[str] = set()
    for node in main.body:
        if node[0] == "import" and node[3] is not None:
            names.update(node[3])
    return frozenset(names)


def _tail_calls(function: FunctionTree, declared: dict[str, FunctionTree], others: set[str]) -> set[str]:
    """Return the functions that a function calls at its end."""
    found: set[str] = set()
    pending: list[Any] = list(function.body)
    while pending:
        node = pending.pop()
        if type(node) is not tuple or not node:
            continue
        if node[0] == "return" and len(node) == 3 and type(node[2]) is tuple and node[2]:
            value = node[2]
            if value[0] == "call":
                found.add(_callee(value, declared, others))
            elif value[0] == "pipe":
                found.add(_ANY)
        pending += node
    return found - {"builtin"}


def _callee(call: Any, declared: dict[str, FunctionTree], others: set[str]) -> str:
    name: str = call[3]
    if call[2] is not None or name in others:
        return _ANY
    return name if name in declared else "builtin"


def _reached(start: str, calls: dict[str, set[str]]) -> set[str]:
    reached = {start}
    pending = [start]
    while pending:
        for callee in calls.get(pending.pop(), set()):
            if callee not in reached:
                reached.add(callee)
                pending.append(callee)
    return reached
