"""Writing deep inside values: ``table[y][x] = v`` without copying the rows.

The owned bit of a variable says that it is the only holder of its list or dict, but not who holds what is
inside. CPython knows: an inner list that only its outer one refers to has exactly one more reference than the
look makes itself. That number is measured at start-up, with and without a second holder; where the
measurement is not what it should be, as where reference counts are not exact, inner values are copied.
"""

from __future__ import annotations

import sys

from harnvm.values.access import get_property, set_property_owned, set_subscript_owned, subscript
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.vm.instructions.access import write_path

#: Counts the references to an object, its argument among them; None where that cannot be relied on.
_count = getattr(sys, "getrefcount", None)


def _references(container: Value, key: Value) -> int:
    inner = container[key]
    return _count(inner) if _count is not None else 0


def _calibrated() -> int:
    """Return the count that means one holder, or 0 if counts cannot be trusted."""
    has_lock = getattr(sys, "_is_gil_enabled", lambda: True)()
    if sys.implementation.name != "cpython" or not has_lock:
        return 0
    shared: list[Value] = []
    alone = _references([[]], 0)
    exact = (
        alone == _references({"a": {}}, "a")
        and _references([shared], 0) == alone + 1
        and _references([shared, shared], 0) == alone + 2
    )
    return alone if exact else 0


ALONE = _calibrated()


def write_owned(
    value: Value, owned: bool, steps: tuple[str | None, ...], part: Value, *indices: Value
) -> tuple[Value, bool]:
    """Write at the end of a path into the value of a variable.

    Args:
        value: What the variable holds.
        owned: Whether nobody else holds it.
        steps: Names of properties, None for an index.
        part: What is written.
        indices: The indices, in order.

    Returns:
        The changed value, or a changed copy, and whether the variable owns it now.
    """
    if not owned or not ALONE:
        changed = write_path([part, *indices], value, steps)
        return changed, changed is not value and type(changed) in (list, dict)
    container, used = value, 0
    for depth in range(len(steps) - 1):
        name = steps[depth]
        key = indices[used] if name is None else name
        inner = _only_held_by(container, key, name is None)
        used += name is None
        if inner is None:
            # From here on somebody else may hold what is inside.
            found = subscript(container, key) if name is None else get_property(container, name)
            part = write_path([part, *indices[used:]], found, steps[depth + 1 :])
            _set(container, name, key, part)
            return value, True
        container = inner
    _set(container, steps[-1], indices[-1] if steps[-1] is None else None, part)
    return value, True


def _only_held_by(container: Value, key: Value, is_index: bool) -> Value:
    """Return the list or dict at a key if nobody but the container holds it, else None."""
    if type(container) is dict:
        inner = container.get(key if type(key) is str else display(key))
    elif is_index and type(container) is list and type(key) is int and 0 <= key < len(container):
        inner = container[key]
    else:
        return None
    if (type(inner) is list or type(inner) is dict) and _count is not None and _count(inner) == ALONE:
        return inner
    return None


def _set(container: Value, name: str | None, key: Value, part: Value) -> None:
    if name is None:
        set_subscript_owned(container, key, part)
    else:
        set_property_owned(container, name, part)
