"""Which builtins a script may use.

The rule is asked where a builtin is looked up, and so holds for calls by name, for builtins passed as values,
and for those that std modules use. A builtin that can do what another one is for asks itself (`host_call`).
"""

from __future__ import annotations

from harnvm.errors import HarnRuntimeError, categorized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

#: Builtins that no list of allowed ones takes away.
CORE = frozenset(
    [
        "assert", "assert_eq", "assert_ne", "json_parse", "json_stringify", "len", "log", "print", "println",
        "to_float", "to_int", "to_string", "type_of",
    ]
)  # fmt: skip


def refusal(name: str) -> HarnRuntimeError:
    """Make the error of a builtin that may not be called."""
    return categorized(f"Tool '{name}' is not permitted.", "tool_rejected")


def refused_builtins(
    known: Collection[str], deny: Collection[str] = (), allow: Collection[str] | None = None
) -> frozenset[str]:
    """Return the names that may not be called.

    Args:
        known: All builtins that can be refused.
        deny: Names refused outright.
        allow: If given, all other names are refused except the core ones and those that parts of the language
            are made of (``__select_list`` for one).

    Raises:
        TypeError: Names are given as one string, whose letters would be taken for them.
    """
    if isinstance(deny, str) or isinstance(allow, str):
        raise TypeError("deny and allow take collections of names, not a string")
    refused = frozenset(deny).intersection(known)
    if allow is None:
        return refused
    permitted = CORE.union(allow)
    return refused.union(name for name in known if name not in permitted and not name.startswith("__"))
