"""Every builtin: its parameters, what it returns, and what it does in a sentence.

One table serves the checker (returns), completion and documentation (all of it); a test holds its names equal
to what the VM offers. It does not know how builtins work.

An entry is the signature on a line, and the sentence on an indented one below it::

    name(parameter: type, optional?: type, ...rest: type) -> type
        What it does.

The checker relies on a type after ``->``. After ``~>`` stands what is returned for people to know: the
checker takes it as unknown, as Harn 0.7.8 does. A constant is written ``name: type``. The tables are texts,
which load in no time and are taken apart when the first name is looked up.
"""

from __future__ import annotations

from typing import NamedTuple

from harnvm.types.signatures.generic import GENERIC, Generic

__all__ = [
    "GENERIC",
    "Generic",
    "Parameter",
    "Signature",
    "is_known_to_checker",
    "names",
    "result_text",
    "signature",
]


class Parameter(NamedTuple):
    """A parameter of a builtin; `rest` takes any number of values."""

    name: str
    type: str
    optional: bool = False
    rest: bool = False


class Signature(NamedTuple):
    """What is known about a builtin.

    Attributes:
        text: The signature as it is shown.
        parameters: None for a constant.
        result: The type that is returned, as it is shown.
        checked: Whether the checker relies on the result.
        summary: What it does, in one sentence.
    """

    name: str
    text: str
    parameters: tuple[Parameter, ...] | None
    result: str
    checked: bool
    summary: str


#: Builtins that a user's function of the same name hides from the checker, as in Harn 0.7.8.
_UNCHECKED = ("Ok", "Err")

_entries: dict[str, tuple[str, str]] = {}
_results: dict[str, str | None] = {}


def _table() -> dict[str, tuple[str, str]]:
    if not _entries:
        from harnvm.types.signatures import (
            agents,
            basics,
            concurrency,
            data,
            models,
            system,
            text,
            workflows,
        )

        texts = [module.TEXT for module in (agents, concurrency, data, models, system, text, workflows)]
        for table in (*texts, basics.TEXT, basics.INTERNAL):
            lines = table.strip().split("\n")
            for line, summary in zip(lines[::2], lines[1::2], strict=True):
                _entries[line.split("(", 1)[0].split(":", 1)[0]] = (line, summary.strip())
    return _entries


def names() -> list[str]:
    """Return the names of all builtins, in order."""
    return sorted(_table())


def is_known_to_checker(name: str) -> bool:
    """Tell whether the checker takes the name for a builtin: it does not judge the arity of such calls."""
    return name in _table() and name not in _UNCHECKED and not name.startswith("__")


def result_text(name: str) -> str | None:
    """Return the type that a builtin returns, as text, or None when the checker takes it as unknown."""
    entry = _table().get(name)
    if entry is None:
        return None
    line = entry[0]
    if "(" not in line:
        return line.split(": ", 1)[1]
    _, arrow, result = line.rpartition(") -> ")
    return result if arrow else None


def signature(name: str) -> Signature | None:
    """Return what is known about a builtin, or None if there is no such."""
    entry = _table().get(name)
    if entry is None:
        return None
    line, summary = entry
    if "(" not in line:
        return Signature(name, line, None, line.split(": ", 1)[1], True, summary)
    head, _, result = line.partition("(")[2].rpartition(") ")
    checked = result.startswith("->")
    shown = line if checked else line.replace(") ~> ", ") -> ")
    return Signature(name, shown, _parameters(head), result[3:], checked, summary)


def _parameters(text: str) -> tuple[Parameter, ...]:
    found = []
    for piece in text.split(", ") if text else ():
        name, _, type = piece.partition(": ")
        rest = name.startswith("...")
        optional = name.endswith("?")
        found.append(Parameter(name.strip(".?"), type, optional, rest))
    return tuple(found)
