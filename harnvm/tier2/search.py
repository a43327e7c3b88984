"""Looking for kinds of trees in a piece of code."""

from __future__ import annotations

from typing import Any

#: Trees that run other code.
_RUNNING = frozenset(["call", "method", "pipe", "select", "parallel", "spawn", "import"])

#: Trees where something happens when a generator is closed.
_PROTECTING = frozenset(["try_catch", "try_block", "try_star", "retry", "deadline"])


def mentions(tree: Any, kinds: frozenset[str]) -> bool:
    """Tell whether some part of a tree is of one of these kinds."""
    if type(tree) is not tuple or not tree:
        return False
    return (type(tree[0]) is str and tree[0] in kinds) or any(mentions(part, kinds) for part in tree)


def is_leaf(tree: Any) -> bool:
    """Tell whether a piece of code calls nothing, and iterates over nothing that could run code."""
    if type(tree) is not tuple or not tree:
        return True
    if type(tree[0]) is str and len(tree) > 2:
        if tree[0] in _RUNNING:
            return False
        if tree[0] == "for" and type(tree[2]) is tuple and tree[2][0] != "range":
            return False
    return all(map(is_leaf, tree))


def closes(tree: Any) -> bool:
    """Tell whether a generator that is closed in a piece of code has something to do."""
    return mentions(tree, _PROTECTING)


def calls(tree: Any, name: str) -> bool:
    """Tell whether a function of the module scope is called somewhere."""
    if type(tree) is not tuple or not tree:
        return False
    if tree[0] == "call" and len(tree) == 5 and tree[2] is None and tree[3] == name:
        return True
    return any(calls(part, name) for part in tree)
