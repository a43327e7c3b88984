"""Generated code as a person reads it: for ``harnvm disasm --python``, documentation and goldens."""

from __future__ import annotations

from collections.abc import Iterator

from harnvm.resolve.tree import FunctionTree, ModuleTree
from harnvm.tier2.region_code import translate_region
from harnvm.tier2.scope import module_scope
from harnvm.tier2.translator import Scope, Untranslatable
from harnvm.tier2.units import Unit, translate_function

_BUILTINS = frozenset(["len"])


def list_python(module: ModuleTree, kinds: tuple[str, ...] = ()) -> str:
    """Return the Python of a module's functions and of its main code.

    Args:
        module: The resolved tree.
        kinds: Names of the kinds that functions of as many parameters are specialised for.
    """
    scope = module_scope(module, set(), _BUILTINS)
    parts = list(_functions(module.main, (), scope, kinds))
    parts.append(_main(module.main, scope))
    return "\n\n".join(parts)


def _functions(
    tree: FunctionTree, path: tuple[int, ...], scope: Scope, kinds: tuple[str, ...]
) -> Iterator[str]:
    for index, function in enumerate(tree.functions):
        inner = (*path, index)
        assumed = kinds if len(kinds) == len(function.parameters) else ("any",) * len(function.parameters)
        symbol = function.name if not path and function.name in scope.functions else None
        try:
            unit = translate_function(function, "_".join(map(str, inner)), scope, symbol, assumed)
        except Untranslatable as reason:
            yield f"# {function.name} stays in the loop: {reason}"
        else:
            yield _text(unit)
        yield from _functions(function, inner, scope, kinds)


def _main(tree: FunctionTree, scope: Scope) -> str:
    try:
        return _text(translate_region(tree, None, "main", scope, {}))
    except Untranslatable as reason:
        return f"# main code stays in the loop: {reason}"


def _text(unit: Unit) -> str:
    from ast import unparse

    return unparse(unit.tree)
