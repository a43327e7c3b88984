"""Binary operators: what type they give, and which operand types they refuse or frown upon."""

from __future__ import annotations

from harnvm.types.model import Named, Type, TypeTable, Union

_NUMERIC = ("int", "float")
_COMPARABLE = ("int", "float", "string")

_BOOLEAN = frozenset(("==", "!=", "<", ">", "<=", ">=", "&&", "||", "in", "not in"))
_ORDERING = frozenset(("<", ">", "<=", ">="))

#: Pairs of operand kinds that an arithmetic operator takes beside two numbers, and what they give.
_FURTHER = {
    "+": {("string", "string"): "string", ("list", "list"): "list", ("dict", "dict"): "dict"},
    "*": {("string", "int"): "string", ("int", "string"): "string"},
    "-": {},
    "/": {},
    "%": {},
    "**": {},
}


def result_type(operator: str, left: Type | None, right: Type | None, table: TypeTable) -> Type | None:
    """Return the type that an operator gives, or None when it depends on what is not known."""
    if operator in _BOOLEAN:
        return table.bool
    if operator == "??":
        return _coalesced(left, right, table)
    if operator in _FURTHER and isinstance(left, Named) and isinstance(right, Named):
        kind = _arithmetic(operator, left.name, right.name)
        return None if kind is None else table.named(kind)
    return None


def _arithmetic(operator: str, left: str, right: str) -> str | None:
    further = _FURTHER[operator].get((left, right))
    if further is not None:
        return further
    if left == right == "int":
        return "int"
    return "float" if "float" in (left, right) else None


def _coalesced(left: Type | None, right: Type | None, table: TypeTable) -> Type | None:
    """Return the type of ``left ?? right``: the left side without nil, the right side if that is all."""
    if left is None or left is table.nil:
        return right
    if not isinstance(left, Union):
        return left
    kept = [member for member in left.members if member is not table.nil]
    return table.one_of(kept) if kept else right


def refusal(operator: str, left: Type | None, right: Type | None) -> str | None:
    """Return the error of an arithmetic operator between these types, or None.

    Only types known by name are judged: a union, a literal or a ``list<int>`` passes.
    """
    if operator not in _FURTHER or not isinstance(left, Named) or not isinstance(right, Named):
        return None
    first, second = left.name, right.name
    if (first in _NUMERIC and second in _NUMERIC) or (first, second) in _FURTHER[operator]:
        return None
    if operator == "+":
        return f"can't add {first} and {second}"
    if operator == "*":
        return f"can't multiply {first} and {second} (try string * int)"
    return f"can't use '{operator}' on {first} and {second} (needs numeric operands)"


def doubt(operator: str, left: Type | None, right: Type | None) -> str | None:
    """Return the warning about an ordering comparison between these types, or None."""
    if operator not in _ORDERING or not isinstance(left, Named) or not isinstance(right, Named):
        return None
    first, second = left.name, right.name
    if first not in _COMPARABLE or second not in _COMPARABLE:
        return f"Comparison '{operator}' may not be meaningful for types {first} and {second}"
    if (first == "string") != (second == "string"):
        return f"Comparing {first} with {second} using '{operator}' may give unexpected results"
    return None
