"""The parse tables: where they come from, and what they hold.

They are generated from ``grammar/harn.lark`` (`harnvm.syntax.tablegen`) and kept as a `marshal` file:
the one built into the wheel, or one in this package's ``__pycache__``, which is written and trusted as
Python's own files there. A file that does not fit the grammar or the generator is ignored.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from harnvm import resources

_FORMAT = 1
_tables: Tables | None = None


class Tables:
    """The automaton, ready to run.

    Attributes:
        defaults: Per state, the rule to reduce by (``~rule``) whatever the token, or None.
        actions: Per state, from kind of token to next state, or to ``~rule`` for a reduction.
        gotos: Per state, from rule name to next state.
        wanted: Per state, the rule to fall back to (``~rule``) when no action fits, or what to report
            (see `wording.Wanted`), or None where a parse may end.
        sizes: Per rule, the number of its children.
        origins: Per rule, its name.
        makers: Per rule, the builder action, or None when the child is passed on.
        weights: Per rule, by how much it nests deeper than its children.
        starts: States by start symbol.
        chains: A cache of the driver.
    """

    __slots__ = (
        "actions",
        "chains",
        "defaults",
        "gotos",
        "makers",
        "origins",
        "sizes",
        "starts",
        "wanted",
        "weights",
    )

    def __init__(self, data: dict[str, Any]) -> None:
        from harnvm.syntax.build import ACTIONS, FLAT

        self.defaults: list[int | None] = data["defaults"]
        self.actions: list[dict[str, int]] = data["actions"]
        self.gotos: list[dict[str, int]] = data["gotos"]
        self.wanted: list[Any] = data["wanted"]
        self.starts: dict[str, int] = data["starts"]
        self.origins = [origin for origin, _, _ in data["rules"]]
        self.sizes = [size for _, size, _ in data["rules"]]
        self.makers: list[Callable[..., Any] | None] = [
            None if action is None else ACTIONS[action] for _, _, action in data["rules"]
        ]
        self.weights = [int(action not in FLAT) for _, _, action in data["rules"]]
        self.chains: dict[int, dict[str, int]] = {}

    def action(self, state: int, kind: str) -> int | None:
        """Return what to do in a state on a token, or None if it does not fit."""
        default = self.defaults[state]
        return default if default is not None else self.actions[state].get(kind)


def tables() -> Tables:
    """Return the parse tables, loaded or generated at the first call."""
    global _tables
    if _tables is None:
        _tables = Tables(_load())
    return _tables


def _load() -> dict[str, Any]:
    with open(resources.grammar_file(), "rb") as file:
        grammar = file.read()
    key = _key(grammar)
    for path in (resources.shipped_tables(), _cache_path()):
        data = path and read(path, key)
        if data:
            return data
    data = _generate(grammar)
    path = _cache_path()
    if path:
        try:
            write(path, data, key)
        except OSError:
            pass  # a read-only installation: each start pays for the generation
    return data


def build(path: str) -> None:
    """Generate the tables into a file; used when a wheel is built."""
    with open(resources.grammar_file(), "rb") as file:
        grammar = file.read()
    write(path, _generate(grammar), _key(grammar))


def _generate(grammar: bytes) -> dict[str, Any]:
    from harnvm.syntax.build import ACTIONS
    from harnvm.syntax.tablegen import generate

    return generate(grammar.decode(), frozenset(ACTIONS))


def read(path: str, key: bytes) -> dict[str, Any] | None:
    """Read a table file, or return None if it is missing, broken or made from something else."""
    import marshal

    try:
        with open(path, "rb") as file:
            content = file.read()
        if not content.startswith(key):
            return None
        data: dict[str, Any] = marshal.loads(content[len(key) :])
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return data


def write(path: str, data: dict[str, Any], key: bytes) -> None:
    """Write a table file in one step, so that no reader sees half of it."""
    import marshal

    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "wb") as file:
        file.write(key + marshal.dumps(data, 4))
    os.replace(temporary, path)


def _key(grammar: bytes) -> bytes:
    """Return what the tables depend on, hashed: the grammar and the modules that read it."""
    from hashlib import sha256

    key = sha256(grammar)
    folder = os.path.dirname(os.path.abspath(__file__))
    for module in ("tablegen.py", "wording.py", "kinds.py"):
        with open(os.path.join(folder, module), "rb") as file:
            key.update(file.read())
    return b"harn tables %d " % _FORMAT + key.digest()


def _cache_path() -> str | None:
    cached = __spec__ and __spec__.cached
    return os.path.join(os.path.dirname(cached), "harn.tables") if cached else None
